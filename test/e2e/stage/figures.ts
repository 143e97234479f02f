import type { RateSample, TorrentDetails } from '../../../preload/contract/details.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { blankTorrent, type Torrent } from '../../../preload/contract/torrents.ts'

/** Reproducible chance (mulberry32): the stage looks the same at every visit. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const KiB = 1024
const MiB = 1024 * KiB
const GiB = 1024 * MiB
const TiB = 1024 * GiB
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

function hashOf(number: number): string {
  const random = chance(number + 1)
  return Array.from({ length: 5 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
}

/** A torrent with figures that fit together; `more` overrides. */
export function torrent(number: number, more: Partial<Torrent> & { name: string; sizeBytes: number }): Torrent {
  const progress = more.progress ?? 1
  const sizeBytes = Math.round(more.sizeBytes)
  const done = Math.round(sizeBytes * progress)
  const ratio = more.ratio === undefined ? 1 : more.ratio
  return {
    ...blankTorrent(hashOf(number)),
    state: progress < 1 ? 'downloading' : 'seeding',
    progress,
    wantedBytes: sizeBytes,
    doneBytes: done,
    remainingBytes: sizeBytes - done,
    downloadedBytes: done,
    uploadedBytes: Math.round(done * (ratio ?? 0)),
    ratio,
    tracker: 'archive.org',
    trackerState: 'ok',
    trackerStatus: 'Announce OK',
    owner: 'admin',
    autoManaged: true,
    folder: '/srv/torrents',
    ...more,
    sizeBytes,
  }
}

/** The rows of the pictures, by daemon; names and figures are invented. */
export function pictureRows(now: number): { daemon: string; row: Torrent }[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const at = (days: number, hours = 12, minutes = 0): number => today - days * dayMs + hours * hourMs + minutes * 60_000
  const bigBuck = {
    progress: 0.812,
    downBytesPerSecond: 1.9 * MiB,
    upBytesPerSecond: 48 * KiB,
    leftMs: 72 * 60_000,
    peers: 31,
    peersTotal: 112,
    availability: 8.24,
    folder: '/srv/film/incoming',
  }
  const rows: [string, string, number, string, string, number, Partial<Torrent>][] = [
    [
      'nas0',
      'debian-13.2.0-amd64-netinst.iso',
      663 * MiB,
      'iso',
      '142/811',
      at(0, 4, 2),
      { progress: 0.374, downBytesPerSecond: 6.2 * MiB, upBytesPerSecond: 212 * KiB, leftMs: 68_000, ratio: 0.04 },
    ],
    [
      'seedbox0',
      'Big Buck Bunny (2008) 2160p open movie',
      43.7 * GiB,
      'film',
      '8/23',
      at(0, 3, 47),
      { ...bigBuck, ratio: 0.31 },
    ],
    [
      'nas0',
      'archlinux-2026.11.01-x86_64.iso',
      1.2 * GiB,
      'iso',
      '0/402',
      at(0, 2, 30),
      { upBytesPerSecond: 2.4 * MiB, ratio: 3.82 },
    ],
    ['nas0', 'Librivox – Moby-Dick, complete reading (FLAC)', 9.8 * GiB, 'audio', '0/6', at(1), { ratio: 1 }],
    [
      'seedbox0',
      'fedora-workstation-43-x86_64',
      2.4 * GiB,
      'iso',
      '61/390',
      at(1, 10),
      { progress: 0.129, downBytesPerSecond: 3.8 * MiB, upBytesPerSecond: 96 * KiB, leftMs: 560_000, ratio: 0.02 },
    ],
    [
      'seedbox0',
      'Sintel (2010) – Blender Foundation – 4K HDR',
      11.2 * GiB,
      'film',
      '0/31',
      at(4),
      { upBytesPerSecond: 7.9 * MiB, ratio: 12.4 },
    ],
    [
      'nas0',
      'OpenStreetMap planet-261116.osm.pbf',
      78.9 * GiB,
      'data',
      '3/5',
      at(5),
      { progress: 0.64, downBytesPerSecond: 512 * KiB, upBytesPerSecond: 11 * KiB, leftMs: 15 * hourMs, ratio: 0.11 },
    ],
    ['nas0', 'Kiwix – Wikipedia (en) maxi 2026-10.zim', 109 * GiB, 'data', '0/12', at(6), { ratio: 0.87 }],
    [
      'nas0',
      'NASA Perseverance raw images, sols 1–400',
      312 * GiB,
      'data',
      '0/0',
      at(6, 9),
      {
        progress: 0.225,
        state: 'error',
        message: 'No space left on device',
        trackerState: 'error',
        trackerStatus: 'Error: connection timed out',
        ratio: 0,
      },
    ],
    [
      'attic0',
      'Project Gutenberg 2026 dump',
      71 * GiB,
      'books',
      '–/4',
      at(7),
      { progress: 0.481, state: 'paused', ratio: 0.2 },
    ],
    [
      'seedbox0',
      'ubuntu-26.04.1-desktop-amd64.iso',
      5.8 * GiB,
      'iso',
      '0/988',
      at(9),
      { upBytesPerSecond: 1.1 * MiB, ratio: 5.31 },
    ],
    [
      'seedbox0',
      'Cosmos Laundromat (2015) 1080p',
      6.1 * GiB,
      'film',
      '0/14',
      at(9, 8),
      { upBytesPerSecond: 310 * KiB, ratio: 2.08 },
    ],
    [
      'seedbox0',
      'LibreOffice 26.8 source + translations',
      412 * MiB,
      '',
      '0/2',
      at(10),
      { progress: 0.713, state: 'checking', ratio: 0 },
    ],
    [
      'nas0',
      'Internet Archive – 78rpm collection, part 12',
      1.1 * TiB,
      'audio',
      '0/9',
      at(12),
      { upBytesPerSecond: 18 * KiB, ratio: 1.46 },
    ],
    [
      'nas0',
      'Common Crawl CC-MAIN-2026-42 index',
      227 * GiB,
      'data',
      '1/1',
      at(13),
      { progress: 0.056, downBytesPerSecond: 38 * KiB, upBytesPerSecond: 2 * KiB, leftMs: 61 * dayMs, ratio: 0.01 },
    ],
    [
      'seedbox0',
      'Tears of Steel (2012) – raw 4K frames',
      88.4 * GiB,
      'film',
      '0/7',
      at(13, 8),
      { upBytesPerSecond: 5.6 * MiB, ratio: 8.77 },
    ],
    [
      'attic0',
      'FreeBSD-15.0-RELEASE-amd64-dvd1.iso',
      4.2 * GiB,
      'iso',
      '–/66',
      at(15),
      { state: 'paused', ratio: 1.92 },
    ],
    ['nas0', 'Musopen – Beethoven complete symphonies', 3.3 * GiB, 'audio', '–/3', at(16), { ratio: 0.64 }],
    [
      'seedbox0',
      'Linux kernel git bundle v6.18',
      2.9 * GiB,
      '',
      '0/18',
      at(18),
      { upBytesPerSecond: 440 * KiB, ratio: 2.25 },
    ],
    [
      'attic0',
      'Stanford Encyclopedia of Philosophy mirror',
      5.7 * GiB,
      'books',
      '–/2',
      at(19),
      { progress: 0, state: 'queued', queue: 3, ratio: null },
    ],
  ]
  return rows.map(([daemon, name, sizeBytes, label, swarm, addedAt, more], number) => {
    const [seeds, total] = swarm.split('/')
    const connected = { seeds: Number(seeds) || 0, seedsTotal: Number(total) }
    return { daemon, row: torrent(number, { name, sizeBytes, label, addedAt, ...connected, ...more }) }
  })
}

const nouns = [
  'atlas',
  'lecture series',
  'field recordings',
  'source tree',
  'planet extract',
  'film scans',
  'corpus',
  'course',
]
const places = [
  'Aarhus',
  'Bremen',
  'Çorum',
  'Dunedin',
  'Évora',
  'Fukuoka',
  'Göteborg',
  'Hilo',
  'İzmir',
  'Jaén',
  'Kyiv',
  'Łódź',
]
const labels = ['data', 'film', 'iso', 'audio', 'books', '', '', '']
const trackers = ['archive.org', 'tracker.example.net', 'open.example.org', '']

/** One invented torrent; most seed, a few do everything else. */
export function inventedRow(number: number, now: number): Torrent {
  const random = chance(number * 7919 + 13)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const name = `${pick(places)} ${pick(nouns)} ${1950 + Math.floor(random() * 76)}, part ${Math.floor(random() * 400)}`
  const sizeBytes = Math.round(10 ** (6 + random() * 6))
  const roll = random()
  const base = {
    name,
    sizeBytes,
    label: pick(labels),
    tracker: pick(trackers),
    addedAt: now - (20 + random() * 900) * dayMs,
  }
  const swarm = { seeds: 0, seedsTotal: Math.floor(random() * 60), peers: Math.floor(random() * 4), peersTotal: 12 }
  const owner = random() < 0.1 ? 'rob' : 'admin'
  const rest = { ...base, ...swarm, owner, ratio: random() * 6, folder: '/srv/torrents' }
  if (roll < 0.004) {
    const rate = random() * 4 * MiB
    const progress = random() * 0.9
    return torrent(number, {
      ...rest,
      progress,
      downBytesPerSecond: rate,
      leftMs: ((1 - progress) * sizeBytes * 1000) / rate,
    })
  }
  if (roll < 0.02) return torrent(number, { ...rest, upBytesPerSecond: random() * 900 * KiB })
  if (roll < 0.11) return torrent(number, { ...rest, state: 'paused', progress: random() < 0.5 ? 1 : random() })
  if (roll < 0.114) return torrent(number, { ...rest, state: 'queued', progress: random() * 0.5, queue: number % 50 })
  if (roll < 0.116) {
    return torrent(number, {
      ...rest,
      state: 'error',
      message: 'Disk error',
      trackerState: 'error',
      trackerStatus: 'Error: timed out',
    })
  }
  return torrent(number, rest)
}

/** @param rows those that the events may be about */
export function someEvents(now: number, rows: readonly { row: Torrent }[]): HistoryEvent[] {
  const line = (id: number, minutes: number, more: Partial<HistoryEvent>): HistoryEvent => ({
    id,
    at: now - minutes * 60_000,
    kind: 'finished',
    daemon: 'nas0',
    hash: rows.find(({ row }) => row.name === more.name)?.row.hash ?? null,
    name: '',
    text: '',
    away: false,
    ...more,
  })
  return [
    line(5, 2, { kind: 'lost', daemon: 'attic0', name: 'attic', text: 'attic cannot be reached.' }),
    line(4, 14, { name: 'archlinux-2026.11.01-x86_64.iso' }),
    line(3, 60, { kind: 'added', daemon: 'seedbox0', name: 'Big Buck Bunny (2008) 2160p open movie' }),
    line(2, 300, { kind: 'refused', daemon: 'office0', name: 'office', text: 'Its certificate changed.' }),
    line(1, 301, { kind: 'finished', name: 'Kiwix – Wikipedia (en) maxi 2026-10.zim', away: true }),
  ]
}

/** Runs that look like a download in full swing. */
function pieceRuns(progress: number, count: number): [0 | 1 | 2 | 3, number][] {
  const random = chance(7)
  const runs: [0 | 1 | 2 | 3, number][] = []
  const solid = Math.round(count * progress * 0.85)
  let left = count - solid
  let have = Math.round(count * progress) - solid
  runs.push([3, solid])
  while (left > 0) {
    const gap = Math.min(left, 1 + Math.floor(random() * 40))
    runs.push([random() < 0.1 ? 2 : random() < 0.9 ? 1 : 0, gap])
    left -= gap
    const run = Math.min(left, have, 1 + Math.floor(random() * 30))
    if (run > 0) runs.push([3, run])
    left -= run
    have -= run
  }
  return runs
}

/** What the details panel adds to a row. */
export function detailsOf(key: string, row: Torrent): TorrentDetails {
  const pieceCount = 2238
  return {
    key,
    pieces: row.progress < 1 ? pieceRuns(row.progress, pieceCount) : null,
    pieceCount,
    pieceBytes: 16 * MiB,
    fileCount: 14,
    activeMs: 3 * hourMs + 41 * 60_000,
    seedingMs: 0,
    nextAnnounceMs: 18 * 60_000,
    seedRank: null,
    stopRatio: 2,
    trackerUrl: 'https://archive.org/announce',
    creator: 'invented',
  }
}

/** Five minutes of rates around what a torrent has now. */
export function wavesAround({ hash, downBytesPerSecond: down, upBytesPerSecond: up }: Torrent): RateSample[] {
  const random = chance(parseInt(hash.slice(0, 8), 16))
  const wave = (step: number): number => Math.max(0, 1 + 0.3 * Math.sin(step / 4) + 0.25 * (random() - 0.5))
  const now = Date.now()
  return Array.from({ length: 60 }, (_, step) => ({
    at: now - (59 - step) * 5_000,
    down: down * wave(step),
    up: up * wave(step + 9),
  }))
}
