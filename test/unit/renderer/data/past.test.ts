import { beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../../../preload/contract/events.ts'
import { Past } from '../../../../renderer/data/past.svelte.ts'
import { hashOf } from '../view/rows.ts'
import { HandBridge, offline } from './bridge.ts'

const hash = hashOf(1)
const key = `nas0/${hash}`

function line(id: number, more: Partial<HistoryEvent> = {}): HistoryEvent {
  return { id, at: id * 1_000, kind: 'finished', daemon: 'nas0', hash, name: 'debian', text: '', away: false, ...more }
}

let bridge: HandBridge
const ids = (past: Past): number[] => past.list.map(({ id }) => id)

beforeEach(() => {
  bridge = new HandBridge()
})

describe('the history of a torrent', () => {
  it('is read newest first, page by page, until it is whole', async () => {
    const all = Array.from({ length: 130 }, (_, at) => line(130 - at))
    bridge.answers['events.of'] = ({ before = Infinity, limit }: { before?: number; limit: number }) =>
      all.filter(({ id }) => id < before).slice(0, limit)
    const past = new Past(bridge, key)
    await past.more()
    expect([past.list.length, past.isWhole]).toEqual([100, false])
    await past.more()
    expect([past.list.length, past.isWhole]).toEqual([130, true])
    await past.more()
    expect(bridge.named('events.of')).toEqual([
      { key, limit: 100 },
      { key, limit: 100, before: 31 },
    ])
  })

  it('goes on with what happens now to this torrent on this daemon, every line once', async () => {
    bridge.answers['events.of'] = () => [line(3), line(1)]
    const past = new Past(bridge, key)
    bridge.say('events', [line(3), line(4), line(5, { hash: hashOf(2) }), line(6, { daemon: 'box0' })])
    await past.more()
    expect(ids(past)).toEqual([4, 3, 1])
  })

  it('has what was learnt after the fact where it happened', async () => {
    bridge.answers['events.of'] = () => [line(3, { at: 500, away: true }), line(2), line(1)]
    const past = new Past(bridge, key)
    await past.more()
    expect(ids(past)).toEqual([2, 1, 3])
  })

  it('says why nothing came, and asks again', async () => {
    bridge.answers['events.of'] = () => offline
    const past = new Past(bridge, key)
    await past.more()
    expect([past.problem, past.isReady]).toEqual([offline, false])
    bridge.answers['events.of'] = () => [line(1)]
    await past.more()
    expect([past.problem, past.isReady, ids(past)]).toEqual([null, true, [1]])
    past.close()
    expect(bridge.listenings('events')).toEqual([])
  })
})
