import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import { decode, encode, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { anyWireValue, mutate, random } from '../arbitrary.ts'
import { vector } from '../typed.ts'

/** Counts what decoding made, to hold it against the limit. */
function countValues(value: WireValue): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countValues(item), 1)
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return 1
  const items = value instanceof Map ? [...value.entries()].flat() : Object.values(value)
  return items.reduce<number>((sum, item) => sum + countValues(item), 1)
}

/** The value, or the fault's code; anything else that is thrown fails the test. */
function outcome(bytes: Uint8Array, maxItems: number): { value: WireValue } | { code: string } {
  try {
    return { value: decode(bytes, { maxItems, maxStringBytes: 10_000 }) }
  } catch (error) {
    if (error instanceof Fault) return { code: error.code }
    throw error
  }
}

describe('any value', () => {
  it('comes back as it was sent', () => {
    fc.assert(
      fc.property(anyWireValue, (value) => {
        const sent = encode(value, { floatBits: 64 })
        expect(decode(sent, { trailing: 'error' })).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('has one form: what was read is written in the same bytes', () => {
    fc.assert(
      fc.property(anyWireValue, (value) => {
        const once = encode(decode(encode(value, { floatBits: 64 })), { floatBits: 64 })
        expect(encode(decode(once), { floatBits: 64 })).toEqual(once)
      }),
      { numRuns: 200 },
    )
  })

  it('is refused whenever its end is missing', () => {
    fc.assert(
      fc.property(anyWireValue, fc.double({ min: 0, max: 0.999, noNaN: true }), (value, share) => {
        const sent = encode(value, { floatBits: 64 })
        expect(outcome(sent.slice(0, Math.floor(sent.length * share)), 1_000_000)).toEqual({ code: 'protocol' })
      }),
      { numRuns: 300 },
    )
  })
})

describe('bytes that nobody meant', () => {
  const maxItems = 5_000

  function expectHarmless(bytes: Uint8Array): void {
    const result = outcome(bytes, maxItems)
    if ('code' in result) expect(['protocol', 'too-large']).toContain(result.code)
    else expect(countValues(result.value)).toBeLessThanOrEqual(maxItems)
  }

  it('end in a value or a fault within the limits: mutated vectors', () => {
    const { vectors } = JSON.parse(vector('rencode.json')) as { vectors: { hex?: string }[] }
    const pick = random(20_260)
    const inputs = vectors.flatMap(({ hex }) => (hex && hex.length < 4000 ? [Buffer.from(hex, 'hex')] : []))
    for (let run = 0; run < 20_000; run++) expectHarmless(mutate(inputs[pick(inputs.length)]!, pick))
  })

  it('end in a value or a fault within the limits: random bytes', () => {
    const pick = random(7)
    for (let run = 0; run < 20_000; run++) {
      const bytes = new Uint8Array(pick(300))
      // Container codes more often than by chance, or most runs would end in the first bytes.
      for (let i = 0; i < bytes.length; i++)
        bytes[i] = pick(3) === 0 ? [59, 60, 127, 104, 193, 200][pick(6)]! : pick(256)
      expectHarmless(bytes)
    }
  })
})
