import * as v from 'valibot'
import type { Log } from './log.ts'
import { plainWords } from './words.ts'

/** The exit code of a program that a fault of its own has ended: whoever started it may start it again. */
export const faultCode = 70

/** It is started again so often within so long; then it starts in safe mode, and after that not again. */
const mostEndings = 3
const withinMs = 10 * 60_000

const EndingSchema = v.object({
  /** ms since 1970. */
  at: v.number(),
  /** What the fault was, in a few words. */
  what: v.pipe(v.string(), v.maxLength(300)),
})
/** The program's end by a fault that nobody caught. */
export type Ending = v.InferOutput<typeof EndingSchema>

/*
 * The list goes from one life of the program to the next on its command line, by whoever starts it again: it counts
 * also when the disk takes nothing.
 */

/** The list of an earlier life; what makes no sense is no list. */
export function readEndings(text: string | undefined): Ending[] {
  try {
    return v.parse(v.pipe(v.array(EndingSchema), v.maxLength(mostEndings + 1)), JSON.parse(text ?? '[]'))
  } catch {
    return []
  }
}

export function spellEndings(endings: readonly Ending[]): string {
  return JSON.stringify(endings)
}

/** Those that count, with one more. */
export function withEnding(before: readonly Ending[], at: number, what: string): Ending[] {
  const counted = before.filter((ending) => Math.abs(at - ending.at) < withinMs)
  return [...counted, { at, what: plainWords(what, 300) }]
}

/** So that the log of this life says why there is one. */
export function noteEndings(log: Log, endings: readonly Ending[]): void {
  for (const { at, what } of endings)
    log.info({ endedAt: new Date(at).toISOString(), what }, 'a fault ended Estuary before')
}

/** How the program starts after these: as usual, connecting to nobody, or not at all. */
export function startAfter(endings: readonly Ending[]): 'usual' | 'safe' | 'never' {
  if (endings.length <= mostEndings) return 'usual'
  return endings.length === mostEndings + 1 ? 'safe' : 'never'
}
