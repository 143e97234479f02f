import { t } from './messages.ts'

/*
 * Figures as people read them. Every Intl object is made once: making one costs more than a thousand uses.
 * A no-break space stands between figure and unit, so that no line ends between them.
 */
const space = '\u00a0'
export const unknown = '–'

const locale = 'en'
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const twoDigits = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const monthName = new Intl.DateTimeFormat(locale, { month: 'short' })
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const exactTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

const sizeUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/** The unit that suits a number of bytes, and the figure in it, rounded as it is shown. */
function scale(bytes: number): { figure: string; unit: string } {
  let value = bytes
  let step = 0
  while (step < sizeUnits.length - 1 && roundsUp(value)) {
    value /= 1024
    step += 1
  }
  const unit = sizeUnits[step] ?? 'B'
  // Bytes and KiB are small enough to be whole; above, three digits say enough.
  return { figure: step < 2 || value >= 99.95 ? whole.format(value) : oneDigit.format(value), unit }
}

/** Whether a figure would need four digits in its unit: 1016 KiB reads 1.0 MiB, because columns reserve three. */
function roundsUp(value: number): boolean {
  return Math.round(value) >= 1000
}

/** "43.7 GiB": binary units, three digits; null or nonsense is a dash. */
export function size(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes) || bytes < 0) return unknown
  const { figure, unit } = scale(bytes)
  return `${figure}${space}${unit}`
}

/** A size that is a power of two, without its ".0": "16 MiB". */
export function roundSize(bytes: number): string {
  return size(bytes).replace(/\.0(?=\D)/, '')
}

/** "1.9 MiB/s"; less than a byte per second is empty, because an idle torrent has nothing to say. */
export function rate(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return unknown
  if (!Number.isFinite(bytesPerSecond) || bytesPerSecond < 1) return ''
  const { figure, unit } = scale(bytesPerSecond)
  return `${figure}${space}${unit}/s`
}

/** A limit: a rate, or the word for none. A limit of 0 means that nothing may flow. */
export function limit(bytesPerSecond: number | null): string {
  if (bytesPerSecond === null) return t.unlimited
  return rate(bytesPerSecond) || t.nothing
}

/** "81.2 %" for 0.812; rounded down, so that 100 % is said only of what is whole. */
export function percent(progress: number | null): string {
  if (progress === null || !Number.isFinite(progress)) return unknown
  const share = Math.min(1, Math.max(0, progress))
  if (share === 1) return `100${space}%`
  // The small term undoes what binary fractions lose: 0.57 × 1000 is 569.99….
  return `${oneDigit.format(Math.min(999, Math.floor(share * 1000 + 1e-7)) / 10)}${space}%`
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const month = 30.4 * day
const year = 365.25 * day

/** From large to small: from which length a unit leads, and the smaller one that follows a leading figure below ten. */
const durationSteps = [
  { from: 2 * year, ms: year, unit: 'y', below: null },
  { from: 60 * day, ms: month, unit: 'mo', below: null },
  { from: day, ms: day, unit: 'd', below: { ms: hour, unit: 'h' } },
  { from: hour, ms: hour, unit: 'h', below: { ms: minute, unit: 'm' } },
  { from: minute, ms: minute, unit: 'm', below: { ms: second, unit: 's' } },
  { from: 0, ms: second, unit: 's', below: null },
] as const

/** "1 h 12 m", "15 h", "9 m 20 s", "2 mo": two units while the first is below ten. */
export function duration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return unknown
  const step = durationSteps.find(({ from }) => ms >= from) ?? durationSteps[durationSteps.length - 1]
  if (!step) return unknown
  const lead = Math.floor(ms / step.ms)
  const head = `${whole.format(lead)}${space}${step.unit}`
  if (!step.below || lead >= 10) return head
  const rest = Math.floor((ms - lead * step.ms) / step.below.ms)
  return rest ? `${head}${space}${rest}${space}${step.below.unit}` : head
}

/** "0.31", "12.4", "128"; null = nothing was downloaded yet. */
export function ratio(value: number | null): string {
  if (value === null || !Number.isFinite(value) || value < 0) return unknown
  if (value < 9.995) return twoDigits.format(value)
  return value < 99.95 ? oneDigit.format(value) : whole.format(value)
}

/** "4,128". */
export function count(value: number | null): string {
  return value === null || !Number.isFinite(value) ? unknown : whole.format(value)
}

/** A plain figure with two digits, for availability and the like. */
export function figure(value: number | null): string {
  return value === null || !Number.isFinite(value) ? unknown : twoDigits.format(value)
}

function dayNumber(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / day
}

/** "today 14:02", "yesterday", "17 Nov", "17 Nov 2024"; null is a dash. */
export function when(ms: number | null, now: number): string {
  if (ms === null || !Number.isFinite(ms)) return unknown
  const date = new Date(ms)
  const today = new Date(now)
  const age = dayNumber(today) - dayNumber(date)
  if (age === 0) return t.todayAt(clockTime.format(date))
  if (age === 1) return t.yesterday
  const short = `${date.getDate()}${space}${monthName.format(date)}`
  return date.getFullYear() === today.getFullYear() ? short : `${short}${space}${date.getFullYear()}`
}

/** The whole truth about a time, for tooltips; empty when there is none. */
export function exact(ms: number | null): string {
  return ms === null || !Number.isFinite(ms) ? '' : exactTime.format(ms)
}

/** "just now", "40 s ago", "2 min ago", "3 h ago", then the date. */
export function ago(ms: number | null, now: number): string {
  if (ms === null || !Number.isFinite(ms)) return t.never
  const age = now - ms
  if (age < 10 * second) return t.justNow
  if (age < minute) return t.ago(`${Math.floor(age / second)}${space}s`)
  if (age < hour) return t.ago(`${Math.floor(age / minute)}${space}min`)
  if (age < day) return t.ago(`${Math.floor(age / hour)}${space}h`)
  return when(ms, now)
}

/** Cuts the middle out of hashes and paths, whose ends tell them apart. */
export function middle(text: string, most: number): string {
  if (text.length <= most) return text
  // By whole characters: half of one is none.
  const signs = [...text]
  if (signs.length <= most) return text
  const tail = Math.floor((most - 1) / 2)
  return [...signs.slice(0, most - 1 - tail), '…', ...(tail > 0 ? signs.slice(-tail) : [])].join('')
}
