import type { Daemon } from '../../../../preload/contract/daemons.ts'
import type { Kind } from '../../../../preload/contract/kinds.ts'
import { blankTorrent, type Torrent } from '../../../../preload/contract/torrents.ts'
import type { Row } from '../../../../preload/listing/row.ts'

/** A daemon that is connected and allows everything, with whatever the test is about. */
export function sampleDaemon(more: Partial<Daemon> = {}): Daemon {
  return {
    id: 'nas0',
    kind: 'deluge',
    name: 'nas',
    address: { way: 'tls', host: 'nas.home', port: 58846 },
    username: 'admin',
    hasPassword: true,
    mark: 0,
    certificate: { fingerprint: fingerprint('A1'), trustedAt: 0 },
    link: { state: 'live', since: 0, problem: null, retryAt: null },
    lastSeenAt: 0,
    version: '2.1.1',
    level: 10,
    cannot: {},
    latencyMs: 3,
    torrents: 0,
    shortage: null,
    isFolderMissing: false,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    freeBytes: null,
    folder: null,
    twin: null,
    mappings: [],
    ...more,
  }
}

/** A kind of daemon that there is not, with whatever the test is about. */
export function sampleKind(more: Partial<Kind> = {}): Kind {
  return {
    id: 'ferry',
    name: 'Ferry',
    site: 'https://ferry.example/',
    ways: [{ way: 'tls', usualPort: 4000, webPort: 4080, login: true, identity: true }],
    account: 'required',
    imports: true,
    ...more,
  }
}

export function fingerprint(pair: string): string {
  return Array.from({ length: 32 }, () => pair).join(':')
}

/** A whole row on a daemon. */
export function sampleRow(daemon: string, hash: string, more: Partial<Torrent> = {}): Row {
  return {
    key: `${daemon}/${hash}`,
    daemon,
    ...blankTorrent(hash),
    name: 'a torrent',
    state: 'seeding',
    progress: 1,
    sizeBytes: 100,
    wantedBytes: 100,
    doneBytes: 100,
    downloadedBytes: 100,
    ratio: 0,
    autoManaged: true,
    ...more,
  }
}

export const hashOf = (digit: string): string => digit.repeat(40)
