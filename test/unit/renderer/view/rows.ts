import { keyOf } from '../../../../preload/contract/keys.ts'
import type { Torrent } from '../../../../preload/contract/torrents.ts'
import type { Row } from '../../../../renderer/view/row.ts'

/** The info-hash that tests give to a number. */
export function hashOf(number: number): string {
  return number.toString(16).padStart(40, '0')
}

export function makeTorrent(number: number, more: Partial<Torrent> = {}): Torrent {
  return {
    hash: hashOf(number),
    name: `torrent ${number}`,
    state: 'seeding',
    message: '',
    progress: 1,
    sizeBytes: 1000,
    wantedBytes: 1000,
    doneBytes: 1000,
    remainingBytes: 0,
    downloadedBytes: 1000,
    uploadedBytes: 0,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    downLimitBytesPerSecond: null,
    upLimitBytesPerSecond: null,
    leftMs: null,
    ratio: null,
    seeds: 0,
    seedsTotal: null,
    peers: 0,
    peersTotal: null,
    seedsPeersRatio: null,
    availability: null,
    addedAt: number,
    completedAt: null,
    seenCompleteAt: null,
    lastTransferAt: null,
    queue: null,
    tracker: 'tracker.example',
    trackerState: 'ok',
    trackerStatus: '',
    label: '',
    owner: 'admin',
    shared: false,
    private: false,
    autoManaged: true,
    folder: '/srv',
    comment: '',
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
