import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { silentLog } from '../../main/lib/log.ts'
import { databaseName } from '../../main/store/open.ts'
import type { DaemonRecord, Store } from '../../main/store/records.ts'
import { openStore } from '../../main/store/store.ts'
import { known, milliseconds, printTable, quantile, type BenchTable } from './figures.ts'

/** As the core's writer gives them. */
const rowsAtOnce = 250
const daemon = 'bench'
const words =
  'amber basin canal delta eddy fjord gorge harbour inlet jetty kelp lagoon mouth narrows oxbow pool quay reach'.split(
    ' ',
  )

const record: DaemonRecord = {
  id: daemon,
  kind: 'deluge',
  name: 'Bench',
  address: { way: 'tls', host: 'localhost', port: 58_846 },
  username: 'bench',
  mark: 0,
  position: 0,
  connect: false,
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
}

/** Several timings of one thing, in ms. */
interface Timing {
  what: string
  goal?: string
  /** Until the store had done it. */
  taken: number[]
  /** What of that the main thread was at work. */
  held: number[]
}

async function time(
  what: string,
  runs: number,
  work: (run: number) => Promise<unknown>,
  goal?: string,
): Promise<Timing> {
  const timing: Timing = { what, taken: [], held: [], ...(goal === undefined ? {} : { goal }) }
  for (let run = 0; run < runs; run += 1) {
    await nextTurn()
    const before = performance.eventLoopUtilization()
    const began = performance.now()
    await work(run)
    timing.taken.push(performance.now() - began)
    timing.held.push(performance.eventLoopUtilization(before).active)
  }
  known({ what, ours: milliseconds(quantile(timing.taken, 0.5)), ...(goal === undefined ? {} : { goal }) })
  return timing
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

function changedRows(run: number, rowCount: number): Torrent[] {
  return Array.from({ length: 200 }, (_, i) => {
    return { ...rowOf((run * 997 + i * 47) % rowCount), upBytesPerSecond: run * 1000 + i }
  })
}

function newLines(store: Store, count: number): HistoryEvent[] {
  const first = store.events.lastId + 1
  return Array.from({ length: count }, (_, n) => {
    const { hash, name } = rowOf(n)
    return { id: first + n, at: 1, kind: 'finished', daemon, hash, name, text: '', away: false }
  })
}

async function writeAll(store: Store, rows: readonly Torrent[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await store.torrents.write(daemon, rows.slice(from, from + rowsAtOnce), [])
  }
}

async function loadAll(store: Store): Promise<void> {
  let count = 0
  for await (const part of store.torrents.load(daemon)) count += part.length
  if (count === 0) throw new Error('Nothing was kept.')
}

async function measure(store: Store, rows: readonly Torrent[]): Promise<Timing[]> {
  const count = rows.length.toLocaleString('en')
  const small = rows.length <= 10_000
  return [
    await time(`write ${count} new rows, ${rowsAtOnce} at once`, 1, () => writeAll(store, rows)),
    await time(`write ${count} known rows, ${rowsAtOnce} at once`, small ? 3 : 1, () => writeAll(store, rows)),
    await time(`write ${count} known rows at once`, small ? 3 : 1, () => store.torrents.write(daemon, rows, [])),
    await time('write 200 changed rows', 15, (run) => store.torrents.write(daemon, changedRows(run, rows.length), [])),
    await time(`load ${count} rows`, small ? 9 : 3, () => loadAll(store)),
  ]
}

async function measureSmall(store: Store): Promise<Timing[]> {
  return [
    await time('append 200 events', 15, () => store.events.append(newLines(store, 200))),
    await time('list 200 events', 9, () => store.events.list({ limit: 200 })),
    await time('append 1 event', 31, () => store.events.append(newLines(store, 1))),
    await time('update a daemon, on the disk', 31, (lastSeenAt) => store.daemons.update(daemon, { lastSeenAt })),
    await time('write a setting, on the disk', 31, (width) => store.settings.write({ width })),
    await time('list the daemons: nothing but there and back', 31, () => store.daemons.list()),
  ]
}

/** Times the store in temporary folders. */
export async function benchStore(): Promise<BenchTable[]> {
  return [...(await benchAt(10_000)), ...(await benchAt(100_000))]
}

async function benchAt(rowCount: number): Promise<BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'estuary-bench-'))
  const open = (): Promise<Store> => openStore(folder, { log: silentLog })
  try {
    const store = await open()
    await store.daemons.insert(record)
    const rows = Array.from({ length: rowCount }, (_, i) => rowOf(i))
    const timings = [...(await measure(store, rows)), ...(await measureSmall(store))]
    await store.close()
    timings.push(await time('open and close at that size', 5, async () => (await open()).close()))
    const size = statSync(join(folder, databaseName)).size
    const last = await open()
    timings.push(await time('forget the daemon with all rows', 1, () => last.daemons.remove(daemon)))
    await last.close()
    return tablesOf(timings, rowCount, size)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tablesOf(timings: readonly Timing[], rowCount: number, size: number): BenchTable[] {
  const at = `at ${rowCount.toLocaleString('en')} torrents`
  const spell = (taken: readonly number[]): string =>
    `${milliseconds(quantile(taken, 0.5))} (${milliseconds(Math.max(...taken))})`
  return [
    {
      title: `The store ${at}`,
      notes: [
        'Each figure is the median of several runs (the worst in brackets), there and back, in a thread of its own.',
        `The file has ${(size / 1e6).toFixed(1)} MB.`,
      ],
      rows: timings.map(({ what, taken, goal }) => {
        return { what, ours: spell(taken), ...(goal === undefined ? {} : { goal }) }
      }),
    },
    {
      title: `What the main thread does for the store ${at}`,
      notes: ['Time in which its loop was at work, in turns of at most 1,000 rows.'],
      rows: timings.map(({ what, held }) => ({ what, ours: spell(held) })),
    },
  ]
}

if (import.meta.main) (await benchStore()).forEach(printTable)
