import { setTimeout as wait } from 'node:timers/promises'
import { lookedAt } from '../daemons/certificate.ts'
import { torrentNumber } from '../daemons/collection.ts'
import { accounts } from '../daemons/config.ts'
import { startDeluged } from '../daemons/deluged.ts'
import { Home, type Estuary } from '../daemons/estuary.ts'
import { openWitness } from '../daemons/witness.ts'
import { known, milliseconds, quantile, spread, type BenchTable } from './figures.ts'
import { daemonFolder } from './fixture.ts'
import { measureIdle } from './idle.ts'
import { startRelay } from './relay.ts'
import { holdingRows, usualKeys, type Scene } from './scene.ts'

const torrents = Number(process.env['ESTUARY_BENCH_TORRENTS'] ?? 10_000)
const connects = 5
const trials = 30
const visibleRows = 40

async function connectOnce({ relay }: Scene): Promise<{ estuary: Estuary; home: Home; id: string; tookMs: number }> {
  const home = new Home()
  const estuary = await home.open()
  // A person has looked at it before.
  const looked = await lookedAt(relay)
  // Until the daemon has put that connection away.
  await wait(1_000)
  const begun = performance.now()
  const id = await estuary.add(relay, 'crowd', accounts.admin, looked)
  await estuary.until('every row is there', () => estuary.rows.size === torrents, 120_000)
  return { estuary, home, id, tookMs: performance.now() - begun }
}

/** How long Deluge's own client waits for the whole list, asked at once; it is logged in already. */
async function referenceList({ relay }: Scene): Promise<number> {
  const other = await openWitness(relay)
  await other.beat(60_000, 'core.get_torrents_status', [{}, usualKeys])
  let answers: number[] = []
  while (answers.length === 0) {
    await wait(50)
    answers = await other.rest()
  }
  await other.close()
  return answers[0] ?? Number.NaN
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
      `Reference: Deluge's own client asking ${usualKeys.length} fields of everything in one request (its login not counted).`,
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

async function showRows(estuary: Estuary): Promise<void> {
  const visible = [...estuary.rows.keys()].slice(0, visibleRows)
  await estuary.call('view.watch', { visible, selected: visible.slice(0, 1) })
  if (visible[0] !== undefined) estuary.look(visible[0])
}

interface Latency {
  /** From the other client's request to the row here. */
  rows: number[]
  /** From the other client's request to the daemon's own event about it at that client: nobody can know earlier. */
  floor: number[]
}

/** Another client does something to one torrent after the other; when does the row here say so? */
async function measureAction(
  scene: Scene,
  event: string,
  act: (trial: number) => { method: string; args: readonly unknown[]; hash: string; holds: () => boolean },
  estuary: Estuary,
): Promise<Latency> {
  const latency: Latency = { rows: [], floor: [] }
  for (let trial = 0; trial < trials; trial += 1) {
    // Shifted against every second's beat.
    await wait(150 + ((trial * 137) % 400))
    const { method, args, hash, holds } = act(trial)
    scene.witness.heard.length = 0
    let arrivedAt = 0
    const arrived = estuary.until(method, holds).then(() => (arrivedAt = Date.now()))
    const { sentAt } = await scene.witness.timed(method, ...args)
    const { at } = await scene.witness.hear((heard) => heard.name === event && heard.args[0] === hash)
    await arrived
    latency.rows.push(Math.max(0, arrivedAt - sentAt))
    latency.floor.push(at - sentAt)
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
  const stateEvent = 'TorrentStateChangedEvent'
  await scene.witness.listen('TorrentAddedEvent', stateEvent, 'TorrentRemovedEvent')
  const measure = (
    method: string,
    event: string,
    more: unknown[],
    holds: (trial: number) => boolean,
  ): Promise<Latency> => {
    const act = (trial: number): ReturnType<Parameters<typeof measureAction>[2]> => {
      const { hash, base64 } = torrent(trial)
      const first = method === 'core.add_torrent_file' ? [`${trial}.torrent`, base64] : [hash]
      return { method, args: [...first, ...more], hash, holds: () => holds(trial) }
    }
    return measureAction(scene, event, act, estuary)
  }
  const paused = { add_paused: true }
  const steps = {
    added: await measure('core.add_torrent_file', 'TorrentAddedEvent', [paused], (t) => stateOf(t) !== undefined),
    resumed: await measure('core.resume_torrent', stateEvent, [], (t) => stateOf(t) !== 'paused'),
    paused: await measure('core.pause_torrent', stateEvent, [], (t) => stateOf(t) === 'paused'),
    removed: await measure('core.remove_torrent', 'TorrentRemovedEvent', [false], (t) => stateOf(t) === undefined),
  }
  await estuary.close()
  home.remove()
  return {
    title: `Another client's action until the row shows it, ${torrents} torrents`,
    notes: [
      `${trials} trials each, from the other client's request to the step on the window's feed.`,
      'Reference: when that client itself heard the daemon’s event (Deluge 2.0.3 tells some only every 0.3 s).',
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
    const tables: BenchTable[] = []
    for (const measure of [measureConnecting, (of: Scene) => measureIdle(of, torrents), measureLatency]) {
      const table = await measure(scene)
      table.rows.forEach(known)
      tables.push(table)
    }
    return tables
  } finally {
    await witness.close()
    await relay.close()
    await daemon.dispose()
  }
}
