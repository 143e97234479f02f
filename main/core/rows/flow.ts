import type { Torrent, TorrentState } from '../../../preload/contract/torrents.ts'

const still: ReadonlySet<TorrentState> = new Set(['paused', 'error', 'unknown'])

/** Whether a torrent does something, or waits for its turn to: whether it can be paused. */
export function isRunning({ state }: Pick<Torrent, 'state'>): boolean {
  return !still.has(state)
}

/** How many of one daemon's torrents run, and how far those are that download: known without looking at the rows. */
export class Flow {
  running = 0
  loading = 0
  /** Of those that download: all that is wanted, and what of it is there. */
  wantedBytes = 0
  doneBytes = 0

  /** A row became another one; null = it is new, or gone. */
  change(before: Torrent | null, after: Torrent | null): void {
    if (before) this.#count(before, -1)
    if (after) this.#count(after, 1)
  }

  #count(row: Torrent, by: 1 | -1): void {
    if (isRunning(row)) this.running += by
    if (row.state !== 'downloading') return
    this.loading += by
    this.wantedBytes += by * row.wantedBytes
    this.doneBytes += by * Math.max(0, row.wantedBytes - row.remainingBytes)
  }
}
