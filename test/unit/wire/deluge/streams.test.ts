import { constants, deflateRawSync, deflateSync, gzipSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import { bareDialect } from '../../../../main/wire/deluge/dialect.ts'
import { parseDaemonMessage, parseRequests } from '../../../../main/wire/deluge/messages.ts'
import { StreamReader, streamOf, writeStream } from '../../../../main/wire/deluge/streams.ts'
import { defaultLimits, greetingLimits } from '../../../../main/wire/deluge/limits.ts'
import { decode, encode, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { anyWireValue, mutate, random } from '../arbitrary.ts'
import { vector } from '../typed.ts'

const { frames } = JSON.parse(vector('frames-1.3-constructed.json')) as { frames: { label: string; hex: string }[] }

function constructed(label: string): Uint8Array {
  return new Uint8Array(Buffer.from(frames.find((frame) => frame.label === label)!.hex, 'hex'))
}

function readAll(stream: Uint8Array, cuts: readonly number[] = []): WireValue[] {
  const reader = bareDialect.reader()
  const ends = [...cuts.map((cut) => cut % (stream.length + 1)).toSorted((a, b) => a - b), stream.length]
  let from = 0
  return ends.flatMap((end) => {
    const messages = [...reader.push(stream.slice(from, end))]
    from = end
    return messages
  })
}

function faultOf(run: () => unknown): Fault {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Text that does not compress well, and the same every time. */
function noise(length: number, seed = 1): string {
  const pick = random(seed)
  return Array.from({ length }, () => String.fromCharCode(33 + pick(90))).join('')
}

describe('the messages of Deluge 1.3, as constructed from its source', () => {
  const calls = readAll(constructed('login request'))[0]!

  it('are read', () => {
    expect(parseRequests(calls)).toMatchObject({
      requests: [{ id: 0, method: 'daemon.login', args: ['localclient', 'pw'], kwargs: {} }],
    })
    const answers = frames.slice(1, 4).map(({ label }) => parseDaemonMessage(readAll(constructed(label))[0]!))
    expect(answers).toMatchObject([
      { kind: 'response', id: 0, value: 10 },
      { kind: 'error', id: 0, error: { exception: 'BadLoginError', message: 'Password does not match' } },
      { kind: 'event', name: 'TorrentAddedEvent', args: ['ab'.repeat(20)] },
    ])
  })

  it('are written byte for byte', () => {
    const written = Buffer.from(writeStream(calls)).toString('hex')
    expect(written).toBe(Buffer.from(constructed('login request')).toString('hex'))
  })

  it('are told apart without anything between them', () => {
    const two = constructed('two concatenated messages, no separator')
    const messages = readAll(two)
    expect(messages).toHaveLength(2)
    for (let cut = 1; cut < two.length; cut += 1) expect(readAll(two, [cut])).toEqual(messages)
  })

  it('are read from one stream of all of them, and byte by byte', () => {
    const stream = new Uint8Array(Buffer.concat(frames.map(({ label }) => constructed(label))))
    const messages = frames.flatMap(({ label }) => readAll(constructed(label)))
    expect(messages).toHaveLength(6)
    expect(readAll(stream)).toEqual(messages)
    expect(readAll(stream, [...stream.keys()])).toEqual(messages)
  })
})

describe('a reader of bare streams', () => {
  it('finds the same messages however the bytes are cut, and at any level of compression', () => {
    const written = fc.tuple(anyWireValue, fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(fc.array(written, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (messages, cuts) => {
        const streams = messages.map(([value, level]) => deflateSync(encode(value, { floatBits: 64 }), { level }))
        expect(readAll(Buffer.concat(streams), cuts)).toEqual(messages.map(([value]) => value))
      }),
      { numRuns: 200 },
    )
  })

  it('takes a large message in small pieces', () => {
    const text = noise(300_000)
    const stream = writeStream(text)
    expect(
      readAll(
        stream,
        Array.from({ length: 3000 }, (_, i) => i * 97),
      ),
    ).toEqual([text])
  })

  it('gives a message out as soon as its stream ends, and says what it holds of the next', () => {
    const reader = new StreamReader()
    const stream = writeStream(['whole'])
    const bodies = [...reader.push(Buffer.concat([stream, stream.subarray(0, 5)]))]
    expect(bodies.map((body) => decode(body))).toEqual([['whole']])
    expect(reader.pendingBytes).toBe(5)
    expect([...reader.push(stream.subarray(5))]).toHaveLength(1)
    expect(reader.pendingBytes).toBe(0)
  })

  it('waits for the checksum, although the value is complete without it', () => {
    const reader = bareDialect.reader()
    const stream = writeStream(['whole'])
    expect([...reader.push(stream.subarray(0, -1))]).toEqual([])
    expect([...reader.push(stream.subarray(-1))]).toEqual([['whole']])
  })

  it('goes on with the next message after a body that is no rencode', () => {
    const reader = bareDialect.reader()
    const stream = Buffer.concat([streamOf(Uint8Array.of(45)), writeStream('next')])
    const fault = faultOf(() => [...reader.push(stream)])
    expect(fault.code).toBe('protocol')
    expect(fault.details?.['received']).toBeUndefined()
    expect([...reader.drain()]).toEqual(['next'])
  })

  it('gives up what it has when the bytes are no zlib stream: nothing tells where the next one begins', () => {
    const good = writeStream('good')
    const wrongSum = Uint8Array.from(good)
    wrongSum[wrongSum.length - 1]! ^= 1
    const dictionary = deflateSync(encode('x'), { dictionary: Buffer.from('xyz') })
    const odd = [Buffer.from('garbage'), wrongSum, deflateRawSync(encode('x')), gzipSync(encode('x')), dictionary]
    for (const bytes of odd) {
      const reader = bareDialect.reader()
      expect([...reader.push(good)]).toEqual(['good'])
      const fault = faultOf(() => [...reader.push(Buffer.concat([bytes, good]))])
      expect(fault.code).toBe('protocol')
      expect(fault.details?.['received']).toBeTypeOf('string')
      expect([...reader.push(good)]).toEqual(['good'])
    }
  })

  it('says what else the first bytes look like', () => {
    const speakers = [
      ['HTTP/1.1 400 Bad Request\r\n', 'http'],
      ['220 mail.example ESMTP\r\n', 'text'],
      ['\x15\x03\x03\x00\x02\x02\x46', 'tls'],
      ['\xfe\xed\xfa', 'unknown'],
    ] as const
    for (const [text, speaks] of speakers) {
      const fault = faultOf(() => [...bareDialect.reader().push(Buffer.from(text, 'latin1'))])
      expect(fault).toMatchObject({ code: 'not-a-daemon', details: { speaks } })
    }
  })
})

describe('the limits of bare streams', () => {
  it('stop a decompression bomb in the middle', () => {
    const bomb = deflateSync(Buffer.alloc(4_000_000))
    expect(bomb.length).toBeLessThan(greetingLimits.maxFrameBytes)
    const reader = bareDialect.reader(greetingLimits)
    expect(faultOf(() => [...reader.push(bomb)]).code).toBe('too-large')
  })

  it('stop a bomb that comes in single bytes', () => {
    const bomb = deflateSync(Buffer.alloc(200_000))
    const reader = bareDialect.reader({ ...defaultLimits, maxInflatedBytes: 100_000 })
    expect(faultOf(() => bomb.forEach((_, at) => [...reader.push(bomb.subarray(at, at + 1))])).code).toBe('too-large')
  })

  it('stop a stream that goes on without anything coming out of it', () => {
    const reader = bareDialect.reader({ ...defaultLimits, maxFrameBytes: 10_000 })
    const empty = Buffer.from('000000ffff', 'hex')
    const pushAll = (): void => {
      for (let sent = 0; sent < 10_100; sent += empty.length) expect([...reader.push(empty)]).toEqual([])
    }
    expect([...reader.push(Buffer.from('789c', 'hex'))]).toEqual([])
    expect(faultOf(pushAll).code).toBe('too-large')
  })

  it('hold every message to what is allowed at the moment', () => {
    const reader = bareDialect.reader(greetingLimits)
    const large = writeStream(Array<number>(20_000).fill(1))
    expect(faultOf(() => [...reader.push(large)]).code).toBe('too-large')
    reader.limits = defaultLimits
    expect([...reader.push(large)]).toHaveLength(1)
  })

  it('leave nothing but messages and faults: mutated streams', () => {
    const pick = random(99)
    const limits = { ...defaultLimits, maxItems: 20_000, maxInflatedBytes: 100_000, maxFrameBytes: 100_000 }
    const codes = new Set<string>()
    for (let run = 0; run < 5_000; run++) {
      const reader = bareDialect.reader(limits)
      const bytes = mutate(constructed(frames[pick(frames.length)]!.label), pick)
      try {
        for (const message of reader.push(bytes)) expect(message).toBeDefined()
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        codes.add(error.code)
      }
    }
    expect(codes).toContain('protocol')
    expect([...codes].filter((code) => !['protocol', 'not-a-daemon', 'too-large'].includes(code))).toEqual([])
  })
})

describe('a message for Deluge 1.3', () => {
  /** What 1.3 has after each TLS record, and whether it takes it for a whole message by then. */
  function recordsNeeded(stream: Uint8Array): number {
    for (let end = 16_384; end < stream.length; end += 16_384) {
      const part = inflateSync(stream.subarray(0, end), { finishFlush: constants.Z_SYNC_FLUSH })
      try {
        decode(part)
        return end / 16_384
      } catch {
        continue
      }
    }
    return Math.ceil(stream.length / 16_384)
  }

  it('is never complete before its last TLS record: 1.3 would stay deaf behind it', () => {
    // Texts of which some compress to little more than one or two records.
    const bodies = [19_820, 39_750].flatMap((length) =>
      Array.from({ length: 100 }, (_, more) => encode([[1, 'core.add_torrent_file', ['x', noise(length + more)], {}]])),
    )
    const usual = bodies.map((body) => deflateSync(body))
    expect(usual.filter((stream) => recordsNeeded(stream) < Math.ceil(stream.length / 16_384)).length).toBeGreaterThan(
      0,
    )
    for (const body of bodies) {
      const stream = streamOf(body)
      expect(recordsNeeded(stream)).toBe(Math.ceil(stream.length / 16_384))
      expect(inflateSync(stream)).toEqual(Buffer.from(body))
    }
  })
})
