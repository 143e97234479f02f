import { describe, expect, it } from 'vitest'
import { sectionAt } from '../../../../renderer/view/follow.ts'

const tops = [0, 400, 900, 1_000]
const at = (top: number): number => sectionAt(tops, { top, viewPx: 500, wholePx: 1_100 })

describe('the section that one is at', () => {
  it('is the first at the beginning and the last at the end, however short that is', () => {
    expect([at(0), at(600)]).toEqual([0, 3])
  })

  it('is each of them in turn on the way', () => {
    const seen = Array.from({ length: 61 }, (_, step) => at(step * 10))
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3])
    expect(seen.toSorted()).toEqual(seen)
  })

  it('is the first where nothing scrolls', () => {
    expect(sectionAt(tops, { top: 0, viewPx: 2_000, wholePx: 1_100 })).toBe(0)
  })
})
