import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../../preload/contract/events.ts'
import { Events } from '../../../../renderer/data/events.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { HandBridge, offline } from './bridge.ts'

const line = (id: number): HistoryEvent => ({
  id,
  at: id,
  kind: 'finished',
  daemon: 'nas0',
  hash: null,
  name: `line ${id}`,
  text: '',
  away: false,
})

let bridge: HandBridge
let toasts: Toasts
let events: Events
const ids = (): number[] => events.list.map(({ id }) => id)

beforeEach(() => {
  bridge = new HandBridge()
  toasts = new Toasts()
  events = new Events(bridge, toasts)
})

describe('the history', () => {
  it('is newest first and counts what was not seen yet', () => {
    bridge.say('events', [line(1), line(2)])
    bridge.say('events', [line(3)])
    expect(ids()).toEqual([3, 2, 1])
    expect(events.unseen).toBe(3)
    events.seen()
    expect(events.unseen).toBe(0)
  })

  it('goes back in time, every line once, until it is whole', async () => {
    bridge.say('events', [line(300)])
    bridge.answers['events.list'] = ({ before }: { before: number }) =>
      Array.from({ length: 100 }, (_, at) => line(before - 1 - at))
    await events.more()
    expect(events.list).toHaveLength(101)
    expect(events.whole).toBe(false)
    bridge.answers['events.list'] = () => [line(200), line(5)]
    await events.more()
    expect(events.list).toHaveLength(102)
    expect(events.whole).toBe(true)
    expect(bridge.named('events.list')).toEqual([
      { before: 300, limit: 100 },
      { before: 200, limit: 100 },
    ])
  })

  it('asks one question at a time', async () => {
    bridge.answers['events.list'] = () => []
    await Promise.all([events.more(), events.more()])
    expect(bridge.asked).toHaveLength(1)
  })

  it('says when it could not be read', async () => {
    bridge.answers['events.list'] = () => offline
    await events.more()
    expect(toasts.list).toMatchObject([{ text: offline.message, tone: 'bad' }])
  })
})

describe('toasts', () => {
  it('are few, and the same sentence stands there once', () => {
    for (const text of ['a', 'b', 'c', 'b', 'd', 'e']) toasts.say(text)
    expect(toasts.list.map(({ text }) => text)).toEqual(['c', 'b', 'd', 'e'])
    toasts.dismiss(toasts.list[0]?.id ?? -1)
    expect(toasts.list.map(({ text }) => text)).toEqual(['b', 'd', 'e'])
  })
})
