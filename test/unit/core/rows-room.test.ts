import { describe, expect, it } from 'vitest'
import { Room } from '../../../main/core/rows/room.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { Sync } from '../../../main/core/sync/sync.ts'
import { signals } from '../../../main/lib/bounds.ts'
import { ManualClock } from './clock.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, syncOver, torrent } from './house.ts'

const many = (count: number) => Array.from({ length: count }, (_, n) => torrent(n))

describe('rows of one daemon', () => {
  it('are as many as may be kept; that there are more is said until one goes', () => {
    const rows = new Rows('nas1', { room: new Room(3) })
    rows.apply(many(5))
    expect([rows.size, rows.shortage]).toEqual([3, 'rows'])
    rows.apply([{ hash: hashOf(1), name: 'changed' }])
    expect(rows.get(hashOf(1))?.name).toBe('changed')
    rows.apply([], [hashOf(0)])
    expect(rows.shortage).toBeNull()
  })

  it('give back what was kept of them earlier and is too much now', () => {
    const rows = new Rows('nas1', { room: new Room(3) })
    expect(rows.recall(many(5))).toEqual([hashOf(3), hashOf(4)])
  })
})

describe('rows of all daemons', () => {
  const text = 'x'.repeat(1_000)

  it('share a room: one that takes too much of it leaves the others theirs', () => {
    const room = new Room(1_000, 200_000)
    const [greedy, modest] = [new Rows('a', { room }), new Rows('b', { room })]
    greedy.apply(many(500).map((row) => ({ ...row, name: text })))
    expect(greedy.shortage).toBe('bytes')
    expect(room.usedBytes).toBeLessThanOrEqual(200_000)
    modest.apply(many(20))
    expect([modest.size, modest.shortage]).toEqual([20, null])
  })

  it('that grow where there is no room keep the beginnings of their texts', () => {
    const room = new Room(1_000, 100_000)
    const rows = new Rows('a', { room })
    rows.apply(many(50))
    rows.apply(many(50).map(({ hash }) => ({ hash, comment: 'c'.repeat(2_000), folder: 'f'.repeat(4_000) })))
    expect(rows.size).toBe(50)
    expect(rows.get(hashOf(49))?.comment).toHaveLength(64)
    expect(rows.shortage).toBe('bytes')
    expect(room.usedBytes).toBeLessThan(120_000)
  })

  it('give the room back when they go', () => {
    const room = new Room()
    const rows = new Rows('a', { room })
    rows.apply(many(10).map((row) => ({ ...row, name: text })))
    rows.apply([{ hash: hashOf(3), name: 'short' }])
    rows.apply(
      [],
      many(10).map(({ hash }) => hash),
    )
    expect(room.usedBytes).toBe(0)
    rows.apply(many(10))
    rows.giveBack()
    expect([room.usedBytes, room.shares]).toEqual([0, 0])
  })
})

describe('a daemon', () => {
  it('with more torrents than are kept is asked for the first of them, and for those that are known', async () => {
    const clock = new ManualClock()
    const options = syncOver([torrent(90)], clock)
    const rows = new Rows('nas1', { room: new Room(10) })
    rows.recall([torrent(90)])
    const session = new FakeConnection(many(100))
    const sync = new Sync({ ...options, rows })
    await sync.warm(session)
    expect([...rows.hashes()].toSorted()).toEqual([...many(9), torrent(90)].map(({ hash }) => hash).toSorted())
    expect(rows.shortage).toBe('rows')
    await clock.advance(600_000)
    expect(rows.size).toBe(10)
    expect(new Set(session.reads.flatMap(({ hashes }) => hashes)).size).toBe(10)
  })

  it('of which more may be shown than before is shown whole at once', async () => {
    const { clock, window } = await open(answering(new FakeConnection(many(1_200))))
    await window.value('settings.set', { rowsPerDaemon: 1_000 })
    await window.value('daemons.add', nas)
    await clock.advance(2_000)
    expect(window.daemons).toMatchObject([{ torrents: 1_000, shortage: 'rows' }])
    await window.value('settings.set', { rowsPerDaemon: 2_000 })
    await clock.advance(3_000)
    expect(window.daemons).toMatchObject([{ torrents: 1_200, shortage: null }])
    expect(window.events.filter(({ kind }) => kind === 'added')).toEqual([])
  })

  it('that tells more than can be followed is not heard, and then read anew', async () => {
    const clock = new ManualClock()
    const session = new FakeConnection(many(20))
    const options = syncOver([], clock)
    const caughtUp: string[] = []
    const sync = new Sync({
      ...options,
      firstReading: (hashes) => caughtUp.push(`first of ${hashes.length}`),
      allRead: () => caughtUp.push('read'),
    })
    await sync.warm(session)
    await clock.advance(1_000)
    let steps = 0
    options.rows.steps.on(() => (steps += 1))
    for (let n = 0; n < signals.perSecond * 3; n += 1) {
      session.say({ kind: 'changed', patch: { hash: hashOf(n % 20), state: n % 2 ? 'paused' : 'seeding' } })
    }
    expect(steps).toBeLessThanOrEqual(signals.perSecond)
    session.torrents.set(hashOf(3), torrent(3, { name: 'missed' }))
    session.torrents.set(hashOf(50), torrent(50))
    await clock.advance(20_000)
    expect(options.rows.get(hashOf(3))?.name).toBe('missed')
    expect(options.rows.get(hashOf(50))).toBeDefined()
    expect(caughtUp).toEqual(['first of 20', 'read', 'first of 21', 'read'])
    session.say({ kind: 'removed', hash: hashOf(50) })
    expect(options.rows.get(hashOf(50))).toBeUndefined()
  })
})
