import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { Row } from '../../../preload/listing/row.ts'
import type { MassVerb } from '../../data/dialogs.svelte.ts'
import { wouldChange } from '../../data/actions.ts'
import type { Plan } from '../parts/plan.ts'

export interface MassPlan {
  /** The torrents to which the verb makes a difference. */
  readonly keys: readonly TorrentKey[]
  /** How many on which daemon, and how many there are as they would become. */
  readonly perDaemon: readonly { daemon: Daemon; acting: number; already: number }[]
  /** Only of a resuming that would also start what was paused before the rest: how many were paused together, and the others. */
  readonly mixed: { readonly together: number; readonly before: readonly Row[] } | null
}

/**
 * What a verb would do: pausing and resuming only where they make a difference, all others to each.
 * @param together what was paused in one go
 * @param onlyTogether of a mixed plan, leave alone what was paused before
 */
export function planMass(
  verb: MassVerb,
  { rows, perDaemon }: Plan,
  together: ReadonlySet<TorrentKey>,
  onlyTogether: boolean,
): MassPlan {
  const waiting = verb === 'resume' ? rows.filter(({ state }) => state === 'paused') : []
  const before = waiting.filter(({ key }) => !together.has(key))
  const isMixed = before.length > 0 && before.length < waiting.length
  const isSwitch = verb === 'pause' || verb === 'resume'
  const acts = (row: Row): boolean => {
    if (!isSwitch) return true
    return isMixed && onlyTogether ? row.state === 'paused' && together.has(row.key) : wouldChange(verb, row.state)
  }
  const isSo = ({ state }: Row): boolean => {
    if (!isSwitch) return false
    return verb === 'pause' ? state === 'paused' : !wouldChange(verb, state)
  }
  return {
    keys: rows.filter(acts).map(({ key }) => key),
    perDaemon: perDaemon.map(({ daemon, rows: own }) => ({
      daemon,
      acting: own.filter(acts).length,
      already: own.filter(isSo).length,
    })),
    mixed: isMixed ? { together: waiting.length - before.length, before } : null,
  }
}
