import type { Cannot } from '../../../preload/contract/capabilities.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { type OptionName, optionNames } from '../../../preload/contract/options.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault, toProblem } from '../../lib/fault.ts'

/** What no rTorrent can, and why. What would run commands on its machine is not done, either. */
export function cannotOf(): Cannot {
  return {
    accounts: lacking(say('rtorrent.no-accounts')),
    queue: lacking(say('rtorrent.no-queue')),
    metadata: lacking(say('rtorrent.no-metadata')),
    rename: lacking(say('rtorrent.no-rename')),
    'rename-files': lacking(say('rtorrent.no-rename')),
    'remove-files': lacking(say('rtorrent.keeps-files')),
    'low-priority': lacking(say('rtorrent.no-low')),
    move: lacking(say('rtorrent.no-move')),
    folders: lacking(say('rtorrent.no-folders')),
  }
}

/** Options of torrents that it has. */
export const options = ['label', 'connections', 'uploadSlots'] as const
export type OwnOption = (typeof options)[number]

/** Options that it does not have. */
export function cannotOptions(): Map<OptionName, Problem> {
  const problem = lacking(say('rtorrent.no-option'))
  const others = optionNames.filter((option) => !(options as readonly string[]).includes(option))
  return new Map(others.map((option) => [option, problem]))
}

function lacking(says: Says): Problem {
  return toProblem(new Fault('incompatible', says, { retry: 'never' }))
}
