import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { SaysSchema } from './says.ts'
import { AddSourceSchema } from './torrents.ts'
import { text } from './units.ts'

/** What the system handed to the program (a magnet link that was clicked, a torrent file that was opened). */
export const HandedSchema = v.object({
  /** For the add dialog: never added without it. */
  sources: v.array(AddSourceSchema),
  /** What cannot be added, and why. */
  problems: v.array(ProblemSchema),
})
export type Handed = v.InferOutput<typeof HandedSchema>

/** News for the person, in English and as sentences. The texts may carry names of torrents: show them as text. */
export const NewsSchema = v.object({
  title: v.string(),
  body: v.string(),
  tone: v.picklist(['ok', 'bad']),
  /** Title and body as sentences of the catalogue; absent = what is written there is nobody's language (a name). */
  says: v.optional(v.object({ title: v.optional(SaysSchema), body: v.optional(SaysSchema) })),
})
export type News = v.InferOutput<typeof NewsSchema>

export const appCalls = {
  'app.info': {
    args: v.object({}),
    result: v.object({
      version: v.string(),
      /** Which door this window came through. */
      door: v.picklist(['desktop', 'web']),
      dataFolder: v.string(),
      /** Things the person should know about this start (a corrupt file set aside…). */
      remarks: v.array(v.string()),
    }),
  },
  /**
   * Opens an https or mailto address outside of Estuary. Nearly every address comes from a torrent, so the person is
   * asked first, unless it is one that Estuary itself points to. 'yours' = this door has no way out: the page opens it.
   */
  'app.openExternal': {
    args: v.object({ url: v.pipe(text(2048), v.minLength(1)) }),
    result: v.picklist(['opened', 'declined', 'yours']),
  },
} as const

export const appFeeds = {
  /** One window gets each: whichever listens, or the next one to come. */
  handed: { args: v.object({}), item: HandedSchema },
  /** News that the door could not tell through the system; nothing at the beginning. */
  news: { args: v.object({}), item: NewsSchema },
} as const
