import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { lists } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import { type PieceRun, pieceRuns } from '../../lib/pieces.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import { asCount, asFlag, asText } from './shapes.ts'
import { readTrackers } from './trackers.ts'
import { person } from './verbs.ts'

/** What the daemon does not keep (how long a torrent ran, its rank, who made it) is not known. */
const unknown = { activeMs: null, seedingMs: null, seedRank: null, stopRatio: null, creator: '' }

/** Reads one torrent's details; null = no such torrent. @throws Fault as every request */
export async function readDetails(rtorrent: Rtorrent, hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null> {
  try {
    const { trackers } = await readTrackers(rtorrent, hash)
    const told = await rtorrent
      .torrent(hash)
      .isMeta()
      .isComplete()
      .sizeChunks()
      .chunkSize()
      .sizeFiles()
      .bitfield()
      .first(person)
    const isMeta = asFlag(told.isMeta)
    const waits = trackers.flatMap(({ nextAnnounceMs }) => nextAnnounceMs ?? [])
    const pieceCount = isMeta ? 0 : asCount(told.sizeChunks)
    return {
      ...unknown,
      pieces:
        isMeta || asFlag(told.isComplete) ? null : havingRuns(asText(told.bitfield, lists.pieces / 4), pieceCount),
      pieceCount,
      pieceBytes: isMeta ? 0 : asCount(told.chunkSize),
      fileCount: isMeta ? null : asCount(told.sizeFiles),
      nextAnnounceMs: waits.length > 0 ? Math.min(...waits) : null,
      trackerUrl: trackers.find(({ state }) => state === 'ok')?.url ?? '',
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'not-found') return null
    throw error
  }
}

/** Four pieces in a hex digit, the first in its highest bit; null = it was not looked at yet. */
export function havingRuns(bitfield: string, count: number): PieceRun[] | null {
  if (bitfield === '' || !/^[0-9a-f]*$/i.test(bitfield)) return null
  const pieces = Math.min(count, bitfield.length * 4)
  return pieceRuns(pieces, (at) => {
    const digit = Number.parseInt(bitfield[at >> 2] ?? '0', 16)
    return (digit >> (3 - (at & 3))) & 1 ? 3 : 0
  })
}
