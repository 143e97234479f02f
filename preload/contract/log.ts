import * as v from 'valibot'
import { count, text, time } from './units.ts'

/** From the least to the most serious. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** A line of the program's log, without secrets. Its words are English, and parts of them strangers' own. */
export const LogLineSchema = v.object({
  /** Counts on through a life of the program, and never goes back. */
  id: count,
  at: time,
  level: v.picklist(logLevels),
  text: v.string(),
  /** The daemon that it is about; null = none in particular. */
  daemon: v.nullable(v.string()),
  /** What else was said, as "name: value", one below the other; may be empty. */
  facts: v.string(),
})
export type LogLine = v.InferOutput<typeof LogLineSchema>

/** Which lines are wanted. */
const wanted = {
  /** Lines of this level and of more serious ones. */
  least: v.optional(v.picklist(logLevels), 'debug'),
  /** Lines with this in their words, facts or daemon; upper and lower case are alike. */
  text: v.optional(text(200), ''),
}

export const logCalls = {
  /** Newest first; before = id of the oldest one already had. */
  'log.list': {
    args: v.object({
      ...wanted,
      before: v.optional(v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    }),
    result: v.array(LogLineSchema),
  },
} as const

export const logFeeds = {
  /** New lines, oldest first; nothing at the beginning. */
  log: { args: v.object(wanted), item: v.array(LogLineSchema) },
} as const
