import { describe, expect, it } from 'vitest'
import { Outbox } from '../../../main/web/outbox.ts'
import { ManualClock, settle } from '../core/clock.ts'

/** A pipe that is read only when the test says so. */
function slowPipe() {
  const sent: string[] = []
  const unread: (() => void)[] = []
  return {
    sent,
    send: (text: string, done: () => void) => {
      sent.push(text)
      unread.push(done)
    },
    read: (count: number) => {
      for (const done of unread.splice(0, count)) done()
    },
  }
}

const limits = { flightBytes: 100, waiting: 1000, stallMs: 1000 }

async function setUp() {
  const pipe = slowPipe()
  const clock = new ManualClock()
  let gaveUp = 0
  const outbox = new Outbox(pipe, () => (gaveUp += 1), limits, clock)
  await settle()
  return { pipe, clock, outbox, gaveUp: () => gaveUp }
}

describe('what waits for one reader', () => {
  it('goes out in order, only as much at a time as may be on its way', async () => {
    const { pipe, outbox } = await setUp()
    for (let i = 0; i < 100; i += 1) outbox.push(`message ${i}`)
    await settle()
    const first = pipe.sent.length
    expect(first).toBeGreaterThan(0)
    expect(pipe.sent.join('').length).toBeLessThan(limits.flightBytes + 20)
    for (let round = 0; round < 100; round += 1) {
      pipe.read(100)
      await settle()
    }
    expect(pipe.sent).toEqual(Array.from({ length: 100 }, (_, i) => `"message ${i}"`))
  })

  it('lets other work have its turn between two portions', async () => {
    const { pipe, outbox } = await setUp()
    const turns: number[] = []
    for (let i = 0; i < 8; i += 1) outbox.push(`message ${i}`)
    for (let i = 0; i < 3; i += 1) {
      await new Promise(setImmediate)
      turns.push(pipe.sent.length)
    }
    expect(turns[0]).toBeLessThan(8)
    expect(turns[2]).toBeGreaterThan(turns[0] ?? 0)
  })

  it('is given up when nothing was read for the whole time that a reader is given', async () => {
    const { pipe, clock, outbox, gaveUp } = await setUp()
    outbox.push('message')
    await clock.advance(limits.stallMs)
    expect(gaveUp()).toBe(0)
    await clock.advance(limits.stallMs)
    expect(gaveUp()).toBe(1)
    outbox.push('message')
    await settle()
    expect(pipe.sent.length).toBe(1)
  })

  it('is kept for a reader who is slow but reads', async () => {
    const { pipe, clock, outbox, gaveUp } = await setUp()
    for (let i = 0; i < 30; i += 1) outbox.push(`message ${i}`)
    for (let i = 0; i < 30; i += 1) {
      await clock.advance(limits.stallMs - 1)
      pipe.read(1)
    }
    expect(gaveUp()).toBe(0)
  })

  it('is kept while there is nothing to say, however long', async () => {
    const { pipe, clock, outbox, gaveUp } = await setUp()
    outbox.push('message')
    await settle()
    pipe.read(1)
    await clock.advance(100 * limits.stallMs)
    outbox.push('message')
    await clock.advance(limits.stallMs / 2)
    expect(gaveUp()).toBe(0)
  })

  it('is given up once, when too many messages wait', async () => {
    const { outbox, gaveUp } = await setUp()
    for (let i = 0; i < 2 * limits.waiting; i += 1) outbox.push(i)
    expect(gaveUp()).toBe(1)
  })
})
