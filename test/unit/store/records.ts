import type { HistoryEvent } from '../../../preload/contract/events.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { DaemonRecord } from '../../../main/store/records.ts'

/** 2026-03-04, 05:06:07 UTC: the moment at which everything here happens. */
export const moment = Date.UTC(2026, 2, 4, 5, 6, 7)
export const stamp = '2026-03-04T050607'

export function daemonRecord(id = 'alpha', changes: Partial<DaemonRecord> = {}): DaemonRecord {
  return {
    id,
    kind: 'deluge',
    name: `The ${id} one`,
    address: { way: 'tls', host: `${id}.example.org`, port: 58_846 },
    username: 'anna',
    mark: 3,
    position: 0,
    connect: true,
    fingerprint: null,
    trustedAt: null,
    unreviewed: false,
    version: null,
    memo: null,
    lastSeenAt: null,
    folder: null,
    freeBytes: null,
    keptTwin: null,
    mappings: [],
    ...changes,
  }
}

export function hashOf(n: number): string {
  return n.toString(16).padStart(40, '0')
}

export function torrent(n: number, changes: Partial<Torrent> = {}): Torrent {
  return {
    hash: hashOf(n),
    name: `Torrent number ${n}`,
    state: 'seeding',
    message: '',
    progress: 0.5,
    sizeBytes: 5_000_000_000,
    wantedBytes: 5_000_000_000,
    doneBytes: 2_500_000_000,
    remainingBytes: 2_500_000_000,
    downloadedBytes: 2_600_000_000,
    uploadedBytes: 100,
    downBytesPerSecond: 1234.5,
    upBytesPerSecond: 0,
    downLimitBytesPerSecond: null,
    upLimitBytesPerSecond: 51_200,
    leftMs: null,
    ratio: 0.04,
    seeds: 3,
    seedsTotal: null,
    peers: 1,
    peersTotal: 9,
    seedsPeersRatio: null,
    availability: 1.5,
    addedAt: 1_700_000_000_123,
    completedAt: null,
    seenCompleteAt: null,
    lastTransferAt: null,
    queue: n,
    tracker: 'tracker.example.org',
    trackerState: 'ok',
    trackerStatus: 'Announce OK',
    label: '',
    owner: 'anna',
    shared: false,
    private: true,
    autoManaged: true,
    folder: '/srv/torrents',
    comment: '',
    ...changes,
  }
}

/** A line of history that was given a number. */
export function line(id: number, text: string, changes: Partial<HistoryEvent> = {}): HistoryEvent {
  return { id, at: moment, kind: 'acted', daemon: null, hash: null, name: 'Something', text, away: false, ...changes }
}

/** Lines that are numbered from `from` on. */
export function lines(from: number, count: number): HistoryEvent[] {
  return Array.from({ length: count }, (_, n) => line(from + n, `line ${from + n}`))
}
