import { startFleetDaemon } from '../fleet/daemon.ts'
import { type Hostility, hostilities, stopPouring } from '../faults/hostile.ts'
import { House } from '../faults/house.ts'
import { type Neighbour, startNeighbour } from '../faults/neighbour.ts'
import { type BenchRow, type BenchTable, figure, milliseconds, type Spread, spread } from './figures.ts'

/** So long each kind of hostility is suffered. */
const suffersMs = 10_000
const restMs = 100
const MB = 1_000_000
/** Only the kinds with this in their name; empty = all. */
const only = process.env['ESTUARY_BENCH_ONLY'] ?? ''

interface Beside {
  alone: Spread
  beside: Spread
  /** The longest that the loop stood still, and what of that was work. */
  stretchMs: number
  workMs: number
  restWorkMs: number
  peakBytes: number
  logBytes: number
}

/** A program with a healthy neighbour, before and while a daemon is hostile in one way. */
async function measure(name: string, hostility: Hostility, neighbour: Neighbour): Promise<Beside> {
  const house = new House()
  const hostile = await startFleetDaemon({ name, torrents: 500, activity: 'none' })
  try {
    const program = await house.start()
    const id = await program.add(neighbour, 'Neighbour')
    await program.untilLink(id, 'live')
    const act = async (): Promise<Spread> => {
      const took: number[] = []
      for (const begun = Date.now(); Date.now() - begun < suffersMs;) {
        took.push(await program.act(id))
        await new Promise((resolve) => setTimeout(resolve, restMs))
      }
      return spread(took)
    }
    const other = await program.add(hostile, 'Hostile')
    await program.untilLink(other, 'live')
    await program.figures()
    const alone = await act()
    const { workMs: restWorkMs } = await program.figures()
    await hostility.begin(hostile)
    if (hostility.looksAtDetails) {
      await program.ask('listen', 'details', { key: `${other}/${hostile.engine.all()[0]?.id ?? ''}` })
    } else if (!hostility.isLoud) hostile.dropConnections()
    const beside = await act()
    const { stretchMs, workMs, peakBytes } = await program.figures()
    return { alone, beside, stretchMs, workMs, restWorkMs, peakBytes, logBytes: house.logBytes }
  } finally {
    stopPouring()
    await hostile.close()
    await house.remove()
  }
}

function rowOf(name: string, { alone, beside, stretchMs, workMs, peakBytes, logBytes }: Beside): BenchRow {
  const costs = `${milliseconds(beside.p95)}; at a stretch ${milliseconds(workMs)} (${milliseconds(stretchMs)} by the clock), ${figure(peakBytes / MB)} MB, log ${figure(logBytes / 1000)} kB`
  return {
    what: name,
    ours: costs,
    goal: '≤ 2×',
    reference: milliseconds(alone.p95),
    ratio: beside.p95 / alone.p95,
  }
}

/** What a healthy daemon has to wait beside each kind of hostile one, and the longest that the loop stood still. */
export async function benchHostile(say: (line: string) => void): Promise<BenchTable[]> {
  const neighbour = await startNeighbour()
  const rows: BenchRow[] = []
  try {
    for (const [name, hostility] of Object.entries(hostilities)) {
      if (!name.includes(only)) continue
      const measured = await measure(name, hostility, neighbour)
      const row = rowOf(name, measured)
      rows.push(row)
      say(`${name}: ${row.ours}; alone ${row.reference ?? ''}, at a stretch ${milliseconds(measured.restWorkMs)}`)
    }
  } finally {
    neighbour.close()
  }
  const notes = [
    `A torrent of a healthy daemon is paused and resumed, every ${restMs} ms for ${suffersMs / 1000} s; p95 until its row shows it.`,
    'Reference: the same in the same run, before the other daemon turned hostile. At a stretch: the longest that the main thread computed without going round, by its own clock and by the wall’s.',
  ]
  return [{ title: 'Beside a hostile daemon', notes, rows }]
}
