import { once } from '../once.ts'

const plural = once(() => new Intl.PluralRules('de'))
const lists = once(() => new Intl.ListFormat('de'))
const times = once(() => new Intl.DateTimeFormat('de', { dateStyle: 'medium', timeStyle: 'short' }))
const whole = once(() => new Intl.NumberFormat('de'))
const short = once(() => new Intl.NumberFormat('de', { maximumSignificantDigits: 3 }))

export const figures = { format: (number: number): string => whole().format(number) }

/** „1 Torrent“, „4.128 Torrents“: the form that belongs to a number, behind it. */
export function counted(number: number, one: string, many: string): string {
  return `${figures.format(number)}\u00a0${form(number, one, many)}`
}

/** The form that belongs to a number. */
export function form(number: number, one: string, many: string): string {
  return plural().select(number) === 'one' ? one : many
}

/** „nas, attic und box“. */
export function listed(names: readonly string[]): string {
  return lists().format(names)
}

export const torrents = (number: number): string => counted(number, 'Torrent', 'Torrents')

export const bytes = (number: number): string => counted(number, 'Byte', 'Bytes')

/** A length of time in whole seconds. */
export const seconds = (number: number): string => `${figures.format(number)}\u00a0s`

/** A date with its time of day, in ms since 1970. */
export const moment = (ms: number): string => times().format(ms)

/** Room on a disk, given in bytes. */
export const gibibytes = (number: number): string => `${short().format(number / 1024 ** 3)}\u00a0GiB`
