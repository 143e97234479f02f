import type { figureWords as english } from '../en/figures.ts'
import type { Wide } from '../wide.ts'
import { listed } from './numbers.ts'

export const figureWords: Wide<typeof english> = {
  bytes: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'],
  perSecond: (size) => `${size}/s`,
  lengths: { years: 'J.', months: 'Mon.', days: 'T.', hours: 'h', minutes: 'm', seconds: 's' },
  ages: { hours: 'h', minutes: 'min', seconds: 's' },
  day: (day, month) => `${day}.\u00a0${month}`,
  dayOfYear: (day, month, year) => `${day}.\u00a0${month}\u00a0${year}`,
  todayAt: (time) => `heute ${time}`,
  yesterday: 'gestern',
  justNow: 'gerade eben',
  ago: (age) => `vor ${age}`,
  never: 'nie',
  unlimited: 'unbegrenzt',
  nothing: 'nichts',
  names: (names) => listed(names),
}
