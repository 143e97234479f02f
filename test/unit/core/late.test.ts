import { describe, expect, it } from 'vitest'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import { Sync } from '../../../main/core/sync/sync.ts'
import { ManualClock, settle } from './clock.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { syncOver, torrent } from './house.ts'

/** A sync that is live over these torrents. */
async function live(...numbers: number[]) {
  const clock = new ManualClock()
  const torrents = numbers.map((n) => torrent(n))
  const connection = new FakeConnection(torrents)
  const options = syncOver(torrents, clock)
  const sync = new Sync(options)
  await sync.warm(connection)
  await clock.advance(500)
  connection.reads.length = 0
  const names = (): string[] => [...options.rows.all()].map(({ name }) => name)
  return { clock, connection, sync, names, rows: options.rows }
}

/** Answers only when told to, whatever was asked. */
function held(connection: FakeConnection): { release: () => Promise<void> } {
  const waiting: (() => void)[] = []
  connection.onRead = () => new Promise((resolve) => waiting.push(resolve))
  return {
    async release() {
      connection.onRead = () => Promise.resolve()
      for (const answer of waiting.splice(0)) answer()
      await settle()
    },
  }
}

describe('an answer that comes late', () => {
  it('does not bring back a torrent that was removed while its first fields were read', async () => {
    const { clock, connection, names } = await live(1)
    const reading = held(connection)
    connection.torrents.set(hashOf(7), torrent(7))
    connection.say({ kind: 'added', hash: hashOf(7), restored: false })
    await clock.advance(50)
    connection.say({ kind: 'removed', hash: hashOf(7) })
    await reading.release()
    expect(names()).toEqual(['torrent 1'])
  })

  it('brings a torrent back that was removed and added again', async () => {
    const { clock, connection, names } = await live(1)
    connection.say({ kind: 'removed', hash: hashOf(1) })
    expect(names()).toEqual([])
    connection.say({ kind: 'added', hash: hashOf(1), restored: false })
    await clock.advance(50)
    expect(names()).toEqual(['torrent 1'])
  })

  it('of a connection that has ended changes nothing, and starts nothing', async () => {
    const clock = new ManualClock()
    const connection = new FakeConnection([torrent(1)])
    const options = syncOver([], clock)
    const sync = new Sync(options)
    const reading = held(connection)
    const warm = sync.warm(connection)
    await settle()
    sync.stop()
    await reading.release()
    await warm
    await clock.advance(120_000)
    expect(options.rows.size).toBe(0)
    expect(connection.reads).toHaveLength(1)
  })

  it('with the list of a connection that has ended is not taken for the first reading of one that lives', async () => {
    const clock = new ManualClock()
    const connection = new FakeConnection([torrent(1)])
    let answer = (_hashes: string[]): void => {}
    connection.onHashes = () => new Promise((resolve) => (answer = resolve))
    let firstReadings = 0
    const sync = new Sync({ ...syncOver([], clock), firstReading: async () => void (firstReadings += 1) })
    const warm = sync.warm(connection)
    await settle()
    sync.stop()
    answer([hashOf(1)])
    await warm
    expect([firstReadings, connection.reads]).toEqual([0, []])
  })

  it('of an older connection does not touch what a newer one has read', async () => {
    const clock = new ManualClock()
    const [older, newer] = [new FakeConnection([torrent(1, { name: 'old' })]), new FakeConnection([torrent(1)])]
    const options = syncOver([], clock)
    const sync = new Sync(options)
    const reading = held(older)
    const first = sync.warm(older)
    await settle()
    await sync.warm(newer)
    await reading.release()
    await first
    expect(options.rows.get(hashOf(1))?.name).toBe('torrent 1')
    older.say({ kind: 'removed', hash: hashOf(1) })
    expect(options.rows.size).toBe(1)
  })
})

describe('rows', () => {
  it('that nobody asked for are not taken', async () => {
    const { clock, connection, names } = await live(1)
    const foreign: TorrentPatch = torrent(9, { name: 'foreign' })
    const read = connection.read.bind(connection)
    connection.read = async (hashes, group) => (await read(hashes, group)).set(foreign.hash, foreign)
    connection.say({ kind: 'touched', hash: hashOf(1) })
    await clock.advance(50)
    expect(names()).toEqual(['torrent 1'])
  })

  it('that one list leaves out and the next one names again stay', async () => {
    const { clock, connection, names } = await live(1, 2)
    const lists = [[hashOf(1)], [hashOf(1), hashOf(2)]]
    connection.onHashes = () => Promise.resolve(lists.shift() ?? [])
    connection.say({ kind: 'ready' })
    await clock.advance(10_000)
    expect(lists).toEqual([])
    expect(names()).toEqual(['torrent 1', 'torrent 2'])
  })

  it('that move are each read within ten seconds, however many there are', async () => {
    const clock = new ManualClock()
    const torrents = Array.from({ length: 2_000 }, (_, n) => torrent(n, { downBytesPerSecond: 1 }))
    const connection = new FakeConnection(torrents)
    const sync = new Sync(syncOver(torrents, clock))
    await sync.warm(connection)
    await clock.advance(2_000)
    connection.reads.length = 0
    await clock.advance(10_000)
    const read = new Set(connection.reads.filter(({ group }) => group === 'moving').flatMap(({ hashes }) => hashes))
    expect(read.size).toBe(2_000)
  })
})
