import { Crowd, livingCount, troubledCount } from '../fleet/many.ts'
import { type BenchTable, known, milliseconds, spread } from './figures.ts'

const rounds = 10

/** Times an action on each living daemon, again and again. */
async function measure(crowd: Crowd): Promise<number[]> {
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const each of crowd.living) took.push(await crowd.actOn(each, round % 2 === 0 ? 'resume' : 'pause'))
  }
  return took
}

/** Whether daemons that are dead or hang cost the living ones anything: the same actions before and after, in one run. */
export async function benchMany(): Promise<BenchTable[]> {
  const crowd = await Crowd.gather(500)
  try {
    await measure(crowd)
    const before = spread(await measure(crowd))
    await crowd.trouble()
    const after = spread(await measure(crowd))
    const rows = (['p50', 'p95'] as const).map((which) =>
      known({
        what: `action until its row shows it, ${which}`,
        ours: milliseconds(after[which]),
        reference: milliseconds(before[which]),
        ratio: after[which] / before[which],
      }),
    )
    const title = `${livingCount + troubledCount} daemons, of which ${troubledCount} are dead or hang`
    const notes = [
      'Simulated daemons with 500 torrents each; pause and resume on the living ones, one after the other.',
      'Reference: the same in the same run, while all of them are well.',
    ]
    return [{ title, notes, rows }]
  } finally {
    await crowd.close()
  }
}
