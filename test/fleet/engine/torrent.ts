import { Random } from './random.ts'
import { makeTitle } from './titles.ts'

/** The words a daemon uses (facts: state list of core.get_filter_tree, observed on 2.0.3). */
export const states = [
  'Allocating',
  'Checking',
  'Downloading',
  'Seeding',
  'Paused',
  'Error',
  'Queued',
  'Moving',
] as const
export type State = (typeof states)[number]

export interface FileEntry {
  index: number
  path: string
  size: number
  offset: number
}

/** What core.set_torrent_options may change, under the names it has on the wire. */
export interface TorrentOptions {
  max_download_speed: number
  max_upload_speed: number
  max_connections: number
  max_upload_slots: number
  prioritize_first_last_pieces: boolean
  sequential_download: boolean
  auto_managed: boolean
  stop_at_ratio: boolean
  stop_ratio: number
  remove_at_ratio: boolean
  move_completed: boolean
  move_completed_path: string
  super_seeding: boolean
  /** Empty = as its files are called. */
  name: string
  shared: boolean
  owner: string
}

/** One simulated torrent. Times are seconds since 1970, 0 or -1 where the wire says so; sizes are bytes. */
export class Torrent {
  readonly id: string
  /** Files, pieces and peers are computed from it when asked for. */
  readonly seed: number
  name: string
  sizeBytes = 0
  pieceBytes = 0
  fileCount = 0
  fileEnding = 'bin'
  /** A magnet without metadata knows neither size nor files. */
  hasMetadata = true
  private = false
  comment = ''
  creator = ''
  trackers: string[] = []
  /** As somebody set them; null = a tier for each. */
  tiers: number[] | null = null
  label = ''
  folder = ''
  addedAt = 0
  completedAt = 0
  seenCompleteAt = 0
  /** What it would do if the session were not paused. */
  state: State = 'Paused'
  paused = true
  message = 'OK'
  /** Bytes on disk of those wanted; grows in fractions. */
  doneBytes = 0
  /** What bytes per second it tends to while it has partners; 0 = it has none. */
  downTarget = 0
  upTarget = 0
  downRate = 0
  upRate = 0
  downloadedBytes = 0
  uploadedBytes = 0
  sessionDownBytes = 0
  sessionUpBytes = 0
  seeds = 0
  peers = 0
  seedsTotal = -1
  peersTotal = -1
  /** "", "Announce OK", "Announce Sent", "Error: …" or "Warning: …". */
  trackerStatus = ''
  announceAt = 0
  /** Seconds spent before `since`, the last change between running and paused. */
  activeSeconds = 0
  seedingSeconds = 0
  since = 0
  lastDownAt = -1
  lastUpAt = -1
  /** -1 = not queued (finished). */
  queue = -1
  /** Share that a running check has seen; 1 = no check runs. */
  checked = 1
  movingTo: string | null = null
  movedAt = 0
  files: FileEntry[] | null = null
  priorities: number[] | null = null
  options: TorrentOptions

  constructor(id: string, seed: number, name: string, owner: string, folder: string) {
    this.id = id
    this.seed = seed
    this.name = name
    this.folder = folder
    this.options = {
      max_download_speed: -1,
      max_upload_speed: -1,
      max_connections: -1,
      max_upload_slots: -1,
      prioritize_first_last_pieces: false,
      sequential_download: false,
      auto_managed: true,
      stop_at_ratio: false,
      stop_ratio: 2,
      remove_at_ratio: false,
      move_completed: false,
      move_completed_path: folder,
      super_seeding: false,
      name: '',
      shared: false,
      owner,
    }
  }

  get finished(): boolean {
    return this.hasMetadata && this.doneBytes >= this.sizeBytes
  }

  get pieceCount(): number {
    return this.hasMetadata ? Math.ceil(this.sizeBytes / this.pieceBytes) : 0
  }

  get running(): boolean {
    return this.state === 'Downloading' || this.state === 'Seeding'
  }
}

const trackers = [
  'https://tracker.distro.example:443/announce',
  'http://bt.openfilms.example:6969/announce',
  'udp://tracker.commons.example:1337/announce',
  'http://announce.archive.example.co.uk:8080/0a1b2c/announce',
  'udp://open.datasets.example:6969/announce',
  'udp://10.1.2.3:80/announce',
]
const trackerErrors = [
  'Error: timed out',
  'Error: Connection refused',
  'Error: unregistered torrent',
  'Error: skipping tracker announce (unreachable)',
]
const comments = ['', '', '', 'Checksums are inside.', 'Please seed to 2.0 – danke!', 'https://example.org/releases']

export function someTrackerError(random: Random): string {
  return random.pick(trackerErrors)
}

/** A power of two that keeps the number of pieces below about 1500, as torrent makers choose it. */
export function pieceBytesFor(sizeBytes: number): number {
  let bytes = 16 * 1024
  while (sizeBytes / bytes > 1500) bytes *= 2
  return bytes
}

export interface Surroundings {
  /** Seconds since 1970. */
  now: number
  folder: string
  owners: readonly string[]
  /** Share of the finished torrents that give data; of those that load, five times as many. */
  activeShare: number
}

/** The torrent number `index` of the session with this seed: always the same. */
export function makeTorrent(sessionSeed: number, index: number, around: Surroundings): Torrent {
  const seed = (Math.imul(sessionSeed + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) | 0
  const random = new Random(seed)
  const id = random.hex(40)
  const title = makeTitle(random)
  const owner = random.chance(0.8) ? around.owners[0]! : random.pick(around.owners)
  const folder = title.label ? `${around.folder}/${title.label}` : around.folder
  const torrent = new Torrent(id, seed, title.name, owner, folder)
  torrent.label = title.label
  torrent.sizeBytes = title.sizeBytes
  torrent.pieceBytes = pieceBytesFor(title.sizeBytes)
  torrent.fileCount = Math.max(1, title.files)
  torrent.fileEnding = title.files === 0 ? '' : title.fileEnding
  torrent.private = random.chance(0.1)
  torrent.comment = random.pick(comments)
  torrent.creator = random.pick(['', 'mktorrent 1.1', 'libtorrent', 'qBittorrent v4.6.0'])
  torrent.trackers = random.chance(0.03) ? [] : someOf(trackers, random)
  torrent.options.shared = random.chance(0.05)
  torrent.addedAt = Math.floor(around.now - random.skewed(600, 5 * 365 * 86_400))
  live(torrent, random, around)
  if (torrent.state === 'Downloading' && torrent.downTarget === 0 && random.chance(0.05)) {
    torrent.name = id
    withoutMetadata(torrent)
  }
  return torrent
}

function someOf(list: readonly string[], random: Random): string[] {
  const first = random.int(0, list.length - 1)
  return Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, (_, i) => list[(first + i) % list.length]!)
}

/** Most of an old session seeds without anybody asking; some load, wait, rest or fail. */
function live(torrent: Torrent, random: Random, around: Surroundings): void {
  const fate = random.unit()
  const loads = fate < 0.22
  const moves = random.chance(loads ? Math.min(0.5, around.activeShare * 5) : around.activeShare)
  if (loads) load(torrent, random, around.now, moves)
  else finish(torrent, random, around.now, moves)
  torrent.seedsTotal = torrent.trackers.length === 0 ? -1 : Math.floor(random.skewed(1, 900))
  torrent.peersTotal = torrent.seedsTotal === -1 ? -1 : Math.floor(random.skewed(1, 300) - 1)
  torrent.trackerStatus = trackerWord(torrent, random)
  torrent.since = around.now
  torrent.announceAt = around.now + random.int(5, 1800)
  if (torrent.state === 'Error') torrent.message = 'Error: No space left on device'
}

function trackerWord(torrent: Torrent, random: Random): string {
  if (torrent.trackers.length === 0 || torrent.state === 'Paused') return ''
  if (random.chance(0.02)) return someTrackerError(random)
  return 'Announce OK'
}

function load(torrent: Torrent, random: Random, now: number, moves: boolean): void {
  const share = random.chance(0.15) ? 0 : random.unit() ** 0.7 * 0.995
  torrent.doneBytes = Math.floor(torrent.sizeBytes * share)
  torrent.downloadedBytes = Math.floor(torrent.doneBytes * random.between(1, 1.02))
  torrent.uploadedBytes = Math.floor(torrent.doneBytes * random.unit() * 0.6)
  torrent.state = moves ? 'Downloading' : random.pick(['Downloading', 'Paused', 'Paused', 'Queued', 'Queued', 'Error'])
  if (torrent.state === 'Error' && random.chance(0.7)) torrent.state = 'Paused'
  torrent.paused = torrent.state === 'Paused'
  torrent.activeSeconds = Math.floor((now - torrent.addedAt) * random.unit())
  if (!moves) return
  torrent.seeds = random.int(1, 40)
  torrent.peers = random.int(0, 25)
  torrent.downTarget = random.skewed(8_000, 5_000_000)
  torrent.upTarget = random.chance(0.5) ? random.skewed(2_000, 400_000) : 0
  torrent.downRate = Math.round(torrent.downTarget)
  torrent.upRate = Math.round(torrent.upTarget)
}

function finish(torrent: Torrent, random: Random, now: number, moves: boolean): void {
  const age = now - torrent.addedAt
  torrent.doneBytes = torrent.sizeBytes
  torrent.downloadedBytes = random.chance(0.2) ? 0 : Math.floor(torrent.sizeBytes * random.between(1, 1.02))
  torrent.completedAt = torrent.downloadedBytes === 0 ? 0 : Math.floor(torrent.addedAt + age * random.unit() * 0.4)
  torrent.seenCompleteAt = Math.floor(now - age * random.unit() * 0.1)
  torrent.uploadedBytes = Math.floor(torrent.sizeBytes * random.skewed(0.02, 12))
  torrent.state = moves || random.chance(0.85) ? 'Seeding' : random.pick(['Paused', 'Paused', 'Queued'])
  torrent.paused = torrent.state === 'Paused'
  torrent.activeSeconds = Math.floor(age * random.between(0.6, 1))
  torrent.seedingSeconds = Math.floor(torrent.activeSeconds * random.between(0.7, 0.99))
  if (!moves) return
  torrent.peers = random.int(1, 30)
  torrent.upTarget = random.skewed(1_000, 1_500_000)
  torrent.upRate = Math.round(torrent.upTarget)
}

/** What a magnet is before anybody told it what it is about (observed: name = dn or the id, size 0, progress 0.0). */
export function withoutMetadata(torrent: Torrent): void {
  torrent.hasMetadata = false
  torrent.sizeBytes = 0
  torrent.pieceBytes = 0
  torrent.fileCount = 0
  torrent.doneBytes = 0
  torrent.files = []
  torrent.priorities = []
}
