import type { DaemonId, TorrentKey } from '../contract/keys.ts'
import type { Torrent } from '../contract/torrents.ts'

/** One line of the table: a torrent on one daemon. Never changed in place; a change is a new object. */
export type Row = Readonly<Torrent> & { readonly key: TorrentKey; readonly daemon: DaemonId }

/** What became of one row: before undefined = it is new, after undefined = it is gone. */
export interface Change {
  readonly key: TorrentKey
  readonly before: Row | undefined
  readonly after: Row | undefined
}

/** Whether bytes flow, or did within the last reading. */
export function isActive(row: Readonly<Torrent>): boolean {
  return row.downBytesPerSecond > 0 || row.upBytesPerSecond > 0
}

/** Whether it tries to download and gets nothing. */
export function isStalled(row: Readonly<Torrent>): boolean {
  if (row.progress >= 1) return false
  return row.state === 'error' || (row.state === 'downloading' && row.downBytesPerSecond < 1)
}

/** Whether it is a magnet link of which nobody has told the contents yet: its sizes are unknown, not zero. */
export function lacksMetadata(row: Readonly<Torrent>): boolean {
  return row.sizeBytes === 0 && row.progress < 1
}

/** Whether it holds connections to a swarm now; the counts of others say nothing. */
export function isConnected(row: Readonly<Torrent>): boolean {
  return row.state !== 'paused' && row.state !== 'queued'
}
