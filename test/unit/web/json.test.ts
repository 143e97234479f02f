import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tooMuchAt } from '../../../main/web/json.ts'
import { mostTorrentFileBytes } from '../../../preload/contract/adding.ts'

const small = { parts: 10, depth: 3, characters: 0 }

describe('how much a JSON text holds', () => {
  it('is told without building it, up to the place where it is too much', () => {
    expect(tooMuchAt('[1,2,3]', small)).toBeNull()
    expect(tooMuchAt(`[${'1,'.repeat(18)}1]`, small)).toBeNull()
    expect(tooMuchAt(`[${'1,'.repeat(5_000_000)}1]`, small)).toBe(40)
    expect(tooMuchAt(`{${'"a":1,'.repeat(5_000_000)}"b":1}`, small)).toBe(120)
    expect(tooMuchAt('['.repeat(5_000_000), small)).toBe(3)
    expect(tooMuchAt('[{"a":[{"b":1}]}]', small)).toBe(7)
    expect(tooMuchAt('[[[]],[[]],[[]]]', small)).toBeNull()
  })

  it('stops at a bounded place in five million keys, wrong or right', () => {
    const keys = Array<string>(5_000_000).fill('"x"').join(',')
    expect(tooMuchAt(`{"name":"torrents.pause","args":{"keys":[${keys}]}}`)).toBeLessThan(2_000_000)
  })

  it('takes no mark in a text for one of its own, whatever is escaped there', () => {
    const marks = '[{,'.repeat(100)
    for (const text of [marks, `\\"${marks}`, `\\\\\\"${marks}`, `${marks}\\\\`, `\\u0022${marks}`]) {
      expect(tooMuchAt(`["${text}",1]`, small), text.slice(0, 10)).toBeNull()
    }
    // A text that never ends is none; whose it is, its reader says.
    expect(tooMuchAt(`["${marks}`, small)).toBeNull()
  })

  it('has room for the largest torrent file, and for 200,000 torrents at once', () => {
    const content = 'A'.repeat(Math.ceil((mostTorrentFileBytes * 4) / 3))
    expect(tooMuchAt(JSON.stringify({ name: 'torrents.add', args: { source: { kind: 'file', content } } }))).toBeNull()
    const keys = Array<string>(200_000).fill(`abcd/${'0'.repeat(40)}`)
    expect(tooMuchAt(JSON.stringify({ name: 'torrents.pause', args: { keys } }))).toBeNull()
  })

  it('is never too much for what has fewer values and lies no deeper', () => {
    const size = (value: unknown): { parts: number; depth: number } => {
      if (typeof value !== 'object' || value === null) return { parts: 1, depth: 0 }
      const inner = Object.values(value).map(size)
      return {
        parts: 1 + inner.reduce((sum, { parts }) => sum + parts, 0),
        depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
      }
    }
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => tooMuchAt(JSON.stringify(value), { ...size(value), characters: 0 }) === null,
      ),
    )
  })
})
