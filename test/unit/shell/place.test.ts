import { describe, expect, it } from 'vitest'
import { whereToOpen } from '../../../main/shell/place.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const beside = { x: 1366, y: -200, width: 2560, height: 1400 }
const was = (x: number, y: number, width = 1000, height = 600) => ({ x, y, width, height, maximized: false })

describe('the place of the window', () => {
  it('is the system’s choice at the first start, and no larger than the display', () => {
    expect(whereToOpen(null, [beside])).toEqual({ width: 1280, height: 800 })
    expect(whereToOpen(null, [laptop])).toEqual({ width: 1280, height: 728 })
    expect(whereToOpen(null, [])).toEqual({ width: 1280, height: 800 })
  })

  it('is where it was, on any display', () => {
    expect(whereToOpen(was(100, 50), [laptop, beside])).toEqual({ x: 100, y: 50, width: 1000, height: 600 })
    expect(whereToOpen(was(2000, -150), [laptop, beside])).toEqual({ x: 2000, y: -150, width: 1000, height: 600 })
  })

  it('may reach out of the display, as long as its upper edge can be held', () => {
    expect(whereToOpen(was(-500, 600), [laptop])).toMatchObject({ x: -500, y: 600 })
    expect(whereToOpen(was(1200, 0), [laptop])).toMatchObject({ x: 1200, y: 0 })
  })

  it.each([
    ['too far to the left', was(-950, 50)],
    ['too far to the right', was(1300, 50)],
    ['above', was(100, -10)],
    ['below', was(100, 710)],
    ['on a display that is gone', was(2000, 0)],
  ])('is the system’s choice again when it is %s', (_where, last) => {
    expect(whereToOpen(last, [laptop])).toEqual({ width: 1000, height: 600 })
  })

  it('is never smaller than the window can be', () => {
    expect(whereToOpen(was(0, 0, 10, 10), [laptop])).toMatchObject({ width: 640, height: 400 })
    expect(whereToOpen(was(0, 0), [{ x: 0, y: 0, width: 320, height: 200 }])).toMatchObject({ width: 640, height: 400 })
  })
})
