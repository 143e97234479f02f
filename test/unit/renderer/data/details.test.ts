import { beforeEach, describe, expect, it } from 'vitest'
import type { TorrentDetails } from '../../../../preload/contract/details.ts'
import { Details } from '../../../../renderer/data/details.svelte.ts'
import { hashOf } from '../view/rows.ts'
import { byHand, HandBridge } from './bridge.ts'

const [one, two] = [`nas0/${hashOf(1)}`, `nas0/${hashOf(2)}`]
const about = (key: string): TorrentDetails => ({
  key,
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
})

let bridge: HandBridge
let rest: ReturnType<typeof byHand>
let details: Details

beforeEach(() => {
  bridge = new HandBridge()
  rest = byHand()
  details = new Details(bridge, rest.schedule)
})

function focus(key: string | null): void {
  details.follow(key)
  rest.run()
}

describe('the details', () => {
  it('are listened to for the torrent in focus, and no longer than it is that', () => {
    focus(one)
    expect(bridge.listenings('details')).toEqual([{ key: one }])
    focus(two)
    expect(bridge.listenings('details')).toEqual([{ key: two }])
    focus(null)
    expect(bridge.listenings('details')).toEqual([])
  })

  it('are not listened to for rows that the keyboard only passes over', () => {
    details.follow(one)
    details.follow(two)
    expect(bridge.listenings('details')).toEqual([])
    rest.run()
    expect(bridge.listenings('details')).toEqual([{ key: two }])
  })

  it('are those of the torrent in focus, never of another', () => {
    focus(one)
    bridge.say('details', about(one))
    expect(details.of(one)).toEqual(about(one))
    expect(details.of(two)).toBeNull()
    expect(details.of(null)).toBeNull()
    focus(two)
    expect(details.of(one)).toBeNull()
    focus(one)
    expect(details.of(one)).toBeNull()
  })

  it('stay as they were while the daemon cannot say', () => {
    focus(one)
    bridge.say('details', about(one))
    bridge.say('details', null)
    expect(details.of(one)).toEqual(about(one))
  })

  it('go when their feed ends, and come again when the torrent is there and in focus again', () => {
    focus(one)
    bridge.say('details', about(one))
    bridge.end('details')
    expect(details.of(one)).toBeNull()
    expect(bridge.listenings('details')).toEqual([])
    focus(one)
    expect(bridge.listenings('details')).toEqual([{ key: one }])
  })

  it('are not read while the window is hidden, and what was known stays for its return', () => {
    focus(one)
    bridge.say('details', about(one))
    details.hide(true)
    rest.run()
    expect(bridge.listenings('details')).toEqual([])
    expect(details.of(one)).toEqual(about(one))
    details.hide(false)
    rest.run()
    expect(bridge.listenings('details')).toEqual([{ key: one }])
  })

  it('are left alone when the window goes', () => {
    focus(one)
    details.close()
    expect(bridge.listenings('details')).toEqual([])
    details.follow(two)
    details.close()
    rest.run()
    expect(bridge.listenings('details')).toEqual([])
  })
})
