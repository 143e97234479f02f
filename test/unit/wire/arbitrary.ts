import fc from 'fast-check'
import type { WireValue } from '../../../main/wire/deluge/rencode.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ minLength: 60, maxLength: 66 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '0', '4294967294', 'name', '\ufffd', '\ufeff'),
)

/** Bytes that are not UTF-8: others come back as text. */
const raw = fc.uint8Array({ maxLength: 80 }).map((bytes) => Uint8Array.of(0xff, ...bytes))

const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -200, max: 200 }),
  fc.maxSafeInteger(),
  fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
)

/** Only what a number cannot hold: smaller ones come back as numbers. */
const big = fc.bigInt({ min: -(10n ** 61n), max: 10n ** 61n }).filter((value) => !Number.isSafeInteger(Number(value)))

function bare(entries: [string, WireValue][]): WireValue {
  const dict = Object.create(null) as Record<string, WireValue>
  for (const [key, value] of entries) dict[key] = value
  return dict
}

const { value } = fc.letrec<{ value: WireValue; leaf: WireValue }>((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), number, big, text, raw),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 70 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 30 }).map(bare),
    // One key that is no text makes it a Map on the other side too.
    fc
      .array(fc.tuple(text, tie('value')), { maxLength: 30 })
      .map((pairs) => new Map<WireValue, WireValue>([[7, null], ...pairs])),
    fc
      .uniqueArray(fc.integer(), { minLength: 1, maxLength: 30 })
      .map((keys) => new Map<WireValue, WireValue>(keys.map((key) => [key, key]))),
  ),
}))

/** Any value that decoding can give, so that encoding and decoding must give it back. Floats need floatBits 64. */
export const anyWireValue: fc.Arbitrary<WireValue> = value

/** A small generator with a seed, for runs that are too long for fast-check (mulberry32). */
export function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A copy with some bytes changed, cut out, doubled or cut off. */
export function mutate(bytes: Uint8Array, pick: (below: number) => number): Uint8Array {
  let result = new Uint8Array(bytes)
  for (let change = pick(4); change >= 0; change--) {
    const at = pick(Math.max(1, result.length))
    switch (pick(5)) {
      case 0:
        result[at] = pick(256)
        break
      case 1:
        result = result.slice(0, at)
        break
      case 2:
        result = Uint8Array.of(...result.slice(0, at), ...result.slice(at + 1 + pick(8)))
        break
      case 3:
        result = Uint8Array.of(...result.slice(0, at), pick(256), ...result.slice(at))
        break
      default:
        result = Uint8Array.of(...result.slice(0, at + 6), ...result.slice(at))
    }
  }
  return result
}
