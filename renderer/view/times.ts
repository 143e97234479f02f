import { dayMinutes } from '../../preload/contract/notices.ts'

/** "07:05" for 425: minutes after midnight as a clock shows them. */
export function clockText(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Minutes after midnight of what was typed ("7", "7:05", "7.05", "0705"); null = it is no time. */
export function minutesOf(typed: string): number | null {
  const found = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(typed.trim())
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)]
  const all = hours * 60 + minutes
  return minutes < 60 && all < dayMinutes ? all : null
}
