import * as v from 'valibot'
import type { Says } from '../../preload/contract/says.ts'
import { say, saysOf } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'
import { fits, type Extent } from './extent.ts'

/** As much of a text from outside as a sentence may repeat. */
const longestQuote = 80
/** As many allowed words as a sentence names. */
const longestChoice = 300
/** What a schema says that has no sentence of its own. */
const unsaid = 'unsaid'

/** By the type of the schema that something does not fit. */
const needs: Readonly<
  Record<string, 'argument.text' | 'argument.number' | 'argument.integer' | 'argument.boolean' | 'argument.list'>
> = {
  string: 'argument.text',
  number: 'argument.number',
  integer: 'argument.integer',
  boolean: 'argument.boolean',
  array: 'argument.list',
}
const bounds: Readonly<Record<string, 'argument.least' | 'argument.most' | 'argument.short' | 'argument.long'>> = {
  min_value: 'argument.least',
  max_value: 'argument.most',
  min_length: 'argument.short',
  max_length: 'argument.long',
  max_entries: 'argument.long',
}

/**
 * What came from outside, as its schema has it. Counted first and then checked up to the first thing that is wrong.
 * Fails with 'invalid' and a sentence that says which argument it is (details: what was called, the field).
 * @param about what was called, as details of the failure
 */
export function checked<T>(
  schema: v.GenericSchema<unknown, T>,
  extent: Extent,
  given: unknown,
  about: Record<string, string>,
): T {
  const value = given ?? {}
  const called = Object.values(about).join(' ')
  if (!fits(value, extent)) {
    throw new Fault('invalid', say('call.too-much', { call: called }), { details: about })
  }
  const result = v.safeParse(schema, value, { abortEarly: true, message: unsaid })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = fieldOf(issue)
  const details = field === null ? about : { ...about, field }
  throw new Fault('invalid', unfit(issue, called, field), { details })
}

/** A text from outside, as a sentence may repeat it. */
export function cited(text: string): string {
  const short = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return short.replace(/[\p{Cc}\p{Cf}]/gu, '')
}

/** What the contract says of an argument, which is in the catalogue word for word. */
export function contractSays(message: string): Says {
  return saysOf(message) ?? say('said', { text: message })
}

/** Where in the arguments it is, as "items.3.name"; null = they are wrong as a whole. */
function fieldOf(issue: v.BaseIssue<unknown>): string | null {
  const path = v.getDotPath(issue)
  return path === null ? null : path.slice(0, longestQuote)
}

/** The contract's own sentence where it has one, or else what this field needs. */
function unfit(issue: v.BaseIssue<unknown>, call: string, field: string | null): Says {
  const { type, expected, requirement, input, kind, message } = issue
  if (message !== unsaid) return contractSays(message)
  const argument = { call, field: field === null ? null : cited(field) }
  // A field that is missing, and one that there is not.
  if (kind === 'schema' && input === undefined) return say('argument.missing', argument)
  if (type === 'strict_object' && expected === 'never') return say('argument.unknown', argument)
  if (expected === 'Object') return say('argument.object', argument)
  if (type === 'picklist' || type === 'literal' || type === 'variant' || type === 'union') {
    const choices = (expected ?? '').replace(/[()]/g, '').replaceAll(' | ', ', ').slice(0, longestChoice)
    return say('argument.choice', { ...argument, choices })
  }
  const bound = bounds[type]
  if (bound === undefined || typeof requirement !== 'number') return say(needs[type] ?? 'argument.odd', argument)
  return say(bound, { ...argument, number: requirement, isText: typeof input === 'string' })
}
