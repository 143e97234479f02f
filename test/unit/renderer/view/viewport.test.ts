import { describe, expect, it } from 'vitest'
import { anchored, pageRows, reveal, slice } from '../../../../renderer/view/viewport.ts'

const viewport = { scrollTop: 2800, heightPx: 280, rowPx: 28, count: 100_000 }

describe('the part of the list that is drawn', () => {
  it('is what is in view and a few rows beyond', () => {
    expect(slice(viewport, 6)).toEqual({ from: 94, to: 116 })
  })

  it('ends with the list', () => {
    expect(slice({ ...viewport, count: 105 }, 6)).toEqual({ from: 94, to: 105 })
    expect(slice({ ...viewport, count: 0 }, 6)).toEqual({ from: 0, to: 0 })
    expect(slice({ ...viewport, scrollTop: -40 }, 6).from).toBe(0)
  })
})

describe('scrolling', () => {
  it('shows a row with the least movement', () => {
    expect(reveal(50, viewport)).toBe(1400)
    expect(reveal(105, viewport)).toBe(2800)
    expect(reveal(110, viewport)).toBe(111 * 28 - 280)
  })

  it('steps by whole rows in view', () => {
    expect(pageRows({ heightPx: 290, rowPx: 28 })).toBe(10)
    expect(pageRows({ heightPx: 3, rowPx: 28 })).toBe(1)
  })

  it('keeps a row where it was when rows come before it', () => {
    expect(anchored(100, 28, 10, 13)).toBe(100 + 3 * 28)
    expect(anchored(10, 28, 10, 5)).toBe(0)
    expect(anchored(100, 28, 10, -1)).toBe(100)
  })
})
