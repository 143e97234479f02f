import type { Hash } from '../../../preload/contract/keys.ts'
import { cutText } from '../../lib/cut.ts'

/*
 * Readers for single values of a daemon. None of them throws: a value that is missing (its version lacks the field) or
 * of the wrong type is the fallback, so one odd field costs itself and not the answer.
 */

/** What a daemon told of one thing, by the names that were asked for. */
export type Told = Readonly<Record<string, unknown>>

const hashPattern = /^[0-9a-fA-F]{40}$/

/** An info-hash in our spelling (the daemon has capitals), or undefined for anything else. */
export function asHash(value: unknown): Hash | undefined {
  return typeof value === 'string' && hashPattern.test(value) ? value.toLowerCase() : undefined
}

/** Text of at most `max` UTF-16 units; other types ''. */
export function asText(value: unknown, max: number): string {
  return typeof value === 'string' ? cutText(value, max) : ''
}

/** A whole number from 0; less, none or more than JavaScript counts exactly is clamped. */
export function asCount(value: unknown): number {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return 0
  return Math.min(Math.max(0, Math.trunc(number)), Number.MAX_SAFE_INTEGER)
}

/** Flags are numbers. */
export function asFlag(value: unknown): boolean {
  return asCount(value) !== 0
}

/** Seconds since 1970 as ms; 0 (never) is null, as is what JavaScript has no date for. */
export function asTime(value: unknown): number | null {
  const seconds = asCount(value)
  return seconds === 0 || seconds > 8.64e12 ? null : seconds * 1000
}
