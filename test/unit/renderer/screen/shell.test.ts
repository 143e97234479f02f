import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../../../preload/contract/importing.ts'
import { bucketsOf, mostBuckets, shortList } from '../../../../renderer/screen/shell/buckets.ts'
import { sentence, subjectOf } from '../../../../renderer/screen/parts/events.ts'
import { foundText, hostsOf } from '../../../../renderer/screen/shell/found.ts'
import { roomOf, selectionText, totalRates } from '../../../../renderer/screen/shell/status.ts'
import { sampleDaemon } from './samples.ts'

const none = new Set<string>()
const names = (buckets: { name: string }[]): string[] => buckets.map(({ name }) => name)

const lowBytes = 5 * 1024 ** 3

describe('sections of the sidebar', () => {
  it('list states in their own order and leave out empty ones', () => {
    const counts = new Map([
      ['error', 1],
      ['active', 2],
      ['paused', 3],
      ['downloading', 4],
    ])
    expect(names(bucketsOf('state', counts, none))).toEqual(['Downloading', 'Active', 'Paused', 'Errors'])
  })

  it('list labels by name, with those without one last', () => {
    const counts = new Map([
      ['', 9],
      ['iso 10', 1],
      ['iso 2', 1],
      ['Film', 1],
    ])
    expect(names(bucketsOf('label', counts, none))).toEqual(['Film', 'iso 2', 'iso 10', 'No label'])
    const trackers = new Map([
      ['!', 2],
      ['', 1],
      ['archive.org', 3],
    ])
    expect(names(bucketsOf('tracker', trackers, none))).toEqual(['archive.org', 'No tracker', 'Not answering'])
  })

  it('keep a chosen bucket even when nothing is in it', () => {
    expect(bucketsOf('label', new Map(), new Set(['film']))).toEqual([
      { value: 'film', name: 'film', count: 0, chosen: true },
    ])
  })

  it('are empty when they would say nothing', () => {
    expect(bucketsOf('label', new Map([['', 12]]), none)).toEqual([])
    expect(bucketsOf('owner', new Map([['admin', 12]]), none)).toEqual([])
    expect(bucketsOf('owner', new Map([['admin', 12]]), new Set(['admin']))).toHaveLength(1)
  })

  it('show the first lines and every chosen one before "show more"', () => {
    const counts = new Map(Array.from({ length: 30 }, (_, n) => [`t${n}`, 1]))
    const short = shortList(bucketsOf('tracker', counts, new Set(['t29'])))
    expect(short).toHaveLength(mostBuckets + 1)
    expect(short.at(-1)?.value).toBe('t29')
    const few = bucketsOf('tracker', new Map([...counts].slice(0, mostBuckets + 1)), none)
    expect(shortList(few)).toHaveLength(mostBuckets + 1)
  })

  it('list the thousand values of the most torrents where there are more, and what is chosen', () => {
    const counts = new Map(Array.from({ length: 5_000 }, (_, n) => [`label ${n}`, n === 4_321 ? 9 : 1]))
    const buckets = bucketsOf('label', counts, new Set(['label 4999']))
    expect(buckets).toHaveLength(1_001)
    expect(names(buckets)).toEqual(expect.arrayContaining(['label 4321', 'label 4999']))
  })
})

describe('the footer', () => {
  it('says what is selected, else what is shown, else what there is', () => {
    const nothing = { count: 0, sizeBytes: 0 }
    expect(selectionText({ count: 1, sizeBytes: 46_922_805_248 }, 4128, 4128)).toBe(
      '1 of 4,128 selected · 43.7\u00a0GiB',
    )
    expect(selectionText(nothing, 12, 4128)).toBe('12 of 4,128 torrents shown')
    expect(selectionText(nothing, 1, 1)).toBe('1 torrent')
  })

  it('adds up the daemons, or the rows shown while a filter is on', () => {
    const live = [sampleDaemon({ downBytesPerSecond: 5 }), sampleDaemon({ downBytesPerSecond: 7, upBytesPerSecond: 1 })]
    expect(totalRates(live, null)).toEqual({ down: 12, up: 1 })
    expect(totalRates(live, { count: 1, downBytesPerSecond: 3, upBytesPerSecond: 2 })).toEqual({ down: 3, up: 2 })
  })

  it('adds up nothing where no daemon is there: what its rows said last does not flow any more', () => {
    expect(totalRates([], { count: 1, downBytesPerSecond: 3, upBytesPerSecond: 2 })).toEqual({ down: 0, up: 0 })
  })

  it('tells the free space where it is known, scarce room first', () => {
    const live = [
      sampleDaemon({ id: 'a000', freeBytes: 2 * lowBytes }),
      sampleDaemon({ id: 'b000', freeBytes: null }),
      sampleDaemon({ id: 'c000', freeBytes: lowBytes - 1 }),
    ]
    expect(roomOf(live, lowBytes).map(({ id, low }) => [id, low])).toEqual([
      ['c000', true],
      ['a000', false],
    ])
  })

  it('says of space that it is where a missing folder would be made', () => {
    const [room] = roomOf([sampleDaemon({ freeBytes: 1, folder: '/srv/new', isFolderMissing: true })], lowBytes)
    expect(room?.note).toContain('/srv/new')
    expect(room?.note).toContain('is not there yet')
  })
})

describe('a line of recent events', () => {
  const event = { name: 'film', text: '', away: false }

  it('says whose it is and what happened', () => {
    expect(sentence({ ...event, kind: 'finished' })).toBe('film: finished')
    expect(sentence({ ...event, kind: 'finished', away: true })).toBe('film: finished while away')
    expect(sentence({ ...event, kind: 'lost', text: 'No route.' })).toBe('film: connection lost. No route.')
    expect(sentence({ ...event, kind: 'acted', text: 'Paused film.' })).toBe('Paused film.')
  })
})

describe('what a line of recent events leads to', () => {
  const hash = 'ab'.repeat(20)
  const subject = (event: { daemon: string | null; hash: string | null }) =>
    subjectOf(
      event,
      (key) => key === `nas0/${hash}`,
      (id) => id === 'nas0',
    )

  it('is its torrent, else its daemon, else nothing', () => {
    expect(subject({ daemon: 'nas0', hash })).toEqual({ torrent: `nas0/${hash}` })
    expect(subject({ daemon: 'nas0', hash: 'cd'.repeat(20) })).toEqual({ daemon: 'nas0' })
    expect(subject({ daemon: 'nas0', hash: null })).toEqual({ daemon: 'nas0' })
    expect(subject({ daemon: 'gone0', hash })).toBeNull()
    expect(subject({ daemon: null, hash: null })).toBeNull()
  })
})

describe('what the first window says of a kind’s own programs', () => {
  const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, '')

  it('is that they are being looked for, then the hosts by name, or that there are none', () => {
    expect(foundText('Ferry', 'looking')).toBe('Looking for Ferry…')
    expect(plain(foundText('Ferry', ['nas.home', 'sb.example.net']))).toBe(
      '2 connections found: nas.home and sb.example.net',
    )
    expect(plain(foundText('Ferry', ['a', 'b', 'c', 'd', 'e']))).toBe('5 connections found: a, b and 3 more')
    expect(foundText('Ferry', [])).toBe('None found, choose a folder')
    expect(foundText('Ferry', 'unknown')).toContain('Ferry')
  })

  it('counts a host once, and only what could be taken over', () => {
    const candidate = (host: string, more: Partial<Candidate> = {}): Candidate => ({
      id: host,
      source: '',
      name: host,
      place: host,
      address: { way: 'tls', host, port: 1 },
      username: '',
      hasPassword: false,
      level: null,
      fingerprint: null,
      already: null,
      problem: null,
      ...more,
    })
    const bad = { code: 'corrupt', message: '', retry: 'never' } as const
    const list = [
      candidate('nas'),
      candidate('nas'),
      candidate('box', { already: 'box' }),
      candidate('x', { problem: bad }),
    ]
    expect(hostsOf(list)).toEqual(['nas'])
  })
})
