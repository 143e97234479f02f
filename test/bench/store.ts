import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { silentLog } from '../../main/lib/log.ts'
import { databaseName, openStore } from '../../main/store/open.ts'
import type { DaemonRecord, Store } from '../../main/store/records.ts'
import { milliseconds, printTable, quantile, type BenchTable } from './figures.ts'

const rowCount = 10_000
const daemon = 'bench'
const words =
  'amber basin canal delta eddy fjord gorge harbour inlet jetty kelp lagoon mouth narrows oxbow pool quay reach'.split(
    ' ',
  )

const record: DaemonRecord = {
  id: daemon,
  kind: 'deluge',
  name: 'Bench',
  host: 'localhost',
  port: 58_846,
  username: 'bench',
  mark: 0,
  position: 0,
  connect: false,
  fingerprint: null,
  trustedAt: null,
  version: null,
  dialect: null,
  lastSeenAt: null,
  folder: null,
  freeBytes: null,
  keptTwin: null,
}

/** Several timings of one thing, in ms. */
interface Timing {
  what: string
  goal?: string
  taken: number[]
}

function time(what: string, runs: number, work: (run: number) => void, goal?: string): Timing {
  const taken = Array.from({ length: runs }, (_, run) => {
    const began = performance.now()
    work(run)
    return performance.now() - began
  })
  return { what, taken, ...(goal === undefined ? {} : { goal }) }
}

function rowOf(i: number): Torrent {
  const word = (n: number): string => words[(i * 7 + n * n * 13 + n) % words.length] ?? ''
  return {
    hash: i.toString(16).padStart(40, '0'),
    name: `${Array.from({ length: 7 }, (_, n) => word(n)).join('.')}-${i}.tar`,
    state: 'seeding',
    message: '',
    progress: 1,
    sizeBytes: 4_000_000_000 + i,
    wantedBytes: 4_000_000_000 + i,
    doneBytes: 4_000_000_000 + i,
    remainingBytes: 0,
    downloadedBytes: 4_100_000_000,
    uploadedBytes: 9_000_000_000 + i,
    downBytesPerSecond: 0,
    upBytesPerSecond: i % 5000,
    downLimitBytesPerSecond: null,
    upLimitBytesPerSecond: null,
    leftMs: null,
    ratio: 2.2,
    seeds: 3,
    seedsTotal: 30,
    peers: 2,
    peersTotal: 9,
    seedsPeersRatio: 3.33,
    availability: 1.25,
    addedAt: 1_700_000_000_000 + i,
    completedAt: 1_700_000_100_000 + i,
    seenCompleteAt: 1_700_000_200_000,
    lastTransferAt: 1_700_000_300_000,
    queue: null,
    tracker: `${word(1)}.example.org`,
    trackerState: 'ok',
    trackerStatus: 'Announce OK',
    label: word(2),
    owner: 'admin',
    shared: false,
    private: true,
    autoManaged: true,
    folder: `/srv/torrents/${word(3)}`,
    comment: `https://${word(4)}.example.org/torrents/${i}`,
  }
}

function changedRows(run: number): Torrent[] {
  return Array.from({ length: 200 }, (_, i) => {
    return { ...rowOf((run * 997 + i * 47) % rowCount), upBytesPerSecond: run * 1000 + i }
  })
}

function measure(store: Store, rows: readonly Torrent[]): Timing[] {
  const write = (put: readonly Torrent[]): void => store.torrents.write(daemon, put, [])
  return [
    time('write 10,000 new rows', 1, () => write(rows)),
    time('write 10,000 known rows', 3, () => write(rows)),
    time('write 200 changed rows', 15, (run) => write(changedRows(run)), '2 ms'),
    time('load 10,000 rows', 9, () => store.torrents.load(daemon), '25 ms'),
    time('search: one short word, 100 of all', 9, () => store.torrents.search('ha', 100)),
    time('search: three words', 9, () => store.torrents.search('amber del tar', 100)),
    time('append 200 events', 15, () =>
      store.events.append(
        rows.slice(0, 200).map(({ hash, name }) => {
          return { at: 1, kind: 'finished' as const, daemon, hash, name, text: '', away: false }
        }),
      ),
    ),
    time('list 200 events', 9, () => store.events.list({ limit: 200 })),
  ]
}

/** Times the store at 10,000 torrents in a temporary folder. */
export function benchStore(): BenchTable[] {
  const folder = mkdtempSync(join(tmpdir(), 'estuary-bench-'))
  const open = (): Store => openStore(folder, { log: silentLog, now: Date.now })
  try {
    const store = open()
    store.daemons.insert(record)
    const rows = Array.from({ length: rowCount }, (_, i) => rowOf(i))
    const timings = measure(store, rows)
    store.close()
    timings.push(time('open and close at that size', 5, () => open().close()))
    const size = statSync(join(folder, databaseName)).size
    const last = open()
    timings.push(time('forget the daemon with all rows', 1, () => void last.daemons.remove(daemon)))
    last.close()
    return [tableOf(timings, size)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tableOf(timings: readonly Timing[], size: number): BenchTable {
  return {
    title: 'The store at 10,000 torrents',
    notes: [
      'Each figure is the median of several runs (the worst in brackets); a run blocks the main process.',
      `The file has ${(size / 1e6).toFixed(1)} MB.`,
    ],
    rows: timings.map(({ what, taken, goal }) => {
      const ours = `${milliseconds(quantile(taken, 0.5))} (${milliseconds(Math.max(...taken))})`
      return { what, ours, ...(goal === undefined ? {} : { goal }) }
    }),
  }
}

if (import.meta.main) benchStore().forEach(printTable)
