import { language } from './language.svelte.ts'

/*
 * Figures as people read them, in the language of now: whatever reacts to what it reads is written anew when the
 * language changes.
 */
export { unknown } from '../../preload/words/formats.ts'

/** "43.7 GiB": binary units, three digits; null or nonsense is a dash. */
export const size = (bytes: number | null): string => language.formats.size(bytes)

/** A size that is a power of two, without its ".0": "16 MiB". */
export const roundSize = (bytes: number): string => language.formats.roundSize(bytes)

/** "1.9 MiB/s"; less than a byte per second is empty, because an idle torrent has nothing to say. */
export const rate = (bytesPerSecond: number | null): string => language.formats.rate(bytesPerSecond)

/** A limit: a rate, or the word for none. A limit of 0 means that nothing may flow. */
export const limit = (bytesPerSecond: number | null): string => language.formats.limit(bytesPerSecond)

/** "81.2 %" for 0.812; rounded down, so that 100 % is said only of what is whole. */
export const percent = (progress: number | null): string => language.formats.percent(progress)

/** "1 h 12 m", "15 h", "9 m 20 s", "2 mo": two units while the first is below ten. */
export const duration = (ms: number | null): string => language.formats.duration(ms)

/** "0.31", "12.4", "128"; null = nothing was downloaded yet. */
export const ratio = (value: number | null): string => language.formats.ratio(value)

/** "4,128". */
export const count = (value: number | null): string => language.formats.count(value)

/** A plain figure with two digits, for availability and the like. */
export const figure = (value: number | null): string => language.formats.figure(value)

/** "nas, attic and box". */
export const list = (names: readonly string[]): string => language.formats.list(names)

/** "today 14:02", "yesterday", "17 Nov", "17 Nov 2024"; null is a dash. */
export const when = (ms: number | null, now: number): string => language.formats.when(ms, now)

/** The whole truth about a time, for tooltips; empty when there is none. */
export const exact = (ms: number | null): string => language.formats.exact(ms)

/** "07 Nov, 14:02:11": of lines that stand below one another. */
export const stamp = (ms: number): string => language.formats.stamp(ms)

/** "14:02". */
export const time = (ms: number): string => language.formats.time(ms)

/** A day as a heading says it: how many days ago it was, "17 November" (with its year, if another), "Tuesday". */
export const calendar = (ms: number, now: number): { daysAgo: number; date: string; weekday: string } =>
  language.formats.calendar(ms, now)

/** "just now", "40 s ago", "2 min ago", "3 h ago", then the date. */
export const ago = (ms: number | null, now: number): string => language.formats.ago(ms, now)

/** Cuts the middle out of hashes and paths, whose ends tell them apart. */
export function middle(text: string, most: number): string {
  if (text.length <= most) return text
  // By whole characters: half of one is none.
  const signs = [...text]
  if (signs.length <= most) return text
  const tail = Math.floor((most - 1) / 2)
  return [...signs.slice(0, most - 1 - tail), '…', ...(tail > 0 ? signs.slice(-tail) : [])].join('')
}
