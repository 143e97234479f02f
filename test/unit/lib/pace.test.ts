import { expect, it } from 'vitest'
import { Pace } from '../../../main/lib/pace.ts'
import { ManualClock } from '../core/clock.ts'

it('a pace lets a few through at once, and in the long run one in so many ms', async () => {
  const clock = new ManualClock()
  const pace = new Pace(clock, 3, 100)
  expect([pace.take(), pace.take(), pace.take(), pace.take(), pace.take()]).toEqual([0, 0, 0, 100, 200])
  await clock.advance(300)
  expect(pace.take()).toBe(0)
  expect(pace.take()).toBe(100)
})

it('a pace that rested lets as many through at once as in the beginning, and no more', async () => {
  const clock = new ManualClock()
  const pace = new Pace(clock, 3, 100)
  pace.take()
  await clock.advance(60_000)
  expect([pace.take(), pace.take(), pace.take(), pace.take()]).toEqual([0, 0, 0, 100])
})
