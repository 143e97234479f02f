import { describe, expect, it } from 'vitest'
import { Late, loadInIdleTime } from '../../../../renderer/data/late.svelte.ts'

const atOnce = (run: () => void): void => run()

describe('a part of the window that is fetched late', () => {
  it('is fetched once, however often it is asked for', async () => {
    let fetched = 0
    const late = new Late(() => Promise.resolve(`part ${(fetched += 1)}`))
    expect(late.part).toBeNull()
    await Promise.all([late.load(), late.load()])
    await late.load()
    expect(late.part).toBe('part 1')
    expect(fetched).toBe(1)
  })

  it('that cannot be had says so, and is asked for again', async () => {
    let isThere = false
    const late = new Late(() => (isThere ? Promise.resolve('part') : Promise.reject(new Error('gone'))))
    await late.load()
    expect([late.part, late.failed]).toEqual([null, true])
    isThere = true
    await late.load()
    expect([late.part, late.failed]).toEqual(['part', false])
  })

  it('is fetched ahead in idle time, each in a moment of its own, and one that fails holds up no other', async () => {
    const order: string[] = []
    const make = (name: string, fails = false): Late<string> =>
      new Late(() => {
        order.push(name)
        return fails ? Promise.reject(new Error('gone')) : Promise.resolve(name)
      })
    const parts = [make('first'), make('second', true), make('third')]
    let moments = 0
    await parts[0]?.load()
    await loadInIdleTime((run) => {
      moments += 1
      atOnce(run)
    })
    expect(order).toEqual(['first', 'second', 'third'])
    expect(parts.map(({ part }) => part)).toEqual(['first', null, 'third'])
    expect(moments).toBeGreaterThanOrEqual(2)
  })

  it('costs no moment when it is there', async () => {
    const late = new Late(() => Promise.resolve('there'))
    await loadInIdleTime(atOnce)
    expect(late.part).toBe('there')
    let asked = 0
    await loadInIdleTime((run) => {
      asked += 1
      run()
    })
    // Only what failed before (above) is tried again.
    expect(asked).toBe(1)
  })
})
