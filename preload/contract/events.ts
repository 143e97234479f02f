import * as v from 'valibot'
import { DaemonIdSchema, TorrentKeySchema } from './keys.ts'
import { SaysSchema } from './says.ts'
import { languages } from './settings.ts'
import { count, text, time } from './units.ts'

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

/** Lines that say that something went wrong. */
export const failureKinds: readonly EventKind[] = ['failed', 'lost', 'refused']
/** Lines of what was done from here: nobody has to be told of those. */
export const ownKinds: readonly EventKind[] = ['acted', 'trusted']

/** A time in which a daemon was not seen: from its last moment to the first list behind it. */
export const AbsenceSchema = v.object({ from: time, to: time })
export type Absence = v.InferOutput<typeof AbsenceSchema>

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
  /** In which absence of its daemon it happened; absent = in none, or nobody noted which. */
  absence: v.optional(AbsenceSchema),
  /** A rule of the person's says that nobody is to be told: no bell counts it. */
  hushed: v.optional(v.literal(true)),
})
export type HistoryEvent = v.InferOutput<typeof EventSchema>

/** As many lines as one answer has. */
export const mostEventsAtOnce = 1000
const mostDaemons = 1000

const moment = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15))

/** Where in a list by time one is: lines of the same moment are told apart by their numbers. */
export const PlaceInTimeSchema = v.object({
  at: moment,
  id: v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER)),
})
export type PlaceInTime = v.InferOutput<typeof PlaceInTimeSchema>

/** Which lines are wanted; what is absent narrows nothing. */
export const eventsWanted = {
  kinds: v.optional(v.pipe(v.array(v.picklist(eventKinds)), v.maxLength(eventKinds.length))),
  daemons: v.optional(v.pipe(v.array(DaemonIdSchema), v.maxLength(mostDaemons))),
  /** Lines in which each of these words stands, as the line reads in `language`; accents and case do not count. */
  text: v.optional(text(200)),
  language: v.optional(v.picklist(languages)),
  /** Lines of absences that ended within this time. */
  away: v.optional(v.object({ from: moment, to: moment })),
}
export type EventsWanted = v.InferOutput<v.ObjectSchema<typeof eventsWanted, undefined>>

/** What happened in one absence, or in several that overlap. */
export const AwaySchema = v.object({
  from: time,
  to: time,
  daemons: v.array(DaemonIdSchema),
  /** By kind: how many lines, and some of them. */
  kinds: v.array(v.object({ kind: v.picklist(eventKinds), lines: count, first: v.array(EventSchema) })),
})
export type Away = v.InferOutput<typeof AwaySchema>

/** A list as a file: which one, in which form, and what it is narrowed by. */
const exportWanted = {
  list: v.picklist(['events', 'deeds']),
  form: v.picklist(['csv', 'json']),
  ...eventsWanted,
  /** Of deeds only those that were not done, or of which nobody knows. */
  failures: v.optional(v.boolean()),
}

export const eventCalls = {
  /**
   * Newest first, by the time at which it happened; fewer than asked for = there are no more. before, after: only what
   * is older, or newer, than a line that one has; of newer ones the next, not the newest.
   */
  'events.list': {
    args: v.object({
      ...eventsWanted,
      before: v.optional(PlaceInTimeSchema),
      after: v.optional(PlaceInTimeSchema),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostEventsAtOnce)),
    }),
    result: v.array(EventSchema),
  },
  /** Lines of one torrent, newest first; before = the number of the oldest line already had. */
  'events.of': {
    args: v.object({
      key: TorrentKeySchema,
      before: v.optional(v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    }),
    result: v.array(EventSchema),
  },
  /** How many lines there are of each kind and daemon, and when the first was. */
  'events.tally': {
    args: v.object({ text: eventsWanted.text, language: eventsWanted.language, away: eventsWanted.away }),
    result: v.object({
      counts: v.array(v.object({ kind: v.picklist(eventKinds), daemon: v.nullable(DaemonIdSchema), lines: count })),
      firstAt: v.nullable(time),
    }),
  },
  /** How many lines have a higher number than that, without those of what was done from here; of many only some. */
  'events.unread': {
    args: v.object({ after: v.pipe(count, v.maxValue(Number.MAX_SAFE_INTEGER)) }),
    result: v.object({ lines: count }),
  },
  /** A part of a list as the text of a file; the next one begins behind `next`, null = that was the end. */
  'events.export': {
    args: v.object({ ...exportWanted, before: v.optional(PlaceInTimeSchema) }),
    result: v.object({ text: v.string(), next: v.nullable(PlaceInTimeSchema) }),
    by: 'window',
  },
  /**
   * Asks the person where to, and saves a whole list there. 'yours' = this door has no dialogs of the system: the page
   * asks for the parts and lets the browser save them.
   */
  'events.save': {
    args: v.object(exportWanted),
    result: v.object({ how: v.picklist(['saved', 'declined', 'yours']), name: v.string() }),
    by: 'window',
  },
  /** What happened in the absences that ended after that moment and were not short, the last first. */
  'events.away': { args: v.object({ after: moment }), result: v.array(AwaySchema) },
} as const

export const eventFeeds = {
  /** New lines of history, oldest first; nothing at the beginning. */
  events: { args: v.object({}), item: v.array(EventSchema) },
} as const
