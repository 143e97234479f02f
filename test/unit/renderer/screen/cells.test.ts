import { describe, expect, it } from 'vitest'
import { scaleTop } from '../../../../renderer/screen/details/draw.ts'
import { statusFacts } from '../../../../renderer/screen/details/facts.ts'
import { barTone, cellText, cellTone, splitPath } from '../../../../renderer/screen/torrents/cells.ts'
import type { Row } from '../../../../preload/listing/row.ts'
import { makeRow } from '../view/rows.ts'

const live = { now: 0, stale: false, daemonName: 'nas' }
const stale = { ...live, stale: true }
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const downloading = makeRow(1, { state: 'downloading', progress: 0.5, downBytesPerSecond: 2048, leftMs: 72 * 60_000 })

describe('a cell', () => {
  it('shows the time left of what downloads, and none of what does not', () => {
    expect(plain(cellText('left', downloading, live))).toBe('1 h 12 m')
    expect(cellText('left', { ...downloading, leftMs: null }, live)).toBe('–')
    expect(cellText('left', makeRow(1), live)).toBe('')
    expect(cellText('left', { ...downloading, state: 'paused', downBytesPerSecond: 0 }, live)).toBe('')
  })

  it('says that a download gets nothing, in red where something failed', () => {
    const stalled: Row = { ...downloading, downBytesPerSecond: 0, leftMs: null }
    expect(cellText('left', stalled, live)).toBe('stalled')
    expect(cellTone('left', stalled)).toBe('mute')
    expect(cellTone('left', { ...stalled, state: 'error' })).toBe('bad')
  })

  it('gives the connected and all seeds, of paused torrents only all', () => {
    const row = makeRow(1, { seeds: 8, seedsTotal: 23 })
    expect(cellText('seeds', row, live)).toBe('8 / 23')
    expect(cellText('seeds', { ...row, state: 'paused' }, live)).toBe('– / 23')
    expect(cellText('seeds', { ...row, state: 'paused', seedsTotal: null }, live)).toBe('–')
  })

  it('claims no rates of a daemon that is not connected', () => {
    expect(plain(cellText('down', downloading, live))).toBe('2 KiB/s')
    expect([cellText('down', downloading, stale), cellText('left', downloading, stale)]).toEqual(['', ''])
    expect(cellText('seeds', makeRow(1, { seedsTotal: 4 }), stale)).toBe('– / 4')
    expect(barTone(downloading, true)).toBe('stale')
  })

  it('is red where all seeds are missing from what is unfinished', () => {
    const dead: Row = { ...downloading, seeds: 0, seedsTotal: 0 }
    expect(cellTone('seeds', dead)).toBe('bad')
    expect(cellTone('seeds', { ...dead, progress: 1, state: 'seeding' })).toBeUndefined()
  })

  it('counts places in the queue from one', () => {
    expect(cellText('queue', makeRow(1, { queue: 0 }), live)).toBe('1')
    expect(cellText('queue', makeRow(1, { queue: null }), live)).toBe('')
  })

  it('has empty limits where there are none', () => {
    expect(cellText('downLimit', makeRow(1), live)).toBe('')
    expect(plain(cellText('downLimit', makeRow(1, { downLimitBytesPerSecond: 1024 }), live))).toBe('1 KiB/s')
  })
})

describe('a path in two', () => {
  it.each([
    ['/srv/film/incoming', '/srv/film', '/incoming'],
    ['/srv/film/incoming/', '/srv/film', '/incoming/'],
    ['C:\\Torrents\\film', 'C:\\Torrents', '\\film'],
    ['/srv', '', '/srv'],
    ['/', '', '/'],
    ['', '', ''],
  ])('%s keeps its end', (path, head, tail) => {
    expect(splitPath(path)).toEqual({ head, tail })
  })
})

describe('the facts of the Status tab', () => {
  const value = (row: Row, name: string, more = {}): string => {
    const facts = statusFacts({ row, details: null, now: 0, stale: false, ...more }).flat()
    return plain(facts.find((fact) => fact.name === name)?.value ?? 'absent')
  }

  it('say in words what does not flow, and with a dash what is not known', () => {
    expect(value(makeRow(1), 'Down')).toBe('none')
    expect(value(makeRow(1), 'Down', { stale: true })).toBe('–')
    expect(value(makeRow(1), 'Pieces')).toBe('–')
    expect(value(makeRow(1), 'Left')).toBe('finished')
    expect(value(makeRow(1), 'Peers', { stale: true })).toBe('–')
  })

  it('name a limit only where there is one', () => {
    expect(value(makeRow(1), 'Limit')).toBe('none')
    expect(value(makeRow(1, { upLimitBytesPerSecond: 1024 }), 'Limit')).toBe('↓ unlimited · ↑ 1 KiB/s')
  })

  it('tell when the ratio stops it', () => {
    const details = {
      key: '',
      pieces: null,
      pieceCount: 2238,
      pieceBytes: 16 * 2 ** 20,
      fileCount: 1,
      activeMs: 0,
      seedingMs: 0,
      nextAnnounceMs: null,
      seedRank: null,
      stopRatio: 2,
      trackerUrl: '',
      creator: '',
    }
    expect(value(makeRow(1, { ratio: 0.31 }), 'Ratio', { details })).toBe('0.31, stops at 2.00')
    expect(value(makeRow(1), 'Pieces', { details })).toBe('2,238 × 16 MiB')
  })
})

describe('the scale of the curves', () => {
  it('is a round rate above the peak, and never nothing', () => {
    expect(scaleTop(0)).toBe(16 * 1024)
    expect(scaleTop(3 * 2 ** 20)).toBe(4 * 2 ** 20)
    expect(scaleTop(4 * 2 ** 20)).toBe(4 * 2 ** 20)
  })
})
