import { describe, expect, it } from 'vitest'
import { Calm } from '../../../main/shell/calm.ts'
import { ManualClock } from '../core/clock.ts'

function open() {
  const clock = new ManualClock()
  const shown: number[] = []
  return { clock, shown, calm: new Calm<number>(clock, 1000, (value) => shown.push(value)) }
}

describe('what is shown calmly', () => {
  it('is shown at once, then the newest once a second', async () => {
    const { calm, clock, shown } = open()
    for (const value of [1, 2, 3]) calm.tell(value)
    expect(shown).toEqual([1])
    await clock.advance(999)
    calm.tell(4)
    expect(shown).toEqual([1])
    await clock.advance(1)
    expect(shown).toEqual([1, 4])
  })

  it('is not shown again where it is the same', async () => {
    const { calm, clock, shown } = open()
    for (let n = 0; n < 5; n++) {
      calm.tell(7)
      await clock.advance(1000)
    }
    expect(shown).toEqual([7])
  })

  it('is shown at once after it was taken away', () => {
    const { calm, shown } = open()
    calm.tell(1)
    calm.forget()
    calm.tell(1)
    expect(shown).toEqual([1, 1])
  })
})
