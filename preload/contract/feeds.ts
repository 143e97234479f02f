import * as v from 'valibot'
import { AddSourceSchema } from './calls.ts'
import { ProblemSchema } from './errors.ts'
import {
  DaemonIdSchema,
  DaemonSchema,
  EventSchema,
  HashSchema,
  SettingsSchema,
  TorrentDetailsSchema,
  TorrentSchema,
} from './model.ts'

/**
 * A step of one daemon's rows. `from` is the revision it builds on: null = forget that daemon's rows and begin here;
 * a reader whose revision differs asks for torrents.resend. Revisions rise by one; the parts of a long first
 * message carry the same revision in `from` and `revision`.
 */
export const RowsSchema = v.object({
  daemon: DaemonIdSchema,
  from: v.nullable(v.number()),
  revision: v.number(),
  /** Rows that are new (whole) or changed (only what changed). */
  put: v.array(v.object({ ...v.partial(TorrentSchema).entries, hash: HashSchema })),
  drop: v.array(HashSchema),
})
export type Rows = v.InferOutput<typeof RowsSchema>

/** What the system handed to the program (a magnet link that was clicked, a torrent file that was opened). */
export const HandedSchema = v.object({
  /** For the add dialog: never added without it. */
  sources: v.array(AddSourceSchema),
  /** What cannot be added, and why. */
  problems: v.array(ProblemSchema),
})
export type Handed = v.InferOutput<typeof HandedSchema>

/** News for the person. The texts may carry names of torrents: show them as text. */
export const NoticeSchema = v.object({
  title: v.string(),
  body: v.string(),
  tone: v.picklist(['ok', 'bad']),
})
export type Notice = v.InferOutput<typeof NoticeSchema>

/** Every stream a window may listen to. Listening begins with the present state, then come changes. */
export const feeds = {
  /** The whole list of daemons, in the person's order, at every change. */
  daemons: v.array(DaemonSchema),
  torrents: RowsSchema,
  /** New lines of history, oldest first; nothing at the beginning. */
  events: v.array(EventSchema),
  /** The torrent in focus, every second; null = none, or its daemon cannot say. */
  details: v.nullable(TorrentDetailsSchema),
  settings: SettingsSchema,
  /** One window gets each: whichever listens, or the next one to come. */
  links: HandedSchema,
  /** News that the door could not tell through the system; nothing at the beginning. */
  notices: NoticeSchema,
} as const

export type FeedName = keyof typeof feeds
export type FeedItem<N extends FeedName> = v.InferOutput<(typeof feeds)[N]>
