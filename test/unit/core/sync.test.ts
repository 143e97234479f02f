import { describe, expect, it } from 'vitest'
import type { Hash } from '../../../preload/contract/keys.ts'
import { blankTorrent, type Torrent, type TorrentPatch } from '../../../preload/contract/torrents.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import type { Watched } from '../../../main/core/sync/options.ts'
import { Sync } from '../../../main/core/sync/sync.ts'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { ManualClock, settle } from './clock.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { said } from '../../said.ts'

function torrent(n: number, fields: Partial<Torrent> = {}): Torrent {
  return { ...blankTorrent(hashOf(n)), name: `torrent ${n}`, state: 'paused', sizeBytes: 1, ...fields }
}

function torrents(count: number): Torrent[] {
  return Array.from({ length: count }, (_, n) => torrent(n))
}

function setUp(cached: Torrent[], session: FakeConnection) {
  const clock = new ManualClock()
  const rows = new Rows('nas1')
  rows.recall(cached)
  const finished: Hash[] = []
  const added: string[] = []
  const watched: Watched = { hashes: new Set(), by: new Set(), hidden: false }
  const sync = new Sync({
    rows,
    watched: () => watched,
    daemons: () => 1,
    clock,
    log: silentLog,
    finished: (hash) => finished.push(hash),
    added: (row) => added.push(row.name),
    doubted: () => {},
    limitsChanged: () => {},
    firstReading: () => Promise.resolve(),
    allRead: () => {},
  })
  const names = (): string[] => [...rows.all()].map(({ name }) => name)
  return { clock, rows, sync, finished, added, watched, names, session }
}

describe('the first reading', () => {
  it('brings all torrents, in slices', async () => {
    const { sync, rows, session } = setUp([], new FakeConnection(torrents(1_234)))
    await sync.warm(session)
    expect(rows.size).toBe(1_234)
    const sizes = session.reads.filter(({ group }) => group === 'first').map(({ hashes }) => hashes.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(600)
    expect(sizes.length).toBeGreaterThan(1)
  })

  it('reads the other fields behind the first ones', async () => {
    const { sync, clock, session } = setUp([], new FakeConnection(torrents(10)))
    await sync.warm(session)
    await clock.advance(100)
    expect(session.reads.map(({ group }) => group)).toEqual(['first', 'rest'])
  })

  it('keeps what it knew when a daemon that has just started says that it has nothing', async () => {
    const session = new FakeConnection(torrents(3))
    session.onHashes = () => Promise.resolve([])
    const { sync, clock, names } = setUp(torrents(3), session)
    const warm = sync.warm(session)
    await clock.advance(3_500)
    expect(names()).toHaveLength(3)
    session.onHashes = null
    session.say({ kind: 'ready' })
    await warm
    await clock.advance(10_000)
    expect(names()).toHaveLength(3)
  })

  it('believes an empty daemon after three readings', async () => {
    const { sync, clock, names, session } = setUp(torrents(3), new FakeConnection())
    const warm = sync.warm(session)
    await clock.advance(6_000)
    await warm
    await clock.advance(3_500)
    expect(names()).toEqual([])
  })

  it('drops a row that is missing only after a second reading misses it too', async () => {
    const session = new FakeConnection(torrents(2))
    const { sync, clock, names } = setUp(torrents(3), session)
    await sync.warm(session)
    await clock.advance(1_000)
    expect(names()).toContain('torrent 2')
    await clock.advance(3_000)
    expect(names()).toEqual(['torrent 0', 'torrent 1'])
  })

  it('fails when the daemon fails, so that the link knows', async () => {
    const session = new FakeConnection()
    session.onHashes = () => Promise.reject(new Fault('level', said('Level 1 may see nothing.')))
    const { sync } = setUp([], session)
    await expect(sync.warm(session)).rejects.toMatchObject({ code: 'level' })
  })
})

describe('while it is live', () => {
  async function live(count: number, cached: Torrent[] = []) {
    const set = setUp(cached, new FakeConnection(torrents(count)))
    await set.sync.warm(set.session)
    await set.clock.advance(500)
    set.session.reads.length = 0
    return set
  }

  it('shows a torrent that somebody added, and tells of it', async () => {
    const { session, clock, names, added } = await live(1)
    session.torrents.set(hashOf(7), torrent(7))
    session.say({ kind: 'added', hash: hashOf(7), restored: false })
    await clock.advance(50)
    expect(names()).toContain('torrent 7')
    expect(added).toEqual(['torrent 7'])
  })

  it('tells nothing of torrents that the daemon reloads', async () => {
    const { session, clock, added, names } = await live(1)
    session.torrents.set(hashOf(7), torrent(7))
    session.say({ kind: 'added', hash: hashOf(7), restored: true })
    await clock.advance(50)
    expect(names()).toContain('torrent 7')
    expect(added).toEqual([])
  })

  it('reads a burst of thousands of notices in a few requests', async () => {
    const { session, clock, rows } = await live(0)
    for (const row of torrents(5_000)) {
      session.torrents.set(row.hash, row)
      session.say({ kind: 'added', hash: row.hash, restored: true })
      session.say({ kind: 'changed', patch: { hash: row.hash, state: 'seeding' } })
    }
    await clock.advance(500)
    expect(rows.size).toBe(5_000)
    expect(session.reads.length).toBeLessThan(40)
  })

  it('takes a row off the list at once, and no late answer brings it back', async () => {
    const { session, clock, watched, names } = await live(2)
    watched.hashes = new Set([hashOf(0), hashOf(1)])
    let answer = (): void => {}
    session.onRead = () => new Promise((resolve) => (answer = resolve))
    await clock.advance(2_000)
    session.say({ kind: 'removed', hash: hashOf(1) })
    expect(names()).toEqual(['torrent 0'])
    session.onRead = () => Promise.resolve()
    answer()
    await settle()
    expect(names()).toEqual(['torrent 0'])
  })

  it('applies a state that a notice carries without waiting for a reading', async () => {
    const { session, rows } = await live(1)
    session.say({ kind: 'changed', patch: { hash: hashOf(0), state: 'seeding' } })
    expect(rows.get(hashOf(0))?.state).toBe('seeding')
  })

  it('never makes a row out of a notice alone', async () => {
    const { session, rows } = await live(0)
    session.say({ kind: 'changed', patch: { hash: hashOf(5), state: 'seeding' } })
    expect(rows.size).toBe(0)
  })

  it('reads every second what moves, every other second what is on screen with what people change of it, and nothing else', async () => {
    const { session, clock, watched, rows } = await live(50)
    watched.hashes = new Set([hashOf(3)])
    rows.apply([{ hash: hashOf(9), upBytesPerSecond: 5 }])
    session.torrents.set(hashOf(9), torrent(9, { upBytesPerSecond: 5 }))
    await clock.advance(2_000)
    expect(session.reads).toEqual([
      { hashes: [hashOf(9)], group: 'moving' },
      { hashes: [hashOf(3), hashOf(9)], group: 'moving' },
      { hashes: [hashOf(3)], group: 'handmade' },
    ])
  })

  it('reads at once what has come on screen', async () => {
    const { session, sync, watched } = await live(50)
    watched.hashes = new Set([hashOf(3)])
    sync.look()
    expect(session.reads).toEqual([
      { hashes: [hashOf(3)], group: 'moving' },
      { hashes: [hashOf(3)], group: 'handmade' },
    ])
  })

  it('reads what people change of every torrent once a list is sorted or filtered by it', async () => {
    const { session, clock, sync, watched } = await live(1_200)
    watched.by = new Set(['ratio'])
    sync.look()
    await clock.advance(500)
    expect(session.reads.filter(({ group }) => group === 'handmade')).toEqual([])
    watched.by = new Set(['label'])
    sync.look()
    sync.look()
    await clock.advance(1_500)
    const read = session.reads.filter(({ group }) => group === 'handmade').flatMap(({ hashes }) => hashes)
    expect(new Set(read).size).toBe(1_200)
    expect(read).toHaveLength(1_200)
  })

  it('reads less often when no window is open', async () => {
    const { session, clock, watched, rows } = await live(1)
    watched.hidden = true
    session.torrents.set(hashOf(0), torrent(0, { state: 'downloading' }))
    rows.apply([{ hash: hashOf(0), state: 'downloading' }])
    await clock.advance(10_000)
    expect(session.reads.length).toBeLessThanOrEqual(2)
  })

  it('comes round to every torrent within about a minute', async () => {
    const { session, clock } = await live(2_500)
    await clock.advance(125_000)
    const read = new Set(session.reads.flatMap(({ hashes }) => hashes))
    expect(read.size).toBe(2_500)
  })

  it('goes on after a reading failed', async () => {
    const { session, clock, watched } = await live(1)
    watched.hashes = new Set([hashOf(0)])
    session.onRead = () => Promise.reject(new Fault('timeout', said('No answer.')))
    await clock.advance(2_000)
    session.onRead = () => Promise.resolve()
    session.reads.length = 0
    await clock.advance(2_000)
    expect(session.reads.map(({ group }) => group)).toEqual(['moving', 'handmade'])
  })

  it('sees within a minute or so what comes into the sight of an account that is not shown everything, and goes', async () => {
    const session = new FakeConnection(torrents(3))
    session.cannot = { 'list-all': toProblem(new Fault('level', said('normal has level 5.'))) }
    const { sync, clock, rows, added } = setUp([], session)
    await sync.warm(session)
    session.torrents.set(hashOf(7), torrent(7, { shared: true }))
    session.torrents.delete(hashOf(1))
    await clock.advance(65_000)
    expect(rows.get(hashOf(7))?.shared).toBe(true)
    expect(rows.get(hashOf(1))).toBeUndefined()
    expect(added).toEqual([])
  })

  it('asks nothing more after it was stopped', async () => {
    const { session, clock, sync, watched } = await live(3)
    watched.hashes = new Set([hashOf(0)])
    sync.stop()
    session.say({ kind: 'touched', hash: hashOf(0) })
    await clock.advance(120_000)
    expect(session.reads).toEqual([])
  })

  it('tells of a torrent that finished before its row was read when it knows its name', async () => {
    const { session, clock, finished, rows } = await live(0)
    session.torrents.set(hashOf(7), torrent(7))
    session.say({ kind: 'added', hash: hashOf(7), restored: false })
    session.say({ kind: 'finished', hash: hashOf(7) })
    expect(finished).toEqual([])
    await clock.advance(50)
    expect(finished).toEqual([hashOf(7)])
    expect(rows.get(hashOf(7))?.name).toBe('torrent 7')
  })

  it('names a torrent of a magnet link as soon as the daemon knows its name, on screen or not', async () => {
    const { session, clock, rows } = await live(0)
    const magnet = torrent(7, { name: hashOf(7), state: 'downloading' })
    session.torrents.set(hashOf(7), magnet)
    session.say({ kind: 'added', hash: hashOf(7), restored: false })
    await clock.advance(10_000)
    expect(rows.get(hashOf(7))?.name).toBe(hashOf(7))
    session.torrents.set(hashOf(7), { ...magnet, name: 'debian.iso', sizeBytes: 5 })
    await clock.advance(3_000)
    expect(rows.get(hashOf(7))).toMatchObject({ name: 'debian.iso', sizeBytes: 5 })
    session.reads.length = 0
    await clock.advance(8_000)
    expect(session.reads.filter(({ group }) => group === 'first')).toEqual([])
  })

  it('asks again and again only about nameless torrents that look for their names, some at a time', async () => {
    const { session, clock } = await live(0)
    for (let n = 0; n < 130; n += 1) {
      const state = n < 120 ? 'downloading' : 'paused'
      session.torrents.set(hashOf(n), torrent(n, { name: hashOf(n), state }))
      session.say({ kind: 'added', hash: hashOf(n), restored: true })
    }
    await clock.advance(1_000)
    session.reads.length = 0
    await clock.advance(6_000)
    const asked = session.reads.filter(({ group }) => group === 'first').map(({ hashes }) => hashes)
    expect(asked.map(({ length }) => length)).toEqual([50, 50, 50])
    const resting = new Set(Array.from({ length: 10 }, (_, n) => hashOf(120 + n)))
    expect(asked.flat().filter((hash) => resting.has(hash))).toEqual([])
    expect(new Set(asked.flat()).size).toBe(120)
  })

  it('tells of a magnet link that finished under the name that it has by then', async () => {
    const { session, clock, finished, rows } = await live(0)
    session.torrents.set(hashOf(7), torrent(7, { name: hashOf(7), state: 'downloading' }))
    session.say({ kind: 'added', hash: hashOf(7), restored: false })
    await clock.advance(50)
    session.torrents.set(hashOf(7), torrent(7, { name: 'debian.iso', sizeBytes: 5, state: 'seeding' }))
    session.say({ kind: 'finished', hash: hashOf(7) })
    expect(finished).toEqual([])
    await clock.advance(50)
    expect(finished).toEqual([hashOf(7)])
    expect(rows.get(hashOf(7))?.name).toBe('debian.iso')
  })

  it('reads the places of all that are queued when the queue changed, once for many changes, and once more to be sure', async () => {
    const { session, clock, rows } = await live(3)
    rows.apply([
      { hash: hashOf(0), queue: 0 },
      { hash: hashOf(1), queue: 1 },
    ])
    for (const hash of [hashOf(0), hashOf(1)]) session.torrents.set(hash, torrent(0, { hash, queue: 7 }))
    session.say({ kind: 'requeued' })
    session.say({ kind: 'requeued' })
    await clock.advance(500)
    expect(session.reads).toEqual([{ hashes: [hashOf(0), hashOf(1)], group: 'places' }])
    expect(rows.get(hashOf(1))?.queue).toBe(7)
    session.reads.length = 0
    await clock.advance(30_000)
    expect(session.reads.filter(({ group }) => group === 'places')).toHaveLength(1)
  })

  it('reads places again when one moves while they are read: the daemon may have answered from before', async () => {
    const { session, clock, rows } = await live(1)
    rows.apply([{ hash: hashOf(0), queue: 0 }])
    session.torrents.set(hashOf(0), torrent(0, { queue: 0 }))
    session.say({ kind: 'requeued' })
    await clock.advance(500)
    session.say({ kind: 'requeued' })
    session.torrents.set(hashOf(0), torrent(0, { queue: 3 }))
    await clock.advance(10_000)
    expect(rows.get(hashOf(0))?.queue).toBe(3)
    expect(session.reads.filter(({ group }) => group === 'places')).toHaveLength(3)
  })

  it('hears of a finished torrent once', async () => {
    const { session, finished } = await live(1)
    session.say({ kind: 'finished', hash: hashOf(0) })
    expect(finished).toEqual([hashOf(0)])
  })
})

describe('rows', () => {
  it('say only what changed, in rising revisions', () => {
    const rows = new Rows('nas1')
    rows.recall([torrent(1)])
    const steps: { from: number | null; revision: number; put: TorrentPatch[]; drop: Hash[] }[] = []
    rows.steps.on((step) => steps.push(step))
    rows.apply([{ hash: hashOf(1), name: 'torrent 1', progress: 0.5 }])
    rows.apply([{ hash: hashOf(1), progress: 0.5 }])
    rows.apply([], [hashOf(1), hashOf(2)])
    expect(steps).toEqual([
      { daemon: 'nas1', from: 1, revision: 2, put: [{ hash: hashOf(1), progress: 0.5 }], drop: [] },
      { daemon: 'nas1', from: 2, revision: 3, put: [], drop: [hashOf(1)] },
    ])
  })

  it('are replaced, never changed in place', () => {
    const rows = new Rows('nas1')
    rows.recall([torrent(1)])
    const before = rows.get(hashOf(1))
    rows.apply([{ hash: hashOf(1), progress: 0.5 }])
    expect(before?.progress).toBe(0)
  })
})
