import { describe, expect, it } from 'vitest'
import type { Peer } from '../../../../preload/contract/peers.ts'
import { walked } from '../../../../renderer/screen/details/line-table.ts'
import {
  flagLetters,
  flagWords,
  nextPeerSort,
  ordered,
  type PeerLine,
  type PeerSort,
  told,
} from '../../../../renderer/screen/details/peers.ts'

const peer = (address: string, more: Partial<Peer> = {}): Peer => ({
  address,
  client: '',
  country: null,
  flags: null,
  isSeed: false,
  progress: 0,
  downBytesPerSecond: 0,
  upBytesPerSecond: 0,
  ...more,
})
const keys = (lines: readonly PeerLine[]): string[] => lines.map(({ key }) => key)
const byDown: PeerSort = { by: 'down', down: true }

describe('peers', () => {
  it('keep their place among equals, and new ones come below', () => {
    const first = told([], [peer('192.0.2.2:1'), peer('192.0.2.1:1')])
    const then = told(first, [peer('192.0.2.9:1'), peer('192.0.2.1:1'), peer('192.0.2.2:1')])
    expect(keys(ordered(then, byDown, ''))).toEqual(['192.0.2.2:1', '192.0.2.1:1', '192.0.2.9:1'])
  })

  it('that left are there once more, and no longer', () => {
    const first = told([], [peer('192.0.2.2:1'), peer('192.0.2.1:1')])
    const left = told(first, [peer('192.0.2.1:1')])
    expect(left.map(({ key, isGone }) => [key, isGone])).toEqual([
      ['192.0.2.1:1', false],
      ['192.0.2.2:1', true],
    ])
    expect(keys(told(left, [peer('192.0.2.1:1')]))).toEqual(['192.0.2.1:1'])
    expect(told(left, [peer('192.0.2.2:1')]).find(({ key }) => key === '192.0.2.2:1')?.isGone).toBe(false)
  })

  it('are ordered by numbers where there are numbers, and what is not known comes last both ways', () => {
    const lines = told(
      [],
      [
        peer('192.0.2.10:1', { country: 'SE', client: 'b' }),
        peer('192.0.2.9:1', { client: 'A' }),
        peer('[2001:db8::1]:1', { country: 'DE' }),
      ],
    )
    const order = (by: PeerSort['by'], down = false): string[] => keys(ordered(lines, { by, down }, ''))
    expect(order('address').indexOf('192.0.2.9:1')).toBeLessThan(order('address').indexOf('192.0.2.10:1'))
    expect(order('country')).toEqual(['[2001:db8::1]:1', '192.0.2.10:1', '192.0.2.9:1'])
    expect(order('country', true)).toEqual(['192.0.2.10:1', '[2001:db8::1]:1', '192.0.2.9:1'])
    expect(order('client', true).at(-1)).toBe('[2001:db8::1]:1')
  })

  it('are found by address, client and country', () => {
    const lines = told([], [peer('192.0.2.10:1', { country: 'DE', client: 'Some Client 1' }), peer('192.0.2.9:1')])
    for (const text of ['2.10', ' some client', 'germany', 'de']) {
      expect(keys(ordered(lines, byDown, text))).toEqual(['192.0.2.10:1'])
    }
    expect(ordered(lines, byDown, 'nothing')).toEqual([])
  })

  it('have flags in one order, in letters and in words', () => {
    const flagged = peer('192.0.2.1:1', { flags: ['dht', 'encrypted', 'down-wanted'] })
    expect(flagLetters(flagged)).toBe('d E H')
    expect(flagWords(flagged)).toBe('d: has what we want, but sends nothing now\nE: encrypted\nH: found through DHT')
    expect(flagLetters(peer('192.0.2.1:1'))).toBe('')
  })

  it('are sorted by rates from the top first, by words from the beginning', () => {
    expect(nextPeerSort(byDown, 'down')).toEqual({ by: 'down', down: false })
    expect(nextPeerSort(byDown, 'up')).toEqual({ by: 'up', down: true })
    expect(nextPeerSort(byDown, 'client')).toEqual({ by: 'client', down: false })
  })
})

describe('the keyboard in a table of lines', () => {
  const lines = [
    { key: 'head', isHead: true },
    { key: 'a' },
    { key: 'b' },
    { key: 'other', isHead: true },
    { key: 'c' },
  ]

  it('passes over heads and stays at the ends', () => {
    expect(walked(lines, 'b', 'ArrowDown', 2)).toBe('c')
    expect(walked(lines, 'c', 'ArrowDown', 2)).toBe('c')
    expect(walked(lines, 'a', 'ArrowUp', 2)).toBe('a')
    expect(walked(lines, 'c', 'PageUp', 2)).toBe('a')
    expect(walked(lines, 'a', 'End', 2)).toBe('c')
  })

  it('begins at the first line where none is chosen, and leaves other keys alone', () => {
    expect(walked(lines, null, 'ArrowDown', 2)).toBe('a')
    expect(walked(lines, 'gone', 'End', 2)).toBe('c')
    expect(walked(lines, 'a', 'constructor', 2)).toBeNull()
    expect(walked([], null, 'Home', 2)).toBeNull()
  })
})
