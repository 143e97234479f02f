import { describe, expect, it } from 'vitest'
import type { FieldGroup } from '../../../main/backend/backend.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { Movers } from '../../../main/core/sync/movers.ts'
import { Reader } from '../../../main/core/sync/reader.ts'
import { Sweep } from '../../../main/core/sync/sweep.ts'
import { ManualClock, settle } from './clock.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { syncOver, torrent } from './house.ts'

/** A sweep over that many torrents, and what it asked for. */
function setUp(count: number) {
  const clock = new ManualClock()
  const torrents = Array.from({ length: count }, (_, n) => torrent(n))
  const connection = new FakeConnection(torrents)
  const options = syncOver(torrents, clock)
  const sweep = new Sweep(new Reader(connection, options), options.rows, clock)
  /** Lets that many seconds pass, with a tick in each. */
  const pass = async (seconds: number, hidden = false): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000)
      void sweep.tick(hidden)
      await settle()
    }
  }
  const groups = (): Set<FieldGroup> => new Set(connection.reads.splice(0).map(({ group }) => group))
  return { clock, connection, sweep, pass, groups }
}

describe('the slow round', () => {
  it('comes to everything once a minute, in equal steps', async () => {
    const { connection, pass } = setUp(1_000)
    await pass(75)
    const read = connection.reads.flatMap(({ hashes }) => hashes)
    expect(new Set(read).size).toBe(1_000)
    expect(read.length).toBeLessThanOrEqual(1_500)
  })

  it('comes to a hundred thousand in a minute, too', async () => {
    const { connection, pass } = setUp(100_000)
    await pass(76)
    expect(new Set(connection.reads.flatMap(({ hashes }) => hashes)).size).toBe(100_000)
  })

  it('never overtakes itself: one that hangs is waited for', async () => {
    const { connection, pass } = setUp(10_000)
    connection.onRead = () => new Promise(() => {})
    await pass(60)
    expect(connection.reads).toHaveLength(1)
  })

  it('reads what only people change in every fourth round, and everything in every fifteenth', async () => {
    const { pass, groups } = setUp(1_000)
    await pass(15)
    const asked: Set<FieldGroup>[] = []
    for (let minute = 0; minute < 15; minute += 1) {
      await pass(60)
      asked.push(groups())
    }
    expect(asked.filter((minute) => minute.has('handmade')).length).toBeGreaterThanOrEqual(3)
    // A round does not begin with the minute.
    expect([1, 2]).toContain(asked.filter((minute) => minute.has('rest')).length)
    expect(asked.filter((minute) => minute.has('moving')).length).toBeGreaterThan(10)
  })

  it('reads only what moves while no window is open, and what people change soon after one opens', async () => {
    const { pass, groups } = setUp(1_000)
    await pass(30 * 60, true)
    expect(groups()).toEqual(new Set(['moving']))
    await pass(3 * 60)
    expect(groups()).toContain('handmade')
  })
})

describe('what moves', () => {
  function movers(count: number) {
    const rows = new Rows('nas1')
    rows.recall(Array.from({ length: count }, (_, n) => torrent(n, { upBytesPerSecond: 1 })))
    return { rows, movers: new Movers(rows) }
  }

  it('comes in turns: everybody before anybody again', () => {
    const { movers: line } = movers(2_000)
    const seen = Array.from({ length: 20 }, () => line.due(1, 1)).flat()
    expect(new Set(seen.slice(0, 2_000)).size).toBe(2_000)
    expect(seen.slice(2_000, 4_000)).toEqual(seen.slice(0, 2_000))
  })

  it('comes every second where few move, and where daemons are many in one reading every few seconds', () => {
    const perTurn = (count: number, daemons: number): number[] => {
      const { movers: line } = movers(count)
      return Array.from({ length: 10 }, () => line.due(1, daemons).length)
    }
    expect(perTurn(60, 1)).toEqual([60, 60, 60, 60, 60, 60, 60, 60, 60, 60])
    expect(perTurn(60, 2)).toEqual([0, 60, 0, 60, 0, 60, 0, 60, 0, 60])
    expect(perTurn(60, 50)).toEqual([0, 0, 0, 0, 0, 0, 0, 60, 0, 0])
  })

  it('reaches everybody within ten seconds, however many they are and whatever comes and goes', () => {
    for (const count of [1, 7, 99, 110, 299, 301, 350, 599, 1_000, 3_333]) {
      for (const daemons of [1, 3, 50]) {
        const { rows, movers: line } = movers(count)
        const readAt = new Map<string, number>()
        for (let second = 1; second <= 40; second += 1) {
          for (const hash of line.due(1, daemons)) readAt.set(hash, second)
          rows.apply([torrent(10_000 + second, { upBytesPerSecond: 1 })], [hashOf(10_000 + second - 5)])
        }
        for (let n = 0; n < count; n += 1) expect(readAt.get(hashOf(n))).toBeGreaterThan(30)
      }
    }
  })

  it('is handed out once in a turn, and not when it has stopped, gone, or was never moving', () => {
    const { rows, movers: line } = movers(4)
    rows.apply([{ hash: hashOf(1), upBytesPerSecond: 0 }, torrent(9)], [hashOf(2)])
    expect(line.due(1, 1)).toEqual([hashOf(0), hashOf(3)])
    rows.apply([{ hash: hashOf(9), state: 'checking' }])
    expect(line.due(1, 1)).toContain(hashOf(9))
  })

  it('is summed up as it changes', () => {
    const { rows } = movers(3)
    rows.apply([{ hash: hashOf(1), downBytesPerSecond: 7 }, torrent(9, { upBytesPerSecond: 5 })], [hashOf(2)])
    expect(rows.rates).toEqual({ down: 7, up: 7 })
  })
})
