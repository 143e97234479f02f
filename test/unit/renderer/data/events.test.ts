import * as v from 'valibot'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { HistoryEvent } from '../../../../preload/contract/events.ts'
import { SettingsSchema } from '../../../../preload/contract/settings.ts'
import { Events } from '../../../../renderer/data/events.svelte.ts'
import { SettingsMirror } from '../../../../renderer/data/settings.svelte.ts'
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
let settings: SettingsMirror
const ids = (): number[] => events.list.map(({ id }) => id)

beforeEach(() => {
  bridge = new HandBridge()
  toasts = new Toasts()
  settings = new SettingsMirror(bridge, toasts, (run) => (run(), () => {}))
  events = new Events(bridge, toasts, settings)
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

  it('remembers what was looked at for all windows and the next start, and counts no deed of one’s own', async () => {
    bridge.answers['settings.set'] = (change: object) => change
    bridge.answers['events.unread'] = () => ({ lines: 2 })
    const kept = v.parse(SettingsSchema, {})
    bridge.say('settings', { ...kept, seenEvent: 5 })
    await vi.waitFor(() => expect(events.unseen).toBe(2))
    expect(bridge.named('events.unread')).toEqual([{ after: 5 }])
    bridge.say('events', [{ ...line(8), kind: 'acted' }, line(9)])
    expect(events.unseen).toBe(3)
    events.seen()
    expect([events.unseen, bridge.named('settings.set')]).toEqual([0, [{ seenEvent: 9 }]])
    await new Promise(setImmediate)
    // Another window has looked at more.
    bridge.say('events', [line(10), line(11)])
    bridge.answers['events.unread'] = () => ({ lines: 0 })
    bridge.say('settings', { ...kept, seenEvent: 11 })
    await vi.waitFor(() => expect(events.unseen).toBe(0))
  })

  it('goes back in time, every line once, until it is whole', async () => {
    bridge.say('events', [line(300)])
    bridge.answers['events.list'] = ({ before }: { before: { id: number } }) =>
      Array.from({ length: 100 }, (_, at) => line(before.id - 1 - at))
    await events.more()
    expect(events.list).toHaveLength(101)
    expect(events.whole).toBe(false)
    bridge.answers['events.list'] = () => [line(200), line(5)]
    await events.more()
    expect(events.list).toHaveLength(102)
    expect(events.whole).toBe(true)
    expect(bridge.named('events.list')).toEqual([
      { before: { at: 300, id: 300 }, limit: 100 },
      { before: { at: 200, id: 200 }, limit: 100 },
    ])
  })

  it('asks one question at a time', async () => {
    bridge.answers['events.list'] = () => []
    await Promise.all([events.more(), events.more()])
    expect(bridge.named('events.list')).toHaveLength(1)
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
