import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAuth, readDaemonPort, readFingerprint, readHostlist } from '../../main/backend/deluge/hostlist.ts'
import type { Pause } from '../../main/lib/turns.ts'
import { bareDialect, type Dialect, framedDialect } from '../../main/wire/deluge/dialect.ts'
import { defaultLimits, type FrameLimits } from '../../main/wire/deluge/limits.ts'
import { decode, decodeInTurns, type WireValue } from '../../main/wire/deluge/rencode.ts'
import { readBencode } from '../../preload/torrent/bencode.ts'
import { readTorrentFile } from '../../preload/torrent/file.ts'
import { longestAddressBytes, longestNameBytes, mostTrackers } from '../../preload/torrent/limits.ts'
import { readMagnet, respellMagnet } from '../../preload/torrent/magnet.ts'
import { inputs, outcome, runs } from './fuzz.ts'

/** Small, so that inputs of some hundred bytes reach them. */
const limits: FrameLimits = {
  ...defaultLimits,
  maxItems: 20_000,
  maxKeys: 200,
  maxStringBytes: 10_000,
  maxInflatedBytes: 300_000,
  maxFrameBytes: 300_000,
}

function check<T>(arbitrary: fc.Arbitrary<T>, property: (input: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: runs })
}

/** The messages of a stream that comes in pieces, up to the first fault. */
function* inPieces(dialect: Dialect, bytes: Uint8Array, size: number): Generator<WireValue> {
  const reader = dialect.reader(limits)
  for (let at = 0; at < bytes.length; at += size) yield* reader.push(bytes.subarray(at, at + size))
}

/** Whatever is sent, however it is cut, the same comes of it. */
function readsTheSame(dialect: Dialect, bytes: Uint8Array, size: number): void {
  const whole = outcome(inPieces(dialect, bytes, Infinity))
  const pieces = outcome(inPieces(dialect, bytes, size))
  expect(pieces.values).toEqual(whole.values)
  // What a stranger speaks is guessed from as much as has come of it.
  if (whole.code !== 'incompatible') expect(pieces.code === null).toBe(whole.code === null)
}

/** The result of work that pauses, without pausing. */
function atOnce<T>(work: Generator<Pause, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

describe('whatever comes in', () => {
  it('frames of Deluge 2 are read, or refused with a fault', () => {
    check(fc.tuple(inputs('frames'), fc.integer({ min: 1, max: 50 })), ([bytes, size]) =>
      readsTheSame(framedDialect, bytes, size),
    )
  })

  it('streams of Deluge 1.3 are read, or refused with a fault', () => {
    check(fc.tuple(inputs('streams'), fc.integer({ min: 1, max: 50 })), ([bytes, size]) =>
      readsTheSame(bareDialect, bytes, size),
    )
  })

  it('values of a daemon are read, or refused with a fault, at once or in turns alike', () => {
    check(inputs('rencode'), (bytes) => {
      const once = outcome([() => decode(bytes, limits)].values().map((run) => run()))
      const turns = outcome([() => atOnce(decodeInTurns(bytes, limits))].values().map((run) => run()))
      expect(turns).toEqual(once)
    })
  })

  it('torrent files and their values are read, or said to be none', () => {
    check(inputs('torrents'), (bytes) => {
      const value = readBencode(bytes)
      const read = readTorrentFile(bytes)
      if (!value.ok) expect(read.ok).toBe(false)
      if (!read.ok) return
      expect(Buffer.byteLength(read.file.name ?? '')).toBeLessThanOrEqual(longestNameBytes * 3)
      expect(read.file.trackers.length).toBeLessThanOrEqual(mostTrackers)
      expect(structuredClone(JSON.parse(JSON.stringify(read.file)))).toBeDefined()
    })
  })

  it('magnet links are read, or said to be none, and are spelt so that they can be read again', () => {
    check(inputs('magnets'), (bytes) => {
      const magnet = readMagnet(textOf(bytes))
      if (!magnet) return
      expect(magnet.trackers.every((address) => Buffer.byteLength(address) <= longestAddressBytes)).toBe(true)
      const again = readMagnet(respellMagnet(textOf(bytes)))
      expect([again?.v1, again?.v2]).toEqual([magnet.v1, magnet.v2])
    })
  })

  it('lists of hosts and accounts are read as far as they go', () => {
    check(inputs('hosts'), (bytes) => {
      const text = textOf(bytes)
      const hosts = readHostlist(text)
      expect(hosts === null || hosts.length <= 1_000).toBe(true)
      expect(readAuth(text).length).toBeLessThanOrEqual(1_000)
      expect(readDaemonPort(text)).toBeGreaterThan(0)
      expect(readFingerprint(text) ?? '').toMatch(/^([0-9A-F]{2}(:[0-9A-F]{2}){31})?$/)
    })
  })
})
