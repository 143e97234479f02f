import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { LeadSchema } from './notices.ts'
import { SaysSchema } from './says.ts'
import { AddSourceSchema } from './adding.ts'
import { DaemonIdSchema } from './keys.ts'
import { bytes, count, text, time } from './units.ts'

/**
 * What the system handed to the program (a magnet link that was clicked, a torrent file that was opened); with nothing in
 * it, the person wants to add something and has not said what.
 */
export const HandedSchema = v.object({
  /** For the add dialog: never added without it. */
  sources: v.array(AddSourceSchema),
  /** What cannot be added, and why. */
  problems: v.array(ProblemSchema),
  /** Nobody asked for it (it lies in the clipboard): it is offered, and the dialog does not open by itself. */
  isOffer: v.optional(v.literal(true)),
})
export type Handed = v.InferOutput<typeof HandedSchema>

/** News for the person, in English and as sentences. The texts may carry names of torrents: show them as text. */
export const NewsSchema = v.object({
  /** The same for all windows that hear of it, and no other news'. */
  id: v.string(),
  title: v.string(),
  body: v.string(),
  tone: v.picklist(['ok', 'bad']),
  /** Whether it may make a sound. */
  sound: v.boolean(),
  about: LeadSchema,
  /** Title and body as sentences of the catalogue; absent = what is written there is nobody's language (a name). */
  says: v.optional(v.object({ title: v.optional(SaysSchema), body: v.optional(SaysSchema) })),
})
export type News = v.InferOutput<typeof NewsSchema>

/**
 * Why nothing can be written down just now. kind: something else is in the place of a file · gone: the folder or a file
 * in it is not there any more, or another is in its place · io: the disk itself fails · ended: the part that writes has
 * ended and is begun again · damaged: the database makes no sense any more.
 */
export const diskReasons = [
  'full',
  'read-only',
  'permission',
  'busy',
  'kind',
  'gone',
  'io',
  'ended',
  'damaged',
] as const
export type DiskReason = (typeof diskReasons)[number]

/** Nothing is written down since then; it is tried again by itself, and null follows when it works. */
export const DiskTroubleSchema = v.object({ reason: v.picklist(diskReasons), folder: v.string(), since: time })
export type DiskTrouble = v.InferOutput<typeof DiskTroubleSchema>

/** Estuary ended by faults of its own too often: daemons are connected only when the person says so. */
export const SafeModeSchema = v.object({
  /** How often it ended so within the last minutes. */
  endings: v.number(),
  /** What the last fault was, in the program's own words; may be empty. */
  what: v.string(),
  /** Daemons that would be connected and are held back. */
  held: v.array(DaemonIdSchema),
})
export type SafeMode = v.InferOutput<typeof SafeModeSchema>

/** Room for all lines of the log. */
const mostSavedCharacters = 16 * 1024 * 1024

export const appCalls = {
  'app.info': {
    args: v.object({}),
    result: v.object({
      version: v.string(),
      /** Which door this window came through. */
      door: v.picklist(['desktop', 'web']),
      dataFolder: v.string(),
      /** Things the person should know about this start (a corrupt file set aside…): in English, and as sentences. */
      remarks: v.array(v.object({ text: v.string(), says: SaysSchema })),
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
  /** What lies in the data folder. */
  'app.folder': {
    args: v.object({}),
    result: v.object({
      path: v.string(),
      /** Of all files in it; null = they could not be counted in time. */
      bytes: v.nullable(bytes),
      /** Torrents that are known, of all daemons. */
      torrents: count,
      /** Whether this door can show the folder to the person. */
      canOpen: v.boolean(),
    }),
  },
  /** Shows the data folder in the system's own program for files. Fails with 'invalid' where the door cannot. */
  'app.openFolder': { args: v.object({}), result: v.null(), by: 'window' },
  /**
   * Asks the person where to, and saves a text of this window's there. 'yours' = this door has no dialogs of the
   * system: the page lets the browser save it.
   */
  'app.saveFile': {
    args: v.object({
      name: v.pipe(text(100), v.regex(/^[\w-][\w.-]*\.(json|log)$/, 'That is no name for a file of Estuary’s.')),
      content: text(mostSavedCharacters),
    }),
    result: v.picklist(['saved', 'declined', 'yours']),
    by: 'window',
  },
  /** Tries at once whether the disk works again; null = it does. */
  'app.retryDisk': { args: v.object({}), result: v.nullable(DiskTroubleSchema) },
  /** Ends the safe mode: every daemon that is held back is connected. */
  'app.leaveSafe': { args: v.object({}), result: v.null(), by: 'window' },
} as const

export const appFeeds = {
  /** One window gets each: whichever listens, or the next one to come. */
  handed: { args: v.object({}), item: HandedSchema },
  /** News that the door could not tell through the system; nothing at the beginning. */
  news: { args: v.object({}), item: NewsSchema },
  /** Whether what happens can be written down; null = it can. */
  disk: { args: v.object({}), item: v.nullable(DiskTroubleSchema) },
  /** null = Estuary started as usual, or the safe mode is over. */
  safe: { args: v.object({}), item: v.nullable(SafeModeSchema) },
} as const
