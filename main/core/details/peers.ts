import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { PeersItem } from '../../../preload/contract/peers.ts'
import type { Context, Sink } from '../context.ts'
import { openReading } from './reading.ts'

const everyMs = 1_000

/** One torrent's peers, when they are not what was told before. */
export function openPeers(context: Context, { key }: { key: TorrentKey }, sink: Sink<'peers'>): () => void {
  return openReading<PeersItem>(context, key, sink, {
    everyMs,
    read: async ({ inside }, hash) => ({ kind: 'peers', ...(await inside.peers(hash)) }),
    away: (problem) => ({ kind: 'away', problem }),
  })
}
