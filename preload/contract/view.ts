import * as v from 'valibot'
import { TorrentKeySchema } from './keys.ts'
import { WatchedFieldsSchema } from './rows.ts'

const Keys = v.pipe(v.array(TorrentKeySchema), v.maxLength(500))

export const viewCalls = {
  /**
   * What this window shows now: these rows are read every second. `by` are the fields that its list is sorted or
   * filtered by: they are told within a second, whichever row they are of.
   */
  'view.watch': {
    args: v.object({ visible: Keys, selected: Keys, by: v.optional(WatchedFieldsSchema, []) }),
    result: v.null(),
    by: 'window',
  },
  /** Whether the person has this window before them: what happens is then told by its bell alone. */
  'view.focus': { args: v.object({ focused: v.boolean() }), result: v.null(), by: 'window' },
} as const
