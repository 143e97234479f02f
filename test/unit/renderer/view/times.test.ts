import { describe, expect, it } from 'vitest'
import { clockText, minutesOf } from '../../../../renderer/view/times.ts'

describe('a time of day that was typed', () => {
  it.each([
    ['7', 420],
    ['07:05', 425],
    ['7.05', 425],
    ['0705', 425],
    [' 22:30 ', 1350],
    ['0', 0],
    ['23:59', 1439],
  ])('%s is read', (typed, minutes) => {
    expect(minutesOf(typed)).toBe(minutes)
  })

  it.each(['', '24', '24:00', '12:60', '7:5', 'noon', '-1', '7:05 pm', '12345'])('%s is none', (typed) => {
    expect(minutesOf(typed)).toBeNull()
  })

  it('is written as a clock shows it', () => {
    expect([0, 425, 1439].map(clockText)).toEqual(['00:00', '07:05', '23:59'])
  })
})
