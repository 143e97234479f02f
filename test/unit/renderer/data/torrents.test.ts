import { beforeEach, describe, expect, it } from 'vitest'
import { Torrents } from '../../../../renderer/data/torrents.svelte.ts'
import type { Change } from '../../../../preload/listing/row.ts'
import { hashOf, makeTorrent } from '../view/rows.ts'
import type { RowsItem } from '../../../../preload/contract/rows.ts'
import { byHand, HandBridge, offline, settled, rowsItem } from './bridge.ts'

let bridge: HandBridge
let frame: ReturnType<typeof byHand>
let filling: ReturnType<typeof byHand>
let drawn: ReturnType<typeof byHand>
let torrents: Torrents
let told: (readonly Change[])[]

beforeEach(() => {
  bridge = new HandBridge()
  frame = byHand()
  filling = byHand()
  drawn = byHand()
  torrents = new Torrents(bridge, { picture: frame.schedule, filling: filling.schedule, drawn: drawn.schedule })
  told = []
  torrents.listen((changes) => told.push(changes))
})

const names = (): string[] => [...torrents.rows.values()].map((row) => row.name)

function snapshot(daemon: string, revision: number, ...numbers: number[]): void {
  bridge.say(
    'torrents',
    rowsItem({ daemon, from: null, revision, put: numbers.map((number) => makeTorrent(number)), drop: [] }),
  )
}

function patch(
  daemon: string,
  from: number,
  put: { hash: string; name?: string; seeds?: number }[],
  drop: string[] = [],
): void {
  bridge.say('torrents', rowsItem({ daemon, from, revision: from + 1, put, drop }))
}

describe('the mirror of torrents', () => {
  it('keeps the same torrent on two daemons as two rows', () => {
    snapshot('nas0', 1, 1)
    snapshot('attic0', 1, 1)
    frame.run()
    expect([...torrents.rows.keys()]).toEqual([`nas0/${hashOf(1)}`, `attic0/${hashOf(1)}`])
  })

  it('tells everything that came between two pictures at once', () => {
    snapshot('nas0', 1, 1, 2)
    patch('nas0', 1, [{ hash: hashOf(1), seeds: 4 }])
    expect(told).toEqual([])
    expect(torrents.version).toBe(0)
    frame.run()
    expect(told).toHaveLength(1)
    expect(told[0]).toHaveLength(2)
    expect(torrents.version).toBe(1)
  })

  it('replaces a row that changes and leaves the old object as it was', () => {
    snapshot('nas0', 1, 1)
    frame.run()
    const before = torrents.get(`nas0/${hashOf(1)}`)
    patch('nas0', 1, [{ hash: hashOf(1), seeds: 4 }])
    frame.run()
    expect(before?.seeds).toBe(0)
    expect(torrents.get(`nas0/${hashOf(1)}`)).toMatchObject({ seeds: 4, name: 'torrent 1' })
    expect(told[1]?.[0]).toEqual({ key: `nas0/${hashOf(1)}`, before, after: torrents.get(`nas0/${hashOf(1)}`) })
  })

  it('says nothing when a patch says what is known', () => {
    snapshot('nas0', 1, 1)
    frame.run()
    patch('nas0', 1, [{ hash: hashOf(1), seeds: 0 }])
    frame.run()
    expect(told).toHaveLength(1)
  })

  it('drops what is dropped', () => {
    snapshot('nas0', 1, 1, 2)
    patch('nas0', 1, [], [hashOf(1)])
    frame.run()
    expect(names()).toEqual(['torrent 2'])
  })

  it('forgets the rows of a daemon that is not in the list any more', () => {
    snapshot('nas0', 1, 1)
    snapshot('attic0', 1, 2)
    torrents.keepDaemons(new Set(['nas0']))
    frame.run()
    expect(names()).toEqual(['torrent 1'])
  })

  it('hears nothing any more after it was closed', () => {
    torrents.close()
    expect(bridge.listenings('torrents')).toEqual([])
  })
})

describe('a snapshot in parts', () => {
  it('keeps the rows of before until it is whole, then drops those that it did not name', () => {
    snapshot('nas0', 1, 1, 2, 3)
    frame.run()
    bridge.say(
      'torrents',
      rowsItem({ daemon: 'nas0', from: null, revision: 9, rest: 1, put: [makeTorrent(1)], drop: [] }),
    )
    filling.run()
    expect(names()).toHaveLength(3)
    bridge.say('torrents', rowsItem({ daemon: 'nas0', from: 9, revision: 10, put: [makeTorrent(3)], drop: [] }))
    frame.run()
    expect(names()).toEqual(['torrent 1', 'torrent 3'])
  })

  it('is whole when the first change after it comes', () => {
    snapshot('nas0', 1, 1, 2)
    bridge.say('torrents', rowsItem({ daemon: 'nas0', from: null, revision: 5, rest: 1, put: [makeTorrent(2)] }))
    patch('nas0', 5, [{ hash: hashOf(2), seeds: 1 }])
    frame.run()
    expect(names()).toEqual(['torrent 2'])
  })

  it('is told with the next picture when it begins and when it is whole, and now and then in between', () => {
    const part = (from: number | null, rest: number, number: number): void =>
      bridge.say(
        'torrents',
        rowsItem({ daemon: 'nas0', from, revision: (from ?? 0) + 1, rest, put: [makeTorrent(number)] }),
      )
    part(null, 4, 1)
    frame.run()
    part(1, 3, 2)
    part(2, 2, 3)
    frame.run()
    expect(told.map(({ length }) => length)).toEqual([1])
    filling.run()
    expect(told.map(({ length }) => length)).toEqual([1, 2])
    part(3, 1, 4)
    part(4, 0, 5)
    expect(filling.waiting).toBe(0)
    frame.run()
    expect(told.map(({ length }) => length)).toEqual([1, 2, 2])
  })

  it('has its first screen drawn before anything else is looked at', () => {
    const counts = { daemon: [], state: [], label: [], tracker: [], owner: [] }
    const part = (from: number | null, rest: number, number: number): RowsItem =>
      rowsItem({ daemon: 'nas0', from, revision: (from ?? 0) + 1, rest, put: [makeTorrent(number)] })
    bridge.say('torrents', { ...part(null, 2, 1), counts })
    bridge.say('torrents', part(1, 1, 2))
    frame.run()
    expect(names()).toEqual(['torrent 1'])
    bridge.say('torrents', part(2, 0, 3))
    drawn.run()
    frame.run()
    expect(names()).toEqual(['torrent 1', 'torrent 2', 'torrent 3'])
    expect(told.map(({ length }) => length)).toEqual([1, 2])
  })

  it('that brings nothing new tells no change', () => {
    snapshot('nas0', 1, 1, 2)
    frame.run()
    snapshot('nas0', 7, 1, 2)
    frame.run()
    expect(told).toHaveLength(1)
  })
})

describe('a gap in the revisions', () => {
  it('asks for that daemon’s rows again, once, and believes nothing until they come', async () => {
    snapshot('nas0', 1, 1)
    patch('nas0', 5, [{ hash: hashOf(1), seeds: 9 }])
    patch('nas0', 6, [{ hash: hashOf(1), seeds: 10 }])
    await settled()
    expect(bridge.named('torrents.resend')).toEqual([{ daemon: 'nas0' }])
    expect(torrents.get(`nas0/${hashOf(1)}`)?.seeds).toBe(0)
    snapshot('nas0', 8, 1)
    patch('nas0', 8, [{ hash: hashOf(1), seeds: 11 }])
    expect(torrents.get(`nas0/${hashOf(1)}`)?.seeds).toBe(11)
  })

  it('asks again with the next message when the question failed', async () => {
    bridge.answers['torrents.resend'] = () => offline
    snapshot('nas0', 1, 1)
    patch('nas0', 5, [])
    await settled()
    patch('nas0', 6, [])
    await settled()
    expect(bridge.named('torrents.resend')).toHaveLength(2)
  })

  it('leaves the other daemons alone', () => {
    snapshot('nas0', 1, 1)
    snapshot('attic0', 1, 2)
    patch('nas0', 5, [])
    patch('attic0', 1, [{ hash: hashOf(2), seeds: 3 }])
    expect(torrents.get(`attic0/${hashOf(2)}`)?.seeds).toBe(3)
  })

  it('is also a change of a daemon that never began, or of a row that never came whole', async () => {
    patch('nas0', 3, [{ hash: hashOf(1), seeds: 3 }])
    snapshot('attic0', 1, 2)
    patch('attic0', 1, [{ hash: hashOf(7), seeds: 3 }])
    await settled()
    expect(bridge.named('torrents.resend')).toEqual([{ daemon: 'nas0' }, { daemon: 'attic0' }])
    expect(names()).toEqual(['torrent 2'])
  })
})
