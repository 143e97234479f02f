import { dayMinutes, type QuietHours } from '../../../preload/contract/notices.ts'

/** What the clock on the wall says: the day of the week (0 = Sunday) and the minute of that day. */
export interface WallTime {
  readonly day: number
  readonly minute: number
}

/** By the clock of this machine; at = ms since 1970. */
export function wallTime(at: number): WallTime {
  const date = new Date(at)
  return { day: date.getDay(), minute: date.getHours() * 60 + date.getMinutes() }
}

/**
 * Whether it is quiet then. What the wall's clock says decides, moment by moment: an hour that comes twice when summer
 * ends is quiet twice, one that is left out makes nothing later.
 */
export function isQuiet({ on, from, to, days }: QuietHours, { day, minute }: WallTime): boolean {
  if (!on) return false
  // The same time twice is a whole day.
  const isOvernight = to <= from
  const beganToday = minute >= from && minute < (isOvernight ? dayMinutes : to) && days.includes(day)
  const beganYesterday = isOvernight && minute < to && days.includes((day + 6) % 7)
  return beganToday || beganYesterday
}
