import { expect, it } from 'vitest'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { Context } from '../../../main/core/context.ts'
import { openDaemons } from '../../../main/core/daemons/feed.ts'
import { Emitter } from '../../../main/lib/emitter.ts'
import { makeDaemon } from '../renderer/data/bridge.ts'
import { ManualClock } from './clock.ts'

it('figures of daemons are told once a second, anything else at once', async () => {
  const clock = new ManualClock()
  const changed = new Emitter<Daemon[]>()
  let list = [makeDaemon('nas1'), makeDaemon('box2')]
  const change = (more: Partial<Daemon>): void => {
    list = list.map((daemon) => ({ ...daemon, ...more }))
    changed.emit(list)
  }
  const told: Daemon[][] = []
  const context = { app: { clock, roster: { list: () => list, changed } } } as unknown as Context
  const stop = openDaemons(context, {}, { item: (item) => told.push(item), ended: () => {}, failed: () => {} })
  for (let rate = 1; rate <= 9; rate += 1) change({ downBytesPerSecond: rate })
  expect(told).toHaveLength(1)
  await clock.advance(1_000)
  expect(told.map(([first]) => first?.downBytesPerSecond)).toEqual([0, 9])
  change({ name: 'another' })
  expect(told.at(-1)?.[0]?.name).toBe('another')
  change({ upBytesPerSecond: 5 })
  stop()
  await clock.advance(5_000)
  expect(told).toHaveLength(3)
})
