import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Daemon } from '../../preload/contract/daemons.ts'
import { openCore } from '../../main/core/app.ts'
import { pagesOnly } from '../../main/core/means.ts'
import { keepHeapYoungSmall, thriftyEnvironment } from '../../main/lib/heap.ts'
import { silentLog } from '../../main/lib/log.ts'
import { openFileKeeper } from '../../main/store/keeper.ts'
import { lookedAt } from '../daemons/certificate.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { addressOf } from '../daemons/estuary.ts'
import { type BenchRow, type BenchTable, figure, known, quantile } from './figures.ts'
import { residentBytes } from './process.ts'

/*
 * What a core's rows take of memory: the core in a process of its own with one window that keeps no rows, over a
 * simulated daemon in another process. Run as a program, this file is that core; imported, it starts and steers it.
 */

const sizes = (process.env['ESTUARY_BENCH_ROWS'] ?? '10000,100000').split(',').map(Number)
const runs = Number(process.env['ESTUARY_BENCH_RUNS'] ?? 3)
const settleMs = 30_000
const mebibyte = 1024 * 1024

interface Place {
  host: string
  port: number
  username: string
  password: string
  torrents: number
}

/** A simulated daemon in a process of its own, which ends with its input. */
async function startDaemon(torrents: number): Promise<{ place: Place; end: () => Promise<void> }> {
  // The first daemon of a usual fleet has 1.6 times the torrents asked for.
  const flags = ['--daemons', '1', '--torrents', `${torrents / 1.6}`, '--json', '--until-eof']
  const program = join(import.meta.dirname, '../fleet/run.ts')
  const child = spawn(process.execPath, [program, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  const [line] = (await once(lines, 'line')) as [string]
  const end = async (): Promise<void> => {
    child.stdin.end()
    await once(child, 'exit')
  }
  return { place: JSON.parse(line) as Place, end }
}

interface Settled {
  /** Half a minute after the list was complete. */
  bytes: number
  /** After the engine was made to collect what nobody uses. */
  collectedBytes: number
}

/** Starts a core over that folder, waits until it has every row and has settled, and ends it. */
async function settledCore(folder: string, place: Place | null): Promise<Settled> {
  // As the web door starts it.
  const env = { ...thriftyEnvironment, ...process.env }
  const core = fork(import.meta.filename, [folder, JSON.stringify(place)], { env })
  const pid = core.pid
  if (pid === undefined) throw new Error('The core’s process did not start.')
  await answer(core)
  await wait(settleMs)
  const bytes = residentBytes(pid)
  core.send('collect')
  await answer(core)
  const collectedBytes = residentBytes(pid)
  core.send('end')
  await once(core, 'exit')
  return { bytes, collectedBytes }
}

async function answer(core: ChildProcess): Promise<void> {
  const settled = new AbortController()
  const { signal } = settled
  const died = once(core, 'exit', { signal }).then(() => {
    throw new Error('The core’s process ended.')
  })
  died.catch(() => {})
  try {
    await Promise.race([once(core, 'message', { signal }), died])
  } finally {
    settled.abort()
  }
}

/** First met, and started again over what was kept; the middle of several runs. */
async function measure(place: Place | null): Promise<{ met: Settled; again: Settled }> {
  const met: Settled[] = []
  const again: Settled[] = []
  for (let run = 0; run < runs; run += 1) {
    const folder = temporaryFolder('bench-memory')
    met.push(await settledCore(folder, place))
    again.push(await settledCore(folder, place))
    removeFolder(folder)
  }
  const middle = (all: readonly Settled[]): Settled => ({
    bytes: quantile(
      all.map(({ bytes }) => bytes),
      0.5,
    ),
    collectedBytes: quantile(
      all.map(({ collectedBytes }) => collectedBytes),
      0.5,
    ),
  })
  return { met: middle(met), again: middle(again) }
}

/** What rows take, above what a core without any daemon takes. */
export async function benchMemory(say: (line: string) => void): Promise<BenchTable[]> {
  // The first start ever compiles everything, and keeps 40 MiB of it; later ones find it compiled.
  const first = temporaryFolder('bench-memory')
  await settledCore(first, null)
  removeFolder(first)
  say('Memory of an empty core…')
  const empty = await measure(null)
  const rows: BenchRow[] = []
  const add = (what: string, of: Settled, none: Settled, goal: string): void => {
    const above = figure((of.bytes - none.bytes) / mebibyte)
    const collected = figure((of.collectedBytes - none.collectedBytes) / mebibyte)
    rows.push(known({ what, ours: `${above} MiB, collected ${collected} MiB`, goal }))
  }
  for (const size of sizes) {
    say(`Memory of ${size} rows…`)
    const daemon = await startDaemon(size)
    const full = await measure(daemon.place)
    await daemon.end()
    const goal = size <= 10_000 ? '≤ 50 MiB' : '≤ 230 MiB'
    add(`${size} rows, met for the first time`, full.met, empty.met, goal)
    add(`${size} rows, kept from an earlier start`, full.again, empty.again, goal)
  }
  return [
    {
      title: 'Memory of the core above that of an empty one',
      notes: [
        `Resident memory of the core’s process, with one window that keeps no rows; median of ${runs}.`,
        `${settleMs / 1_000} s after the list was complete; “collected”: after the engine was made to collect what nobody uses.`,
        `An empty core takes ${figure(empty.met.bytes / mebibyte)} MiB, collected ${figure(empty.met.collectedBytes / mebibyte)} MiB.`,
      ],
      rows,
    },
  ]
}

async function run(folder: string, place: Place | null): Promise<void> {
  keepHeapYoungSmall()
  const means = {
    door: 'web',
    version: '0.0.0',
    dataFolder: folder,
    keeper: openFileKeeper(folder),
    outside: pagesOnly,
  } as const
  const core = await openCore(means, { log: silentLog })
  const window = core.enter('window')
  const complete = new Promise<void>((resolve) => {
    if (!place) return resolve()
    const item = (daemons: unknown): void => {
      const [daemon] = daemons as Daemon[]
      if (daemon?.link.state === 'live' && daemon.torrents >= place.torrents) resolve()
    }
    window.on('daemons', {}, { item, ended: () => {} })
  })
  window.on('torrents', {}, { item: () => {}, ended: () => {} })
  if (place) {
    const account = { username: place.username, password: place.password, ...(await lookedAt(place)) }
    // Where it is kept from an earlier start, this is refused, and the one that is there connects by itself.
    await window.call('daemons.add', { kind: 'deluge', name: 'many', address: addressOf(place), ...account })
  }
  await complete
  process.on('message', (word) => {
    if (word === 'collect') {
      setFlagsFromString('--expose-gc')
      const collect = runInNewContext('gc') as () => void
      collect()
      process.send?.('done')
    } else {
      void core.close().then(() => process.exit())
    }
  })
  process.send?.('ready')
}

if (import.meta.main) await run(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? 'null') as Place | null)
