import type { Hash } from '../../../preload/contract/keys.ts'
import type { Torrent, TorrentPatch, TorrentState, TrackerState } from '../../../preload/contract/torrents.ts'
import { longest } from '../../lib/bounds.ts'
import { isDict, type WireDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { FieldGroup } from '../backend.ts'
import type { TransferTimes } from './transfers.ts'
import { asCount, asCountOrNull, asFraction, asNumber, asText, asTime, lookUp, rounded } from './shapes.ts'

/*
 * The daemon's words (status keys) and ours. Traps, all observed on 2.0.3 and 2.2.0 unless marked:
 * progress is 0…100; -1 means unknown, none or unlimited; eta 0 = none and -1 = over a year; a healthy message is "OK";
 * tracker errors are in tracker_status only; limits are KiB/s and come as int or float just as they were set;
 * seeds_peers_ratio is 1 when both counts are unknown, so it is computed here from the counts;
 * unknown keys are silently absent, so `label` is asked whether or not the Label plugin is on.
 */

/** What a group asks of the daemon. */
const groupKeys: Record<FieldGroup, readonly string[]> = {
  first: [
    'name',
    'state',
    'message',
    'progress',
    'total_size',
    'download_payload_rate',
    'upload_payload_rate',
    'eta',
    'ratio',
    'num_seeds',
    'total_seeds',
    'num_peers',
    'total_peers',
    'label',
    'time_added',
    'completed_time',
    'queue',
    'tracker_host',
    'tracker_status',
    'owner',
  ],
  // The state once more: what distributed_copies means hangs on it. The rates: what time_since_transfer means.
  rest: [
    'state',
    'download_payload_rate',
    'upload_payload_rate',
    'total_wanted',
    'total_done',
    'total_remaining',
    'all_time_download',
    'total_uploaded',
    'max_download_speed',
    'max_upload_speed',
    'distributed_copies',
    'last_seen_complete',
    'time_since_transfer',
    'shared',
    'private',
    'auto_managed',
    'download_location',
    'comment',
  ],
  moving: [
    'state',
    'message',
    'progress',
    'download_payload_rate',
    'upload_payload_rate',
    'eta',
    'ratio',
    'num_seeds',
    'total_seeds',
    'num_peers',
    'total_peers',
    'completed_time',
    'queue',
    'tracker_host',
    'tracker_status',
    'total_done',
    'total_remaining',
    'all_time_download',
    'total_uploaded',
    'distributed_copies',
    'last_seen_complete',
    'time_since_transfer',
  ],
  handmade: [
    'name',
    'label',
    'owner',
    'shared',
    'max_download_speed',
    'max_upload_speed',
    'auto_managed',
    'download_location',
  ],
  places: ['queue'],
}

/** The status keys of a group, for core.get_torrents_status. Never empty: an empty list asks for every key. */
export function keysOf(group: FieldGroup): readonly string[] {
  return groupKeys[group]
}

const states: Record<string, TorrentState> = {
  Downloading: 'downloading',
  Seeding: 'seeding',
  Paused: 'paused',
  Queued: 'queued',
  Checking: 'checking',
  Allocating: 'allocating',
  Moving: 'moving',
  Error: 'error',
}

/** Deluge's state word as ours. */
export function torrentState(word: WireValue | undefined): TorrentState {
  return typeof word === 'string' && Object.hasOwn(states, word) ? states[word]! : 'unknown'
}

/** What Deluge's tracker_status text says: "Announce OK", "Announce Sent", "Warning: …", "Error: …" [src 2.0.3]. */
export function trackerState(text: string): TrackerState {
  if (text === '') return 'none'
  if (text.startsWith('Error')) return 'error'
  if (text.startsWith('Warning')) return 'warning'
  if (text.startsWith('Announce OK')) return 'ok'
  return text.startsWith('Announce Sent') ? 'announcing' : 'none'
}

/** Both fields that follow from a tracker_status. */
export function trackerFields(status: WireValue | undefined): Pick<Torrent, 'trackerState' | 'trackerStatus'> {
  const text = asText(status, longest.status)
  return { trackerState: trackerState(text), trackerStatus: text }
}

/** Fills fields of a row from one status key. */
type Reader = (patch: TorrentPatch, value: WireValue | undefined) => void

const readers: Record<string, Reader> = {
  name: (patch, value) => (patch.name = asText(value, longest.name)),
  state: (patch, value) => (patch.state = torrentState(value)),
  message: (patch, value) => (patch.message = problemText(value)),
  progress: (patch, value) => (patch.progress = share(value)),
  total_size: (patch, value) => (patch.sizeBytes = asCount(value)),
  total_wanted: (patch, value) => (patch.wantedBytes = asCount(value)),
  total_done: (patch, value) => (patch.doneBytes = asCount(value)),
  total_remaining: (patch, value) => (patch.remainingBytes = asCount(value)),
  all_time_download: (patch, value) => (patch.downloadedBytes = asCount(value)),
  total_uploaded: (patch, value) => (patch.uploadedBytes = asCount(value)),
  download_payload_rate: (patch, value) => (patch.downBytesPerSecond = asCount(value)),
  upload_payload_rate: (patch, value) => (patch.upBytesPerSecond = asCount(value)),
  max_download_speed: (patch, value) => (patch.downLimitBytesPerSecond = limit(value)),
  max_upload_speed: (patch, value) => (patch.upLimitBytesPerSecond = limit(value)),
  eta: (patch, value) => (patch.leftMs = (asCount(value) || null) && asCount(value) * 1000),
  ratio: (patch, value) => (patch.ratio = asFraction(value, 3)),
  num_seeds: (patch, value) => (patch.seeds = asCount(value)),
  total_seeds: (patch, value) => (patch.seedsTotal = asCountOrNull(value)),
  num_peers: (patch, value) => (patch.peers = asCount(value)),
  total_peers: (patch, value) => (patch.peersTotal = asCountOrNull(value)),
  time_added: (patch, value) => (patch.addedAt = asTime(value)),
  completed_time: (patch, value) => (patch.completedAt = asTime(value)),
  last_seen_complete: (patch, value) => (patch.seenCompleteAt = asTime(value)),
  queue: (patch, value) => (patch.queue = asCountOrNull(value)),
  tracker_host: (patch, value) => (patch.tracker = asText(value, longest.word)),
  tracker_status: (patch, value) => {
    patch.trackerStatus = asText(value, longest.status)
    patch.trackerState = trackerState(patch.trackerStatus)
  },
  label: (patch, value) => (patch.label = asText(value, longest.word)),
  owner: (patch, value) => (patch.owner = asText(value, longest.word)),
  shared: (patch, value) => (patch.shared = value === true),
  private: (patch, value) => (patch.private = value === true),
  auto_managed: (patch, value) => (patch.autoManaged = value === true),
  download_location: (patch, value) => (patch.folder = asText(value, longest.path)),
  comment: (patch, value) => (patch.comment = asText(value, longest.comment)),
}

/** One torrent's status as fields of its row. Every field of the group is there, with a fallback where need be. */
export function readStatus(hash: Hash, status: WireDict, group: FieldGroup, times: TransferTimes): TorrentPatch {
  const patch: TorrentPatch = { hash }
  for (const key of groupKeys[group]) readers[key]?.(patch, status[key])
  if (patch.seedsTotal !== undefined) patch.seedsPeersRatio = seedsPerPeer(patch.seedsTotal, patch.peersTotal ?? null)
  if (group === 'first' || group === 'places') return patch
  patch.availability = copies(status['distributed_copies'], patch.state)
  const moving = (patch.downBytesPerSecond ?? 0) + (patch.upBytesPerSecond ?? 0) > 0
  patch.lastTransferAt = times.at(hash, asNumber(status['time_since_transfer']), moving)
  return patch
}

/**
 * The answer of core.get_torrents_status about these torrents, as patches by hash; what else is in it is not looked
 * at. A torrent that is gone is absent; one that went while the daemon was answering comes as {} and is left out too.
 * `translate` brings a status into the words of 2.x.
 * @throws Fault 'protocol' when it is no dict
 */
export function readStatuses(
  answer: WireValue,
  asked: readonly Hash[],
  group: FieldGroup,
  times: TransferTimes,
  translate: (status: WireDict) => WireDict = (status) => status,
): Map<Hash, TorrentPatch> {
  const patches = new Map<Hash, TorrentPatch>()
  const statusOf = lookUp(answer, 'torrents')
  for (const hash of asked) {
    const status = statusOf(hash)
    if (status === undefined || !isDict(status) || isEmpty(status)) continue
    patches.set(hash, readStatus(hash, translate(status), group, times))
  }
  return patches
}

function isEmpty(dict: WireDict): boolean {
  for (const _key in dict) return false
  return true
}

/** "OK" is Deluge's word for nothing to say. */
function problemText(value: WireValue | undefined): string {
  const text = asText(value, longest.status)
  return text === 'OK' ? '' : text
}

/** Percent as 0…1 in steps of 0.0001, rounded down so that only what is complete reads as complete. */
function share(percent: WireValue | undefined): number {
  const value = Math.min(Math.max(asNumber(percent) ?? 0, 0), 100)
  if (value === 100) return 1
  // The thousandth of a step makes up for 32-bit floats: 45.67 arrives as 45.66999816….
  return Math.min(Math.floor(value * 100 + 0.001), 9999) / 10_000
}

/** KiB/s as bytes per second; -1 and 0 are "no limit" to libtorrent. */
function limit(value: WireValue | undefined): number | null {
  const kib = asNumber(value)
  return kib === undefined || kib <= 0 ? null : Math.min(Math.round(kib * 1024), Number.MAX_SAFE_INTEGER)
}

/** Deluge turns libtorrent's "not known" (-1) into 0, so only a torrent that is downloading really has 0 copies. */
function copies(value: WireValue | undefined, state: TorrentState | undefined): number | null {
  const found = asFraction(value, 3)
  return found === 0 && state !== 'downloading' ? null : found
}

function seedsPerPeer(seeds: number | null, peers: number | null): number | null {
  return seeds === null || !peers ? null : rounded(seeds / peers, 3)
}
