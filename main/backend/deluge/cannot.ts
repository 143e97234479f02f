import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { OptionName } from '../../../preload/contract/options.ts'
import { metadataMethod } from './metadata.ts'
import { modernOptions } from './options.ts'
import type { Requests } from './requests.ts'

/** What an account of this level may not do. Every call that changes something needs level 5 (facts: every version). */
export function cannotOf(account: { username: string; level: number }, requests: Requests): Cannot {
  const { daemon, generation } = requests
  const { username, level } = account
  const cannot: Cannot = {}
  const noAccounts = whyNoAccounts(account, requests)
  if (noAccounts) cannot.accounts = noAccounts
  if (level < levels.admin && generation.hidesTorrents) {
    cannot['list-all'] = denied(level, levels.admin, say('deluge.own-only', { account: username, level }))
  }
  if (generation.priorityNumbers.low === undefined) {
    cannot['low-priority'] = toProblem(new Fault('incompatible', say('files.noLow', { daemon })))
  }
  if (!generation.has(metadataMethod)) {
    cannot.metadata = toProblem(new Fault('incompatible', say('metadata.too-old', { daemon }), { retry: 'never' }))
  }
  if (!generation.has('core.get_completion_paths')) {
    const program = `Deluge ${generation.dialect}`
    cannot.folders = toProblem(
      new Fault('incompatible', say('folders.tooOld', { daemon, program }), { retry: 'never' }),
    )
  }
  if (level >= levels.normal) return cannot
  const need = levels.normal
  const why = denied(level, need, say('account.level', { daemon, level, need }))
  return {
    ...cannot,
    pause: why,
    recheck: why,
    reannounce: why,
    queue: why,
    remove: why,
    'remove-files': why,
    add: why,
    metadata: why,
    files: why,
    'rename-files': why,
    rename: why,
    trackers: why,
    options: why,
    'connect-peer': why,
    folders: why,
    move: why,
    limits: why,
  }
}

/** Options of torrents that this daemon, of this version and for an account of this level, does not change. */
export function cannotOptions(level: number, { daemon, generation }: Requests): Map<OptionName, Problem> {
  const cannot = new Map<OptionName, Problem>()
  if (level < levels.admin) cannot.set('owner', denied(level, levels.admin, say('options.ownerLevel', { daemon })))
  if (generation.dialect === '2') return cannot
  const old = toProblem(new Fault('incompatible', say('options.tooOld', { daemon })))
  for (const option of modernOptions) cannot.set(option, old)
  return cannot
}

/** 1.3 has no call for accounts, and on 2.x they need level 10 (facts: every version). */
function whyNoAccounts({ username, level }: { username: string; level: number }, requests: Requests): Problem | null {
  const { daemon, generation } = requests
  if (!generation.has('core.get_known_accounts')) {
    const program = `Deluge ${generation.dialect}`
    return toProblem(new Fault('incompatible', say('accounts.too-old', { daemon, program }), { retry: 'never' }))
  }
  if (level >= levels.admin) return null
  return denied(level, levels.admin, say('accounts.needs', { daemon, account: username, level, needed: levels.admin }))
}

function denied(have: number, need: number, what: Says): Problem {
  return toProblem(new Fault('level', what, { details: { have, need } }))
}
