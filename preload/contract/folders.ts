import * as v from 'valibot'
import { DaemonSchema } from './daemons.ts'
import { longestPath } from './files.ts'
import { DaemonIdSchema, TorrentKeySchema } from './keys.ts'
import { MappingsSchema } from './mappings.ts'
import { count, text } from './units.ts'

/** Folders of a daemon's machine that a path may go on with. */
export const FolderListSchema = v.object({
  /** Whole paths with a separator at the end, as the daemon spells them; a name before those that are longer. */
  folders: v.array(v.string()),
  /** So many more than are taken. */
  left: count,
})
export type FolderList = v.InferOutput<typeof FolderListSchema>

export const folderCalls = {
  /**
   * The folders in which a path may go on: those inside of it when it ends with a separator, else those beside its last
   * name that begin with it. None for what is no whole path, and where there is nothing that the daemon may read.
   */
  'folders.complete': {
    args: v.object({
      daemon: DaemonIdSchema,
      path: text(longestPath),
      /** Those, too, that its system hides when nobody asks for them. */
      hidden: v.boolean(),
    }),
    result: FolderListSchema,
    needs: 'folders',
  },
  /** Says anew where the person has which folders of a daemon. */
  'folders.map': {
    args: v.object({ daemon: DaemonIdSchema, mappings: MappingsSchema }),
    result: DaemonSchema,
    by: 'window',
  },
  /**
   * Shows the person where a torrent lies, in the system's own program for files: selected in its folder, and never
   * opened. Fails with 'invalid' where the door cannot, or its folder is mapped nowhere, and 'not-found' where nothing
   * is there.
   */
  'folders.show': { args: v.object({ key: TorrentKeySchema }), result: v.null(), by: 'window' },
} as const
