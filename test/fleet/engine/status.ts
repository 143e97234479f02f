import { WireFloat, type WireInput } from '../../../main/wire/deluge/rencode.ts'
import { fileProgress, filesOf, hostOf, peersOf, piecesOf, prioritiesOf, trackersOf } from './content.ts'
import type { Engine } from './engine.ts'
import type { Torrent } from './torrent.ts'

/** A torrent's answer, key by key. */
export type Status = Record<string, WireInput>
type Field = (torrent: Torrent, engine: Engine) => WireInput

const float = (value: number): WireFloat => new WireFloat(value)
const whole = Math.floor
const YEAR = 365 * 86_400

function progress(torrent: Torrent): number {
  if (torrent.state === 'Checking') return torrent.checked * 100
  return torrent.sizeBytes === 0 ? 0 : (torrent.doneBytes / torrent.sizeBytes) * 100
}

/** 0 = unknown or none, -1 = over a year (observed). */
function eta(torrent: Torrent, engine: Engine): number {
  const rate = down(torrent, engine)
  if (engine.stateOf(torrent) !== 'Downloading' || rate === 0) return 0
  const seconds = Math.ceil((torrent.sizeBytes - torrent.doneBytes) / rate)
  return seconds > YEAR ? -1 : seconds
}

const flowing = (engine: Engine): boolean => !engine.sessionPaused
const down = (torrent: Torrent, engine: Engine): number => (flowing(engine) ? torrent.downRate : 0)
const up = (torrent: Torrent, engine: Engine): number => (flowing(engine) ? torrent.upRate : 0)
const ratio = ({ downloadedBytes, doneBytes, uploadedBytes }: Torrent): number => {
  const base = downloadedBytes || doneBytes
  return base === 0 ? -1 : uploadedBytes / base
}
const seedsPeers = ({ seedsTotal, peersTotal }: Torrent): number => (peersTotal === 0 ? -1 : seedsTotal / peersTotal)
const active = (torrent: Torrent, engine: Engine): number =>
  whole(torrent.activeSeconds + (torrent.running ? engine.now - torrent.since : 0))
const seeding = (torrent: Torrent, engine: Engine): number =>
  whole(torrent.seedingSeconds + (torrent.state === 'Seeding' ? engine.now - torrent.since : 0))
const sinceTime = (at: number, engine: Engine): number => (at < 0 ? -1 : Math.max(0, whole(engine.now - at)))

/** The keys of core.get_torrents_status, 2.0.3 to 2.2.0, with the types observed there. */
export const fields: Readonly<Record<string, Field>> = {
  active_time: active,
  all_time_download: (t) => whole(t.downloadedBytes),
  auto_managed: (t) => t.options.auto_managed,
  comment: (t) => t.comment,
  completed_time: (t) => t.completedAt,
  creator: (t) => t.creator,
  distributed_copies: (t) => float(t.running && t.seeds + t.peers > 0 ? t.seeds + 0.37 : 0),
  download_location: (t) => t.folder,
  download_payload_rate: down,
  eta,
  file_priorities: prioritiesOf,
  file_progress: fileProgress,
  files: (t) => filesOf(t).map((file) => ({ ...file })),
  finished_time: seeding,
  hash: (t) => t.id,
  is_auto_managed: (t) => t.options.auto_managed,
  is_finished: (t) => t.finished,
  is_seed: (t) => t.finished,
  last_seen_complete: (t) => t.seenCompleteAt,
  max_connections: (t) => t.options.max_connections,
  max_download_speed: (t) => t.options.max_download_speed,
  max_upload_slots: (t) => t.options.max_upload_slots,
  max_upload_speed: (t) => t.options.max_upload_speed,
  message: (t) => t.message,
  move_completed: (t) => t.options.move_completed,
  move_completed_path: (t) => t.options.move_completed_path,
  move_on_completed: (t) => t.options.move_completed,
  move_on_completed_path: (t) => t.options.move_completed_path,
  name: (t) => t.options.name || t.name,
  next_announce: (t, engine) => (t.running ? Math.max(0, whole(t.announceAt - engine.now)) : 0),
  num_files: (t) => t.fileCount,
  num_peers: (t) => (t.running ? t.peers : 0),
  num_pieces: (t) => t.pieceCount,
  num_seeds: (t) => (t.running ? t.seeds : 0),
  orig_files: (t) => filesOf(t).map((file) => ({ ...file })),
  owner: (t) => t.options.owner,
  paused: (t) => t.paused || t.state === 'Queued',
  peers: peersOf,
  piece_length: (t) => t.pieceBytes,
  pieces: piecesOf,
  prioritize_first_last: (t) => t.options.prioritize_first_last_pieces,
  prioritize_first_last_pieces: (t) => t.options.prioritize_first_last_pieces,
  private: (t) => t.private,
  progress: (t) => float(progress(t)),
  queue: (t) => t.queue,
  ratio: (t) => float(ratio(t)),
  remove_at_ratio: (t) => t.options.remove_at_ratio,
  save_path: (t) => t.folder,
  seed_mode: () => false,
  seed_rank: () => 0,
  seeding_time: seeding,
  seeds_peers_ratio: (t) => float(seedsPeers(t)),
  sequential_download: (t) => t.options.sequential_download,
  shared: (t) => t.options.shared,
  state: (t, engine) => engine.stateOf(t),
  stop_at_ratio: (t) => t.options.stop_at_ratio,
  stop_ratio: (t) => float(t.options.stop_ratio),
  storage_mode: () => 'sparse',
  super_seeding: (t) => t.options.super_seeding,
  time_added: (t) => t.addedAt,
  time_since_download: (t, engine) => sinceTime(t.lastDownAt, engine),
  time_since_transfer: (t, engine) => sinceTime(Math.max(t.lastDownAt, t.lastUpAt), engine),
  time_since_upload: (t, engine) => sinceTime(t.lastUpAt, engine),
  total_done: (t) => whole(t.doneBytes),
  total_payload_download: (t) => whole(t.sessionDownBytes),
  total_payload_upload: (t) => whole(t.sessionUpBytes),
  total_peers: (t) => t.peersTotal,
  total_remaining: (t) => Math.ceil(t.sizeBytes - t.doneBytes),
  total_seeds: (t) => t.seedsTotal,
  total_size: (t) => t.sizeBytes,
  total_uploaded: (t) => whole(t.uploadedBytes),
  total_wanted: (t) => t.sizeBytes,
  // "" until it has answered; tracker_host knows it from the start (observed).
  tracker: (t) => (t.trackerStatus === 'Announce OK' ? (t.trackers[0] ?? '') : ''),
  tracker_host: (t) => hostOf(t.trackers[0]),
  tracker_status: (t) => t.trackerStatus,
  trackers: trackersOf,
  upload_payload_rate: up,
}

export const allKeys: readonly string[] = Object.keys(fields)

/** The answer for one torrent. Keys that do not exist are silently absent. */
export function statusOf(torrent: Torrent, engine: Engine, keys: readonly string[]): Status {
  const status: Status = {}
  for (const key of keys) {
    const field = fields[key]
    if (field) status[key] = field(torrent, engine)
  }
  return status
}

/** Whether two answers are the same, floats by their value. */
export function sameValue(a: WireInput | undefined, b: WireInput | undefined): boolean {
  if (a === b) return true
  if (a instanceof WireFloat && b instanceof WireFloat) return a.value === b.value
  if (typeof a !== 'object' || typeof b !== 'object') return false
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Only what differs from the answer before; {} when nothing does. */
export function changedSince(before: Status | undefined, now: Status): Status {
  if (!before) return now
  const changed: Status = {}
  for (const [key, value] of Object.entries(now)) if (!sameValue(before[key], value)) changed[key] = value
  return changed
}
