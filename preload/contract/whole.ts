import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { bytes, count } from './units.ts'

/* What is told of, and done to, the torrents of all daemons together. */

/** Figures of all torrents of all daemons, as far as they are known. */
export const WholeSchema = v.object({
  /** Those that could be paused: neither paused nor in error. */
  running: count,
  /** Those that whole.pause paused and nobody resumed since. */
  halted: count,
  /** Those that download, and of what is wanted of them: all, and what is there already. */
  loading: v.object({ torrents: count, wantedBytes: bytes, doneBytes: bytes }),
})
export type Whole = v.InferOutput<typeof WholeSchema>

/** How many torrents it was done to, and why not to others: each reason once. */
export const WholeResultSchema = v.object({ done: count, left: count, problems: v.array(ProblemSchema) })
export type WholeResult = v.InferOutput<typeof WholeResultSchema>

export const wholeCalls = {
  /** Pauses what runs, on every daemon that is connected, and remembers what that was. */
  'whole.pause': { args: v.object({}), result: WholeResultSchema, needs: 'pause' },
  /** Resumes what whole.pause paused and nothing else; what cannot be resumed now stays remembered. */
  'whole.resume': { args: v.object({}), result: WholeResultSchema, needs: 'pause' },
} as const

export const wholeFeeds = {
  /** At most once a second. */
  whole: { args: v.object({}), item: WholeSchema },
} as const
