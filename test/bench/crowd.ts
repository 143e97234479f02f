import { setTimeout as wait } from 'node:timers/promises'
import { torrentNumber } from '../daemons/collection.ts'
import { startDeluged, type Deluged } from '../daemons/deluged.ts'
import { Home, type Estuary } from '../daemons/estuary.ts'
import { openWitness, type Witness } from '../daemons/witness.ts'
import { figure, milliseconds, quantile, spread, type BenchRow, type BenchTable } from './figures.ts'
import { daemonFolder } from './fixture.ts'
import { cpuSeconds, residentBytes } from './process.ts'
import { startRelay, type Relay } from './relay.ts'

const torrents = Number(process.env['ESTUARY_BENCH_TORRENTS'] ?? 10_000)
const idleSeconds = Number(process.env['ESTUARY_BENCH_IDLE_S'] ?? 60)
const connects = 5
const trials = 30
const visibleRows = 40
/** What Deluge's own windows ask of every torrent, all the time. */
const usualKeys =
  'queue name total_wanted state progress num_seeds total_seeds num_peers total_peers seeds_peers_ratio download_payload_rate upload_payload_rate eta ratio distributed_copies time_added tracker_host save_path total_done total_uploaded total_remaining is_auto_managed last_seen_complete owner shared'.split(
    ' ',
  )
const mebibyte = 1024 * 1024

interface Scene {
  daemon: Deluged
  relay: Relay
  /** Another person at the same daemon. */
  witness: Witness
  say: (line: string) => void
}

async function connectOnce({ relay }: Scene): Promise<{ estuary: Estuary; home: Home; id: string; tookMs: number }> {
  const home = new Home()
  const estuary = await home.open()
  const begun = performance.now()
  const id = await estuary.add(relay, 'crowd')
  await estuary.until('every row is there', () => estuary.rows.size === torrents, 120_000)
  return { estuary, home, id, tookMs: performance.now() - begun }
}

async function referenceList({ relay }: Scene): Promise<number> {
  const begun = performance.now()
  const other = await openWitness(relay)
  const ready = performance.now()
  await other.beat(60_000, 'core.get_torrents_status', [{}, usualKeys])
  let answers: number[] = []
  while (answers.length === 0) {
    await wait(50)
    answers = await other.rest()
  }
  await other.close()
  // Starting Python is no part of the comparison.
  return (answers[0] ?? Number.NaN) + Math.min(20, ready - begun)
}

/** Connecting with nothing known, again and again, while another person asks daemon.info without pause. */
async function measureConnecting(scene: Scene): Promise<BenchTable> {
  const { witness, say } = scene
  say('Connecting…')
  await witness.beat(5)
  await wait(3000)
  const quiet = spread(await witness.rest())
  const took: number[] = []
  const held: number[] = []
  for (let run = 0; run < connects; run += 1) {
    await witness.beat(5)
    const { estuary, home, tookMs } = await connectOnce(scene)
    held.push(...(await witness.rest()))
    took.push(tookMs)
    await estuary.close()
    home.remove()
    await wait(2000)
  }
  await witness.beat(5)
  const reference: number[] = []
  for (let run = 0; run < 3; run += 1) reference.push(await referenceList(scene))
  const referenceHeld = spread(await witness.rest())
  const ours = { took: spread(took), held: spread(held) }
  const referenceTook = quantile(reference, 0.5)
  return {
    title: `Connecting to ${torrents} torrents`,
    notes: [
      `${connects} connections with nothing cached; complete = every row has its default columns.`,
      `Reference: Deluge's own client asking ${usualKeys.length} fields of everything in one request.`,
      `Holding: another client's daemon.info, asked all the time; with nobody else ${milliseconds(quiet.p95)} (p95), ${milliseconds(quiet.max)} (max).`,
    ],
    rows: [
      {
        what: 'list complete, median',
        ours: milliseconds(ours.took.p50),
        goal: '≤ 1000 ms',
        reference: milliseconds(referenceTook),
        ratio: ours.took.p50 / referenceTook,
      },
      { what: 'list complete, worst', ours: milliseconds(ours.took.max) },
      ...holdingRows(ours.held, referenceHeld),
    ],
  }
}

function holdingRows(ours: ReturnType<typeof spread>, reference: ReturnType<typeof spread>): BenchRow[] {
  return (['p50', 'p95', 'max'] as const).map((which) => ({
    what: `others wait, ${which}`,
    ours: milliseconds(ours[which]),
    ...(which === 'p50' ? {} : { goal: '≤ 50 ms' }),
    reference: milliseconds(reference[which]),
    ratio: ours[which] / reference[which],
  }))
}

interface Idle {
  cpuPerMinute: number
  bytesPerMinute: number
  ownCpuPerMinute: number
  held: ReturnType<typeof spread>
}

async function idle({ daemon, relay, witness }: Scene): Promise<Idle> {
  const perMinute = 60 / idleSeconds
  const before = { cpu: cpuSeconds(daemon.pid), bytes: relay.received + relay.sent, own: cpuSeconds(process.pid) }
  await witness.beat(100)
  await wait(idleSeconds * 1000)
  const held = spread(await witness.rest())
  return {
    cpuPerMinute: (cpuSeconds(daemon.pid) - before.cpu) * perMinute,
    bytesPerMinute: (relay.received + relay.sent - before.bytes) * perMinute,
    ownCpuPerMinute: (cpuSeconds(process.pid) - before.own) * perMinute,
    held,
  }
}

async function showRows(estuary: Estuary): Promise<void> {
  const visible = [...estuary.rows.keys()].slice(0, visibleRows)
  const focus = visible[0] ?? null
  await estuary.call('view.watch', { visible, selected: visible.slice(0, 1), focus })
}

/** Nothing happens on the daemon: what does looking at it cost? */
async function measureIdle(scene: Scene): Promise<BenchTable> {
  const { say, relay } = scene
  say(`Idle: four times ${idleSeconds} s…`)
  const alone = await idle(scene)
  const { estuary, home } = await connectOnce(scene)
  await showRows(estuary)
  // The remaining columns follow the first ones; that is part of connecting, not of being idle.
  await wait(20_000)
  const open = await idle(scene)
  const memory = residentBytes(process.pid) / mebibyte
  estuary.leave()
  await wait(2000)
  const hidden = await idle(scene)
  await estuary.close()
  home.remove()
  const other = await openWitness(relay)
  await other.beat(2000, 'core.get_torrents_status', [{}, usualKeys, true])
  await wait(5000)
  const reference = await idle(scene)
  await other.close()
  const caused = (one: Idle): number => Math.max(0, one.cpuPerMinute - alone.cpuPerMinute)
  const cpu = (what: string, one: Idle, goal: string): BenchRow => ({
    what,
    ours: `${figure(caused(one))} s`,
    goal,
    reference: `${figure(caused(reference))} s`,
    ratio: caused(one) / caused(reference),
  })
  const traffic = (what: string, one: Idle, goal: string): BenchRow => ({
    what,
    ours: `${figure(one.bytesPerMinute / 1e6)} MB`,
    goal,
    reference: `${figure(reference.bytesPerMinute / 1e6)} MB`,
    ratio: one.bytesPerMinute / reference.bytesPerMinute,
  })
  return {
    title: `Idle with ${torrents} torrents, per minute`,
    notes: [
      `Window open: ${visibleRows} rows on screen, one of them in the details panel. ${idleSeconds} s each.`,
      `Reference: Deluge's own client asking ${usualKeys.length} fields of everything every 2 s in diff mode, as its windows do.`,
      `The daemon alone used ${figure(alone.cpuPerMinute)} s a minute; that is taken off.`,
    ],
    rows: [
      cpu('CPU of deluged, window open', open, '≤ 0.70 s'),
      cpu('CPU of deluged, window closed', hidden, '≤ 0.40 s'),
      traffic('traffic, window open', open, '≤ 0.80 MB'),
      traffic('traffic, window closed', hidden, ''),
      { what: 'own CPU, window open (no page)', ours: `${figure(open.ownCpuPerMinute)} s` },
      { what: 'own memory (core and this bench)', ours: `${figure(memory)} MiB`, goal: '≤ 200 MiB' },
      ...holdingRows(open.held, reference.held),
    ],
  }
}

interface Latency {
  /** From the other client's request to the row here. */
  rows: number[]
  /** From the other client's request to its own answer: nobody can know earlier. */
  floor: number[]
}

/** Another client does something to one torrent after the other; when does the row here say so? */
async function measureAction(
  scene: Scene,
  act: (trial: number) => { method: string; args: readonly unknown[]; holds: () => boolean },
  estuary: Estuary,
): Promise<Latency> {
  const latency: Latency = { rows: [], floor: [] }
  for (let trial = 0; trial < trials; trial += 1) {
    // Shifted against every second's beat.
    await wait(150 + ((trial * 137) % 400))
    const { method, args, holds } = act(trial)
    let arrivedAt = 0
    const arrived = estuary.until(method, holds).then(() => (arrivedAt = Date.now()))
    const { sentAt, answeredAt } = await scene.witness.timed(method, ...args)
    await arrived
    latency.rows.push(Math.max(0, arrivedAt - sentAt))
    latency.floor.push(answeredAt - sentAt)
  }
  return latency
}

async function measureLatency(scene: Scene): Promise<BenchTable> {
  scene.say('Latency…')
  const { estuary, home, id } = await connectOnce(scene)
  await showRows(estuary)
  await wait(20_000)
  const made = Array.from({ length: trials }, (_, trial) => torrentNumber(torrents + trial))
  const torrent = (trial: number): (typeof made)[number] => made[trial] ?? torrentNumber(torrents + trial)
  const stateOf = (trial: number): string | undefined => estuary.row(id, torrent(trial).hash)?.state
  const add = (trial: number): ReturnType<Parameters<typeof measureAction>[1]> => ({
    method: 'core.add_torrent_file',
    args: [`${trial}.torrent`, torrent(trial).base64, { add_paused: true }],
    holds: () => stateOf(trial) !== undefined,
  })
  const single = (method: string, holds: (trial: number) => boolean): typeof add => {
    return (trial) => ({ method, args: [torrent(trial).hash], holds: () => holds(trial) })
  }
  const steps = {
    added: await measureAction(scene, add, estuary),
    resumed: await measureAction(
      scene,
      single('core.resume_torrent', (t) => stateOf(t) !== 'paused'),
      estuary,
    ),
    paused: await measureAction(
      scene,
      single('core.pause_torrent', (t) => stateOf(t) === 'paused'),
      estuary,
    ),
    removed: await measureAction(
      scene,
      (trial) => ({
        method: 'core.remove_torrent',
        args: [torrent(trial).hash, false],
        holds: () => stateOf(trial) === undefined,
      }),
      estuary,
    ),
  }
  await estuary.close()
  home.remove()
  return {
    title: `Another client's action until the row shows it, ${torrents} torrents`,
    notes: [
      `${trials} trials each, from the other client's request to the step on the window's feed.`,
      'Reference: when that client itself had its answer.',
    ],
    rows: Object.entries(steps).flatMap(([what, { rows, floor }]) =>
      (['p50', 'p95'] as const).map((which) => ({
        what: `${what}, ${which}`,
        ours: milliseconds(spread(rows)[which]),
        goal: which === 'p50' ? '≤ 100 ms' : what === 'resumed' ? '≤ 450 ms' : '≤ 250 ms',
        reference: milliseconds(spread(floor)[which]),
        ratio: spread(rows)[which] / spread(floor)[which],
      })),
    ),
  }
}

/** Everything that is measured against one real daemon with very many torrents. */
export async function benchCrowd(say: (line: string) => void): Promise<BenchTable[]> {
  const config = await daemonFolder(torrents, say)
  // Everything may run at once, so that "resumed" means running and not waiting in the queue.
  const core = { max_active_downloading: -1, max_active_seeding: -1, max_active_limit: -1 }
  say('Starting the daemon…')
  const daemon = await startDeluged({ config, core, label: true })
  const relay = await startRelay(daemon)
  const witness = await openWitness(daemon)
  const scene: Scene = { daemon, relay, witness, say }
  try {
    // A daemon that has just started knows no torrents for some seconds.
    while ((await witness.hashes()).length < torrents) await wait(500)
    await wait(5000)
    return [await measureConnecting(scene), await measureIdle(scene), await measureLatency(scene)]
  } finally {
    await witness.close()
    await relay.close()
    await daemon.dispose()
  }
}
