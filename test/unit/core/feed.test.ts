import { describe, expect, it } from 'vitest'
import { RowsReader, type RowsItem } from '../../../preload/contract/rows.ts'
import { blankTorrent, type Torrent, type TorrentPatch } from '../../../preload/contract/torrents.ts'
import { Gathering } from '../../../main/core/torrents/gathering.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { ManualClock, settle } from './clock.ts'
import { hashOf } from './fake-backend.ts'

function rowsOf(count: number, daemon = 'nas1'): Rows {
  const rows = new Rows(daemon)
  rows.recall(Array.from({ length: count }, (_, n) => blankTorrent(hashOf(n))))
  return rows
}

/** What a window does with the items; fails where a window would have to ask again. */
class Mirror {
  readonly rows = new Map<string, Torrent>()
  readonly items: RowsItem[] = []
  readonly #reader = new RowsReader()

  readonly take = (item: RowsItem): void => {
    this.items.push(item)
    for (const step of item.steps) {
      const read = this.#reader.read(step, () => this.rows.keys())
      if (!read) throw new Error(`A gap: a step from ${String(step.from)}.`)
      for (const patch of read.put) this.rows.set(patch.hash, { ...this.rows.get(patch.hash), ...patch } as Torrent)
      for (const hash of read.drop) this.rows.delete(hash)
    }
  }

  /** The rows in each item so far, and forgets them. */
  heard(): number[] {
    return this.items.splice(0).map(({ steps }) => steps.reduce((sum, { put }) => sum + put.hashes.length, 0))
  }
}

function unexpected(error: unknown): never {
  throw error
}

function listen(...all: Rows[]) {
  const clock = new ManualClock()
  const mirror = new Mirror()
  const gathering = new Gathering(clock, mirror.take, unexpected)
  for (const rows of all) gathering.open(rows)
  gathering.begin(new Map(), null)
  gathering.follow()
  return { clock, mirror, gathering }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle()
}

/** All rows of a daemon with another rate. */
function moved(count: number, rate: number): TorrentPatch[] {
  return Array.from({ length: count }, (_, n) => ({ hash: hashOf(n), downBytesPerSecond: rate }))
}

describe('a feed of rows', () => {
  it('begins with everything, in parts', async () => {
    const { mirror } = listen(rowsOf(4_500))
    await settled()
    expect(mirror.items.map(({ steps }) => steps[0]?.from)).toEqual([null, 1, 2, 3])
    expect(mirror.items.map(({ steps }) => steps[0]?.rest)).toEqual([4_500, 2_500, 500, 0])
    expect(mirror.heard()).toEqual([0, 2_000, 2_000, 500])
  })

  it('begins with one empty step for a daemon without torrents', async () => {
    const { mirror } = listen(rowsOf(0))
    await settled()
    expect(mirror.items).toMatchObject([
      { steps: [{ daemon: 'nas1', from: null, revision: 1, rest: 0, put: { hashes: [] }, drop: [] }] },
    ])
  })

  it('brings changes that come while it is still sending behind what it sends', async () => {
    const rows = rowsOf(3_000)
    const { mirror } = listen(rows)
    rows.apply([{ hash: hashOf(2_999), name: 'changed meanwhile' }], [hashOf(0)])
    await settled()
    expect(mirror.rows.size).toBe(2_999)
    expect(mirror.rows.get(hashOf(2_999))?.name).toBe('changed meanwhile')
    rows.apply([{ hash: hashOf(1), name: 'changed later' }])
    await settle()
    expect(mirror.rows.get(hashOf(1))?.name).toBe('changed later')
  })

  it('starts over when it is asked to, also in the middle', async () => {
    const rows = rowsOf(3_000)
    const { mirror, gathering } = listen(rows)
    await settle()
    gathering.resend('nas1')
    rows.apply([], [hashOf(5)])
    await settled()
    expect([...mirror.rows.keys()].sort()).toEqual([...rows.hashes()].sort())
  })

  it('has the rows in the order asked for, with those that came meanwhile behind them', async () => {
    const rows = rowsOf(3)
    const { mirror, gathering } = listen(rows)
    rows.apply([{ hash: hashOf(9), name: 'new' }], [hashOf(1)])
    gathering.arrange('nas1', [2, 1, 0, 7].map(hashOf))
    await settled()
    expect([...mirror.rows.keys()]).toEqual([2, 0, 9].map(hashOf))
  })

  it('sends nothing of the rest before it is put in order, whatever happens meanwhile', async () => {
    const rows = rowsOf(3_000)
    const clock = new ManualClock()
    const mirror = new Mirror()
    const gathering = new Gathering(clock, mirror.take, unexpected)
    gathering.open(rows)
    gathering.begin(new Map([['nas1', [hashOf(7)]]]), null)
    rows.apply([{ hash: hashOf(7), state: 'paused' }], [hashOf(3)])
    gathering.look({ keys: [`nas1/${hashOf(7)}`], by: ['state'] })
    await settled()
    expect(mirror.heard()).toEqual([1])
    gathering.arrange('nas1', [hashOf(2_999), hashOf(2_998)])
    gathering.follow()
    await settled()
    expect([...mirror.rows.keys()].slice(0, 3)).toEqual([7, 2_999, 2_998].map(hashOf))
    expect(mirror.rows.get(hashOf(7))?.state).toBe('paused')
    expect(mirror.rows.size).toBe(2_999)
  })

  it('is silent after it was stopped', async () => {
    const rows = rowsOf(3_000)
    const { mirror, gathering, clock } = listen(rows)
    gathering.stop()
    rows.apply([], [hashOf(5)])
    await clock.advance(10_000)
    expect(mirror.items).toHaveLength(1)
  })
})

describe('what is gathered', () => {
  it('is one item for all daemons, five seconds after the first figure moved', async () => {
    const all = [rowsOf(10, 'nas1'), rowsOf(10, 'nas2')]
    const { mirror, clock } = listen(...all)
    await settled()
    mirror.heard()
    for (let second = 1; second <= 4; second += 1) {
      for (const rows of all) rows.apply(moved(10, second))
      await clock.advance(1_000)
    }
    expect(mirror.heard()).toEqual([])
    await clock.advance(1_000)
    expect(mirror.heard()).toEqual([20])
  })

  it('comes within a second for rows on screen, and for what the list is sorted by', async () => {
    const rows = rowsOf(10)
    const { mirror, clock, gathering } = listen(rows)
    gathering.look({ keys: [`nas1/${hashOf(3)}`], by: ['ratio'] })
    await settled()
    mirror.heard()
    rows.apply([...moved(10, 7), { hash: hashOf(5), ratio: 2 }])
    await clock.advance(1_000)
    expect(mirror.heard()).toEqual([2])
    expect(mirror.rows.get(hashOf(3))?.downBytesPerSecond).toBe(7)
    expect(mirror.rows.get(hashOf(5))?.ratio).toBe(2)
    for (let second = 2; second <= 4; second += 1) {
      rows.apply(moved(4, second * 10))
      await clock.advance(1_000)
    }
    expect(mirror.heard()).toEqual([1, 1, 1])
  })

  it('is a place in the queue where nobody looks; on screen a place comes at once', async () => {
    const rows = rowsOf(10)
    const { mirror, clock, gathering } = listen(rows)
    gathering.look({ keys: [`nas1/${hashOf(3)}`], by: [] })
    await settled()
    mirror.heard()
    rows.apply([1, 2, 3].map((number) => ({ hash: hashOf(number), queue: number + 7 })))
    await settle()
    expect(mirror.heard()).toEqual([1])
    expect(mirror.rows.get(hashOf(3))?.queue).toBe(10)
    await clock.advance(5_000)
    expect(mirror.heard()).toEqual([2])
  })

  it('comes at once when the listener begins to look at it', async () => {
    const rows = rowsOf(10)
    const { mirror, gathering } = listen(rows)
    await settled()
    mirror.heard()
    rows.apply(moved(10, 7))
    gathering.look({ keys: [`nas1/${hashOf(3)}`], by: [] })
    await settle()
    expect(mirror.heard()).toEqual([1])
    gathering.look({ keys: [], by: ['downBytesPerSecond'] })
    await settle()
    expect(mirror.heard()).toEqual([9])
  })

  it('waits for nobody where rows come, go or change their state, and takes along what else is untold of them', async () => {
    const rows = rowsOf(10)
    const { mirror } = listen(rows)
    await settled()
    mirror.heard()
    rows.apply(moved(10, 7))
    rows.apply(
      [
        { hash: hashOf(1), state: 'paused' },
        { hash: hashOf(77), name: 'new' },
      ],
      [hashOf(2)],
    )
    await settle()
    expect(mirror.heard()).toEqual([2])
    expect(mirror.rows.get(hashOf(1))).toMatchObject({ state: 'paused', downBytesPerSecond: 7 })
    expect(mirror.rows.get(hashOf(77))?.name).toBe('new')
    expect(mirror.rows.has(hashOf(2))).toBe(false)
  })

  it('is what keeps changing off the screen, four items a second; what is on it waits for nobody', async () => {
    const all = Array.from({ length: 20 }, (_, n) => rowsOf(30, `nas${n}`))
    const { mirror, clock, gathering } = listen(...all)
    gathering.look({ keys: [`nas3/${hashOf(0)}`], by: [] })
    await settled()
    mirror.heard()
    for (let turn = 0; turn < 100; turn += 1) {
      all[turn % 20]?.apply([{ hash: hashOf(1 + (turn % 29)), state: turn % 2 ? 'paused' : 'seeding' }])
      await clock.advance(100)
    }
    const heard = mirror.heard()
    expect(heard.length).toBeGreaterThan(35)
    expect(heard.length).toBeLessThan(50)
    all[3]?.apply([{ hash: hashOf(0), state: 'error' }])
    await settle()
    expect(mirror.heard().length).toBeGreaterThan(0)
    expect(mirror.rows.get(hashOf(0))?.state).toBe('error')
  })

  it('of a flood of removals is a few items', async () => {
    const rows = rowsOf(1_000)
    const { mirror, clock } = listen(rows)
    await settled()
    mirror.heard()
    for (let n = 0; n < 1_000; n += 1) {
      rows.apply([], [hashOf(n)])
      if (n % 10 === 0) await settle()
    }
    await clock.advance(1_000)
    expect(mirror.rows.size).toBe(0)
    expect(mirror.heard().length).toBeLessThan(25)
  })

  it('knows nothing of a row that came and went, and the newest of one that went and came', async () => {
    const rows = rowsOf(3)
    const { mirror } = listen(rows)
    await settled()
    mirror.heard()
    rows.apply([{ hash: hashOf(9), name: 'short' }])
    rows.apply([], [hashOf(9), hashOf(1)])
    rows.apply([{ hash: hashOf(1), name: 'again' }])
    await settle()
    expect([...mirror.rows.keys()].sort()).toEqual([hashOf(0), hashOf(1), hashOf(2)])
    expect(mirror.rows.get(hashOf(1))?.name).toBe('again')
  })

  it('makes the listener’s rows those of the core, whatever happens', async () => {
    const rows = rowsOf(50)
    const { mirror, clock, gathering } = listen(rows)
    let seed = 7
    const chance = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % most
    for (let turn = 0; turn < 400; turn += 1) {
      const hash = hashOf(chance(60))
      const what = chance(6)
      if (what === 0) rows.apply([], [hash])
      else if (what === 1) rows.apply([{ hash, name: `name ${turn}` }])
      else if (what === 2) rows.apply([{ hash, state: chance(2) ? 'paused' : 'seeding', ratio: turn }])
      else if (what === 3) gathering.look({ keys: [`nas1/${hash}`], by: chance(2) ? ['ratio'] : [] })
      else if (what === 4) rows.apply(moved(60, turn).filter(({ hash: known }) => rows.get(known)))
      else await clock.advance(chance(3_000))
      if (chance(40) === 0) gathering.resend('nas1')
    }
    await clock.advance(6_000)
    const byHash = (a: Torrent, b: Torrent): number => (a.hash < b.hash ? -1 : 1)
    expect([...mirror.rows.values()].sort(byHash)).toEqual([...rows.all()].sort(byHash))
  })
})
