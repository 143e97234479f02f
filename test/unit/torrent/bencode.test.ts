import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bencodable,
  type BencodeRead,
  type BencodeValue,
  looksLikeDict,
  mostDepth,
  mostValues,
  readBencode,
  writeBencode,
} from '../../../preload/torrent/bencode.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const latin1 = (value: Uint8Array): string => Buffer.from(value).toString('latin1')

function read(text: string): BencodeValue {
  const result = readBencode(bytes(text))
  if (!result.ok) throw new Error(result.problem)
  return result.value
}

const problemOf = (result: BencodeRead): string | null => (result.ok ? null : result.problem)

/** A value as plain data: strings as latin1, dicts as lists of pairs. */
type Plain = number | string | Plain[] | { pairs: [string, Plain][] } | null

function plain(value: BencodeValue): Plain {
  if (value.isList) return [...value.items()].map(plain)
  if (value.isDict) return { pairs: [...value.entries()].map(([key, item]) => [latin1(key), plain(item)]) }
  return value.string ? latin1(value.string) : value.integer
}

function plainOf(value: Bencodable): Plain {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return latin1(Buffer.from(value))
  if (value instanceof Uint8Array) return latin1(value)
  if (Array.isArray(value)) return (value as Bencodable[]).map(plainOf)
  const pairs = Object.entries(value).map(([key, item]): [string, Plain] => [latin1(Buffer.from(key)), plainOf(item)])
  return { pairs: pairs.sort(([a], [b]) => (a < b ? -1 : 1)) }
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('info', '4:info', '__proto__', 'e', ''),
)
const { anyValue } = fc.letrec<{ anyValue: Bencodable }>((tie) => ({
  anyValue: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.maxSafeInteger(),
    text,
    fc.uint8Array({ maxLength: 30 }),
    fc.array(tie('anyValue'), { maxLength: 8 }),
    fc.dictionary(text, tie('anyValue'), { maxKeys: 8 }),
  ),
}))

describe('bencoding', () => {
  it('reads what it writes, keys in the order of their bytes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const result = readBencode(writeBencode(value))
        expect(result.ok && plain(result.value)).toEqual(plainOf(value))
      }),
    )
  })

  it('writes as its specification has it', () => {
    const value = { b: 'ü', a: [-1, 0, Uint8Array.of(0xff)], 'Z\u{1F30A}': {}, 'Z\uFFFD': [] }
    expect(latin1(writeBencode(value))).toBe('d4:Z\xef\xbf\xbdle5:Z\xf0\x9f\x8c\x8ade1:ali-1ei0e1:\xffe1:b2:\xc3\xbce')
    for (const number of [0.5, 2 ** 60, Number.NaN]) expect(() => writeBencode(number)).toThrow(RangeError)
  })

  it('knows the exact bytes of every value, whatever order and zeros they were written with', () => {
    const info = 'd4:name2:ab01:aid3:agei007eee'.replace('01:aid', '1:ad')
    const top = read(`d1:zi1e4:info${info}1:ale1:e0:etrailing`)
    expect(latin1(top.get('info')?.bytes ?? bytes(''))).toBe(info)
    expect(latin1(top.bytes)).toBe(`d1:zi1e4:info${info}1:ale1:e0:e`)
    fc.assert(
      fc.property(anyValue, (value) => {
        for (const [, item] of read(latin1(writeBencode({ value }))).entries()) {
          expect(plain(read(latin1(item.bytes)))).toEqual(plain(item))
        }
      }),
    )
  })

  it('finds a key where it is one, and the first of two', () => {
    const dict = read('d3:key4:info4:infoi1e4:infoi2e1:al4:infoi3eee')
    expect(dict.get('info')?.integer).toBe(1)
    expect(dict.get('inf')).toBeNull()
    expect(dict.get('a')?.get('info')).toBeNull()
    expect(read('d5:a:inf0:e').get('inf')).toBeNull()
    expect(read('d0:i1ee').get('')?.integer).toBe(1)
  })

  it('answers nothing to those who ask for another type', () => {
    const [list, dict, number, string] = [read('l1:ae'), read('d1:a1:be'), read('i7e'), read('1:7')]
    for (const value of [list, dict, string]) expect(value.integer).toBeNull()
    for (const value of [list, dict, number]) expect(value.string).toBeNull()
    for (const value of [dict, number, string]) expect([...value.items()]).toEqual([])
    for (const value of [list, number, string]) expect([...value.entries(), value.get('a')]).toEqual([null])
  })

  it('has whole numbers as far as they can be exact', () => {
    expect(['i-0e', 'i-12e', 'i007e', 'i9007199254740991e'].map((digits) => read(digits).integer)).toEqual([
      0,
      -12,
      7,
      Number.MAX_SAFE_INTEGER,
    ])
    expect(Object.is(read('i-0e').integer, 0)).toBe(true)
    for (const digits of ['9007199254740993', '-9223372036854775808']) expect(read(`i${digits}e`).integer).toBeNull()
  })
})

describe('bytes that are no bencoding', () => {
  it('are cut short wherever they end too early', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), (value, cut) => {
        const whole = writeBencode(value)
        expect(problemOf(readBencode(whole.subarray(0, cut % whole.length)))).toBe('cut-short')
      }),
    )
    expect(problemOf(readBencode(bytes('99999999999999999999:x')))).toBe('cut-short')
  })

  it.each(['x', ':', '-1:a', '1-:a', 'ie', 'i-e', 'i1.5e', 'i+1e', 'i5l', 'di1e0:e', 'dle0:e', 'd1:ae'])(
    'are told: %j',
    (odd) => {
      expect(problemOf(readBencode(bytes(`l${odd}ee`)))).toBe('no-value')
    },
  )

  it('have no numbers or lengths beyond all reason', () => {
    expect(problemOf(readBencode(bytes(`i${'1'.repeat(21)}e`)))).toBe('no-value')
    expect(problemOf(readBencode(bytes(`${'0'.repeat(21)}:`)))).toBe('no-value')
  })

  it('may be nested a hundred times, not more', () => {
    const nested = (depth: number): Uint8Array => bytes('l'.repeat(depth) + 'e'.repeat(depth))
    expect(problemOf(readBencode(nested(mostDepth)))).toBeNull()
    expect(problemOf(readBencode(nested(mostDepth + 1)))).toBe('too-deep')
    expect(problemOf(readBencode(bytes('d1:a'.repeat(1_000_000))))).toBe('too-deep')
  })

  it('may hold three million values, not more', () => {
    // The list itself is one.
    expect(problemOf(readBencode(bytes(`l${'le'.repeat(mostValues - 1)}e`)))).toBeNull()
    expect(problemOf(readBencode(bytes(`l${'le'.repeat(mostValues)}e`)))).toBe('too-many')
  })

  it('never make the reader throw', () => {
    const sign = fc.constantFrom(...'deli:-0123456789'.split(''))
    const noise = fc.oneof(
      fc.uint8Array(),
      fc.array(sign, { maxLength: 60 }).map((signs) => bytes(signs.join(''))),
    )
    fc.assert(
      fc.property(noise, (odd) => {
        const result = readBencode(odd)
        if (result.ok) expect(result.value.bytes.length).toBeLessThanOrEqual(odd.length)
        else expect(result.problem).not.toBe('')
      }),
    )
  })
})

describe('a glance', () => {
  it('takes for a dict what begins and ends as one', () => {
    expect(looksLikeDict(bytes('d4:infode'))).toBe(true)
    for (const odd of ['', 'd', 'e', 'le', 'hello', 'de\n']) expect(looksLikeDict(bytes(odd))).toBe(false)
  })
})
