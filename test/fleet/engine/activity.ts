import type { Engine } from './engine.ts'
import type { Random } from './random.ts'
import { pieceBytesFor, someTrackerError, type Torrent } from './torrent.ts'

/** How lively a session is: shares per second of what moves. */
export interface Activity {
  /** Whether bytes move at all as time passes. */
  flows: boolean
  /** Share of the finished torrents that give data at a time; of those that load, five times as many. */
  share: number
  /** The share shrinks so that no more than about so many give data: a daemon has limits however long its list is. */
  most: number
  /** Chance per second and moving torrent that it rests and another one begins. */
  swap: number
  /** Chance per second that some tracker fails or recovers. */
  trackerTrouble: number
}

export const activities = {
  /** Nothing changes unless it is asked for: rates and progress stand still. */
  none: { flows: false, share: 0.03, most: 80, swap: 0, trackerTrouble: 0 },
  calm: { flows: true, share: 0.03, most: 80, swap: 0.002, trackerTrouble: 0.02 },
  busy: { flows: true, share: 0.05, most: Infinity, swap: 0.01, trackerTrouble: 0.3 },
} as const satisfies Record<string, Activity>
export type ActivityName = keyof typeof activities

export function activeShare({ share, most }: Activity, torrents: number): number {
  return Math.min(share, most / Math.max(1, torrents))
}

/** Share of a torrent that a check reads per second, however large it is: a check should end while one watches. */
const CHECKED_PER_SECOND = 0.12
const MOVE_SECONDS = 3
/** How long a magnet runs before it knows what it is about, if anybody can tell it. */
const METADATA_SECONDS = 4

/** Lets `seconds` pass for everything that moves. Costs nothing for torrents that rest. */
export function step(engine: Engine, seconds: number, activity: Activity, random: Random): void {
  if (engine.sessionPaused) return
  for (const torrent of [...engine.lively]) {
    if (torrent.state === 'Checking') check(engine, torrent, seconds)
    else if (torrent.movingTo !== null) move(engine, torrent)
    else if (!torrent.running) engine.lively.delete(torrent)
    else if (activity.flows) transfer(engine, torrent, seconds, activity, random)
  }
  if (random.chance(activity.trackerTrouble * seconds)) trackerNews(engine, random)
}

function check(engine: Engine, torrent: Torrent, seconds: number): void {
  torrent.checked = Math.min(1, torrent.checked + CHECKED_PER_SECOND * seconds)
  if (torrent.checked < 1) return
  // Re-checking complete data is no finish: no TorrentFinishedEvent (observed).
  engine.enter(torrent, torrent.paused ? 'Paused' : torrent.finished ? 'Seeding' : 'Downloading')
}

/** TorrentStorageMovedEvent is declared but never sent (observed on 2.0.3 and 2.2.0): only the folder changes. */
function move(engine: Engine, torrent: Torrent): void {
  if (engine.now < torrent.movedAt + MOVE_SECONDS || torrent.movingTo === null) return
  torrent.folder = torrent.movingTo
  torrent.movingTo = null
  engine.enter(torrent, torrent.paused ? 'Paused' : torrent.finished ? 'Seeding' : 'Downloading')
}

/** A magnet that somebody answers learns its size and files. */
function learn(engine: Engine, torrent: Torrent, random: Random): void {
  if (torrent.downTarget === 0) return
  torrent.hasMetadata = true
  torrent.sizeBytes = Math.round(random.skewed(4e6, 4e9))
  torrent.pieceBytes = pieceBytesFor(torrent.sizeBytes)
  torrent.fileCount = random.int(1, 12)
  torrent.fileEnding = torrent.fileCount === 1 ? '' : 'bin'
  torrent.files = null
  torrent.priorities = null
  torrent.since = engine.now
}

function drift(rate: number, target: number, random: Random): number {
  if (target === 0) return 0
  const wanted = target * random.between(0.75, 1.25)
  return Math.max(0, Math.round(rate + (wanted - rate) * 0.5))
}

function capped(rate: number, limitKiB: number): number {
  return limitKiB < 0 ? rate : Math.min(rate, Math.round(limitKiB * 1024))
}

function transfer(engine: Engine, torrent: Torrent, seconds: number, activity: Activity, random: Random): void {
  const { options } = torrent
  if (!torrent.hasMetadata && engine.now > torrent.since + METADATA_SECONDS) learn(engine, torrent, random)
  torrent.downRate = torrent.finished
    ? 0
    : capped(drift(torrent.downRate, torrent.downTarget, random), options.max_download_speed)
  torrent.upRate = capped(drift(torrent.upRate, torrent.upTarget, random), options.max_upload_speed)
  if (torrent.downRate > 0) receive(torrent, torrent.downRate * seconds, engine.now)
  if (torrent.upRate > 0) give(torrent, torrent.upRate * seconds, engine.now)
  if (torrent.state === 'Downloading' && torrent.finished) engine.finish(torrent)
  if (random.chance(activity.swap * seconds)) swap(engine, torrent, random)
}

function receive(torrent: Torrent, bytes: number, now: number): void {
  const taken = Math.min(bytes, torrent.sizeBytes - torrent.doneBytes)
  torrent.doneBytes += taken
  torrent.downloadedBytes += taken
  torrent.sessionDownBytes += taken
  torrent.lastDownAt = now
}

function give(torrent: Torrent, bytes: number, now: number): void {
  torrent.uploadedBytes += bytes
  torrent.sessionUpBytes += bytes
  torrent.lastUpAt = now
}

/** This one's partners leave and another one's arrive. */
function swap(engine: Engine, torrent: Torrent, random: Random): void {
  const next = engine.anyOne(random)
  if (!next || next === torrent || !next.running || engine.lively.has(next)) return
  const { downTarget, upTarget, seeds, peers } = torrent
  rest(torrent)
  engine.lively.delete(torrent)
  next.downTarget = next.finished ? 0 : Math.max(downTarget, 50_000)
  next.upTarget = Math.max(upTarget, 3_000)
  next.seeds = next.finished ? 0 : Math.max(seeds, 1)
  next.peers = Math.max(peers, 1)
  engine.lively.add(next)
}

/** No partner, no rate. */
export function rest(torrent: Torrent): void {
  torrent.downRate = 0
  torrent.upRate = 0
  torrent.downTarget = 0
  torrent.upTarget = 0
  torrent.seeds = 0
  torrent.peers = 0
}

function trackerNews(engine: Engine, random: Random): void {
  const torrent = engine.anyOne(random)
  if (!torrent?.running || torrent.trackers.length === 0) return
  const wrong = torrent.trackerStatus.startsWith('Error')
  torrent.trackerStatus = wrong ? 'Announce OK' : someTrackerError(random)
  torrent.announceAt = engine.now + (wrong ? 1800 : 60)
  engine.say('TorrentTrackerStatusEvent', [torrent.id, torrent.trackerStatus])
}
