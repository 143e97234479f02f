import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { Requests } from './requests.ts'

/** What an account of this level may not do. Every call that changes something needs level 5 (facts: every version). */
export function cannotOf(account: { username: string; level: number }, { daemon, generation }: Requests): Cannot {
  const { username, level } = account
  const cannot: Cannot = {}
  if (level < levels.admin && generation.hidesTorrents) {
    cannot['list-all'] = denied(level, levels.admin, say('deluge.own-only', { account: username, level }))
  }
  if (level >= levels.normal) return cannot
  const need = levels.normal
  const why = denied(level, need, say('account.level', { daemon, level, need }))
  return { ...cannot, pause: why, recheck: why, reannounce: why, queue: why, remove: why, add: why }
}

function denied(have: number, need: number, what: Says): Problem {
  return toProblem(new Fault('level', what, { details: { have, need } }))
}
