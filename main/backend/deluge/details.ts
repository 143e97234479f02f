import type { TorrentDetails } from '../../../preload/contract/details.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { lists, longest } from '../../lib/bounds.ts'
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
type PieceState = 0 | 1 | 2 | 3
type PieceRun = [PieceState, number]

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
    pieces: pieceRuns(status['pieces']),
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

/**
 * One int per piece (0 missing, 1 available, 2 coming, 3 have) as runs; null while seeding or without metadata. Where
 * there are more runs than a screen has points, neighbours are told as one: as what is furthest from being there.
 */
export function pieceRuns(pieces: WireValue | undefined): PieceRun[] | null {
  if (!Array.isArray(pieces) || pieces.length === 0) return null
  const count = Math.min(pieces.length, lists.pieces)
  return runsOf(pieces, count, 1) ?? runsOf(pieces, count, Math.ceil(count / lists.pieceRuns)) ?? null
}

/** Runs of `each` pieces told as one; undefined = there would be too many. */
function runsOf(pieces: readonly WireValue[], count: number, each: number): PieceRun[] | undefined {
  const runs: PieceRun[] = []
  let last: PieceRun | undefined
  for (let at = 0; at < count; at += each) {
    const until = Math.min(at + each, count)
    let state = stateOf(pieces[at])
    for (let piece = at + 1; piece < until; piece += 1) state = Math.min(state, stateOf(pieces[piece])) as PieceState
    if (last?.[0] === state) last[1] += until - at
    else if (runs.length === lists.pieceRuns) return undefined
    else runs.push((last = [state, until - at]))
  }
  return runs
}

function stateOf(piece: WireValue | undefined): PieceState {
  return piece === 1 || piece === 2 || piece === 3 ? piece : 0
}
