import * as v from 'valibot'
import { longestPath } from './files.ts'
import { DaemonIdSchema } from './keys.ts'
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
} as const
