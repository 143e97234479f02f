import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { DaemonId, TorrentKey } from '../../../preload/contract/keys.ts'
import type { Row } from '../../../preload/listing/row.ts'

/** This many names are told; the rest are counted. */
export const mostNames = 6

export interface RemovalPlan {
  /** The torrents that are still there and can be removed now. */
  keys: readonly TorrentKey[]
  names: readonly { key: TorrentKey; name: string; daemon: Daemon | undefined }[]
  more: number
  /** How many on which daemon, in the person's order of daemons. */
  perDaemon: readonly { daemon: Daemon; count: number }[]
  /** Torrents that stay because their daemon cannot be asked now, and why. */
  staying: readonly { daemon: Daemon; count: number; why: string }[]
  /** What is on the disks. */
  bytes: number
}

/**
 * What would be removed: names, counts by daemon, and how many bytes of files.
 * @param why why a daemon cannot be asked now; null = it can
 */
export function planRemoval(
  keys: readonly TorrentKey[],
  rows: ReadonlyMap<TorrentKey, Row>,
  daemons: readonly Daemon[],
  why: (daemon: DaemonId) => string | null,
): RemovalPlan {
  const there = keys.flatMap((key) => rows.get(key) ?? [])
  const byDaemon = daemons.map((daemon) => ({
    daemon,
    count: there.filter((row) => row.daemon === daemon.id).length,
    why: why(daemon.id),
  }))
  const stays = new Set(byDaemon.filter((each) => each.why !== null).map(({ daemon }) => daemon.id))
  const going = there.filter((row) => !stays.has(row.daemon))
  const byId = new Map(daemons.map((daemon) => [daemon.id, daemon]))
  // One more name costs no more room than the line that counts it.
  const shown = going.length <= mostNames + 1 ? going : going.slice(0, mostNames)
  return {
    keys: going.map(({ key }) => key),
    names: shown.map(({ key, name, daemon }) => ({ key, name, daemon: byId.get(daemon) })),
    more: going.length - shown.length,
    perDaemon: byDaemon.filter((each) => each.count > 0 && each.why === null),
    staying: byDaemon.flatMap(({ daemon, count, why }) => (count > 0 && why !== null ? [{ daemon, count, why }] : [])),
    bytes: going.reduce((sum, row) => sum + row.doneBytes, 0),
  }
}
