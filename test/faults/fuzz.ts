import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../main/lib/fault.ts'

const corpus = join(import.meta.dirname, 'corpus')

/** How many inputs of each kind are tried; ESTUARY_FUZZ_RUNS for a longer search. */
export const runs = Number(process.env['ESTUARY_FUZZ_RUNS'] ?? 1_000)

/**
 * The inputs that are kept for a decoder: beginnings of good ones, and whatever was interesting once. An input that a
 * longer search finds is added by hand, under a name that says what it is.
 */
export function kept(decoder: string): Uint8Array[] {
  const folder = join(corpus, decoder)
  return readdirSync(folder)
    .toSorted()
    .map((name) => new Uint8Array(readFileSync(join(folder, name))))
}

/** One change to an input: what stands at a place is replaced by other bytes. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  takes: fc.nat({ max: 12 }),
  gives: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    // Type codes, ends and lengths of the formats that are read here.
    fc
      .constantFrom(...['e', 'd', 'l', 'i-0e', '99999999999:', '0:', '&xt=urn:btih:', '%ff', '"', '[', '{', '\\u0000'])
      .map((text) => new Uint8Array(Buffer.from(text))),
    fc
      .constantFrom([59], [60], [127], [102], [193], [66, 127, 192, 0, 0], [44], [61, 49, 127], [255, 255, 255, 255])
      .map((bytes) => Uint8Array.from(bytes)),
  ),
})

function edited(bytes: Uint8Array, edits: readonly { at: number; takes: number; gives: Uint8Array }[]): Uint8Array {
  let result = bytes
  for (const { at, takes, gives } of edits) {
    const place = Math.floor(at * result.length)
    result = Uint8Array.of(...result.subarray(0, place), ...gives, ...result.subarray(place + takes))
  }
  return result
}

/** Kept inputs as they are and changed, and bytes that nobody meant. */
export function inputs(decoder: string): fc.Arbitrary<Uint8Array> {
  const known = kept(decoder)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(...known), fc.array(edit, { maxLength: 4 }))
        .map(([bytes, edits]) => edited(bytes, edits)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  )
}

/** What came of it: values up to a fault's code. Anything but a Fault that is thrown fails the test. */
export function outcome<T>(values: Iterable<T>): { values: T[]; code: string | null } {
  const seen: T[] = []
  try {
    for (const value of values) seen.push(value)
    return { values: seen, code: null }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { values: seen, code: error.code }
  }
}
