import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import { framedDialect } from '../../../../main/wire/deluge/dialect.ts'
import { frameOf, FrameReader, guessProtocol, HEADER_BYTES, writeFrame } from '../../../../main/wire/deluge/frames.ts'
import { defaultLimits, greetingLimits } from '../../../../main/wire/deluge/limits.ts'
import { decode, encode, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { anyWireValue, mutate, random } from '../arbitrary.ts'
import { toDecoded, toInput, vector, type Typed } from '../typed.ts'

interface RecordedFrame {
  label: string
  hex: string
  rencode_hex: string
  value: Typed
}

const { sessions } = JSON.parse(vector('frames.json')) as {
  sessions: { daemon_version: string; frames: RecordedFrame[] }[]
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function readAll(stream: Uint8Array, cuts: number[] = []): WireValue[] {
  const reader = framedDialect.reader()
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

function framed(length: number, body: Uint8Array): Uint8Array {
  const header = Buffer.from([1, 0, 0, 0, 0])
  header.writeUInt32BE(length, 1)
  return new Uint8Array(Buffer.concat([header, body]))
}

describe.each(sessions)('the frames of Deluge $daemon_version', ({ frames }) => {
  it('are read as the messages that were recorded', () => {
    for (const { label, hex, rencode_hex: body, value } of frames) {
      expect(readAll(bytesOf(hex)), label).toEqual([toDecoded(value)])
      const [inflated] = new FrameReader().push(bytesOf(hex))
      expect(Buffer.from(inflated!).toString('hex'), label).toBe(body)
    }
  })

  it('are written with the same content', () => {
    for (const { label, rencode_hex: body, value } of frames) {
      const frame = writeFrame(toInput(value))
      expect(frame[0], label).toBe(1)
      expect(Buffer.from(frame).readUInt32BE(1), label).toBe(frame.length - HEADER_BYTES)
      const [inflated] = new FrameReader().push(frame)
      expect(Buffer.from(inflated!).toString('hex'), label).toBe(body)
    }
  })

  it('are read from one stream of all of them, and byte by byte', () => {
    const stream = new Uint8Array(Buffer.concat(frames.map(({ hex }) => bytesOf(hex))))
    const messages = frames.map(({ value }) => toDecoded(value))
    expect(readAll(stream)).toEqual(messages)
    expect(readAll(stream, [...stream.keys()])).toEqual(messages)
  })
})

describe('a frame reader', () => {
  it('finds the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(anyWireValue, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 20 }), (values, cuts) => {
        const frames = values.map((value) => frameOf(encode(value, { floatBits: 64 })))
        expect(readAll(Buffer.concat(frames), cuts)).toEqual(values)
      }),
      { numRuns: 200 },
    )
  })

  it('takes a large frame in small pieces', () => {
    const pick = random(3)
    const noise = Uint8Array.from({ length: 300_000 }, () => 128 + pick(128))
    const frame = writeFrame(noise)
    expect(frame.length).toBeGreaterThan(200_000)
    expect(
      readAll(
        frame,
        Array.from({ length: 3000 }, (_, i) => i * 97),
      ),
    ).toEqual([noise])
  })

  it('says how many bytes of an unfinished frame it holds', () => {
    const reader = new FrameReader()
    expect([...reader.push(framed(100, new Uint8Array(10)))]).toEqual([])
    expect(reader.pendingBytes).toBe(15)
  })

  it('accepts bytes behind the zlib stream inside a frame, as daemons do', () => {
    const body = Buffer.concat([deflateSync(encode([1, 2, 'x'])), Buffer.from('tail')])
    expect(readAll(framed(body.length, body))).toEqual([[1, 2, 'x']])
  })

  it('refuses a frame by its announced length, before any of it has come', () => {
    const reader = new FrameReader({ ...defaultLimits, maxFrameBytes: 1000 })
    expect(faultOf(() => [...reader.push(framed(1001, new Uint8Array()))]).code).toBe('too-large')
    expect(faultOf(() => [...new FrameReader().push(framed(0xffff_ffff, new Uint8Array()))]).code).toBe('too-large')
  })

  it('stops a decompression bomb at the limit', () => {
    const bomb = deflateSync(Buffer.alloc(4_000_000))
    expect(bomb.length).toBeLessThan(greetingLimits.maxFrameBytes)
    const reader = new FrameReader(greetingLimits)
    expect(faultOf(() => [...reader.push(framed(bomb.length, bomb))]).code).toBe('too-large')
  })

  it('goes on with the next frame after a faulty body', () => {
    const bodies = [new Uint8Array(), Buffer.from('garbage'), deflateSync(Buffer.from([1, 2, 3])).subarray(0, 6)]
    for (const body of bodies) {
      const reader = new FrameReader()
      const stream = Buffer.concat([framed(body.length, body), writeFrame('next')])
      expect(faultOf(() => [...reader.push(stream)]).code).toBe('protocol')
      expect([...reader.drain()].map((next) => decode(next))).toEqual(['next'])
    }
  })

  it('goes on with the next frame after a body that is no rencode', () => {
    const reader = framedDialect.reader()
    const stream = Buffer.concat([frameOf(Uint8Array.of(45)), writeFrame('next')])
    expect(faultOf(() => [...reader.push(stream)]).code).toBe('protocol')
    expect([...reader.drain()]).toEqual(['next'])
  })

  it('holds every message to the limits of the moment', () => {
    const reader = framedDialect.reader(greetingLimits)
    const large = writeFrame(Array<number>(20_000).fill(1))
    expect(faultOf(() => [...reader.push(large)]).code).toBe('too-large')
    reader.limits = defaultLimits
    expect([...reader.push(large)]).toHaveLength(1)
  })

  it('drops what came with a wrong version byte, as daemons do, and is then ready for a good frame', () => {
    const reader = framedDialect.reader()
    expect([...reader.push(writeFrame(1))]).toEqual([1])
    const fault = faultOf(() => [...reader.push(Buffer.concat([Buffer.from([2, 0, 0]), writeFrame(2)]))])
    expect(fault.code).toBe('protocol')
    expect([...reader.push(writeFrame(3))]).toEqual([3])
  })

  it.each([
    ['a web server', Buffer.from('HTTP/1.1 400 Bad Request'), 'not-a-daemon'],
    ['a stream of Deluge 1.3', deflateSync(encode([1])), 'incompatible'],
    ['a mail server', Buffer.from('220 mail.example ESMTP'), 'not-a-daemon'],
  ])('guesses from the first bytes that %s is there, and never from later ones', (_what, bytes, code) => {
    expect(faultOf(() => [...framedDialect.reader().push(bytes)]).code).toBe(code)
    const met = framedDialect.reader()
    expect([...met.push(writeFrame(1))]).toEqual([1])
    expect(faultOf(() => [...met.push(bytes)]).code).toBe('protocol')
  })

  it('never does anything but yield or throw a fault: mutated streams', () => {
    const pick = random(99)
    const streams = sessions
      .flatMap(({ frames }) => frames.map(({ hex }) => bytesOf(hex)))
      .filter((s) => s.length < 2000)
    const limits = { ...defaultLimits, maxItems: 20_000, maxInflatedBytes: 100_000, maxFrameBytes: 100_000 }
    const codes = new Set<string>()
    for (let run = 0; run < 5_000; run++) {
      const reader = framedDialect.reader(limits)
      try {
        for (const message of reader.push(mutate(streams[pick(streams.length)]!, pick))) expect(message).toBeDefined()
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        codes.add(error.code)
      }
    }
    expect([...codes].toSorted()).toEqual(
      ['incompatible', 'not-a-daemon', 'protocol', 'too-large'].filter((c) => codes.has(c)),
    )
    expect(codes).toContain('protocol')
  })
})

describe('the first bytes of something else', () => {
  const speakers: [string, string, Fault['code'], string][] = [
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n', 'not-a-daemon', 'http'],
    ['a web client', 'GET / HTTP/1.1\r\n', 'not-a-daemon', 'http'],
    ['a text service', '220 mail.example ESMTP\r\n', 'not-a-daemon', 'text'],
    ['a TLS record', '\x15\x03\x03\x00\x02\x02\x46', 'not-a-daemon', 'tls'],
    ['noise', '\xfe\xed\xfa', 'not-a-daemon', 'unknown'],
  ]

  it.each(speakers)('are recognised: %s', (_, text, code, speaks) => {
    const bytes = new Uint8Array(Buffer.from(text, 'latin1'))
    expect(guessProtocol(bytes)).toBe(speaks)
    const fault = faultOf(() => [...new FrameReader().push(bytes)])
    expect(fault.code).toBe(code)
    expect(fault.details?.['speaks']).toBe(speaks)
  })

  it('are recognised: a message of Deluge 1.3, a bare zlib stream', () => {
    const { frames } = JSON.parse(vector('frames-1.3-constructed.json')) as { frames: { hex: string }[] }
    for (const { hex } of frames) {
      expect(faultOf(() => [...new FrameReader().push(bytesOf(hex))]).code).toBe('incompatible')
    }
  })
})
