import { describe, expect, it } from 'vitest'
import { wholeNumber } from '../../../../renderer/view/numbers.ts'

describe('a whole number that was written', () => {
  it.each([
    ['250000', 250_000],
    ['250,000', 250_000],
    ['250.000', 250_000],
    [' 250\u00a0000 ', 250_000],
    ['1’000', 1_000],
  ])('%s is read with and without what parts its thousands', (text, number) => {
    expect(wholeNumber(text)).toBe(number)
  })

  it.each(['', 'many', '-5', '1e5', '12 MB', '9'.repeat(16)])('%s is none', (text) => {
    expect(wholeNumber(text)).toBeNull()
  })
})
