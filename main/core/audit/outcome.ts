import type { DeedFailure, DeedState } from '../../../preload/contract/audit.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { audit as most } from '../../lib/bounds.ts'
import { toProblem } from '../../lib/fault.ts'
import { type KnownSecrets, redactedData } from '../../lib/redact.ts'

/** What became of a deed. */
export interface Outcome {
  state: DeedState
  failures: DeedFailure[]
}

interface Failed {
  what: string | null
  problem: Problem
}

/** Of a call that was answered: results of several things each say how they fared, all others are done. */
export function outcomeOf(value: unknown, secrets: KnownSecrets): Outcome {
  const things = Array.isArray(value) ? (value as unknown[]) : partsOf(value)
  const failed = things.flatMap(failuresOf)
  if (failed.length === 0) return { state: 'done', failures: [] }
  const failing = things.filter((thing) => failuresOf(thing).length > 0)
  const isWhole = failing.length === things.length && things.every((thing) => isWholly(thing))
  const isUnknown = failed.every(({ problem }) => problem.code === 'outcome-unknown')
  return { state: isWhole ? (isUnknown ? 'unknown' : 'failed') : 'partly', failures: gathered([], failed, secrets) }
}

/** Of a call that failed as a whole. */
export function failureOf(error: unknown, secrets: KnownSecrets): Outcome {
  const problem = toProblem(error)
  const state = problem.code === 'outcome-unknown' ? 'unknown' : 'failed'
  return { state, failures: gathered([], [{ what: null, problem }], secrets) }
}

/** What was not done of several things, behind what was known of it before. */
export function furtherFailures(
  known: readonly DeedFailure[],
  results: readonly unknown[],
  secrets: KnownSecrets,
): DeedFailure[] {
  return gathered(known, results.flatMap(failuresOf), secrets)
}

/** Some results have a list of things in them, and a problem of their own beside. */
function partsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const fields = Object.values(value)
  const lists = fields.filter((field): field is unknown[] => Array.isArray(field)).flat()
  const own = fields.filter(isProblem).map((problem) => ({ problem }))
  return [...lists, ...own].filter((thing) => typeof thing === 'object' && thing !== null)
}

/** A torrent some of whose options were changed is not failed as a whole: what it says of them does not tell. */
function isWholly(thing: unknown): boolean {
  return typeof thing === 'object' && thing !== null && 'problem' in thing
}

function failuresOf(thing: unknown): Failed[] {
  if (typeof thing !== 'object' || thing === null) return []
  const { key, id, indexes, problem, failed } = thing as Record<string, unknown>
  const what = [key, id, Array.isArray(indexes) ? (indexes[0] as unknown) : undefined].find((one) => one !== undefined)
  const named = typeof what === 'string' || typeof what === 'number' ? String(what) : null
  const own = isProblem(problem) ? [{ what: named, problem }] : []
  const parts = Array.isArray(failed) ? (failed as unknown[]).flatMap(failuresOf) : []
  return [...own, ...parts.map((part) => ({ ...part, what: named }))]
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'retry' in value
}

/** Failures of the same reason together: a daemon that is gone fails ten thousand torrents with one sentence. */
function gathered(before: readonly DeedFailure[], failed: readonly Failed[], secrets: KnownSecrets): DeedFailure[] {
  // What is said of thousands is looked through once.
  const safes = new Map<string, DeedFailure['problem']>()
  const nameOf = ({ code, message }: DeedFailure['problem']): string => `${code} ${message}`
  const byReason = new Map(before.map((failure) => [nameOf(failure.problem), { ...failure }]))
  for (const { what, problem } of failed) {
    const raw = nameOf(problem)
    const safe = safes.get(raw) ?? struck(problem, secrets)
    safes.set(raw, safe)
    const known = byReason.get(nameOf(safe))
    if (known) known.times += 1
    else if (byReason.size < most.failures) byReason.set(nameOf(safe), { problem: safe, what, times: 1 })
  }
  return [...byReason.values()]
}

function struck({ code, message, says }: Problem, secrets: KnownSecrets): DeedFailure['problem'] {
  const safe = says === undefined ? {} : { says: redactedData(says, secrets) as typeof says }
  return { code, message: String(redactedData(message, secrets)), ...safe }
}
