import * as v from 'valibot'
import { DaemonIdSchema, TorrentKeySchema } from './keys.ts'
import { SaysSchema } from './says.ts'
import { count, time } from './units.ts'

export const eventKinds = [
  'added',
  'removed',
  'finished',
  'failed',
  'connected',
  'lost',
  'refused',
  'trusted',
  /** Torrents are not shown to this account any more; whether they are gone is not known. */
  'hidden',
  /** More happened in a short time than is kept. */
  'omitted',
  'acted',
] as const
export type EventKind = (typeof eventKinds)[number]

/** One line of history. */
export const EventSchema = v.object({
  id: count,
  at: time,
  kind: v.picklist(eventKinds),
  daemon: v.nullable(DaemonIdSchema),
  hash: v.nullable(v.string()),
  /** The torrent's or daemon's name at that time. */
  name: v.string(),
  /** What happened, in words: English, or a daemon's own; empty when the kind says it all. */
  text: v.string(),
  /** The same as a sentence of the catalogue; absent = there are only these words (as before there was a catalogue). */
  says: v.optional(SaysSchema),
  /** Learnt after the fact, on reconnecting. */
  away: v.boolean(),
})
export type HistoryEvent = v.InferOutput<typeof EventSchema>

export const eventCalls = {
  /** Newest first; before = id of the oldest one already had. */
  'events.list': {
    args: v.object({
      before: v.optional(v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    }),
    result: v.array(EventSchema),
  },
  /** The same of one torrent. */
  'events.of': {
    args: v.object({
      key: TorrentKeySchema,
      before: v.optional(v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    }),
    result: v.array(EventSchema),
  },
} as const

export const eventFeeds = {
  /** New lines of history, oldest first; nothing at the beginning. */
  events: { args: v.object({}), item: v.array(EventSchema) },
} as const
