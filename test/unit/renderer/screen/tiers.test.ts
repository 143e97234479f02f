import { describe, expect, it } from 'vitest'
import {
  edited,
  extended,
  faultIn,
  joined,
  parted,
  placesOf,
  readAddresses,
  restored,
  stepped,
  tiersOf,
  without,
} from '../../../../renderer/screen/details/tiers.ts'

const [a, b, c, d] = ['http://a.example/x', 'http://b.example/x', 'udp://c.example:1', 'wss://d.example'] as const
const list = [[a, b], [c]]

describe('tiers of trackers', () => {
  it('are the numbers of the contract without their gaps', () => {
    const told = [
      { url: a, tier: 2 },
      { url: c, tier: 9 },
      { url: b, tier: 2 },
    ]
    expect(tiersOf(told)).toEqual(list)
    expect(placesOf(list)).toEqual([
      { url: a, tier: 0 },
      { url: b, tier: 0 },
      { url: c, tier: 1 },
    ])
    expect(placesOf([[], [a]])).toEqual([{ url: a, tier: 0 }])
  })

  it('go with their last address, and come back with it', () => {
    const spot = { tier: 1, at: 0 }
    const rest = without(list, spot)
    expect(rest).toEqual([[a, b]])
    expect(restored(rest, c, spot, true)).toEqual(list)
    expect(restored(without(list, { tier: 0, at: 0 }), a, { tier: 0, at: 0 }, false)).toEqual(list)
    expect(restored([], a, { tier: 3, at: 2 }, false)).toEqual([[a]])
    expect(restored(list, a, spot, true)).toBe(list)
  })

  it('are left in steps: out of company into an own one, and from there to the neighbours', () => {
    const out = stepped(list, { tier: 0, at: 0 }, 'down')!
    expect(out).toEqual([[b], [a], [c]])
    const next = stepped(out, { tier: 1, at: 0 }, 'down')!
    expect(next).toEqual([[b], [a, c]])
    expect(stepped(next, { tier: 1, at: 0 }, 'up')).toEqual([[b], [a], [c]])
    expect(stepped(list, { tier: 1, at: 0 }, 'down')).toBeNull()
    expect(stepped(list, { tier: 1, at: 0 }, 'up')).toEqual([[a, b, c]])
    expect(stepped(list, { tier: 7, at: 0 }, 'up')).toBeNull()
  })

  it('are joined and parted by dragging', () => {
    expect(joined(list, { tier: 1, at: 0 }, 0)).toEqual([[a, b, c]])
    expect(joined(list, { tier: 1, at: 0 }, 1)).toBe(list)
    expect(parted(list, { tier: 0, at: 1 }, 0)).toEqual([[b], [a], [c]])
    expect(parted(list, { tier: 1, at: 0 }, 0)).toEqual([[c], [a, b]])
  })

  it('take others behind them, or into one of them', () => {
    expect(extended(list, [[d]], null)).toEqual([[a, b], [c], [d]])
    expect(extended([[a], [b]], [[c], [d]], 0)).toEqual([[a, c], [b], [d]])
    expect(edited(list, { tier: 0, at: 1 }, d)).toEqual([[a, d], [c]])
  })
})

describe('addresses as they are written', () => {
  it('are one a line, and an empty line begins a tier', () => {
    const text = `  ${a}\r\n${b}\n\n\n${c}\n`
    expect(readAddresses(text, [])).toEqual({ tiers: list, bad: [] })
    expect(readAddresses(' \n\n', [])).toEqual({ tiers: [], bad: [] })
  })

  it('are named by their lines where they are none, or there already', () => {
    expect(readAddresses(`${a}\nbt1.example\nhttp://\n${d}\n${d}`, list)).toEqual({
      tiers: [[d]],
      bad: [
        { line: 1, fault: 'twice' },
        { line: 2, fault: 'scheme' },
        { line: 3, fault: 'host' },
        { line: 5, fault: 'twice' },
      ],
    })
    expect(faultIn(list, '')).toBe('empty')
    expect(faultIn(list, d)).toBeNull()
  })
})
