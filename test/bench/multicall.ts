import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { WireCall } from '../../main/wire/rtorrent/calls.ts'
import type { Rtorrent } from '../../main/wire/rtorrent/rtorrent.ts'
import { startRtorrent } from '../daemons/rtorrent.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { type BenchTable, figure, known, milliseconds, quantile } from './figures.ts'

const sizes = (process.env['ESTUARY_BENCH_ROWS'] ?? '1000,5000').split(',').map(Number)
const rounds = 5
/** Of the slower ways only so many torrents are asked for, evenly over the list; their time is scaled. */
const sampled = { multicalls: 100, singles: 20 }
const loadedAtOnce = 200

interface Round {
  listMs: number
  perTorrentMs: number
  singlesMs: number
}

async function load(rt: Rtorrent, size: number): Promise<string[]> {
  const { viewSize } = await rt.query().viewSize('main').first()
  for (let at = viewSize; at < size; at += loadedAtOnce) {
    const torrents = Array.from({ length: Math.min(loadedAtOnce, size - at) }, (_each, index) =>
      makeTorrent({
        name: `torrent ${at + index} of ${size}`,
        content: 300_000,
        seed: at + index,
        trackers: ['http://127.0.0.1:9/a'],
      }),
    )
    await rt.together(torrents.map(({ bytes }) => rt.query().addTorrentRaw(bytes)))
  }
  // It says that it took them before it has them.
  while ((await rt.query().viewSize('main').first()).viewSize < size) await wait(20)
  return (await rt.torrentsIn().hash().all()).map(({ hash }) => hash)
}

/** The 15 fields of a list, asked of everything in one call. */
async function listed(rt: Rtorrent): Promise<number> {
  const list = rt.torrentsIn().hash().name().state().isActive().isComplete().sizeBytes().completedBytes()
  const whole = list.downloadRate().uploadRate().uploadTotal().ratio().peersConnected().message().label().loadDate()
  return (await whole.all()).length
}

const methods =
  'd.hash d.name d.state d.is_active d.complete d.size_bytes d.completed_bytes d.down.rate d.up.rate d.up.total d.ratio d.peers_connected d.message d.custom1 d.load_date'

/** The same 15 of one torrent, as calls. */
function callsOf(hash: string): WireCall[] {
  return methods.split(' ').map((method) => ({ method, params: [hash], changing: false }))
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function sampleOf(hashes: readonly string[], size: number): string[] {
  const step = Math.max(1, Math.floor(hashes.length / size))
  return hashes.filter((_hash, index) => index % step === 0).slice(0, size)
}

async function round(rt: Rtorrent, hashes: readonly string[]): Promise<Round> {
  const [some, few] = [sampleOf(hashes, sampled.multicalls), sampleOf(hashes, sampled.singles)]
  const listMs = await took(() => listed(rt))
  const multicallsMs = await took(async () => {
    for (const hash of some) await rt.client.ask(callsOf(hash))
  })
  const singlesMs = await took(async () => {
    for (const call of few.flatMap(callsOf)) await rt.client.call(call)
  })
  return {
    listMs,
    perTorrentMs: (multicallsMs * hashes.length) / some.length,
    singlesMs: (singlesMs * hashes.length) / few.length,
  }
}

const median = (values: readonly number[]): number => quantile(values, 0.5)

async function tableOf(rt: Rtorrent, size: number): Promise<BenchTable> {
  const hashes = await load(rt, size)
  await round(rt, hashes)
  const done: Round[] = []
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let heldMs = 0
  for (let at = 0; at < rounds; at += 1) {
    done.push(await round(rt, hashes))
    delay.reset()
    delay.enable()
    await listed(rt)
    delay.disable()
    heldMs = Math.max(heldMs, delay.max / 1e6)
  }
  const ours = milliseconds(median(done.map(({ listMs }) => listMs)))
  const against = (what: string, goal: string, of: (each: Round) => number): BenchTable['rows'][number] => {
    const times = median(done.map((each) => of(each) / each.listMs))
    const reference = `${milliseconds(median(done.map(of)))}, ${figure(times)} times as much`
    return known({ what, ours, goal, reference, ratio: 1 / times })
  }
  return {
    title: `A list of ${hashes.length} torrents of rTorrent ${rt.version}`,
    notes: [
      '15 fields of every torrent, asked in one call for all of them and read; medians of interleaved rounds.',
      `Reference: the same by one system.multicall for each torrent (${sampled.multicalls} of them, scaled), and by one call for each field (${sampled.singles} torrents, scaled).`,
    ],
    rows: [
      against('against a multicall for each torrent', 'a 19th or less', ({ perTorrentMs }) => perTorrentMs),
      against('against a call for each field', 'a 137th or less', ({ singlesMs }) => singlesMs),
      known({ what: 'longest that the loop was held', ours: milliseconds(heldMs), goal: '< 50 ms' }),
    ],
  }
}

/** What one call for all torrents costs against the two ways that ask for each. */
export async function benchMulticall(): Promise<BenchTable[]> {
  const daemon = await startRtorrent()
  try {
    const rt = await daemon.meet()
    const tables: BenchTable[] = []
    for (const size of sizes) tables.push(await tableOf(rt, size))
    return tables
  } finally {
    await daemon.dispose()
  }
}
