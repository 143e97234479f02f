import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePlain } from '../../../preload/listing/plain.ts'

const collator = new Intl.Collator('en', { numeric: true })
const printable = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at))

/** Names that begin alike, so that the end of them decides. */
const near = fc.tuple(
  fc.constantFrom('', 'linux-', 'Linux ', 'a1', 'A01', 'take 2 of 1'),
  fc.array(fc.constantFrom('0', '00', '7', '10', 'a', 'A', 'b', ' ', '.', '_', '~', '$', '9'.repeat(30)), {
    maxLength: 6,
  }),
)
const plain = fc.oneof(
  near.map(([start, rest]) => start + rest.join('')),
  fc.string({ unit: fc.constantFrom(...printable), maxLength: 8 }),
)
/** With what may be a mark on the plain character before it, one letter with it, or nothing at all to the collation. */
const strange = fc.string({
  unit: fc.constantFrom(
    ...'aAlL1 0.',
    'é',
    '\u0301',
    '\u00b7',
    '\u0387',
    'ß',
    '\u0000',
    '\u00ad',
    '\t',
    '٣',
    '東',
    '²',
  ),
  maxLength: 8,
})

describe('plain names', () => {
  it('stand as the locale’s collation has them', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(Math.sign(comparePlain(a, b) ?? NaN)).toBe(collator.compare(a, b))
      }),
      { numRuns: 5_000 },
    )
  })

  it('of one character stand so, each beside each', () => {
    for (const a of printable) {
      for (const b of printable) expect(Math.sign(comparePlain(a, b) ?? NaN)).toBe(collator.compare(a, b))
    }
  })

  it('leave to the collation what they do not decide, and decide nothing else otherwise', () => {
    let decided = 0
    fc.assert(
      fc.property(fc.oneof(strange, plain), strange, (a, b) => {
        const by = comparePlain(a, b)
        if (by === null) return
        decided += 1
        expect(Math.sign(by)).toBe(collator.compare(a, b))
      }),
      { numRuns: 5_000 },
    )
    expect(decided).toBeGreaterThan(100)
    expect(comparePlain('a\u0301', 'a')).toBeNull()
    expect(comparePlain('1'.repeat(300), '2'.repeat(300))).toBeNull()
  })
})
