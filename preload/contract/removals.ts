import * as v from 'valibot'
import { DaemonIdSchema, HashSchema } from './keys.ts'
import { ItemResultSchema, KeysSchema } from './torrents.ts'
import { count } from './units.ts'

/** So long a removal waits before it is sent. */
export const graceMs = 8_000

const IdSchema = v.pipe(
  v.string(),
  v.maxLength(16, 'That is not a removal’s id.'),
  v.regex(/^[0-9a-f]{10}$/, 'That is not a removal’s id.'),
)

/** Torrents that a person removes: they are there until it is sent, and until then it can be undone. */
export const RemovalSchema = v.object({
  id: IdSchema,
  withFiles: v.boolean(),
  /** What the first of them is called. */
  name: v.string(),
  /** Those that are not done yet, by daemon. */
  parts: v.array(v.object({ daemon: DaemonIdSchema, hashes: v.array(HashSchema) })),
  /** waiting: it can be undone · sending: it cannot any more. */
  state: v.picklist(['waiting', 'sending']),
  /** What is left of the wait; null = it does not run (any more). */
  leftMs: v.nullable(count),
  /** Somebody at a window reads: the wait is stopped meanwhile. */
  isHeld: v.boolean(),
  /** The wait is over, and these are not connected: it is sent to them when they are. */
  waitsFor: v.array(DaemonIdSchema),
})
export type Removal = v.InferOutput<typeof RemovalSchema>

export const RemovalsItemSchema = v.variant('kind', [
  /** All there are; at the beginning. */
  v.object({ kind: v.literal('all'), removals: v.array(RemovalSchema) }),
  /** One that is new, or another than it was. */
  v.object({ kind: v.literal('put'), removal: RemovalSchema }),
  /** The wait of one was stopped, or goes on. */
  v.object({ kind: v.literal('pace'), id: IdSchema, leftMs: v.nullable(count), isHeld: v.boolean() }),
  /** One is over: so many were removed, these were not, and so many were left because it was undone. */
  v.object({
    kind: v.literal('end'),
    id: IdSchema,
    withFiles: v.boolean(),
    removed: count,
    undone: count,
    failed: v.array(ItemResultSchema),
  }),
])
export type RemovalsItem = v.InferOutput<typeof RemovalsItemSchema>

export const removalCalls = {
  /**
   * Removes torrents after a wait in which that can be undone; kept on the disk before it is answered. With their files
   * they are paused at once. The results say which of them wait; how it goes, the feed tells.
   */
  'removals.begin': {
    args: v.object({ keys: KeysSchema, withFiles: v.boolean() }),
    result: v.array(ItemResultSchema),
    needs: 'remove',
    by: 'person',
  },
  /** Leaves the torrents as they were before. Fails with 'not-found' when it is sent already. */
  'removals.undo': { args: v.object({ id: IdSchema }), result: v.null(), by: 'person' },
  /** Waits no longer. */
  'removals.now': { args: v.object({ id: IdSchema }), result: v.null(), by: 'person' },
  /** Stops the wait while this window says so, and while it is there. */
  'removals.hold': { args: v.object({ id: IdSchema, held: v.boolean() }), result: v.null(), by: 'person' },
} as const

export const removalFeeds = {
  /** Removals that wait, and how they end. */
  removals: { args: v.object({}), item: RemovalsItemSchema },
} as const
