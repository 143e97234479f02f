import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'

/** What a daemon may or may not be able to do, by its kind, its version and the account that we have there. */
export const capabilities = [
  /** Tells of every torrent that it has, not only of this account's own. */
  'list-all',
  /** Pausing and resuming. */
  'pause',
  'recheck',
  'reannounce',
  'queue',
  'remove',
  /** Removing what a torrent has on its disk along with it. */
  'remove-files',
  'add',
  /** Telling what is in a magnet link before it is added. */
  'metadata',
  /** Telling who may log in, and changing that. */
  'accounts',
  /** Priorities of files. */
  'files',
  /** Giving files and folders within a torrent other names. */
  'rename-files',
  /** Giving a torrent another name. */
  'rename',
  /** The priority between skip and normal. */
  'low-priority',
  /** Changing the list of trackers. */
  'trackers',
  /** Changing options of torrents; which of them, options.read tells. */
  'options',
  /** Moving what a torrent has to another folder. */
  'move',
  /** Limits of the daemon's whole speed. */
  'limits',
  /** Connecting to a peer by its address. */
  'connect-peer',
  /** Telling which folders there are on its machine. */
  'folders',
] as const
export type Capability = (typeof capabilities)[number]

/** What a daemon cannot do now, and why in words for the person; everything that is absent it can. */
export const CannotSchema = v.record(v.picklist(capabilities), ProblemSchema)
export type Cannot = v.InferOutput<typeof CannotSchema>
