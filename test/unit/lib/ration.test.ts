import { describe, expect, it } from 'vitest'
import { logLines } from '../../../main/lib/bounds.ts'
import { createLog, rationedLog } from '../../../main/lib/log.ts'
import { Ration } from '../../../main/lib/ration.ts'
import { Recent } from '../../../main/lib/recent.ts'
import { ManualClock } from '../core/clock.ts'

describe('a ration', () => {
  it('ends with its number, says how much was left out, and begins again', async () => {
    const clock = new ManualClock()
    const left: number[] = []
    const ration = new Ration(3, 1_000, clock, (count) => left.push(count))
    expect([1, 2, 3, 4, 5].map(() => ration.take())).toEqual([true, true, true, false, false])
    expect(left).toEqual([])
    await clock.advance(1_000)
    expect(left).toEqual([2])
    expect(ration.take()).toBe(true)
    await clock.advance(10_000)
    expect(left).toEqual([2])
  })
})

describe('what happened lately', () => {
  it('is forgotten after a while, and not at once when a stretch of time ends', async () => {
    const clock = new ManualClock()
    const recent = new Recent(1_000, clock)
    for (let count = 0; count < 5; count += 1) recent.add()
    await clock.advance(1_100)
    expect(recent.add()).toBe(6)
    await clock.advance(5_000)
    expect(recent.count).toBe(0)
  })
})

describe('a log', () => {
  it('has so many lines of one daemon in a minute, then their number', async () => {
    const lines: string[] = []
    const clock = new ManualClock()
    const log = rationedLog(createLog('info', { write: (line) => void lines.push(line) }), logLines.perDaemon, clock)
    for (let line = 0; line < 500; line += 1) log.child({ part: line % 2 }).warn({ line }, 'nonsense')
    log.error('of another level')
    expect(lines).toHaveLength(logLines.perDaemon + 1)
    await clock.advance(logLines.withinMs)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      lines: 500 - logLines.perDaemon,
      msg: 'more lines were left out',
    })
  })
})
