import * as v from 'valibot'
import { TorrentKeySchema } from './keys.ts'

const Keys = v.pipe(v.array(TorrentKeySchema), v.maxLength(500))

export const viewCalls = {
  /** What this window shows now: these rows are read every second. */
  'view.watch': { args: v.object({ visible: Keys, selected: Keys }), result: v.null(), by: 'window' },
} as const
