import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Readings } from '../../../../main/backend/rtorrent/readings.ts'
import { actOn } from '../../../../main/backend/rtorrent/verbs.ts'
import type { Clock } from '../../../../main/lib/clock.ts'
import { openCarrier } from '../../../../main/wire/rtorrent/carrier.ts'
import { Client } from '../../../../main/wire/rtorrent/client.ts'
import { meet, type Rtorrent } from '../../../../main/wire/rtorrent/rtorrent.ts'
import { SimulatedRtorrent } from '../../../fleet/rtorrent/daemon.ts'

let daemon: SimulatedRtorrent
let rtorrent: Rtorrent
let now = 0
let readings: Readings
/** What the daemon needs for an answer, as the client is told. */
let costMs = 0

const hashAt = (index: number): string => index.toString(16).padStart(40, '0')

beforeEach(async () => {
  daemon = new SimulatedRtorrent({ torrents: 30 })
  const address = await daemon.listen()
  now = 1_000_000
  costMs = 100
  const carrier = openCarrier({ address, login: null, whyNotTrusted: () => null })
  const client = new Client({ carrier, daemon: 'it' })
  Object.defineProperty(client, 'lastMs', { get: () => costMs })
  rtorrent = await meet(client)
  const clock = { now: () => now } as Clock
  readings = new Readings({ rtorrent, clock, saw: () => {} })
})
afterEach(() => daemon.close())

/** How many torrents were read, of how many. */
async function read(): Promise<[number, number]> {
  const list = await readings.list()
  return [list.filter((patch) => Object.keys(patch).length > 1).length, list.length]
}

const set = (index: number, values: Record<string, number>): void => {
  Object.assign(daemon.engine.torrents.get(hashAt(index).toUpperCase())!.values, values)
}

describe('a list that is quick to read', () => {
  it('is read whole each time, once a second', async () => {
    costMs = 5
    expect(await read()).toEqual([30, 30])
    expect(await read()).toEqual([30, 30])
    expect(readings.restMs).toEqual({ watched: 1_000, hidden: 15_000 })
  })
})

describe('a long list', () => {
  it('takes a tenth of the daemon’s time at most', async () => {
    costMs = 700
    await read()
    expect(readings.restMs.watched).toBe(7_000)
  })

  it('is read of what is at work, and of what was until now', async () => {
    expect(await read()).toEqual([30, 30])
    expect(await read()).toEqual([0, 30])
    set(3, { 'd.peers_connected': 4 })
    expect(await read()).toEqual([1, 30])
    set(3, { 'd.peers_connected': 0 })
    expect(await read()).toEqual([1, 30])
    expect(await read()).toEqual([0, 30])
  })

  it('is read whole when its views have other sizes, and now and then', async () => {
    await read()
    daemon.engine.add('F'.repeat(40), { 'd.name': 'new' })
    expect(await read()).toEqual([31, 31])
    now += 9_000
    expect(await read()).toEqual([0, 31])
    now += 1_500
    expect(await read()).toEqual([31, 31])
  })

  it('is read whole less often while nobody looks', async () => {
    await read()
    for (let seconds = 15; seconds < 60; seconds += 15) {
      now += 15_000
      expect(await read()).toEqual([0, 30])
    }
    now += 15_000
    expect(await read()).toEqual([30, 30])
  })

  it('shows at once what was done from here, and then whatever else changed', async () => {
    await read()
    expect(await actOn(rtorrent, 'resume', [hashAt(0)])).toEqual([{ hash: hashAt(0), problem: null }])
    readings.touch([hashAt(0)])
    expect(await read()).toEqual([1, 30])
    expect(await read()).toEqual([30, 30])
    expect(await read()).toEqual([0, 30])
  })

  it('is always read whole where the daemon cannot narrow it', async () => {
    const methods = daemon.engine.methods.filter((method) => method !== 'd.multicall.filtered')
    Object.assign(daemon.engine, { methods })
    rtorrent = await meet(rtorrent.client)
    readings = new Readings({ rtorrent, clock: { now: () => now } as Clock, saw: () => {} })
    expect(await read()).toEqual([30, 30])
    expect(await read()).toEqual([30, 30])
  })
})

describe('verbs', () => {
  it('ask for what a restart keeps, and for both where one does nothing', async () => {
    await actOn(rtorrent, 'pause', [hashAt(1)])
    await actOn(rtorrent, 'resume', [hashAt(1)])
    expect(daemon.called.filter((method) => /^d\.(stop|pause|start|resume)$/.test(method))).toEqual([
      'd.stop',
      'd.start',
      'd.resume',
    ])
  })

  it('say of each how it fared, and in words what there is not', async () => {
    const outcomes = await actOn(rtorrent, 'recheck', [hashAt(1), 'f'.repeat(40)])
    expect(outcomes).toMatchObject([{ problem: null }, { problem: { code: 'not-found' } }])
    expect(await actOn(rtorrent, 'queueTop', [hashAt(1)])).toMatchObject([{ problem: { code: 'incompatible' } }])
  })
})
