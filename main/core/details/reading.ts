import type { Problem } from '../../../preload/contract/errors.ts'
import type { Hash, TorrentKey } from '../../../preload/contract/keys.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Connection } from '../../backend/backend.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import type { OnFault } from '../../lib/guard.ts'
import type { Context } from '../context.ts'
import { Watching } from './watching.ts'

interface ReadingOptions<T> {
  everyMs: number
  /** Reads it; fails with a Fault when the daemon cannot say. */
  read: (connection: Connection, hash: Hash) => Promise<T>
  /** The item that says why there is none. */
  away: (problem: Problem) => T
}

interface Told<T> {
  item: (item: T) => void
  ended: (why: Problem) => void
  failed: OnFault
}

/** Reads something small of one torrent again and again, and tells it when it is not what was told before. */
export function openReading<T>(
  { app }: Context,
  key: TorrentKey,
  { item, ended, failed }: Told<T>,
  { everyMs, read, away }: ReadingOptions<T>,
): () => void {
  const { roster, clock, details } = app
  let told = ''
  const ask = async (connection: Connection | undefined, hash: Hash): Promise<T> => {
    try {
      if (!connection) throw new Fault('offline', say('daemon.offline', { daemon: watching.daemonName }))
      return await read(connection, hash)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return away(toProblem(error))
    }
  }
  const watching: Watching = new Watching({
    key,
    roster,
    clock,
    ended,
    failed,
    async look(connection, hash) {
      const found = await ask(connection, hash)
      const spelled = JSON.stringify(found)
      if (spelled !== told && !watching.isOver) item(found)
      told = spelled
      return everyMs
    },
  })
  watching.start()
  const stop = details.changed.on((changed) => {
    if (changed === key) watching.hasten()
  })
  return () => {
    stop()
    watching.stop()
  }
}
