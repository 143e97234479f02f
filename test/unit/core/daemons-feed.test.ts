import { describe, expect, it } from 'vitest'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { Context } from '../../../main/core/context.ts'
import { openDaemons } from '../../../main/core/daemons/feed.ts'
import { Emitter } from '../../../main/lib/emitter.ts'
import { makeDaemon } from '../renderer/data/bridge.ts'
import { ManualClock } from './clock.ts'

function listen(count: number) {
  const clock = new ManualClock()
  const changed = new Emitter<Daemon[]>()
  const moved = new Emitter<void>()
  let list = Array.from({ length: count }, (_, n) => makeDaemon(`nas${n}`))
  const set = (more: Partial<Daemon>): void => void (list = list.map((daemon) => ({ ...daemon, ...more })))
  const change = (more: Partial<Daemon>): void => {
    set(more)
    changed.emit(list)
  }
  const move = (more: Partial<Daemon>): void => {
    set(more)
    moved.emit()
  }
  const told: Daemon[][] = []
  const context = { app: { clock, roster: { list: () => list, changed, moved } } } as unknown as Context
  const stop = openDaemons(context, {}, { item: (item) => told.push(item), ended: () => {}, failed: () => {} })
  return { clock, told, stop, change, move }
}

describe('the list of daemons', () => {
  it('tells figures once a second, anything else at once, and nothing twice', async () => {
    const { clock, told, stop, change, move } = listen(2)
    for (let rate = 1; rate <= 9; rate += 1) move({ downBytesPerSecond: rate })
    expect(told).toHaveLength(1)
    await clock.advance(1_000)
    expect(told.map(([first]) => first?.downBytesPerSecond)).toEqual([0, 9])
    move({ upBytesPerSecond: 3 })
    change({ name: 'another' })
    expect(told.at(-1)?.[0]).toMatchObject({ name: 'another', upBytesPerSecond: 3 })
    await clock.advance(5_000)
    expect(told).toHaveLength(3)
    move({ upBytesPerSecond: 5 })
    stop()
    await clock.advance(5_000)
    expect(told).toHaveLength(3)
  })

  it('tells figures of fifty every five seconds, since each item names all of them', async () => {
    const { clock, told, move } = listen(50)
    for (let second = 1; second <= 20; second += 1) {
      move({ downBytesPerSecond: second })
      await clock.advance(1_000)
    }
    expect(told).toHaveLength(5)
  })
})
