import { calendar } from '../../text/format.ts'
import { dayWords as words } from '../../text/words.ts'

/** Lines of one day. */
export interface Day<L> {
  /** The same for all lines of the day, and no other day's. */
  readonly key: string
  /** A moment of it. */
  readonly at: number
  readonly lines: readonly L[]
}

/** Lines that are ordered by time, by the day on which they happened. */
export function daysOf<L extends { at: number }>(lines: readonly L[]): Day<L>[] {
  const days: { key: string; at: number; lines: L[] }[] = []
  for (const line of lines) {
    const key = new Date(line.at).toDateString()
    const last = days.at(-1)
    if (last?.key === key) last.lines.push(line)
    else days.push({ key, at: line.at, lines: [line] })
  }
  return days
}

/** What a day is called, and what stands behind that in mute. */
export function dayName(at: number, now: number): { name: string; rest: string } {
  const { daysAgo, date, weekday } = calendar(at, now)
  if (daysAgo === 0) return { name: words.today, rest: words.date(weekday, date) }
  if (daysAgo === 1) return { name: words.yesterday, rest: words.date(weekday, date) }
  return { name: date, rest: weekday }
}
