import * as v from 'valibot'
import { DaemonIdSchema } from './keys.ts'
import { ItemResultSchema, KeysSchema } from './torrents.ts'
import { count, text } from './units.ts'

const mostDaemons = 200

/** Where the torrents of a daemon are to be, on its machine. */
export const MoveTargetSchema = v.object({
  daemon: DaemonIdSchema,
  folder: v.pipe(
    text(4096),
    v.trim(),
    v.minLength(1, 'Give the folder to move to.'),
    v.regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/, 'Give the whole path of the folder.'),
  ),
})
export type MoveTarget = v.InferOutput<typeof MoveTargetSchema>

export const MovesItemSchema = v.variant('kind', [
  /** What is on its way, whenever that changed. */
  v.object({
    kind: v.literal('now'),
    moves: v.array(v.object({ daemon: DaemonIdSchema, folder: v.string(), number: count })),
  }),
  /** What was begun with one call is over: so many are where they were to be, these are not. */
  v.object({
    kind: v.literal('end'),
    moved: count,
    failed: v.array(ItemResultSchema),
    targets: v.array(v.object({ daemon: DaemonIdSchema, folder: v.string() })),
  }),
])
export type MovesItem = v.InferOutput<typeof MovesItemSchema>

export const moveCalls = {
  /**
   * Begins to move the content of torrents to a folder of each daemon. The results say which are on their way; whether
   * they arrive is followed, also over a restart of either side, and the feed tells it.
   */
  'torrents.move': {
    args: v.object({
      keys: KeysSchema,
      targets: v.pipe(
        v.array(MoveTargetSchema),
        v.minLength(1, 'Choose a daemon first.'),
        v.maxLength(mostDaemons, 'Choose fewer daemons.'),
      ),
    }),
    result: v.array(ItemResultSchema),
    needs: 'move',
  },
} as const

export const moveFeeds = {
  moves: { args: v.object({}), item: MovesItemSchema },
} as const
