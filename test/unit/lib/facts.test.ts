import { describe, expect, it } from 'vitest'
import { facts } from '../../../main/lib/bounds.ts'
import { cutText } from '../../../main/lib/cut.ts'
import { boundedFacts } from '../../../main/lib/facts.ts'
import { Fault, toProblem } from '../../../main/lib/fault.ts'
import { said } from '../../said.ts'

describe('facts beside a failure', () => {
  it('stay as they are when they are few and short', () => {
    const given = { host: 'nas.home', port: 58_846, list: ['a', { b: null }], no: false }
    expect(boundedFacts(given)).toEqual(given)
  })

  it('are bounded in number, depth and length, and say what was left out', () => {
    const deep = { a: { b: { c: { d: { e: 1 } } } } }
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n]))
    const bounded = boundedFacts({ deep, many, list: Array(5_000).fill('A'.repeat(10_000)), text: 'x'.repeat(1e6) })
    expect(bounded).toMatchObject({ deep: { a: { b: { c: '…' } } } })
    expect(bounded['many']).toMatchObject({ k0: 0, '…': `and ${100 - facts.entries} more` })
    expect(bounded['list']).toHaveLength(facts.entries + 1)
    expect(JSON.stringify(bounded).length).toBeLessThan(facts.allText + 2_000)
  })

  it('are plain data whatever they were', () => {
    const given = {
      big: 2n ** 70n,
      bytes: Uint8Array.of(104, 105),
      map: new Map([[1, 'one']]),
      ['__proto__']: { a: 1 },
    }
    const bounded = boundedFacts(given)
    expect(bounded).toMatchObject({ big: '1180591620717411303424', bytes: 'hi', map: [[1, 'one']] })
    expect(structuredClone(JSON.parse(JSON.stringify(bounded)))).toEqual(bounded)
  })

  it('are bounded at every border, and the sentence too', () => {
    const problem = toProblem(new Fault('remote', said('y'.repeat(1e6)), { details: { args: Array(1e5).fill('z') } }))
    expect(JSON.stringify(problem).length).toBeLessThan(4_000)
  })
})

describe('a cut text', () => {
  it('ends before half a character', () => {
    expect(cutText('ab🌊', 3)).toBe('ab')
    expect(cutText('ab🌊', 4)).toBe('ab🌊')
  })
})
