import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { Requests } from './requests.ts'
import { isolated } from '../../../preload/text/shown.ts'

/** What an account of this level may not do. Every call that changes something needs level 5 (facts: every version). */
export function cannotOf(account: { username: string; level: number }, requests: Requests): Cannot {
  const { daemon, generation } = requests
  const { username, level } = account
  const cannot: Cannot = {}
  const noAccounts = whyNoAccounts(account, requests)
  if (noAccounts) cannot.accounts = noAccounts
  if (level < levels.admin && generation.hidesTorrents) {
    cannot['list-all'] = denied(
      level,
      levels.admin,
      `${isolated(username)} has level ${level}: Deluge lists only this account’s own torrents and shared ones.`,
    )
  }
  if (level >= levels.normal) return cannot
  const why = denied(
    level,
    levels.normal,
    `The account on ${daemon} has level ${level}; this needs level ${levels.normal}.`,
  )
  return { ...cannot, pause: why, recheck: why, reannounce: why, queue: why, remove: why, add: why }
}

/** 1.3 has no call for accounts, and on 2.x they need level 10 (facts: every version). */
function whyNoAccounts({ username, level }: { username: string; level: number }, requests: Requests): Problem | null {
  const { daemon, generation } = requests
  if (!generation.has('core.get_known_accounts')) {
    const program = `Deluge ${generation.dialect}`
    return toProblem(new Fault('incompatible', say('accounts.too-old', { daemon, program }), { retry: 'never' }))
  }
  if (level >= levels.admin) return null
  const why = say('accounts.needs', { daemon, account: username, level, needed: levels.admin })
  return toProblem(new Fault('level', why, { details: { have: level, need: levels.admin } }))
}

function denied(have: number, need: number, message: string): Problem {
  return toProblem(new Fault('level', message, { details: { have, need } }))
}
