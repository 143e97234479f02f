import { keyOf } from '../../../../preload/contract/keys.ts'
import { blankTorrent, type Torrent } from '../../../../preload/contract/torrents.ts'
import type { Row } from '../../../../preload/listing/row.ts'

/** The info-hash that tests give to a number. */
export function hashOf(number: number): string {
  return number.toString(16).padStart(40, '0')
}

export function makeTorrent(number: number, more: Partial<Torrent> = {}): Torrent {
  return {
    ...blankTorrent(hashOf(number)),
    name: `torrent ${number}`,
    state: 'seeding',
    progress: 1,
    sizeBytes: 1000,
    wantedBytes: 1000,
    doneBytes: 1000,
    downloadedBytes: 1000,
    addedAt: number,
    tracker: 'tracker.example',
    trackerState: 'ok',
    owner: 'admin',
    autoManaged: true,
    folder: '/srv',
    ...more,
  }
}

export function makeRow(number: number, more: Partial<Row> = {}): Row {
  const daemon = more.daemon ?? 'nas0'
  const torrent = makeTorrent(number, more)
  return { ...torrent, daemon, key: keyOf(daemon, torrent.hash) }
}

/** Rows as a mirror holds them. */
export function asMap(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.key, row]))
}
