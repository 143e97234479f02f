import { beforeEach, describe, expect, it } from 'vitest'
import { Daemons } from '../../../../renderer/data/daemons.svelte.ts'
import type { TorrentPatch } from '../../../../preload/contract/torrents.ts'
import { Listing, type Move } from '../../../../renderer/data/listing.svelte.ts'
import { Toasts } from '../../../../renderer/data/toasts.svelte.ts'
import { SettingsMirror } from '../../../../renderer/data/settings.svelte.ts'
import { Torrents } from '../../../../renderer/data/torrents.svelte.ts'
import { hashOf, makeTorrent } from '../view/rows.ts'
import { byHand, HandBridge, makeDaemon, rowsItem } from './bridge.ts'

let bridge: HandBridge
let frame: ReturnType<typeof byHand>
let turn: ReturnType<typeof byHand>
let listing: Listing
let revision = 1

beforeEach(() => {
  bridge = new HandBridge()
  frame = byHand()
  revision = 1
  const daemons = new Daemons(bridge)
  const torrents = new Torrents(bridge, { picture: frame.schedule, filling: frame.schedule, drawn: frame.schedule })
  const settings = new SettingsMirror(bridge, new Toasts(), () => () => {})
  turn = byHand()
  listing = new Listing(torrents, daemons, settings, turn.schedule)
  bridge.say('daemons', [makeDaemon('nas0'), makeDaemon('attic0')])
  bridge.say(
    'torrents',
    rowsItem({
      daemon: 'nas0',
      from: null,
      revision,
      put: [1, 2, 3, 4].map((number) => makeTorrent(number, { label: number % 2 ? 'odd' : 'even' })),
      drop: [],
    }),
  )
  frame.run()
})

const key = (number: number): string => `nas0/${hashOf(number)}`

function change(put: readonly TorrentPatch[], drop: string[] = []): void {
  bridge.say('torrents', rowsItem({ daemon: 'nas0', from: revision, revision: revision + 1, put, drop }))
  revision += 1
  frame.run()
}

describe('the listing', () => {
  it('shows what was added last at the top', () => {
    expect(listing.order).toEqual([4, 3, 2, 1].map(key))
    expect(listing.total).toBe(4)
  })

  it('sorts by the column that is clicked, and turns it', () => {
    listing.sortBy('added', false)
    expect(listing.order).toEqual([1, 2, 3, 4].map(key))
    listing.sortBy('name', false)
    expect(listing.sort).toEqual([{ column: 'name', down: false }])
  })

  it('narrows to the words typed and to the buckets chosen, and lifts both', () => {
    listing.toggle('label', 'odd', false)
    expect(listing.order).toEqual([3, 1].map(key))
    listing.setText('torrent 3')
    expect(listing.order).toEqual([key(3)])
    expect(listing.filtered).toBe(true)
    listing.clear()
    expect(listing.order).toHaveLength(4)
    expect(listing.filtered).toBe(false)
  })

  it('acts only on selected rows that are shown: another filter takes the others out of the selection', () => {
    listing.selectAll()
    listing.toggle('label', 'odd', false)
    expect(listing.selected).toHaveLength(2)
    listing.clear()
    expect(listing.selected).toHaveLength(2)
  })

  it('keeps a selected row in mind that leaves the list by its own change, without acting on it', () => {
    listing.toggle('label', 'odd', false)
    listing.select([key(3)])
    change([{ hash: hashOf(3), label: 'even' }])
    expect(listing.selected).toEqual([])
    change([{ hash: hashOf(3), label: 'odd' }])
    expect(listing.selected).toEqual([key(3)])
  })

  it('loses a selected row that is gone, and the keyboard goes to its neighbour', () => {
    listing.select([key(3)])
    change([], [hashOf(3)])
    expect(listing.selection.keys.size).toBe(0)
    expect(listing.selection.focus).toBe(key(2))
  })

  it('sums what is selected', () => {
    listing.select([key(1), key(2)])
    expect(listing.selectedSum).toEqual({ count: 2, sizeBytes: 2000, downBytesPerSecond: 0, upBytesPerSecond: 0 })
    expect(listing.single).toBeNull()
    listing.select([key(1)])
    expect(listing.single).toBe(key(1))
  })

  it('shows a row that the filter hides by lifting the filter', () => {
    const revealed: string[] = []
    listing.onReveal((row) => revealed.push(row))
    listing.toggle('label', 'odd', false)
    expect(listing.show(key(2))).toBe(true)
    expect(listing.filtered).toBe(false)
    expect(listing.selected).toEqual([key(2)])
    expect(revealed).toEqual([key(2)])
    expect(listing.show(key(99))).toBe(false)
  })

  it('tells how it moved, but not when the person asked for another list', () => {
    const moves: Move[] = []
    listing.onMove((move) => moves.push(move))
    listing.setText('torrent')
    expect(moves).toEqual([])
    change([{ hash: hashOf(1), addedAt: 99 }])
    expect(moves).toMatchObject([{ before: [4, 3, 2, 1].map(key), after: [1, 4, 3, 2].map(key) }])
    expect([...(moves[0]?.moved ?? [])]).toEqual([key(1)])
  })

  it('holds still until the last reason to is lifted', () => {
    listing.freeze('menu')
    listing.freeze('pointer')
    change([{ hash: hashOf(1), addedAt: 99 }])
    listing.thaw('pointer')
    expect(listing.order[0]).toBe(key(4))
    listing.thaw('menu')
    expect(listing.order[0]).toBe(key(1))
  })

  it('sorts by daemon anew when a daemon gets another name', () => {
    bridge.say('torrents', rowsItem({ daemon: 'attic0', from: null, revision: 1, put: [makeTorrent(9)], drop: [] }))
    frame.run()
    listing.sortBy('daemon', false)
    expect(listing.order[0]).toBe(`attic0/${hashOf(9)}`)
    bridge.say('daemons', [makeDaemon('nas0'), makeDaemon('attic0', { name: 'zebra' })])
    expect(listing.order.at(-1)).toBe(`attic0/${hashOf(9)}`)
  })
})

describe('a list that is still coming', () => {
  it('has its first rows in order, and the counts and the number of all', () => {
    const counts = { daemon: [], state: [], label: [['odd', 700] as [string, number]], tracker: [], owner: [] }
    const item = rowsItem({ daemon: 'attic0', from: null, revision: 1, rest: 996, put: [makeTorrent(9)] })
    bridge.say('torrents', { ...item, counts })
    frame.run()
    expect(listing.order[0]).toBe(`attic0/${hashOf(9)}`)
    expect(listing.counts.label.get('odd')).toBe(700)
    expect(listing.total).toBe(1_001)
    bridge.say('torrents', rowsItem({ daemon: 'attic0', from: 1, revision: 2, put: [makeTorrent(10)] }))
    frame.run()
    expect(listing.counts.label.get('odd')).toBe(2)
    expect(listing.total).toBe(6)
  })
})

describe('a search for a daemon', () => {
  it('finds what is on it, under its new name once it has one', () => {
    listing.setText('nas odd')
    expect(listing.order).toEqual([])
    listing.setText('nas torrent 2')
    expect(listing.order).toEqual([key(2)])
    bridge.say('daemons', [makeDaemon('nas0', { name: 'cellar' }), makeDaemon('attic0')])
    expect(listing.order).toEqual([])
    listing.setText('CELLAR')
    expect(listing.order).toEqual([4, 3, 2, 1].map(key))
  })
})

describe('a search in a long list', () => {
  const first = Array.from({ length: 200 }, (_, at) => key(3_000 - at))

  beforeEach(() => {
    change(Array.from({ length: 2_996 }, (_, at) => makeTorrent(at + 5)))
    listing.select([key(2_000)])
    listing.setText('torrent')
  })

  const finish = (): void => {
    while (turn.waiting > 0) turn.run()
  }

  it('shows what fills a screen at once, and the rest in turns of its own', () => {
    expect(listing.order).toEqual(first)
    expect(listing.found).toBe(0)
    finish()
    expect(listing.order).toHaveLength(3_000)
    expect(listing.totals.count).toBe(3_000)
    expect(listing.found).toBe(1)
  })

  it('keeps what is selected, found already or not', () => {
    expect(listing.selected).toEqual([key(2_000)])
    finish()
    expect(listing.selected).toEqual([key(2_000)])
    expect(listing.selection.focus).toBe(key(2_000))
  })

  it('takes changes when it is over, in their order', () => {
    change([{ hash: hashOf(1), addedAt: 9_999 }])
    change([], [hashOf(3_000)])
    expect(listing.order).toEqual(first)
    finish()
    expect(listing.order.slice(0, 2)).toEqual([key(1), key(2_999)])
    expect(listing.order).toHaveLength(2_999)
  })

  it('gives way to the next word, of which it shows what fills a screen', () => {
    listing.setText('torrent 2')
    expect(listing.order).toEqual([...first.keys()].map((at) => key(2_999 - at)))
    finish()
    expect(listing.order).toHaveLength(1_542)
    expect(listing.found).toBe(1)
  })

  it('is over at once where all of the list is asked for', () => {
    listing.selectAll()
    expect(listing.selected).toHaveLength(3_000)
    listing.setText('')
    listing.sortBy('added', false)
    expect(listing.order.slice(0, 2)).toEqual([key(1), key(2)])
    expect(turn.waiting).toBe(0)
  })
})
