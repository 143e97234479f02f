import { expect, it } from 'vitest'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import type { Context } from '../../../main/core/context.ts'
import { openEvents } from '../../../main/core/events/feed.ts'
import { Emitter } from '../../../main/lib/emitter.ts'
import { ManualClock } from './clock.ts'

function line(id: number): HistoryEvent {
  return { id, at: 0, kind: 'finished', daemon: 'nas1', hash: null, name: 'one', text: '', away: false }
}

it('lines of history are told at once, and once a second where they keep coming; none is lost', async () => {
  const clock = new ManualClock()
  const told = new Emitter<HistoryEvent[]>()
  const items: number[][] = []
  const context = { app: { clock, history: { told } } } as unknown as Context
  const item = (events: HistoryEvent[]): void => void items.push(events.map(({ id }) => id))
  const stop = openEvents(context, {}, { item, ended: () => {}, failed: () => {} })
  told.emit([line(1)])
  expect(items).toEqual([[1]])
  for (let id = 2; id <= 401; id += 1) {
    told.emit([line(id)])
    await clock.advance(100)
  }
  await clock.advance(1_000)
  expect(items.flat()).toEqual(Array.from({ length: 401 }, (_, place) => place + 1))
  expect(items.length).toBeLessThan(60)
  stop()
  told.emit([line(500)])
  await clock.advance(5_000)
  expect(items.flat()).not.toContain(500)
})
