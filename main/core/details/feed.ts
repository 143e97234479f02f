import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { Hash, TorrentKey } from '../../../preload/contract/keys.ts'
import type { Connection } from '../../backend/backend.ts'
import type { Context, Sink } from '../context.ts'
import { Watching } from './watching.ts'

const everyMs = 1_000

/** Reads one torrent every second. */
export function openDetails({ app }: Context, { key }: { key: TorrentKey }, sink: Sink<'details'>): () => void {
  const { roster, clock } = app
  const watching: Watching = new Watching({
    key,
    roster,
    clock,
    ended: sink.ended,
    failed: sink.failed,
    async look(connection, hash) {
      const details = await ask(connection, hash)
      if (!watching.isOver) sink.item(details && { ...details, key })
      return everyMs
    },
  })
  watching.start()
  return () => watching.stop()
}

/** null when the daemon cannot say now: the row itself tells why. */
async function ask(connection: Connection | undefined, hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
  try {
    return (await connection?.details(hash)) ?? null
  } catch {
    return null
  }
}
