import { describe, expect, it } from 'vitest'
import { Rates, spanMs } from '../../../../renderer/data/rates.svelte.ts'
import { Watch } from '../../../../renderer/data/watch.ts'
import { asMap, hashOf, makeRow } from '../view/rows.ts'
import { byHand, HandBridge, offline, settled } from './bridge.ts'

const key = (number: number): string => `nas0/${hashOf(number)}`

describe('what the window looks at', () => {
  it('is told when the list rests, and only when it changed', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    watch.show([key(1)])
    watch.show([key(1), key(2)])
    watch.select([key(2)])
    expect(bridge.asked).toEqual([])
    rest.run()
    watch.show([key(2), key(1)])
    rest.run()
    await settled()
    expect(bridge.named('view.watch')).toEqual([{ visible: [key(1), key(2)], selected: [key(2)], by: [] }])
  })

  it('names the fields that the list depends on, each once', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    watch.depend(['ratio', 'name', 'name'])
    rest.run()
    await settled()
    expect(bridge.named('view.watch')).toEqual([{ visible: [], selected: [], by: ['ratio', 'name'] }])
  })

  it('never names more rows than a door takes', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    watch.select(Array.from({ length: 9000 }, (_, number) => key(number)))
    rest.run()
    await settled()
    expect(bridge.named('view.watch')).toMatchObject([{ selected: { length: 500 } }])
  })

  it('is nothing while the window is hidden', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    watch.show([key(1)])
    rest.run()
    for (const hidden of [true, false]) {
      watch.hide(hidden)
      rest.run()
      await settled()
    }
    expect(bridge.named('view.watch')).toMatchObject([{ visible: [key(1)] }, { visible: [] }, { visible: [key(1)] }])
  })

  it('is told again to a door that was lost', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    watch.show([key(1)])
    rest.run()
    await settled()
    watch.again()
    rest.run()
    await settled()
    expect(bridge.named('view.watch')).toHaveLength(2)
  })

  it('is told again after a failure', async () => {
    const bridge = new HandBridge()
    const rest = byHand()
    const watch = new Watch(bridge, rest.schedule)
    bridge.answers['view.watch'] = () => offline
    watch.show([key(1)])
    rest.run()
    await settled()
    watch.show([key(1)])
    rest.run()
    await settled()
    expect(bridge.named('view.watch')).toHaveLength(2)
  })
})

describe('the curve of a torrent’s rates', () => {
  it('holds the last five minutes from the first look on', () => {
    const rows = asMap([makeRow(1, { downBytesPerSecond: 7 })])
    const rates = new Rates(rows)
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
    rates.close()
  })

  it('is kept for torrents looked at lately, not for all', () => {
    const rates = new Rates(asMap(Array.from({ length: 20 }, (_, number) => makeRow(number))))
    for (let number = 0; number < 20; number += 1) rates.follow(key(number))
    rates.sample(1)
    expect(rates.of(key(0))).toEqual([])
    expect(rates.of(key(19))).toHaveLength(1)
    rates.close()
  })
})
