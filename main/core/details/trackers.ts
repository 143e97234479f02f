import type { TrackersItem } from '../../../preload/contract/trackers.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { Context, Sink } from '../context.ts'
import { openReading } from './reading.ts'

const everyMs = 2_000

/** One torrent's trackers, when they are not what was told before. */
export function openTrackers(context: Context, { key }: { key: TorrentKey }, sink: Sink<'trackers'>): () => void {
  return openReading<TrackersItem>(context, key, sink, {
    everyMs,
    read: async ({ inside }, hash) => ({ kind: 'trackers', ...(await inside.trackers(hash)) }),
    away: (problem) => ({ kind: 'away', problem }),
  })
}
