import { once } from '../once.ts'

const plural = once(() => new Intl.PluralRules('en'))
const lists = once(() => new Intl.ListFormat('en-GB'))
const times = once(() => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }))
const whole = once(() => new Intl.NumberFormat('en'))
const short = once(() => new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }))

export const figures = { format: (number: number): string => whole().format(number) }

/** "1 torrent", "4,128 torrents": the form that belongs to a number, behind it. */
export function counted(number: number, one: string, many: string): string {
  return `${figures.format(number)} ${form(number, one, many)}`
}

/** The form that belongs to a number. */
export function form(number: number, one: string, many: string): string {
  return plural().select(number) === 'one' ? one : many
}

/** "nas, attic and box". */
export function listed(names: readonly string[]): string {
  return lists().format(names)
}

export const torrents = (number: number): string => counted(number, 'torrent', 'torrents')

export const bytes = (number: number): string => counted(number, 'byte', 'bytes')

/** A length of time in whole seconds. */
export const seconds = (number: number): string => `${figures.format(number)}\u00a0s`

/** A date with its time of day, in ms since 1970. */
export const moment = (ms: number): string => times().format(ms)

/** Room on a disk, given in bytes. */
export const gibibytes = (number: number): string => `${short().format(number / 1024 ** 3)}\u00a0GiB`
