import { describe, expect, it } from 'vitest'
import { frameFor } from '../../../../renderer/view/frame.ts'

describe('the window’s frame', () => {
  it('has everything in its place where there is room', () => {
    expect(frameFor(1440, 900)).toEqual({ sidebar: 'whole', details: 'under', toolbar: 'whole' })
    expect(frameFor(900, 500)).toEqual({ sidebar: 'whole', details: 'under', toolbar: 'whole' })
  })

  it('folds step by step as it gets narrower', () => {
    expect(frameFor(899, 700)).toEqual({ sidebar: 'rail', details: 'over', toolbar: 'short' })
    expect(frameFor(719, 700)).toEqual({ sidebar: 'drawer', details: 'over', toolbar: 'short' })
    expect(frameFor(519, 700)).toEqual({ sidebar: 'drawer', details: 'over', toolbar: 'least' })
  })

  it('leaves what little height there is to the list', () => {
    expect(frameFor(1440, 499)).toEqual({ sidebar: 'whole', details: 'over', toolbar: 'whole' })
  })
})
