import { describe, expect, it } from 'vitest'
import { turn } from '../../../../main/lib/bounds.ts'
import { pause } from '../../../../main/lib/turns.ts'
import { bareDialect, framedDialect, type Dialect } from '../../../../main/wire/deluge/dialect.ts'
import { frameOf } from '../../../../main/wire/deluge/frames.ts'
import { encode, type WireInput, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { streamOf } from '../../../../main/wire/deluge/streams.ts'

/** The messages, and how often the reader paused. */
function read(dialect: Dialect, bytes: Uint8Array): { messages: WireValue[]; pauses: number } {
  const reader = dialect.reader()
  reader.feed(bytes)
  const messages: WireValue[] = []
  let pauses = 0
  for (const steps = reader.steps(); ;) {
    const step = steps.next()
    if (step.done) return { messages, pauses }
    if (step.value === pause) pauses += 1
    else messages.push(step.value)
  }
}

const big: [string, WireInput][] = [
  ['a list of numbers', Array.from({ length: 500_000 }, (_, n) => n % 40)],
  ['empty dicts', Array.from({ length: 100_000 }, () => ({}))],
  ['a list of hashes', Array.from({ length: 50_000 }, (_, n) => n.toString(16).padStart(40, '0'))],
  ['dicts of dicts', Array.from({ length: 20_000 }, (_, n) => ({ [`k${n}`]: { name: 'x', list: [n, [true, null]] } }))],
  [
    'a dict with keys of several kinds',
    [
      new Map<WireInput, WireInput>([
        ['a', 1],
        [2, 'b'],
      ]),
      'x'.repeat(600_000),
    ],
  ],
]

describe('a message that is too big for one turn', () => {
  it.each(big)('is the same as read at once, with pauses: %s', (_what, value) => {
    const body = encode(value)
    const [expected] = framedDialect.reader().push(frameOf(body))
    for (const [dialect, bytes] of [
      [framedDialect, frameOf(body)],
      [bareDialect, streamOf(body)],
    ] as const) {
      const { messages, pauses } = read(dialect, bytes)
      expect(messages).toEqual([expected])
      expect(pauses).toBeGreaterThanOrEqual(Math.floor(body.length / turn.bytes) - 1)
    }
  })

  it('pauses by what it holds, not by what it weighs: a hundred thousand dicts are a kilobyte', () => {
    const frame = frameOf(encode(Array.from({ length: 300_000 }, () => ({}))))
    expect(frame.length).toBeLessThan(2_000)
    // A dict counts for eight values.
    expect(read(framedDialect, frame).pauses).toBeGreaterThan((300_000 * 8) / turn.items)
  })
})

describe('many messages that each fit into a turn', () => {
  it('are not read in the same one', () => {
    const frame = frameOf(encode('x'.repeat(200_000)))
    const { messages, pauses } = read(framedDialect, Buffer.concat(Array<Uint8Array>(50).fill(frame)))
    expect(messages).toHaveLength(50)
    expect(pauses).toBeGreaterThanOrEqual((50 * 200_000) / turn.bytes / 2)
  })
})
