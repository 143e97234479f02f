import type { figureWords } from './en/figures.ts'
import { once } from './once.ts'
import type { Wide } from './wide.ts'

/*
 * Figures as people read them. Every Intl object is made once, when it is first used: making one costs more than a thousand uses.
 * A no-break space stands between figure and unit, so that no line ends between them.
 */
const space = '\u00a0'

/** What stands where a figure is not known, in every language. */
export const unknown = '–'

/** The names that Intl knows a language's habits by: of figures, and of dates and clocks. */
export interface Locale {
  readonly figures: string
  readonly dates: string
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const month = 30.4 * day
const year = 365.25 * day

/** From large to small: from which length a unit leads, and the smaller one that follows a leading figure below ten. */
const durationSteps = [
  { from: 2 * year, ms: year, unit: 'years', below: null },
  { from: 60 * day, ms: month, unit: 'months', below: null },
  { from: day, ms: day, unit: 'days', below: { ms: hour, unit: 'hours' } },
  { from: hour, ms: hour, unit: 'hours', below: { ms: minute, unit: 'minutes' } },
  { from: minute, ms: minute, unit: 'minutes', below: { ms: second, unit: 'seconds' } },
  { from: 0, ms: second, unit: 'seconds', below: null },
] as const

/** Figures, sizes, rates, times and lengths of time in one language. Whatever is unknown or makes no sense is a dash. */
export class Formats {
  readonly #words: Wide<typeof figureWords>
  readonly #whole: () => Intl.NumberFormat
  readonly #oneDigit: () => Intl.NumberFormat
  readonly #twoDigits: () => Intl.NumberFormat
  readonly #monthName: () => Intl.DateTimeFormat
  readonly #clockTime: () => Intl.DateTimeFormat
  readonly #exactTime: () => Intl.DateTimeFormat
  readonly #regions: () => Intl.DisplayNames
  readonly #stampTime: () => Intl.DateTimeFormat
  readonly #weekday: () => Intl.DateTimeFormat
  readonly #dayMonth: () => Intl.DateTimeFormat
  readonly #wholeDate: () => Intl.DateTimeFormat

  constructor(locale: Locale, words: Wide<typeof figureWords>) {
    const digits = (places: number): (() => Intl.NumberFormat) =>
      once(
        () => new Intl.NumberFormat(locale.figures, { minimumFractionDigits: places, maximumFractionDigits: places }),
      )
    const dates = (name: string, options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
      once(() => new Intl.DateTimeFormat(name, options))
    this.#words = words
    this.#whole = digits(0)
    this.#oneDigit = digits(1)
    this.#twoDigits = digits(2)
    this.#monthName = dates(locale.figures, { month: 'short' })
    this.#clockTime = dates(locale.dates, { hour: '2-digit', minute: '2-digit' })
    this.#stampTime = dates(locale.dates, {
      day: '2-digit',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    this.#regions = once(() => new Intl.DisplayNames(locale.figures, { type: 'region' }))
    this.#weekday = dates(locale.dates, { weekday: 'long' })
    this.#dayMonth = dates(locale.dates, { day: 'numeric', month: 'long' })
    this.#wholeDate = dates(locale.dates, { day: 'numeric', month: 'long', year: 'numeric' })
    this.#exactTime = dates(locale.dates, { dateStyle: 'full', timeStyle: 'medium' })
  }

  /** "43.7 GiB": binary units, three digits; null or nonsense is a dash. */
  size(bytes: number | null): string {
    return bytes === null || !Number.isFinite(bytes) || bytes < 0 ? unknown : this.#scale(bytes)
  }

  /** A size that is a power of two, without its ".0": "16 MiB". */
  roundSize(bytes: number): string {
    return this.size(bytes).replace(/[.,]0(?=\D)/, '')
  }

  /** "1.9 MiB/s"; less than a byte per second is empty, because an idle torrent has nothing to say. */
  rate(bytesPerSecond: number | null): string {
    if (bytesPerSecond === null) return unknown
    if (!Number.isFinite(bytesPerSecond) || bytesPerSecond < 1) return ''
    return this.#words.perSecond(this.#scale(bytesPerSecond))
  }

  /** A limit: a rate, or the word for none. A limit of 0 means that nothing may flow. */
  limit(bytesPerSecond: number | null): string {
    if (bytesPerSecond === null) return this.#words.unlimited
    return this.rate(bytesPerSecond) || this.#words.nothing
  }

  /** "81.2 %" for 0.812; rounded down, so that 100 % is said only of what is whole. */
  percent(progress: number | null): string {
    if (progress === null || !Number.isFinite(progress)) return unknown
    const share = Math.min(1, Math.max(0, progress))
    if (share === 1) return `100${space}%`
    // The small term undoes what binary fractions lose: 0.57 × 1000 is 569.99….
    return `${this.#oneDigit().format(Math.min(999, Math.floor(share * 1000 + 1e-7)) / 10)}${space}%`
  }

  /** "1 h 12 m", "15 h", "9 m 20 s", "2 mo": two units while the first is below ten. */
  duration(ms: number | null): string {
    if (ms === null || !Number.isFinite(ms) || ms < 0) return unknown
    const step = durationSteps.find(({ from }) => ms >= from) ?? durationSteps[durationSteps.length - 1]
    if (!step) return unknown
    const { lengths } = this.#words
    const lead = Math.floor(ms / step.ms)
    const head = `${this.#whole().format(lead)}${space}${lengths[step.unit]}`
    if (!step.below || lead >= 10) return head
    const rest = Math.floor((ms - lead * step.ms) / step.below.ms)
    return rest ? `${head}${space}${rest}${space}${lengths[step.below.unit]}` : head
  }

  /** "0.31", "12.4", "128"; null = nothing was downloaded yet. */
  ratio(value: number | null): string {
    if (value === null || !Number.isFinite(value) || value < 0) return unknown
    if (value < 9.995) return this.#twoDigits().format(value)
    return value < 99.95 ? this.#oneDigit().format(value) : this.#whole().format(value)
  }

  /** "4,128". */
  count(value: number | null): string {
    return value === null || !Number.isFinite(value) ? unknown : this.#whole().format(value)
  }

  /** A plain figure with two digits, for availability and the like. */
  figure(value: number | null): string {
    return value === null || !Number.isFinite(value) ? unknown : this.#twoDigits().format(value)
  }

  /** "nas, attic and box". */
  list(names: readonly string[]): string {
    return this.#words.names(names)
  }

  /** "today 14:02", "yesterday", "17 Nov", "17 Nov 2024"; null is a dash. */
  when(ms: number | null, now: number): string {
    if (ms === null || !Number.isFinite(ms)) return unknown
    const date = new Date(ms)
    const today = new Date(now)
    const age = dayNumber(today) - dayNumber(date)
    if (age === 0) return this.#words.todayAt(this.#clockTime().format(date))
    if (age === 1) return this.#words.yesterday
    const name = this.#monthName().format(date)
    return date.getFullYear() === today.getFullYear()
      ? this.#words.day(date.getDate(), name)
      : this.#words.dayOfYear(date.getDate(), name, date.getFullYear())
  }

  /** The whole truth about a time, for tooltips; empty when there is none. */
  exact(ms: number | null): string {
    return ms === null || !Number.isFinite(ms) ? '' : this.#exactTime().format(ms)
  }

  /** "07 Nov, 14:02:11": of lines that stand below one another. */
  stamp(ms: number): string {
    return this.#stampTime().format(ms)
  }

  /** "14:02". */
  time(ms: number): string {
    return this.#clockTime().format(ms)
  }

  /** A day as a heading says it: how many days ago it was, "17 November" (with its year, if another), "Tuesday". */
  calendar(ms: number, now: number): { daysAgo: number; date: string; weekday: string } {
    const date = new Date(ms)
    const today = new Date(now)
    const format = date.getFullYear() === today.getFullYear() ? this.#dayMonth() : this.#wholeDate()
    return {
      daysAgo: dayNumber(today) - dayNumber(date),
      date: format.format(date),
      weekday: this.#weekday().format(date),
    }
  }

  /** "just now", "40 s ago", "2 min ago", "3 h ago", then the date. */
  ago(ms: number | null, now: number): string {
    if (ms === null || !Number.isFinite(ms)) return this.#words.never
    const age = now - ms
    const { ages, ago } = this.#words
    if (age < 10 * second) return this.#words.justNow
    if (age < minute) return ago(`${Math.floor(age / second)}${space}${ages.seconds}`)
    if (age < hour) return ago(`${Math.floor(age / minute)}${space}${ages.minutes}`)
    if (age < day) return ago(`${Math.floor(age / hour)}${space}${ages.hours}`)
    return this.when(ms, now)
  }

  /** "Germany" for DE; a code that names no country stands as it is. */
  region(code: string): string {
    return this.#regions().of(code) ?? code
  }

  /** A number of bytes in the unit that suits it. Bytes and KiB are small enough to be whole; above, three digits say enough. */
  #scale(bytes: number): string {
    const { bytes: units } = this.#words
    let value = bytes
    let step = 0
    while (step < units.length - 1 && roundsUp(value)) {
      value /= 1024
      step += 1
    }
    const format = step < 2 || value >= 99.95 ? this.#whole() : this.#oneDigit()
    return `${format.format(value)}${space}${units[step] ?? units[0]}`
  }
}

/** Whether a figure would need four digits in its unit: 1016 KiB reads 1.0 MiB, because columns reserve three. */
function roundsUp(value: number): boolean {
  return Math.round(value) >= 1000
}

function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / day
}
