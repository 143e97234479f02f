import { describe, expect, it } from 'vitest'
import { Curves } from '../../../main/core/rows/curves.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { Timers } from '../../../main/lib/timers.ts'
import { ManualClock } from './clock.ts'
import { hashOf } from './fake-backend.ts'

function setUp() {
  const clock = new ManualClock()
  const timers = new Timers(clock)
  const rows = new Rows('nas1')
  const state = { isLive: true }
  const curves = new Curves(
    rows,
    timers,
    () => clock.now(),
    () => state.isLive,
  )
  const begun = clock.now()
  return { clock, timers, rows, curves, state, begun }
}

const moving = (down: number, up = 0) => ({ hash: hashOf(1), downBytesPerSecond: down, upBytesPerSecond: up })

describe('the rates that the core remembers', () => {
  it('are a figure every five seconds, oldest first, also of a torrent that nobody looks at', async () => {
    const { clock, rows, curves, begun } = setUp()
    rows.apply([moving(300, 20)])
    await clock.advance(5_000)
    rows.apply([moving(0, 50)])
    await clock.advance(5_000)
    expect(curves.past(hashOf(1))).toEqual([
      { at: begun + 5_000, down: 300, up: 20 },
      { at: begun + 10_000, down: 0, up: 50 },
    ])
  })

  it('go back five minutes and no further, however long they are kept', async () => {
    const { clock, rows, curves } = setUp()
    rows.apply([moving(1)])
    await clock.advance(1_000_000)
    rows.apply([moving(2)])
    await clock.advance(10_000)
    const past = curves.past(hashOf(1))
    expect(past.map(({ at }) => clock.now() - at)).toEqual(Array.from({ length: 60 }, (_, i) => (59 - i) * 5_000))
    expect(past.map(({ down }) => down).slice(-3)).toEqual([1, 2, 2])
  })

  it('are zero of a torrent that stood still, and nothing of one that is gone but for its daemon’s moments', async () => {
    const { clock, rows, curves } = setUp()
    rows.apply([{ hash: hashOf(2) }, moving(9)])
    await clock.advance(5_000)
    expect(curves.past(hashOf(2)).map(({ down, up }) => [down, up])).toEqual([[0, 0]])
    rows.apply([], [hashOf(1)])
    expect(curves.past(hashOf(1)).map(({ down }) => down)).toEqual([0])
  })

  it('have no moment in which the daemon was not connected', async () => {
    const { clock, rows, curves, state, begun } = setUp()
    rows.apply([moving(9)])
    await clock.advance(5_000)
    state.isLive = false
    await clock.advance(10_000)
    state.isLive = true
    await clock.advance(5_000)
    expect(curves.past(hashOf(1)).map(({ at }) => at - begun)).toEqual([5_000, 20_000])
  })

  it('are begun anew after five minutes of standing still', async () => {
    const { clock, rows, curves } = setUp()
    rows.apply([moving(9)])
    await clock.advance(5_000)
    rows.apply([moving(0)])
    await clock.advance(305_000)
    rows.apply([moving(4)])
    await clock.advance(5_000)
    expect(curves.past(hashOf(1)).map(({ down }) => down)).toEqual([...new Array<number>(59).fill(0), 4])
  })

  it('end with their daemon', async () => {
    const { clock, timers, rows, curves } = setUp()
    rows.apply([moving(9)])
    timers.stop()
    await clock.advance(50_000)
    expect(curves.past(hashOf(1))).toEqual([])
  })
})
