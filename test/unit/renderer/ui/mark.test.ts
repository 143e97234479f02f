import { describe, expect, it } from 'vitest'
import { markCount } from '../../../../preload/contract/daemons.ts'
import { markColour, markLetter } from '../../../../renderer/ui/mark.ts'

describe('a daemon’s mark', () => {
  it('needs no letter while its colour is its own', () => {
    expect(markLetter(0, 'nas')).toBe('')
    expect(markLetter(markCount - 1, 'nas')).toBe('')
  })

  it('carries the first letter from the ninth daemon on, whatever alphabet', () => {
    expect(markLetter(markCount, ' öl')).toBe('Ö')
    expect(markLetter(markCount, '𝒳-box')).toBe('𝒳')
    expect(markLetter(markCount, '')).toBe('')
    expect(markLetter(0, 'nas', true)).toBe('N')
  })

  it('has one of eight colours', () => {
    expect([0, 7, 8, 17].map(markColour)).toEqual([0, 7, 0, 1])
  })
})
