import type { Daemon } from '../../../preload/contract/daemons.ts'
import { size } from '../../text/format.ts'
import { daemonWords, shellWords } from '../../text/words.ts'
import type { Totals } from '../../view/list.ts'

const words = shellWords.status

/** What of the list is selected or shown, in one phrase. */
export function selectionText(selected: { count: number; sizeBytes: number }, shown: number, all: number): string {
  if (selected.count > 0) return `${words.selected(selected.count, all)} · ${size(selected.sizeBytes)}`
  return shown < all ? words.shown(shown, all) : words.all(all)
}

/** The rates of what is shown: of the rows that pass the filter, or of the daemons as they say it themselves. */
export function totalRates(live: readonly Daemon[], filtered: Totals | null): { down: number; up: number } {
  if (live.length === 0) return { down: 0, up: 0 }
  if (filtered) return { down: filtered.downBytesPerSecond, up: filtered.upBytesPerSecond }
  let down = 0
  let up = 0
  for (const daemon of live) {
    down += daemon.downBytesPerSecond
    up += daemon.upBytesPerSecond
  }
  return { down, up }
}

export interface Room {
  id: string
  name: string
  bytes: number
  low: boolean
  /** What is odd about it, in a sentence; null = nothing. */
  note: string | null
}

/**
 * Free space by daemon, where it is known; the scarcest first when it is low, else in the person's order.
 * @param lowBytes less than this free is worth a sign
 */
export function roomOf(live: readonly Daemon[], lowBytes: number): Room[] {
  const rooms = live.flatMap(({ id, name, freeBytes, folder, isFolderMissing }) => {
    const note = isFolderMissing && folder !== null ? daemonWords.folderMissing(folder) : null
    return freeBytes === null ? [] : [{ id, name, bytes: freeBytes, low: freeBytes < lowBytes, note }]
  })
  return rooms.sort((a, b) => Number(b.low) - Number(a.low))
}
