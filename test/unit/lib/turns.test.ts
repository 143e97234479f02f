import { describe, expect, it } from 'vitest'
import { inParts, LoopTurns, type Turns } from '../../../main/lib/turns.ts'

describe('turns of the loop', () => {
  it('go to one job in a round, whoever asked first, also when one fails', async () => {
    const turns = new LoopTurns()
    const rounds: string[][] = []
    let round: string[] = []
    for (const name of ['first', 'second', 'third']) turns.next(() => round.push(name))
    for (let count = 0; count < 4; count += 1) {
      await new Promise(setImmediate)
      rounds.push(round)
      round = []
    }
    expect(rounds.flat()).toEqual(['first', 'second', 'third'])
    expect(Math.max(...rounds.map(({ length }) => length))).toBe(1)
  })
})

describe('a long list', () => {
  it('is gone through in parts, with a turn between two', async () => {
    let asked = 0
    const turns: Turns = {
      next(run) {
        asked += 1
        run()
      },
    }
    const sizes: number[] = []
    for await (const part of inParts(Array(25), 10, turns)) sizes.push(part.length)
    expect(sizes).toEqual([10, 10, 5])
    expect(asked).toBe(2)
  })
})
