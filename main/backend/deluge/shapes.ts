import { say } from '../../../preload/words/sentences.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { cutText } from '../../lib/cut.ts'
import { Fault } from '../../lib/fault.ts'
import { isDict, type WireValue } from '../../wire/deluge/rencode.ts'

/*
 * Readers for single values of a daemon. None of them throws: a value of the wrong type is the fallback, so one odd
 * field costs itself and not the answer.
 */

/** What was asked for, as the failure names it. */
type AnswerName =
  | 'details'
  | 'torrents'
  | 'settings'
  | 'list'
  | 'accounts'
  | 'status'
  | 'files'
  | 'peers'
  | 'trackers'
  | 'plugins'
  | 'labels'
  | 'folders'

const hashPattern = /^[0-9a-f]{40}$/

/** An info-hash, or undefined for anything else. */
export function asHash(value: WireValue | undefined): Hash | undefined {
  return typeof value === 'string' && hashPattern.test(value) ? value : undefined
}

/** Text of at most `max` UTF-16 units; bytes that are not UTF-8 become replacement characters, other types ''. */
export function asText(value: WireValue | undefined, max: number): string {
  const text =
    typeof value === 'string'
      ? value
      : value instanceof Uint8Array
        ? Buffer.from(value.subarray(0, max * 4)).toString('utf8')
        : ''
  return cutText(text, max)
}

/** A finite number; integers beyond what JavaScript counts exactly are clamped. */
export function asNumber(value: WireValue | undefined): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  return Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
}

/** A whole number from 0; less or none is 0. */
export function asCount(value: WireValue | undefined): number {
  return Math.max(0, Math.trunc(asNumber(value) ?? 0))
}

/** A whole number from 0; negative (Deluge's -1 = unknown) or none is null. */
export function asCountOrNull(value: WireValue | undefined): number | null {
  const number = asNumber(value)
  return number === undefined || number < 0 ? null : Math.trunc(number)
}

/** A number from 0, rounded to `places`; negative or none is null. Wire floats have 32 bits: more places would flicker. */
export function asFraction(value: WireValue | undefined, places: number): number | null {
  const number = asNumber(value)
  return number === undefined || number < 0 ? null : rounded(number, places)
}

/** Seconds since 1970 as ms; 0 and -1 (never) are null. */
export function asTime(value: WireValue | undefined): number | null {
  const seconds = asNumber(value)
  // Beyond this JavaScript has no date.
  return seconds === undefined || seconds <= 0 || seconds > 8.64e12 ? null : Math.trunc(seconds) * 1000
}

/** A span of seconds as ms; negative or none is 0. */
export function asSpan(value: WireValue | undefined): number {
  return Math.min(asCount(value) * 1000, Number.MAX_SAFE_INTEGER)
}

export function rounded(number: number, places: number): number {
  const scale = 10 ** places
  const scaled = number * scale
  return scaled > Number.MAX_SAFE_INTEGER ? number : Math.round(scaled) / scale
}

/**
 * Looks up what a dict has under a key; undefined = nothing.
 * @throws Fault 'protocol' for what is no dict
 */
export function lookUp(value: WireValue, what: AnswerName): (key: string) => WireValue | undefined {
  if (isDict(value)) return (key) => value[key]
  if (value instanceof Map) return (key) => value.get(key)
  throw malformed(what)
}

/** @throws Fault 'protocol' for what is no list */
export function itemsOf(value: WireValue, what: AnswerName): WireValue[] {
  if (Array.isArray(value)) return value
  throw malformed(what)
}

export function malformed(what: AnswerName): Fault {
  return new Fault('protocol', say('answer.odd', { what: say(`answer.${what}`) }), { details: { what } })
}
