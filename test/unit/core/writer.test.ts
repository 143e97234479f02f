import { describe, expect, it } from 'vitest'
import type { Hash } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { Writer } from '../../../main/core/rows/writer.ts'
import { silentLog } from '../../../main/lib/log.ts'
import { ManualClock } from './clock.ts'
import { hashOf } from './fake-backend.ts'

class RecordingStore {
  readonly writes: { put: Torrent[]; drop: Hash[] }[] = []
  async write(_daemon: string, put: readonly Torrent[], drop: readonly Hash[]): Promise<void> {
    this.writes.push({ put: [...put], drop: [...drop] })
  }
}

function setUp() {
  const clock = new ManualClock()
  const rows = new Rows('nas1')
  const store = new RecordingStore()
  const writer = new Writer(rows, store, clock, silentLog)
  return { clock, rows, store, writer }
}

describe('the writer', () => {
  it('gathers changes and writes each row once', async () => {
    const { clock, rows, store } = setUp()
    rows.apply([{ hash: hashOf(1), name: 'a' }])
    rows.apply([{ hash: hashOf(1), name: 'b' }])
    expect(store.writes).toEqual([])
    await clock.advance(2_000)
    expect(store.writes).toHaveLength(1)
    expect(store.writes[0]?.put.map(({ name }) => name)).toEqual(['b'])
  })

  it('does not write a row again because its rates moved', async () => {
    const { clock, rows, store } = setUp()
    rows.apply([{ hash: hashOf(1), name: 'a' }])
    await clock.advance(2_000)
    rows.apply([{ hash: hashOf(1), downBytesPerSecond: 5 }])
    await clock.advance(25_000)
    expect(store.writes).toHaveLength(1)
    await clock.advance(40_000)
    expect(store.writes).toHaveLength(2)
  })

  it('forgets a write of a row that was dropped meanwhile', async () => {
    const { clock, rows, store } = setUp()
    rows.apply([{ hash: hashOf(1), name: 'a' }])
    rows.apply([], [hashOf(1)])
    await clock.advance(2_000)
    expect(store.writes).toEqual([{ put: [], drop: [hashOf(1)] }])
  })

  it('does not drop a row that came back', async () => {
    const { clock, rows, store } = setUp()
    rows.apply([{ hash: hashOf(1), name: 'a' }])
    rows.apply([], [hashOf(1)])
    rows.apply([{ hash: hashOf(1), name: 'again' }])
    await clock.advance(2_000)
    expect(store.writes[0]?.drop).toEqual([])
    expect(store.writes[0]?.put.map(({ name }) => name)).toEqual(['again'])
  })

  it('writes thousands of rows in several transactions', async () => {
    const { clock, rows, store } = setUp()
    rows.apply(Array.from({ length: 2_500 }, (_, n) => ({ hash: hashOf(n), name: `t${n}` })))
    await clock.advance(2_000)
    expect(store.writes.map(({ put }) => put.length)).toEqual(Array.from({ length: 5 }, () => 500))
  })

  it('hands over all that is left when it ends, and nothing after that', async () => {
    const { clock, rows, store, writer } = setUp()
    rows.apply([{ hash: hashOf(1), name: 'a' }])
    writer.finish()
    expect(store.writes).toHaveLength(1)
    rows.apply([{ hash: hashOf(1), name: 'b' }])
    await clock.advance(120_000)
    expect(store.writes).toHaveLength(1)
  })
})
