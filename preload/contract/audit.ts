import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { mostEventsAtOnce, PlaceInTimeSchema } from './events.ts'
import { DaemonIdSchema } from './keys.ts'
import { count, text, time } from './units.ts'

/*
 * What was done from here: one line for each call that changes something, kept before it is carried out. Nothing secret
 * is in it: passwords, cookies, passkeys and the secrets of addresses are struck out before it is written.
 */

/**
 * pending: no answer yet · waiting: it was answered, and goes on · done · partly: of several some were not done ·
 * failed · undone: taken back before it was sent · cancelled: Estuary ended before it was sent · unknown: it was sent,
 * and no answer came · lost: Estuary ended before the answer.
 */
export const deedStates = [
  'pending',
  'waiting',
  'done',
  'partly',
  'failed',
  'undone',
  'cancelled',
  'unknown',
  'lost',
] as const
export type DeedState = (typeof deedStates)[number]

const ValueSchema = v.nullable(v.union([v.string(), v.number(), v.boolean()]))
export type DeedValue = v.InferOutput<typeof ValueSchema>

/** One thing that was to be other: what it was, as far as it was known, and what it was to be; null = not known. */
export const DeedChangeSchema = v.object({
  field: v.string(),
  before: ValueSchema,
  /** The torrents had several values before. */
  mixed: v.boolean(),
  after: ValueSchema,
})
export type DeedChange = v.InferOutput<typeof DeedChangeSchema>

/** Why something of it was not done, and for how many torrents or other things. */
export const DeedFailureSchema = v.object({
  problem: v.pick(ProblemSchema, ['code', 'message', 'says']),
  /** The first of them, as the call names it (the key of a torrent); null = the whole call failed. */
  what: v.nullable(v.string()),
  times: count,
})
export type DeedFailure = v.InferOutput<typeof DeedFailureSchema>

export const DeedSchema = v.object({
  id: count,
  at: time,
  /** When it was over; null = it is not, or nobody knows. */
  endedAt: v.nullable(time),
  state: v.picklist(deedStates),
  /** Through which door it came, and whether a person at a window or a program did it. */
  door: v.picklist(['desktop', 'web']),
  who: v.picklist(['window', 'program']),
  /** The call, as the contract names it. */
  call: v.string(),
  /** What else it is about, by its name: a new daemon, an account, what a torrent was added from; may be empty. */
  subject: v.string(),
  /** At which daemons, by the names that they had; of many only the first. */
  daemons: v.array(v.object({ id: DaemonIdSchema, name: v.string() })),
  /** To which torrents; of many only the first. */
  torrents: v.array(v.object({ key: v.string(), name: v.string() })),
  /** To how many torrents. */
  torrentCount: count,
  changes: v.array(DeedChangeSchema),
  /** The call's arguments as JSON, without secrets and of a bounded size. */
  args: v.string(),
  failures: v.array(DeedFailureSchema),
})
export type Deed = v.InferOutput<typeof DeedSchema>

export const auditWanted = {
  /** Lines in which each of these words stands. */
  text: v.optional(text(200)),
  daemons: v.optional(v.pipe(v.array(DaemonIdSchema), v.maxLength(1000))),
  /** Only what was not done, or not wholly, or of which nobody knows. */
  failures: v.optional(v.boolean()),
}
export type AuditWanted = v.InferOutput<v.ObjectSchema<typeof auditWanted, undefined>>

export const auditCalls = {
  /** Newest first; fewer than asked for = there are no more. Places as in events.list. */
  'audit.list': {
    args: v.object({
      ...auditWanted,
      before: v.optional(PlaceInTimeSchema),
      after: v.optional(PlaceInTimeSchema),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostEventsAtOnce)),
    }),
    result: v.array(DeedSchema),
  },
} as const

export const auditFeeds = {
  /** Deeds that begin, and again whenever more is known of how they end; nothing at the beginning. */
  audit: { args: v.object({}), item: v.array(DeedSchema) },
} as const
