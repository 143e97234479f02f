import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import {
  decode,
  encode,
  isDict,
  WireFloat,
  type WireInput,
  type WireValue,
} from '../../../../main/wire/deluge/rencode.ts'

function roundTrip(value: WireInput): WireValue {
  return decode(encode(value), { trailing: 'error' })
}

function hex(value: WireInput): string {
  return Buffer.from(encode(value)).toString('hex')
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  return undefined
}

describe('decoding', () => {
  it('gives bytes for a string that is not UTF-8, and its own copy of them', () => {
    const input = bytes('82ff77')
    const value = decode(input)
    expect(value).toEqual(new Uint8Array([0xff, 0x77]))
    input.fill(0)
    expect(value).toEqual(new Uint8Array([0xff, 0x77]))
  })

  it('keeps real replacement characters and byte order marks as text', () => {
    expect(roundTrip('a\ufffdb')).toBe('a\ufffdb')
    expect(roundTrip('\ufeffname')).toBe('\ufeffname')
    expect(roundTrip('\ufffd'.repeat(40))).toBe('\ufffd'.repeat(40))
  })

  it('takes hostile keys as ordinary ones', () => {
    const dict = roundTrip(
      new Map([
        ['__proto__', 'x'],
        ['constructor', 'y'],
        ['hasOwnProperty', 'z'],
      ]),
    )
    if (!isDict(dict)) throw new Error('not a dict')
    expect(Object.getPrototypeOf(dict)).toBeNull()
    expect(Object.keys(dict)).toEqual(['__proto__', 'constructor', 'hasOwnProperty'])
    expect(dict['__proto__']).toBe('x')
    expect(dict['toString']).toBeUndefined()
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('gives dicts of every size without a prototype', () => {
    for (const size of [0, 1, 2, 3, 6, 7, 24, 25, 78, 300]) {
      const source = new Map(Array.from({ length: size }, (_, i) => [`key ${i}`, i]))
      const dict = roundTrip(source)
      if (!isDict(dict)) throw new Error('not a dict')
      expect(Object.getPrototypeOf(dict)).toBeNull()
      expect(Object.entries(dict)).toEqual([...source])
    }
  })

  it('gives a Map as soon as one key is no text, with the earlier keys in it', () => {
    const mixed = new Map<WireInput, WireInput>([
      ['one', 1],
      [2, 'two'],
      [null, 3],
      ['four', 4],
    ])
    expect(roundTrip(mixed)).toEqual(new Map<WireValue, WireValue>(mixed as Map<WireValue, WireValue>))
    const many = new Map<WireInput, WireInput>(Array.from({ length: 40 }, (_, i) => [i % 2 ? i : `k${i}`, i]))
    expect(roundTrip(many)).toEqual(many)
  })

  it('takes the last of two equal keys', () => {
    expect(roundTrip(decodeTwice('68 8161 01 8161 02'))).toEqual({ a: 2 })
  })

  it('tells the same short texts apart however alike they are', () => {
    const texts = Array.from({ length: 5000 }, (_, i) => `key${i}`)
    expect(roundTrip(texts)).toEqual(texts)
    const pairs = texts.map((text) => new Map([[text, text]]))
    expect(roundTrip(pairs)).toEqual(texts.map((text) => ({ [text]: text })))
  })

  it('is bigint exactly where a number would lose digits', () => {
    expect(roundTrip(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER)
    expect(roundTrip(-Number.MAX_SAFE_INTEGER)).toBe(-Number.MAX_SAFE_INTEGER)
    expect(roundTrip(2n ** 53n)).toBe(2n ** 53n)
    expect(roundTrip(-(2n ** 53n))).toBe(-(2n ** 53n))
    expect(roundTrip(2n ** 70n)).toBe(2n ** 70n)
    expect(roundTrip(12n)).toBe(12)
    expect(decode(bytes('3d31327f'))).toBe(12)
  })

  it('ignores trailing bytes as the reference does, unless told not to', () => {
    expect(decode(bytes('0102'))).toBe(1)
    expect(codeOf(() => decode(bytes('0102'), { trailing: 'error' }))).toBe('protocol')
  })

  it('reads from the middle of a larger buffer', () => {
    const body = encode({ name: 'ubuntu', progress: 33.25 })
    const larger = new Uint8Array(body.length + 20).fill(0xff)
    larger.set(body, 10)
    expect(decode(larger.subarray(10, 10 + body.length))).toEqual({ name: 'ubuntu', progress: 33.25 })
  })
})

function decodeTwice(spaced: string): WireInput {
  return decode(bytes(spaced.replaceAll(' ', '')))
}

describe('the limits of decoding', () => {
  it('stop nesting long before the stack would', () => {
    for (const code of [0xc1, 0x3b, 0x67, 0x3c]) {
      expect(
        codeOf(() => decode(new Uint8Array(200_000).fill(code))),
        `code ${code}`,
      ).toBe('too-large')
    }
    expect(codeOf(() => decode(new Uint8Array(2_000_000).fill(0xc1), { maxDepth: 1e9 }))).toBe('too-large')
  })

  it('count lists and dicts for more than plain values', () => {
    const list = encode(Array<number>(1000).fill(1))
    expect(codeOf(() => decode(list, { maxItems: 1008 }))).toBeUndefined()
    expect(codeOf(() => decode(list, { maxItems: 1000 }))).toBe('too-large')
    const lists = encode(Array<WireInput>(1000).fill([]))
    expect(codeOf(() => decode(lists, { maxItems: 1008 }))).toBe('too-large')
    const dicts = encode(Array<WireInput>(1000).fill({ a: 1 }))
    expect(codeOf(() => decode(dicts, { maxItems: 9_000 }))).toBe('too-large')
    expect(codeOf(() => decode(dicts, { maxItems: 11_000 }))).toBeUndefined()
  })

  it('refuse a string longer than allowed by its announcement', () => {
    expect(codeOf(() => decode(bytes(Buffer.from('99999999999999999999:').toString('hex'))))).toBe('too-large')
    expect(codeOf(() => decode(encode('x'.repeat(1000)), { maxStringBytes: 999 }))).toBe('too-large')
    expect(decode(encode('x'.repeat(1000)), { maxStringBytes: 1000 })).toBe('x'.repeat(1000))
  })
})

describe('encoding', () => {
  it('writes whole numbers as integers and others as 32-bit floats', () => {
    expect(hex(20)).toBe('14')
    expect(hex(12.5)).toBe('4241480000')
    expect(hex(-0)).toBe('00')
    expect(roundTrip(0.1)).toBe(Math.fround(0.1))
    expect(decode(encode(0.1, { floatBits: 64 }))).toBe(0.1)
  })

  it('keeps whole numbers beyond 2^53 as numbers of the same value', () => {
    for (const value of [2 ** 53, 2 ** 53 + 2, 1e20, -1e300]) expect(roundTrip(value)).toBe(value)
  })

  it('writes a marked whole number as a float', () => {
    expect(hex(new WireFloat(100))).toBe('4242c80000')
    expect(roundTrip([new WireFloat(100)])).toEqual([100])
  })

  it('writes objects with and without prototype, Maps and arrays', () => {
    const bare = Object.create(null) as Record<string, WireInput>
    bare['a'] = 1
    expect(hex(bare)).toBe('67816101')
    expect(hex({ a: 1 })).toBe('67816101')
    expect(hex(new Map([['a', 1]]))).toBe('67816101')
    expect(hex([1, new Uint8Array([255])])).toBe('c20181ff')
  })

  it('refuses what has no wire form, naming it', () => {
    const cycle: WireInput[] = []
    cycle.push(cycle)
    const refused: unknown[] = [
      undefined,
      [undefined],
      { a: undefined },
      () => 1,
      Symbol('x'),
      new Date(),
      new Set([1]),
      new Array(3),
      'half \ud800 pair',
      { '\udfff': 1 },
      10n ** 63n,
      cycle,
    ]
    for (const value of refused)
      expect(
        codeOf(() => encode(value as WireInput)),
        typeof value,
      ).toBe('invalid')
    expect(() => encode([undefined] as unknown as WireInput)).toThrow('undefined')
  })

  it('grows its buffer over any size', () => {
    const long = 'ü'.repeat(200_000)
    expect(roundTrip([long, new Uint8Array(300_000).fill(255), long])).toEqual([
      long,
      new Uint8Array(300_000).fill(255),
      long,
    ])
  })
})
