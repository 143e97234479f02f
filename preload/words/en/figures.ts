import { listed } from './numbers.ts'

/** What figures, sizes, times and lists are written with. */
export const figureWords = {
  bytes: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'],
  perSecond: (size: string) => `${size}/s`,
  /** Lengths of time, short enough for a column. */
  lengths: { years: 'y', months: 'mo', days: 'd', hours: 'h', minutes: 'm', seconds: 's' },
  /** The same where there is room. */
  ages: { hours: 'h', minutes: 'min', seconds: 's' },
  day: (day: number, month: string) => `${day}\u00a0${month}`,
  dayOfYear: (day: number, month: string, year: number) => `${day}\u00a0${month}\u00a0${year}`,
  todayAt: (time: string) => `today ${time}`,
  yesterday: 'yesterday',
  justNow: 'just now',
  ago: (age: string) => `${age} ago`,
  never: 'never',
  unlimited: 'unlimited',
  nothing: 'nothing',
  names: (names: readonly string[]) => listed(names),
} as const
