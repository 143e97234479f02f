import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'

/** A wire value as Python's str() might show it, near enough. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return value === null || value === undefined ? 'None' : '<object>'
}

/**
 * What was decoded can be encoded again. The compiler sees that by itself; the linter's rule about class instances
 * follows both recursive types into each other until its stack ends, so it is told here, once.
 */
export function asInput(value: WireValue | undefined): WireInput {
  const known: unknown = value ?? null
  return known as WireInput
}
