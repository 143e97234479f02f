import { describe, expect, it } from 'vitest'
import { Watch } from '../../../../renderer/data/watch.ts'
import { hashOf } from '../view/rows.ts'
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
