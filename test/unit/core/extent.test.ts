import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { fits, extentOf } from '../../../main/core/extent.ts'

const roomy = { characters: 500_000, parts: 400_000, depth: 8 }

/** A list that counts how often one of its items is looked at. */
function watched<T>(items: T[]): { list: T[]; looks: () => number } {
  let looks = 0
  const list = new Proxy(items, {
    get(target, name, receiver) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1
      return Reflect.get(target, name, receiver) as unknown
    },
  })
  return { list, looks: () => looks }
}

describe('what has room', () => {
  it('is whatever JSON knows, and may be missing', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => fits(value, roomy)))
    expect(fits(undefined, roomy)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['a map', new Map()],
    ['a date', new Date()],
    ['bytes', new Uint8Array(4)],
    ['an error', new Error('x')],
    ['a big integer', 1n],
    ['an object without the usual prototype', Object.create({ x: 1 })],
    ['any of them inside', { deep: [{ deeper: new Set() }] }],
  ])('is not %s', (_what, value) => {
    expect(fits(value, roomy)).toBe(false)
  })

  it('is no circle, and not deeper than allowed', () => {
    const circle: unknown[] = []
    circle.push({ circle })
    expect(fits(circle, roomy)).toBe(false)
    expect(fits([[[[[[[[1]]]]]]]], roomy)).toBe(true)
    expect(fits([[[[[[[[[1]]]]]]]]], roomy)).toBe(false)
  })

  it('has so many characters and values at most, names of fields included', () => {
    expect(fits('x'.repeat(500_000), roomy)).toBe(true)
    expect(fits('x'.repeat(500_001), roomy)).toBe(false)
    expect(fits({ ['x'.repeat(500_001)]: 1 }, roomy)).toBe(false)
    const list = (count: number): unknown[] => Array.from({ length: count }, () => 1)
    expect(fits(list(399_999), roomy)).toBe(true)
    expect(fits(list(400_000), roomy)).toBe(false)
    expect(fits([list(200_000), list(200_000)], roomy)).toBe(false)
  })

  it('is counted before it is looked into: of five million items none is touched', () => {
    const { list, looks } = watched(Array.from({ length: 5_000_000 }, () => 'x'))
    expect(fits({ keys: list }, roomy)).toBe(false)
    expect(looks()).toBe(0)
  })

  it('is looked at no further than up to what is too much', () => {
    const { list, looks } = watched(Array.from({ length: 1000 }, () => 'x'.repeat(100_000)))
    expect(fits(list, roomy)).toBe(false)
    expect(looks()).toBe(6)
    let read = 0
    const fields = Array.from({ length: 1000 }, (_, index): [string, PropertyDescriptor] => [
      `field ${index}`,
      { enumerable: true, get: () => (read += 1) },
    ])
    expect(fits(Object.defineProperties({}, Object.fromEntries(fields)), { ...roomy, parts: 100 })).toBe(false)
    expect(read).toBe(100)
  })
})

describe('the room of a schema', () => {
  const text = v.pipe(v.string(), v.maxLength(100))

  it('follows from the bounds of everything in it', () => {
    const bare = extentOf(v.object({}))
    const extent = extentOf(
      v.object({
        list: v.pipe(v.array(v.object({ name: text })), v.maxLength(10)),
        table: v.optional(v.pipe(v.record(text, v.boolean()), v.maxEntries(5))),
        way: v.variant('kind', [
          v.object({ kind: v.literal('a'), one: text }),
          v.object({ kind: v.literal('b'), two: v.nullable(v.pipe(text, v.trim(), v.maxLength(50))) }),
        ]),
      }),
    )
    // list: 10 × ("name" + 100); table: 5 × 100; way: "kind", "a", "one" and 100; and the names of the three.
    expect(extent.characters - bare.characters).toBe(10 * 104 + 5 * 100 + 108 + 'listtableway'.length)
    expect(extent.parts - bare.parts).toBe(1 + 10 * 2 + (1 + 5) + (1 + 2))
    expect(extent.depth - bare.depth).toBe(2)
  })

  it.each<[string, v.GenericSchema]>([
    ['a text', v.string()],
    ['a text that only a pattern describes', v.pipe(v.string(), v.regex(/x/))],
    ['a list', v.array(text)],
    ['a table', v.record(text, text)],
    ['a number', v.pipe(v.number(), v.minValue(0))],
    ['anything', v.unknown()],
    ['one among several', v.union([text, v.string()])],
    ['one that may be missing', v.optional(v.string())],
    ['one deep inside', v.object({ list: v.pipe(v.array(v.object({ name: v.string() })), v.maxLength(3)) })],
  ])('cannot be said where %s has no bound', (_what, schema) => {
    expect(() => extentOf(v.object({ field: schema }))).toThrow(/^Nothing (bounds|says)/)
  })
})
