import { describe, expect, it } from 'vitest'
import { isQuiet, type WallTime } from '../../../main/core/news/quiet.ts'
import type { QuietHours } from '../../../preload/contract/notices.ts'

const night: QuietHours = { on: true, from: 22 * 60, to: 7 * 60, days: [0, 1, 2, 3, 4, 5, 6] }

/** The wall's clock in a place that has summer time. */
const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
function wallIn(at: number): WallTime {
  const parts = Object.fromEntries(berlin.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(String(parts['weekday']))
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) }
}

/** The times (UTC) at which it becomes quiet and not quiet, minute by minute. */
function turns(hours: QuietHours, from: number, minutes: number): string[] {
  const found: string[] = []
  let last = isQuiet(hours, wallIn(from))
  for (let minute = 1; minute <= minutes; minute += 1) {
    const at = from + minute * 60_000
    const now = isQuiet(hours, wallIn(at))
    if (now !== last) found.push(`${new Date(at).toISOString().slice(5, 16)} ${now ? 'quiet' : 'over'}`)
    last = now
  }
  return found
}

describe('quiet hours', () => {
  it.each([
    [1, '21:59', false],
    [1, '22:00', true],
    [2, '00:00', true],
    [2, '06:59', true],
    [2, '07:00', false],
  ] as const)('from 22:00 to 07:00: day %s, %s is %s', (day, time, quiet) => {
    const [hour, minute] = time.split(':').map(Number)
    expect(isQuiet(night, { day, minute: (hour ?? 0) * 60 + (minute ?? 0) })).toBe(quiet)
  })

  it('begin on their days only, and go on into the next', () => {
    const friday: QuietHours = { ...night, days: [5] }
    expect(isQuiet(friday, { day: 5, minute: 23 * 60 })).toBe(true)
    expect(isQuiet(friday, { day: 6, minute: 6 * 60 })).toBe(true)
    expect(isQuiet(friday, { day: 5, minute: 6 * 60 })).toBe(false)
    expect(isQuiet(friday, { day: 6, minute: 23 * 60 })).toBe(false)
  })

  it('within a day end on that day; the same time twice is a whole day; off, and on no day, there are none', () => {
    const noon: QuietHours = { ...night, from: 12 * 60, to: 13 * 60 }
    expect(isQuiet(noon, { day: 1, minute: 12 * 60 + 30 })).toBe(true)
    expect(isQuiet(noon, { day: 1, minute: 13 * 60 })).toBe(false)
    expect(isQuiet({ ...noon, to: noon.from }, { day: 1, minute: 3 })).toBe(true)
    expect(isQuiet({ ...night, on: false }, { day: 1, minute: 0 })).toBe(false)
    expect(isQuiet({ ...night, days: [] }, { day: 1, minute: 0 })).toBe(false)
  })

  it('follow the wall’s clock when summer begins and ends', () => {
    // 29 March 2026, 02:00 is 03:00; 25 October 2026, 03:00 is 02:00 once more.
    expect(turns(night, Date.UTC(2026, 2, 28, 12), 24 * 60)).toEqual(['03-28T21:00 quiet', '03-29T05:00 over'])
    expect(turns(night, Date.UTC(2026, 9, 24, 12), 24 * 60)).toEqual(['10-24T20:00 quiet', '10-25T06:00 over'])
    const twice: QuietHours = { ...night, from: 2 * 60, to: 3 * 60 }
    expect(turns(twice, Date.UTC(2026, 2, 28, 12), 24 * 60)).toEqual([])
    expect(turns(twice, Date.UTC(2026, 9, 24, 12), 24 * 60)).toEqual(['10-25T00:00 quiet', '10-25T02:00 over'])
  })
})
