import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { longest } from '../../lib/bounds.ts'
import { type PieceRun, type PieceState, pieceRuns } from '../../lib/pieces.ts'
import { isDict, type WireDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { Requests } from './requests.ts'
import { asCount, asCountOrNull, asFraction, asSpan, asText, malformed } from './shapes.ts'

/** What the Status tab shows beyond the row. Never `files`: 10,000 of them held a daemon for 64 ms. */
const detailKeys: readonly string[] = [
  'pieces',
  'num_pieces',
  'piece_length',
  'num_files',
  'active_time',
  'seeding_time',
  'next_announce',
  'seed_rank',
  'stop_at_ratio',
  'stop_ratio',
  'tracker',
  'creator',
]

/** Behind other work, and for a torrent of very many pieces. */
const detailsDeadlineMs = 40_000

type Details = Omit<TorrentDetails, 'key'>

/**
 * Reads one torrent's details; null = no such torrent.
 * core.get_torrent_status, not the list's call: it asks libtorrent afresh (an idle torrent's kept status was seen
 * minutes old) and does not wait for the alert tick (0.3 s on 2.0.3). 50,000 pieces held a daemon for 13 ms.
 * @throws Fault as every call, 'protocol' when the answer is no dict
 */
export async function readDetails(requests: Requests, hash: Hash): Promise<Details | null> {
  const answer = await requests.call({
    method: 'core.get_torrent_status',
    args: [hash, requests.generation.keysFor(detailKeys)],
    deadlineMs: detailsDeadlineMs,
    torrent: hash,
  })
  if (!isDict(answer)) throw malformed('details')
  return Object.keys(answer).length > 0 ? toDetails(answer) : null
}

/** Status keys as details; a value of the wrong type, or one that 1.3 does not have, costs only itself. */
export function toDetails(status: WireDict): Details {
  return {
    pieces: pieceRunsOf(status['pieces']),
    pieceCount: asCount(status['num_pieces']),
    pieceBytes: asCount(status['piece_length']),
    // 0 = the metadata of a magnet link is not there yet.
    fileCount: asCount(status['num_files']) || null,
    activeMs: asSpan(status['active_time']),
    seedingMs: asSpan(status['seeding_time']),
    nextAnnounceMs: asSpan(status['next_announce']) || null,
    seedRank: asCountOrNull(status['seed_rank']),
    stopRatio: status['stop_at_ratio'] === true ? asFraction(status['stop_ratio'], 3) : null,
    trackerUrl: asText(status['tracker'], longest.path),
    creator: asText(status['creator'], longest.status),
  }
}

/** One int per piece; null while seeding or without metadata. */
export function pieceRunsOf(pieces: WireValue | undefined): PieceRun[] | null {
  return Array.isArray(pieces) ? pieceRuns(pieces.length, (at) => stateOf(pieces[at])) : null
}

function stateOf(piece: WireValue | undefined): PieceState {
  return piece === 1 || piece === 2 || piece === 3 ? piece : 0
}
