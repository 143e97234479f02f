import { describe, expect, it } from 'vitest'
import { havingRuns } from '../../../../main/backend/rtorrent/details.ts'
import { folderOf, stateOf, toPatch, trackerHost } from '../../../../main/backend/rtorrent/fields.ts'
import { readLabel, writeLabel } from '../../../../main/backend/rtorrent/labels.ts'
import { RateBook } from '../../../../main/backend/rtorrent/rates.ts'
import type { Told } from '../../../../main/backend/rtorrent/shapes.ts'

const hash = 'AB'.repeat(20)
const patchOf = (told: Told) => toPatch({ hash, ...told }, new RateBook(), 0)

describe('the state of a torrent', () => {
  it('is what runs, stands, is looked at or has failed', () => {
    const running = { state: 1, isActive: 1 }
    expect(stateOf(running, '')).toBe('downloading')
    expect(stateOf({ ...running, isComplete: 1 }, '')).toBe('seeding')
    expect(stateOf({ ...running, isPartiallyDone: 1 }, '')).toBe('seeding')
    expect(stateOf({ ...running, isHashing: 3 }, '')).toBe('checking')
    expect(stateOf({ state: 1, isActive: 0 }, '')).toBe('paused')
    expect(stateOf({ state: 0, isActive: 0 }, 'Storage error: [No space left]')).toBe('paused')
    expect(stateOf({ state: 1, isActive: 0 }, 'Storage error: [No space left]')).toBe('error')
    expect(stateOf({ hashingFailed: 1 }, '')).toBe('error')
  })

  it('is not an error for what a tracker said, which is the tracker’s, and only of one that runs', () => {
    const message = "Tracker: [Couldn't connect to server]"
    const said = {
      state: 'downloading',
      message: '',
      trackerState: 'error',
      trackerStatus: "Couldn't connect to server",
    }
    expect(patchOf({ state: 1, isActive: 1, message })).toMatchObject(said)
    expect(patchOf({ state: 0, isActive: 0, message })).toMatchObject({
      state: 'paused',
      trackerState: 'none',
      trackerStatus: '',
    })
  })
})

describe('a row', () => {
  it('is of a torrent with a hash, in small letters, and nothing else', () => {
    expect(patchOf({})?.hash).toBe('ab'.repeat(20))
    for (const odd of ['', 'AB', 'Z'.repeat(40), 5, null]) expect(patchOf({ hash: odd })).toBeUndefined()
  })

  it('counts what is wanted in chunks, and is whole only when it is', () => {
    const told = { sizeBytes: 1_000, bytesDone: 300, chunkSize: 100, wantedChunks: 2 }
    expect(patchOf(told)).toMatchObject({ doneBytes: 300, remainingBytes: 200, wantedBytes: 500, progress: 0.6 })
    expect(patchOf({ ...told, wantedChunks: 0 })).toMatchObject({ progress: 0.9999 })
    expect(patchOf({ ...told, isPartiallyDone: 1 })).toMatchObject({ progress: 1, remainingBytes: 0 })
    expect(patchOf({ sizeBytes: 1_000, isComplete: 1 })).toMatchObject({ progress: 1, doneBytes: 1_000 })
    expect(patchOf({ isMeta: 1, sizeBytes: 1, isComplete: 0 })).toMatchObject({ sizeBytes: 0, progress: 0 })
  })

  it('has nothing of values that cannot be', () => {
    const odd = { sizeBytes: -5, bytesDone: Number.NaN, ratio: 'x', peersConnected: -1, finishedAt: 2 ** 60, name: 7 }
    expect(patchOf(odd)).toMatchObject({
      sizeBytes: 0,
      doneBytes: 0,
      ratio: null,
      peers: 0,
      completedAt: null,
      name: '',
    })
  })

  it('tells ratio, peers and times in our units', () => {
    const told = {
      sizeBytes: 9,
      bytesDone: 9,
      ratio: 1_500,
      peersConnected: 7,
      peersComplete: 2,
      finishedAt: 12,
      name: 'a',
      loadDate: 10,
    }
    expect(patchOf(told)).toMatchObject({ ratio: 1.5, seeds: 2, peers: 5, completedAt: 12_000, addedAt: 10_000 })
  })

  it('keeps fields of others alone that were not asked for', () => {
    expect(Object.keys(patchOf({ state: 0 })!)).not.toContain('name')
  })
})

describe('folders and trackers', () => {
  it('of a torrent with several files its own folder lies in another', () => {
    expect(folderOf('/data/films/One', 'One', true)).toBe('/data/films')
    expect(folderOf('/One', 'One', true)).toBe('/')
    expect(folderOf('/data/films/', 'One', false)).toBe('/data/films')
    expect(folderOf('/data/other', 'One', true)).toBe('/data/other')
  })

  it('the first tracker that is a server is named', () => {
    expect(trackerHost(['dht://', 'udp://Tracker.example:80/announce', 'http://b.example/'])).toBe('tracker.example')
    expect(trackerHost(['http://user:key@[2001:db8::7]:80/a'])).toBe('[2001:db8::7]')
    expect(trackerHost(['garbage', 5])).toBe('')
    expect(trackerHost('no list')).toBe('')
  })
})

describe('labels', () => {
  it('stand percent-encoded, and as they are where they are no such code', () => {
    for (const label of ['radio & sea', 'größe 🌊', 'a,b;"$c=1', '100%'])
      expect(readLabel(writeLabel(label))).toBe(label)
    expect(readLabel('100% sure')).toBe('100% sure')
    expect(readLabel('%ff')).toBe('%ff')
    expect(readLabel('plain ünï')).toBe('plain ünï')
  })
})

describe('speeds', () => {
  it('are what was moved between readings of the last seconds', () => {
    const book = new RateBook()
    const told = { down: 1, up: 2 }
    expect(book.rates(hash, { at: 0, down: 0, up: 0 }, told)).toEqual(told)
    expect(book.rates(hash, { at: 1_000, down: 600, up: 10 }, told)).toEqual({ down: 600, up: 10 })
    expect(book.rates(hash, { at: 2_000, down: 600, up: 10 }, told)).toEqual({ down: 300, up: 5 })
    for (let at = 3_000; at <= 12_000; at += 1_000) book.rates(hash, { at, down: 600, up: 10 }, told)
    expect(book.rates(hash, { at: 13_000, down: 600, up: 10 }, told)).toEqual({ down: 0, up: 0 })
  })

  it('begin anew where sums fall, and hold over readings that are far apart', () => {
    const book = new RateBook()
    const told = { down: 7, up: 7 }
    book.rates(hash, { at: 0, down: 1_000, up: 0 }, told)
    expect(book.rates(hash, { at: 1_000, down: 0, up: 0 }, told)).toEqual(told)
    expect(book.rates(hash, { at: 61_000, down: 6_000, up: 0 }, told)).toEqual({ down: 100, up: 0 })
    expect(book.rates(hash, { at: 61_001, down: 6_000, up: 0 }, told).down).toBeGreaterThan(0)
  })
})

describe('pieces', () => {
  it('are four in a digit, the first in its highest bit', () => {
    expect(havingRuns('F0', 7)).toEqual([
      [3, 4],
      [0, 3],
    ])
    expect(havingRuns('8', 2)).toEqual([
      [3, 1],
      [0, 1],
    ])
    expect(havingRuns('', 7)).toBeNull()
    expect(havingRuns('xyz', 7)).toBeNull()
  })
})
