import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../../preload/contract/events.ts'
import { Details } from '../../../../renderer/data/details.svelte.ts'
import { Events } from '../../../../renderer/data/events.svelte.ts'
import { Notices } from '../../../../renderer/data/notices.svelte.ts'
import { hashOf } from '../view/rows.ts'
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
let notices: Notices
let events: Events
const ids = (): number[] => events.list.map(({ id }) => id)

beforeEach(() => {
  bridge = new HandBridge()
  notices = new Notices()
  events = new Events(bridge, notices)
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
    expect(notices.list).toMatchObject([{ text: offline.message, tone: 'bad' }])
  })
})

describe('the details', () => {
  it('are those of the torrent asked for, never of another', () => {
    const details = new Details(bridge)
    const about = {
      key: `nas0/${hashOf(1)}`,
      pieces: null,
      pieceCount: 1,
      pieceBytes: 1,
      fileCount: 1,
      activeMs: 0,
      seedingMs: 0,
      nextAnnounceMs: null,
      seedRank: null,
      stopRatio: null,
      trackerUrl: '',
      creator: '',
    }
    bridge.say('details', about)
    expect(details.of(`nas0/${hashOf(1)}`)).toBe(about)
    expect(details.of(`nas0/${hashOf(2)}`)).toBeNull()
    bridge.say('details', null)
    expect(details.of(`nas0/${hashOf(1)}`)).toBe(about)
    expect(details.of(null)).toBeNull()
  })
})

describe('notices', () => {
  it('are few, and the same sentence stands there once', () => {
    for (const text of ['a', 'b', 'c', 'b', 'd', 'e']) notices.say(text)
    expect(notices.list.map(({ text }) => text)).toEqual(['c', 'b', 'd', 'e'])
    notices.dismiss(notices.list[0]?.id ?? -1)
    expect(notices.list.map(({ text }) => text)).toEqual(['b', 'd', 'e'])
  })
})
