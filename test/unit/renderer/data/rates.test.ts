import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Rates, spanMs } from '../../../../renderer/data/rates.svelte.ts'
import { asMap, hashOf, makeRow } from '../view/rows.ts'
import { HandBridge, offline, settled } from './bridge.ts'

const key = (number: number): string => `nas0/${hashOf(number)}`

let bridge: HandBridge
let rates: Rates | null = null
const stale = new Set<string>()

function ratesOf(...rows: Parameters<typeof asMap>[0]): Rates {
  rates = new Rates(bridge, asMap(rows), (daemon) => stale.has(daemon))
  return rates
}

beforeEach(() => {
  bridge = new HandBridge()
  bridge.answers['details.rates'] = () => []
  stale.clear()
})
afterEach(() => rates?.close())

describe('the curve of a torrent’s rates', () => {
  it('holds the last five minutes from the first look on', () => {
    const rates = ratesOf(makeRow(1, { downBytesPerSecond: 7 }))
    rates.sample(0)
    expect(rates.of(key(1))).toEqual([])
    rates.follow(key(1))
    rates.sample(1000)
    rates.sample(spanMs)
    expect(rates.of(key(1))).toEqual([
      { at: 1000, down: 7, up: 0 },
      { at: spanMs, down: 7, up: 0 },
    ])
    rates.sample(spanMs + 2000)
    expect(rates.of(key(1)).map(({ at }) => at)).toEqual([spanMs, spanMs + 2000])
  })

  it('is kept for torrents looked at lately, not for all', () => {
    const rates = ratesOf(...Array.from({ length: 20 }, (_, number) => makeRow(number)))
    for (let number = 0; number < 20; number += 1) rates.follow(key(number))
    rates.sample(1)
    expect(rates.of(key(0))).toEqual([])
    expect(rates.of(key(19))).toHaveLength(1)
  })

  it('begins with what the core remembers, and keeps its own where it has some', async () => {
    const past = [100_000, 105_000, 110_000].map((at) => ({ at, down: 5, up: 2 }))
    bridge.answers['details.rates'] = () => past
    const rates = ratesOf(makeRow(1, { downBytesPerSecond: 7 }))
    rates.follow(key(1))
    rates.sample(111_000)
    await settled()
    expect(rates.of(key(1))).toEqual([...past.slice(0, 2), { at: 111_000, down: 7, up: 0 }])
  })

  it('asks the core again after the window was hidden', async () => {
    const rates = ratesOf(makeRow(1))
    rates.follow(key(1))
    await settled()
    rates.hide(true)
    expect(bridge.named('details.rates')).toHaveLength(1)
    rates.hide(false)
    expect(bridge.named('details.rates')).toEqual([{ key: key(1) }, { key: key(1) }])
  })

  it('has a gap where its daemon was not connected, or the core cannot be asked', async () => {
    bridge.answers['details.rates'] = () => offline
    const rates = ratesOf(makeRow(1, { downBytesPerSecond: 7 }))
    rates.follow(key(1))
    rates.sample(1_000)
    stale.add('nas0')
    rates.sample(2_000)
    stale.clear()
    rates.sample(3_000)
    await settled()
    expect(rates.of(key(1)).map(({ at }) => at)).toEqual([1_000, 3_000])
  })
})
