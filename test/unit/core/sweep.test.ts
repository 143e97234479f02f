import { describe, expect, it } from 'vitest'
import { Sweep } from '../../../main/core/sweep.ts'
import { hashOf } from './fake-backend.ts'

const hashes = Array.from({ length: 1_000 }, (_, n) => hashOf(n))

/** What each minute of that many asked for, with a slice of 250. */
function minutes(sweep: Sweep, count: number, hidden: boolean, startMs: number): string[][] {
  return Array.from({ length: count }, (_, minute) => {
    const groups = new Set<string>()
    for (let second = 0; second < 60; second += 1) {
      const due = sweep.due(startMs + minute * 60_000 + second * 1_000, hidden, () => hashes, 250)
      for (const group of due?.groups ?? []) groups.add(group)
    }
    return [...groups]
  })
}

describe('the slow round', () => {
  it('comes to everything once a minute, in equal steps', () => {
    const sweep = new Sweep()
    sweep.due(0, false, () => hashes, 250)
    const read: string[] = []
    for (let second = 0; second < 75; second += 1) {
      read.push(...(sweep.due(second * 1_000, false, () => hashes, 250)?.slice ?? []))
    }
    expect(new Set(read).size).toBe(1_000)
    expect(read.length).toBeLessThanOrEqual(1_250)
  })

  it('reads what only people change in every fifth round, and everything in every fifteenth', () => {
    const asked = minutes(new Sweep(), 20, false, 0)
    expect(asked.flat()).toContain('first')
    expect(asked.filter((groups) => groups.includes('rest')).length).toBeLessThanOrEqual(2)
    expect(asked.filter((groups) => groups.includes('moving')).length).toBeGreaterThan(14)
  })

  it('reads only what moves while no window is open, and what people change soon after one opens', () => {
    const sweep = new Sweep()
    const hidden = minutes(sweep, 30, true, 0)
    expect(new Set(hidden.flat())).toEqual(new Set(['moving']))
    const open = minutes(sweep, 3, false, 30 * 60_000)
    expect(open.flat()).toContain('first')
  })
})
