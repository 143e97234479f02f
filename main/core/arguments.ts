import { saysOf } from '../../preload/words/sentences.ts'
import * as v from 'valibot'
import { Fault } from '../lib/fault.ts'
import { fits, type Room } from './room.ts'

/** As much of a text from outside as a sentence may repeat. */
const longestQuote = 80
/** As many allowed words as a sentence names. */
const longestChoice = 300

/**
 * What came from outside, as its schema has it. Counted first and then checked up to the first thing that is wrong.
 * Fails with 'invalid' and a sentence that says which argument it is (details: what was called, the field).
 * @param about what was called, as details of the failure
 */
export function checked<T>(
  schema: v.GenericSchema<unknown, T>,
  room: Room,
  given: unknown,
  about: Record<string, string>,
): T {
  const value = given ?? {}
  const called = Object.values(about).join(' ')
  if (!fits(value, room)) {
    throw new Fault('invalid', `That is more than ${called} takes, or no plain data: say it with less.`, {
      details: about,
    })
  }
  const result = v.safeParse(schema, value, { abortEarly: true, message: needOf })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = fieldOf(issue)
  const details = field === null ? about : { ...about, field }
  const message = messageOf(issue, field, called)
  throw new Fault('invalid', saysOf(message) ?? message, { details })
}

/** A text from outside, as a sentence may repeat it. */
export function quoted(text: string): string {
  const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return `"${short.replace(/[\p{Cc}\p{Cf}]/gu, '')}"`
}

/** Where in the arguments it is, as "items.3.name"; null = they are wrong as a whole. */
function fieldOf(issue: v.BaseIssue<unknown>): string | null {
  const path = v.getDotPath(issue)
  return path === null ? null : path.slice(0, longestQuote)
}

/** The contract's own sentence where it has one, or else what this field needs. */
function messageOf(issue: v.BaseIssue<unknown>, field: string | null, called: string): string {
  if (issue.message !== needOf(issue)) return issue.message
  return field === null
    ? `The arguments of ${called} ${issue.message}.`
    : `${quoted(field)} of ${called} ${issue.message}.`
}

const needs: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  integer: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
}

function needOf(issue: v.BaseIssue<unknown>): string {
  const { type, expected, requirement, input, kind } = issue
  // A field that is missing, and one that there is not.
  if (kind === 'schema' && input === undefined) return 'is missing'
  if (type === 'strict_object' && expected === 'never') return 'is not known: leave it out'
  if (expected === 'Object') return 'must be an object'
  if (type === 'picklist' || type === 'literal' || type === 'variant' || type === 'union') {
    return `must be one of ${(expected ?? '').replace(/[()]/g, '').replaceAll(' | ', ', ').slice(0, longestChoice)}`
  }
  const amount = typeof requirement === 'number' ? requirement.toLocaleString('en') : ''
  const things = typeof input === 'string' ? 'characters' : 'entries'
  if (type === 'min_value') return `must be ${amount} or more`
  if (type === 'max_value') return `must be ${amount} or less`
  if (type === 'min_length') return `must have ${amount} ${things} or more`
  if (type === 'max_length' || type === 'max_entries') return `must have ${amount} ${things} or fewer`
  return needs[type] ?? 'is not what is taken here'
}
