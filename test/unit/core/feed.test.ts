import { describe, expect, it } from 'vitest'
import { blankTorrent, type RowsStep, type Torrent } from '../../../preload/contract/torrents.ts'
import { RowsFeed } from '../../../main/core/rows/feed.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { settle } from './clock.ts'
import { hashOf } from './fake-backend.ts'

function rowsOf(count: number): Rows {
  const rows = new Rows('nas1')
  rows.recall(Array.from({ length: count }, (_, n) => blankTorrent(hashOf(n))))
  return rows
}

/** What a window does with the steps; fails where a window would have to ask again. */
class Mirror {
  readonly rows = new Map<string, Torrent>()
  revision: number | null = null

  take({ from, revision, put, drop }: RowsStep): void {
    if (from === null) this.rows.clear()
    else if (from !== this.revision) throw new Error(`A gap: at ${String(this.revision)}, step from ${from}.`)
    for (const patch of put) this.rows.set(patch.hash, { ...(this.rows.get(patch.hash) as Torrent), ...patch })
    for (const hash of drop) this.rows.delete(hash)
    this.revision = revision
  }
}

describe('a feed of rows', () => {
  it('begins with everything, in parts', async () => {
    const steps: RowsStep[] = []
    new RowsFeed(rowsOf(2_500), (step) => steps.push(step))
    await settle()
    expect(steps.map(({ put }) => put.length)).toEqual([1_000, 1_000, 500])
    expect(steps.map(({ from }) => from)).toEqual([null, 1, 1])
  })

  it('begins with one empty step for a daemon without torrents', () => {
    const steps: RowsStep[] = []
    new RowsFeed(rowsOf(0), (step) => steps.push(step))
    expect(steps).toEqual([{ daemon: 'nas1', from: null, revision: 0, put: [], drop: [] }])
  })

  it('brings changes that come while it is still sending behind what it sends', async () => {
    const rows = rowsOf(3_000)
    const mirror = new Mirror()
    new RowsFeed(rows, (step) => mirror.take(step))
    rows.apply([{ hash: hashOf(2_999), name: 'changed meanwhile' }], [hashOf(0)])
    await settle()
    expect(mirror.rows.size).toBe(2_999)
    expect(mirror.rows.get(hashOf(2_999))?.name).toBe('changed meanwhile')
    rows.apply([{ hash: hashOf(1), name: 'changed later' }])
    expect(mirror.rows.get(hashOf(1))?.name).toBe('changed later')
  })

  it('starts over when it is asked to, also in the middle', async () => {
    const rows = rowsOf(3_000)
    const mirror = new Mirror()
    const feed = new RowsFeed(rows, (step) => mirror.take(step))
    void feed.resend()
    rows.apply([], [hashOf(5)])
    await settle()
    expect([...mirror.rows.keys()].sort()).toEqual([...rows.hashes()].sort())
  })

  it('is silent after it was stopped', async () => {
    const rows = rowsOf(3_000)
    const steps: RowsStep[] = []
    const feed = new RowsFeed(rows, (step) => steps.push(step))
    feed.stop()
    rows.apply([], [hashOf(5)])
    await settle()
    expect(steps).toHaveLength(1)
  })
})
