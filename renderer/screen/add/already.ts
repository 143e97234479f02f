import type { Daemon } from '../../../preload/contract/daemons.ts'
import { keyOf, type DaemonId, type TorrentKey } from '../../../preload/contract/keys.ts'
import { addWords as words } from '../../text/words.ts'
import { percent } from '../../text/format.ts'
import type { Row } from '../../../preload/listing/row.ts'

/** A torrent that some daemon has already. */
export interface Found {
  key: TorrentKey
  daemon: Daemon
  /** "complete, in /srv/film" or "81.2 %, in /srv/film". */
  text: string
}

/**
 * Where a torrent is already; on the chosen daemon first, because there it cannot be added again.
 * @param hashes everything by which a daemon may know it
 */
export function whereAlready(
  hashes: readonly string[],
  daemons: readonly Daemon[],
  rows: ReadonlyMap<TorrentKey, Row>,
  chosen: DaemonId | null,
): Found | null {
  const found = daemons.flatMap((daemon) =>
    hashes.flatMap((hash) => {
      const key = keyOf(daemon.id, hash)
      const row = rows.get(key)
      return row ? [{ key, daemon, text: describeRow(row) }] : []
    }),
  )
  return found.find(({ daemon }) => daemon.id === chosen) ?? found[0] ?? null
}

/** Which of several are not added: what the chosen daemon has, and what another one has unless it is to be there as well. */
export function skippedOf(
  items: readonly { id: number; anyway: boolean }[],
  already: ReadonlyMap<number, Found | null>,
  chosen: DaemonId,
): ReadonlySet<number> {
  const skipped = items.filter(({ id, anyway }) => {
    const there = already.get(id)
    return there != null && (there.daemon.id === chosen || (items.length > 1 && !anyway))
  })
  return new Set(skipped.map(({ id }) => id))
}

function describeRow(row: Row): string {
  const progress = row.progress >= 1 ? words.complete : percent(row.progress)
  return row.folder === '' ? progress : `${progress}, ${words.inFolder(row.folder)}`
}

/**
 * The daemon that the dialog begins with: the one being looked at, the last one used, else the first that can take it. One
 * of the first two that is only away is it all the same: what is to be added waits, and goes nowhere else unasked.
 */
export function firstDaemon(
  daemons: readonly Daemon[],
  last: DaemonId | null,
  scope: ReadonlySet<DaemonId>,
  can: (id: DaemonId) => boolean,
): DaemonId | null {
  const wanted = [...(scope.size === 1 ? scope : []), last]
  const fits = wanted
    .map((id) => daemons.find((one) => one.id === id))
    .find((one) => one && (can(one.id) || isAway(one)))
  return (fits ?? daemons.find(({ id }) => can(id)) ?? daemons.find(isAway))?.id ?? null
}

/** Whether it may take torrents when it is there. */
export function isAway({ link }: Daemon): boolean {
  return link.state !== 'live'
}
