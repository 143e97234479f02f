import * as v from 'valibot'
import fc from 'fast-check'
import { longest } from '../../../../main/lib/bounds.ts'
import { describe, expect, it } from 'vitest'
import { TorrentSchema } from '../../../../preload/contract/torrents.ts'
import type { FieldGroup } from '../../../../main/backend/backend.ts'
import { keysOf, readStatus, readStatuses, torrentState, trackerState } from '../../../../main/backend/deluge/fields.ts'
import { TransferTimes } from '../../../../main/backend/deluge/transfers.ts'
import { decode, encode, type WireDict, type WireInput, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import statusKeys from '../../../vectors/deluge/status-keys-2.0.3.json' with { type: 'json' }
import { HandClock, hashNumber } from './scripted.ts'

const hash = hashNumber(7)
const groups: FieldGroup[] = ['first', 'rest', 'moving']

function read(status: { [key: string]: WireInput }, group: FieldGroup = 'first', clock = new HandClock()) {
  return readStatus(hash, decode(encode(status)) as WireDict, group, new TransferTimes(clock))
}

/** Every status key with the value that a real daemon gave. */
const typical = Object.fromEntries<WireInput>(
  Object.entries(statusKeys).map(([key, { example }]) => [key, example as WireInput]),
)

describe('a row', () => {
  it('is whole once the first and the remaining fields are read', () => {
    const row = { ...read(typical, 'first'), ...read(typical, 'rest') }
    expect(v.safeParse(TorrentSchema, row).issues).toBeUndefined()
  })

  it('is whole even when the daemon says nothing of it that can be used', () => {
    const row = { ...read({ x: 1 }, 'first'), ...read({ x: 1 }, 'rest') }
    expect(v.safeParse(TorrentSchema, row).issues).toBeUndefined()
  })

  it('fits the contract whatever types, sizes and texts a daemon sends', () => {
    const odd = fc.oneof(
      fc.constantFrom<WireValue>(null, true, NaN, Infinity, -Infinity, -1, 2 ** 60, 10n ** 40n, -(10n ** 40n), ''),
      fc.double(),
      fc.integer(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
      fc.constant<WireValue>([]),
      fc.constant<WireValue>(Object.create(null) as WireDict),
    )
    const schema = v.partial(TorrentSchema)
    for (const group of groups) {
      const status = fc.record(Object.fromEntries(keysOf(group).map((key) => [key, odd])), { requiredKeys: [] })
      fc.assert(
        fc.property(status, (values) => {
          const patch = readStatus(hash, values as WireDict, group, new TransferTimes(new HandClock()))
          expect(v.safeParse(schema, patch).issues).toBeUndefined()
          for (const value of Object.values(patch)) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
          }
        }),
        { numRuns: 150 },
      )
    }
  })

  it('asks for keys that real daemons have, and for the label in case there is one', () => {
    const known = new Set([...Object.keys(statusKeys), 'label'])
    for (const group of groups) expect(keysOf(group).filter((key) => !known.has(key))).toEqual([])
  })

  it('asks for few keys at first', () => {
    expect(keysOf('first').length).toBeLessThanOrEqual(20)
  })
})

describe('numbers', () => {
  it('of progress are a share, and only what is complete reads as complete', () => {
    expect(read({ progress: 45.67 }).progress).toBe(0.4567)
    expect(read({ progress: 100 }).progress).toBe(1)
    expect(read({ progress: 99.999 }).progress).toBe(0.9999)
    expect(read({ progress: 0 }).progress).toBe(0)
    expect(read({ progress: 250 }).progress).toBe(1)
    expect(read({ progress: -3 }).progress).toBe(0)
  })

  it('that are -1 are unknown', () => {
    const row = read({ ratio: -1, total_seeds: -1, total_peers: -1, queue: -1, eta: -1 })
    expect(row).toMatchObject({ ratio: null, seedsTotal: null, peersTotal: null, queue: null, leftMs: null })
  })

  it('of time left are none at 0', () => {
    expect(read({ eta: 0 }).leftMs).toBeNull()
    expect(read({ eta: 90 }).leftMs).toBe(90_000)
  })

  it('of limits are KiB/s on the wire, whole or not', () => {
    const row = read({ max_download_speed: 12.5, max_upload_speed: -1 }, 'rest')
    expect(row).toMatchObject({ downLimitBytesPerSecond: 12_800, upLimitBytesPerSecond: null })
    expect(read({ max_download_speed: 20, max_upload_speed: 0 }, 'rest')).toMatchObject({
      downLimitBytesPerSecond: 20_480,
      upLimitBytesPerSecond: null,
    })
  })

  it('with 32-bit noise are rounded to what means something', () => {
    expect(read({ ratio: 0.1 }).ratio).toBe(0.1)
    expect(read({ distributed_copies: 2.3456, state: 'Downloading' }, 'moving').availability).toBe(2.346)
  })

  it('beyond what JavaScript counts are clamped', () => {
    expect(read({ total_size: 2n ** 70n }).sizeBytes).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('of times are ms, and 0 is never', () => {
    expect(read({ time_added: 1_795_219_250, completed_time: 0 })).toMatchObject({
      addedAt: 1_795_219_250_000,
      completedAt: null,
    })
    expect(read({ last_seen_complete: -1 }, 'moving').seenCompleteAt).toBeNull()
  })
})

describe('seeds per peer', () => {
  it('are computed from the counts, because the daemon says 1 when it knows neither', () => {
    expect(read({ total_seeds: 10, total_peers: 4, seeds_peers_ratio: 2.5 }).seedsPeersRatio).toBe(2.5)
    expect(read({ total_seeds: -1, total_peers: -1, seeds_peers_ratio: 1 }).seedsPeersRatio).toBeNull()
    expect(read({ total_seeds: 3, total_peers: 0, seeds_peers_ratio: -1 }).seedsPeersRatio).toBeNull()
  })
})

describe('availability', () => {
  it('of 0 is a fact while downloading and unknown otherwise', () => {
    expect(read({ distributed_copies: 0, state: 'Downloading' }, 'moving').availability).toBe(0)
    expect(read({ distributed_copies: 0, state: 'Seeding' }, 'moving').availability).toBeNull()
    expect(read({ distributed_copies: 0, state: 'Paused' }, 'rest').availability).toBeNull()
  })
})

describe('words', () => {
  it.each([
    ['Downloading', 'downloading'],
    ['Seeding', 'seeding'],
    ['Paused', 'paused'],
    ['Queued', 'queued'],
    ['Checking', 'checking'],
    ['Allocating', 'allocating'],
    ['Moving', 'moving'],
    ['Error', 'error'],
    ['Dreaming', 'unknown'],
    ['__proto__', 'unknown'],
  ])('of state: %s is %s', (word, state) => {
    expect(torrentState(word)).toBe(state)
  })

  it.each([
    ['', 'none'],
    ['Announce OK', 'ok'],
    ['Announce Sent', 'announcing'],
    ['Warning: slow down', 'warning'],
    ['Error: Connection refused', 'error'],
    ['Something else', 'none'],
  ])('of a tracker: "%s" is %s, and the text stays whole', (text, state) => {
    expect(trackerState(text)).toBe(state)
    expect(read({ tracker_status: text }).trackerStatus).toBe(text)
  })

  it('of health: "OK" is nothing to say', () => {
    expect(read({ message: 'OK' }).message).toBe('')
    expect(read({ message: 'No space left on device' }).message).toBe('No space left on device')
  })

  it('that are not UTF-8 are shown as well as can be', () => {
    expect(read({ name: new Uint8Array([0x66, 0xfc, 0x72]) }).name).toBe('f\u{fffd}r')
  })

  it('with control characters and markup stay text', () => {
    const name = 'a\nb\u0007<img src=x onerror=alert(1)>'
    expect(read({ name }).name).toBe(name)
  })

  it('that are endless are cut, never in the middle of a character', () => {
    const name = read({ name: 'x'.repeat(longest.name - 1) + '🌊🌊' }).name ?? ''
    expect(name.length).toBe(longest.name - 1)
    expect(name.isWellFormed()).toBe(true)
    expect(read({ comment: 'y'.repeat(100_000) }, 'rest').comment).toHaveLength(longest.comment)
  })

  it('of a label are empty without the Label plugin', () => {
    expect(read({ name: 'x' }).label).toBe('')
  })
})

describe('the last transfer', () => {
  const at = (times: TransferTimes, since: number, rate = 0) =>
    readStatus(hash, { time_since_transfer: since, download_payload_rate: rate }, 'moving', times).lastTransferAt

  it('stands still while the torrent is idle, however the seconds fall', () => {
    const clock = new HandClock()
    const times = new TransferTimes(clock)
    const first = at(times, 100)
    expect(first).toBe(clock.now() - 100_000)
    clock.pass(1_400)
    expect(at(times, 101)).toBe(first)
    clock.pass(1_400)
    expect(at(times, 104)).toBe(first)
  })

  it('stands still when the daemon repeats an old status', () => {
    const clock = new HandClock()
    const times = new TransferTimes(clock)
    const first = at(times, 2)
    clock.pass(600_000)
    expect(at(times, 2)).toBe(first)
  })

  it('moves on while bytes move', () => {
    const clock = new HandClock()
    const times = new TransferTimes(clock)
    at(times, 0, 5000)
    clock.pass(10_000)
    expect(at(times, 0, 5000)).toBe(clock.now())
  })

  it('is corrected when the daemon knows better', () => {
    const clock = new HandClock()
    const times = new TransferTimes(clock)
    at(times, 2)
    expect(at(times, 5000)).toBe(clock.now() - 5_000_000)
  })

  it('never was when the daemon says -1', () => {
    expect(at(new TransferTimes(new HandClock()), -1)).toBeNull()
  })

  it('is forgotten with its torrent', async () => {
    const clock = new HandClock()
    const times = new TransferTimes(clock)
    at(times, 2)
    await times.keepOnly(new Set([hashNumber(8)]))
    clock.pass(60_000)
    expect(at(times, 2)).toBe(clock.now() - 2_000)
  })
})

describe('an answer', () => {
  it('with keys that are not text is read as far as it goes', () => {
    const answer = new Map<WireValue, WireValue>([
      [hash, { name: 'good' }],
      [5, { name: 'bad' }],
    ])
    const rows = readStatuses(answer, [hash], 'first', new TransferTimes(new HandClock()))
    expect([...rows.values()].map(({ name }) => name)).toEqual(['good'])
  })
})
