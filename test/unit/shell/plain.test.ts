import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlainWithin } from '../../../main/shell/plain.ts'

const roomy = 1_000_000

describe('the argument of a message', () => {
  it('may be whatever JSON knows, and may be missing', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => isPlainWithin(value, roomy)))
    expect(isPlainWithin(undefined, roomy)).toBe(true)
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
    expect(isPlainWithin(value, roomy)).toBe(false)
  })

  it('is no circle, and not deeper than any call', () => {
    const circle: unknown[] = []
    circle.push({ circle })
    expect(isPlainWithin(circle, roomy)).toBe(false)
    expect(isPlainWithin([[[[[[[[[1]]]]]]]]], roomy)).toBe(false)
  })

  it('has so many bytes and parts at most, keys included', () => {
    expect(isPlainWithin('x'.repeat(500_000), roomy)).toBe(true)
    expect(isPlainWithin('x'.repeat(500_001), roomy)).toBe(false)
    expect(isPlainWithin({ ['x'.repeat(500_001)]: 1 }, roomy)).toBe(false)
    expect(
      isPlainWithin(
        Array.from({ length: 200_000 }, () => 'a/b'),
        2 ** 30,
      ),
    ).toBe(true)
    expect(
      isPlainWithin(
        Array.from({ length: 500_000 }, () => 1),
        2 ** 30,
      ),
    ).toBe(false)
  })
})
