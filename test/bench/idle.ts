import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openWitness } from '../daemons/witness.ts'
import { startAlone } from './alone.ts'
import { figure, milliseconds, spread, type BenchRow, type BenchTable, type Spread } from './figures.ts'
import { cpuSeconds, residentBytes } from './process.ts'
import { holdingRows, usualKeys, type Scene } from './scene.ts'

const idleSeconds = Number(process.env['ESTUARY_BENCH_IDLE_S'] ?? 60)
const sliceSeconds = 1
/** Saving takes a second or two before the file is there: those slices are no quiet ones either. */
const slicesAroundSave = 4
/** The rest of the columns follows the first ones, and V8 needs a while to let go of what connecting took. */
const settleMs = 30_000
const mebibyte = 1024 * 1024

/** All per minute. */
interface Idle {
  daemonCpuSeconds: number
  bytes: number
  ownCpuSeconds: number
  held: Spread
}

/** Changes whenever the daemon saves its list, which it does every few minutes on its own account. */
function lastSave(configFolder: string): number {
  const folder = join(configFolder, 'state')
  const saved = readdirSync(folder).filter((name) => name.startsWith('torrents.'))
  return Math.max(0, ...saved.map((name) => statSync(join(folder, name)).mtimeMs))
}

/**
 * Looks on for a while, in slices. Slices in which the daemon saved its list (every 190 and 200 s), and those around
 * them, are left out of its CPU time: with thousands of torrents a save costs it more than a second, whoever looks on.
 */
async function lookOn({ daemon, relay, witness }: Scene, pid: number | null): Promise<Idle> {
  const slices = Math.max(1, Math.round(idleSeconds / sliceSeconds))
  const own = (): number => (pid === null ? 0 : cpuSeconds(pid))
  const before = { bytes: relay.received + relay.sent, own: own(), at: performance.now() }
  const first = lastSave(daemon.configFolder)
  const seen: { seconds: number; cpu: number; save: number }[] = []
  await witness.beat(100)
  for (let slice = 0; slice < slices; slice += 1) {
    const startedAt = performance.now()
    const cpu = cpuSeconds(daemon.pid)
    await wait(sliceSeconds * 1000)
    const seconds = (performance.now() - startedAt) / 1000
    seen.push({ seconds, cpu: cpuSeconds(daemon.pid) - cpu, save: lastSave(daemon.configFolder) })
  }
  // One may be under way when the last slice ends.
  await wait(slicesAroundSave * sliceSeconds * 1000)
  const last = lastSave(daemon.configFolder)
  const saveAt = (slice: number): number => (slice < 0 ? first : (seen[slice]?.save ?? last))
  const quiet = seen.filter((_, slice) => saveAt(slice - slicesAroundSave) === saveAt(slice + slicesAroundSave))
  const held = spread(await witness.rest())
  const minutes = (performance.now() - before.at) / 60_000
  const sumOf = (what: 'cpu' | 'seconds'): number => quiet.reduce((sum, slice) => sum + slice[what], 0)
  return {
    daemonCpuSeconds: (sumOf('cpu') / sumOf('seconds')) * 60,
    bytes: (relay.received + relay.sent - before.bytes) / minutes,
    ownCpuSeconds: (own() - before.own) / minutes,
    held,
  }
}

interface Measured {
  /** With nobody looking on, before and after: what a daemon does by itself varies. */
  alone: [Idle, Idle]
  open: Idle
  hidden: Idle
  reference: Idle
  residentMebibytes: number
}

async function measure(scene: Scene, torrents: number): Promise<Measured> {
  const { relay } = scene
  const alone = await lookOn(scene, null)
  const core = await startAlone(relay, torrents)
  await wait(settleMs)
  const open = await lookOn(scene, core.pid)
  const residentMebibytes = residentBytes(core.pid) / mebibyte
  await core.leave()
  await wait(2000)
  const hidden = await lookOn(scene, core.pid)
  await core.end()
  await wait(2000)
  const aloneAgain = await lookOn(scene, null)
  const other = await openWitness(relay)
  await other.beat(2000, 'core.get_torrents_status', [{}, usualKeys, true])
  await wait(5000)
  const reference = await lookOn(scene, null)
  await other.close()
  return { alone: [alone, aloneAgain], open, hidden, reference, residentMebibytes }
}

/** Nothing happens on the daemon: what does looking at it cost? */
export async function measureIdle(scene: Scene, torrents: number): Promise<BenchTable> {
  scene.say(`Idle: five times ${idleSeconds} s…`)
  const { alone, open, hidden, reference, residentMebibytes } = await measure(scene, torrents)
  const own = alone.map(({ daemonCpuSeconds }) => daemonCpuSeconds)
  const caused = (one: Idle): number => Math.max(0, one.daemonCpuSeconds - (own[0]! + own[1]!) / 2)
  const cpu = (what: string, one: Idle, goal: string): BenchRow => ({
    what,
    ours: `${figure(caused(one))} s`,
    goal,
    reference: `${figure(caused(reference))} s`,
    ratio: caused(one) / caused(reference),
  })
  const traffic = (what: string, one: Idle, goal?: string): BenchRow => ({
    what,
    ours: `${figure(one.bytes / 1e6)} MB`,
    ...(goal === undefined ? {} : { goal }),
    reference: `${figure(reference.bytes / 1e6)} MB`,
    ratio: one.bytes / reference.bytes,
  })
  return {
    title: `Idle with ${torrents} torrents, per minute`,
    notes: [
      `Window open: 40 rows on screen, one of them in the details panel. ${idleSeconds} s each.`,
      `Reference: Deluge's own client asking ${usualKeys.length} fields of everything every 2 s in diff mode, as its windows do.`,
      `The daemon alone used ${own.map(figure).join(' and ')} s a minute, before and after; the middle is taken off, and so is its saving of its list.`,
      `Others wait: another client's daemon.info; with nobody else ${milliseconds(alone[0].held.p95)} (p95), ${milliseconds(alone[0].held.max)} (max).`,
    ],
    rows: [
      cpu('CPU of deluged, window open', open, '≤ 0.70 s'),
      cpu('CPU of deluged, window closed', hidden, '≤ 0.40 s'),
      traffic('traffic, window open', open, '≤ 0.80 MB'),
      traffic('traffic, window closed', hidden),
      { what: 'CPU of the core, window open', ours: `${figure(open.ownCpuSeconds)} s`, goal: '≤ 1.00 s' },
      { what: 'CPU of the core, window closed', ours: `${figure(hidden.ownCpuSeconds)} s`, goal: '≤ 0.30 s' },
      { what: 'memory of the core’s process', ours: `${figure(residentMebibytes)} MiB`, goal: '≤ 200 MiB' },
      ...holdingRows(open.held, reference.held),
    ],
  }
}
