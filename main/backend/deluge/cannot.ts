import type { Cannot } from '../../../preload/contract/capabilities.ts'
import { levels } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { OptionName } from '../../../preload/contract/options.ts'
import { modernOptions } from './options.ts'
import type { Requests } from './requests.ts'
import { isolated } from '../../../preload/text/shown.ts'
import { say } from '../../../preload/words/sentences.ts'

/** What an account of this level may not do. Every call that changes something needs level 5 (facts: every version). */
export function cannotOf(account: { username: string; level: number }, { daemon, generation }: Requests): Cannot {
  const { username, level } = account
  const cannot: Cannot = {}
  if (level < levels.admin && generation.hidesTorrents) {
    cannot['list-all'] = denied(
      level,
      levels.admin,
      `${isolated(username)} has level ${level}: Deluge lists only this account’s own torrents and shared ones.`,
    )
  }
  if (generation.priorityNumbers.low === undefined) {
    cannot['low-priority'] = toProblem(new Fault('incompatible', say('files.noLow', { daemon })))
  }
  if (level >= levels.normal) return cannot
  const why = denied(
    level,
    levels.normal,
    `The account on ${daemon} has level ${level}; this needs level ${levels.normal}.`,
  )
  return {
    ...cannot,
    pause: why,
    recheck: why,
    reannounce: why,
    queue: why,
    remove: why,
    add: why,
    files: why,
    trackers: why,
    options: why,
    'connect-peer': why,
  }
}

/** Options of torrents that this daemon, of this version and for an account of this level, does not change. */
export function cannotOptions(level: number, { daemon, generation }: Requests): Map<OptionName, Problem> {
  const cannot = new Map<OptionName, Problem>()
  if (level < levels.admin) {
    const details = { have: level, need: levels.admin }
    cannot.set('owner', toProblem(new Fault('level', say('options.ownerLevel', { daemon }), { details })))
  }
  if (generation.dialect === '2') return cannot
  const old = toProblem(new Fault('incompatible', say('options.tooOld', { daemon })))
  for (const option of modernOptions) cannot.set(option, old)
  return cannot
}

function denied(have: number, need: number, message: string): Problem {
  return toProblem(new Fault('level', message, { details: { have, need } }))
}
