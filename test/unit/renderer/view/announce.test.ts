import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Announcer } from '../../../../renderer/view/announce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('sentences for screen readers', () => {
  it('come one in five seconds, and of those in between the last', () => {
    const said: string[] = []
    const announcer = new Announcer((text) => said.push(text))
    announcer.announce('one')
    announcer.announce('two')
    announcer.announce('three')
    expect(said).toEqual(['one'])
    vi.advanceTimersByTime(5000)
    expect(said).toEqual(['one', 'three'])
    vi.advanceTimersByTime(5000)
    announcer.announce('four')
    expect(said).toEqual(['one', 'three', 'four'])
  })

  it('end with the table', () => {
    const said: string[] = []
    const announcer = new Announcer((text) => said.push(text))
    announcer.announce('one')
    announcer.announce('two')
    announcer.stop()
    vi.advanceTimersByTime(60_000)
    expect(said).toEqual(['one'])
  })
})
