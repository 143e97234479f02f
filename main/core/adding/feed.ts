import type { CheckedFeedArgs } from '../../../preload/contract/feeds.ts'
import { metadataWaitMs } from '../../../preload/contract/adding.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import { Fault, faultOf, toProblem } from '../../lib/fault.ts'
import { inBackground } from '../../lib/guard.ts'
import { Lane } from '../../lib/lane.ts'
import type { Context, Sink } from '../context.ts'

/** A daemon opens connections to strangers for each. */
const mostAtOnce = 6

/** Who asks daemons what is in magnet links: of each daemon, a few at a time. */
export class MetadataLanes {
  readonly #lanes = new Map<DaemonId, Lane>()

  of(daemon: DaemonId): Lane {
    const lane = this.#lanes.get(daemon) ?? new Lane(mostAtOnce)
    this.#lanes.set(daemon, lane)
    return lane
  }
}

/** Has a daemon look for what is in a magnet link; nothing of it stays there. */
export function openMetadata(
  { app }: Context,
  { daemon: id, uri }: CheckedFeedArgs<'metadata'>,
  { item, ended, failed }: Sink<'metadata'>,
): () => void {
  const { roster, clock, metadata } = app
  const lane = metadata.of(id)
  let isOver = false
  const ask = async (): Promise<void> => {
    // Nobody waits for it any more.
    if (isOver) return
    const { link, record } = roster.get(id)
    const connection = link.demand(record.name)
    const why = connection.cannot.metadata
    if (why) throw faultOf(why)
    const since = clock.now()
    item({ kind: 'asking', since, until: since + metadataWaitMs })
    const found = await connection.metadata(uri, metadataWaitMs)
    if (isOver) return
    item(found ? { kind: 'found', content: Buffer.from(found).toString('base64') } : { kind: 'none' })
  }
  if (!lane.isFree) item({ kind: 'waiting' })
  inBackground(async () => {
    try {
      await lane.run(ask)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (!isOver) ended(toProblem(error))
    }
  }, failed)
  return () => {
    isOver = true
  }
}
