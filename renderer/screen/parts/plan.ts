import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { DaemonId, TorrentKey } from '../../../preload/contract/keys.ts'
import type { Row } from '../../../preload/listing/row.ts'

/** What is about to be done to many torrents, daemon by daemon. */
export interface Plan {
  /** The torrents that are still there, on daemons that can be asked now. */
  readonly rows: readonly Row[]
  /** The same by daemon, in the person's order of daemons. */
  readonly perDaemon: readonly { daemon: Daemon; rows: readonly Row[] }[]
  /** Torrents that stay because their daemon cannot be asked now, and why. */
  readonly staying: readonly { daemon: Daemon; count: number; why: string }[]
}

/** @param why why a daemon cannot be asked now; null = it can */
export function planFor(
  keys: readonly TorrentKey[],
  rows: ReadonlyMap<TorrentKey, Row>,
  daemons: readonly Daemon[],
  why: (daemon: DaemonId) => string | null,
): Plan {
  const there = keys.flatMap((key) => rows.get(key) ?? [])
  const byDaemon = Map.groupBy(there, (row) => row.daemon)
  const touched = daemons.flatMap((daemon) => {
    const own = byDaemon.get(daemon.id)
    return own ? [{ daemon, rows: own, why: why(daemon.id) }] : []
  })
  const isGoing = new Set(touched.filter((each) => each.why === null).map(({ daemon }) => daemon.id))
  return {
    rows: there.filter((row) => isGoing.has(row.daemon)),
    perDaemon: touched.filter(({ daemon }) => isGoing.has(daemon.id)),
    staying: touched.flatMap(({ daemon, rows: left, why: reason }) =>
      reason === null ? [] : [{ daemon, count: left.length, why: reason }],
    ),
  }
}
