import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Collation } from '../../../preload/listing/collation.ts'

describe('texts as numbers', () => {
  it('stand in the order of a person’s eye', () => {
    const collation = new Collation()
    const texts = ['part 10', 'Évora', 'part 2', 'evora']
    collation.prepare(texts)
    const sorted = [...texts].sort((a, b) => collation.rank(a) - collation.rank(b))
    expect(sorted).toEqual(['evora', 'Évora', 'part 2', 'part 10'])
  })

  it('stand so in whatever portions and order they come', () => {
    const collator = new Intl.Collator('en', { numeric: true })
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ maxLength: 4 }), { maxLength: 6 }), { maxLength: 12 }), (portions) => {
        const collation = new Collation()
        for (const portion of portions) {
          collation.prepare(portion)
          const all = [...new Set(portions.slice(0, portions.indexOf(portion) + 1).flat())]
          for (const a of all) {
            for (const b of all) {
              if (a === b) continue
              const wanted = collator.compare(a, b) || (a < b ? -1 : 1)
              expect(Math.sign(collation.rank(a) - collation.rank(b))).toBe(Math.sign(wanted))
            }
          }
        }
      }),
    )
  })

  it('find room between two others for ever', () => {
    const collation = new Collation()
    collation.prepare(['a', 'b'])
    let text = 'a'
    for (let turn = 0; turn < 200; turn += 1) {
      const inside = `${text}a`
      expect(collation.rank(inside)).toBeGreaterThan(collation.rank(text))
      expect(collation.rank(inside)).toBeLessThan(collation.rank('b'))
      text = inside
    }
    expect(collation.size).toBe(202)
  })
})
