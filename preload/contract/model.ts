import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'

/*
 * The nouns. Every door, store, core and window speaks these words and no daemon's own.
 * Units: sizes in bytes, rates in bytes per second, durations in ms, times in ms since 1970 (…At), progress 0…1.
 * null always means "unknown" or "none"; a raw -1 of a daemon never gets this far.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const bytes = v.pipe(v.number(), v.minValue(0))
const time = v.number()

/** Info-hash v1: 40 lower-case hex digits (DelugeRPC's torrent id). */
export const HashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, 'That is not a torrent’s info-hash.'))

/** A daemon's own id: made here, never host:port, so that a renamed or re-addressed daemon keeps its history. */
export const DaemonIdSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]{4,32}$/, 'That is not a daemon’s id.'))

/** One torrent on one daemon: `daemon/hash`. The same hash on two daemons is two rows. */
export const TorrentKeySchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]{4,32}\/[0-9a-f]{40}$/, 'That is not a torrent’s key.'),
)

export type Hash = string
export type DaemonId = string
export type TorrentKey = string

export function keyOf(daemon: DaemonId, hash: Hash): TorrentKey {
  return `${daemon}/${hash}`
}

export function splitKey(key: TorrentKey): { daemon: DaemonId; hash: Hash } {
  const slash = key.indexOf('/')
  return { daemon: key.slice(0, slash), hash: key.slice(slash + 1) }
}

/** DelugeRPC's auth levels; the values are those of the wire. */
export const levels = { none: 0, readOnly: 1, normal: 5, admin: 10 } as const

// ---------------------------------------------------------------- torrents

export const torrentStates = [
  'downloading',
  'seeding',
  'paused',
  'queued',
  'checking',
  'allocating',
  'moving',
  'error',
  'unknown',
] as const
export type TorrentState = (typeof torrentStates)[number]

/** What a tracker last did; the words behind it are in trackerStatus. */
export const trackerStates = ['none', 'ok', 'announcing', 'warning', 'error'] as const
export type TrackerState = (typeof trackerStates)[number]

/** A torrent's row: everything that the list, its sidebar and the search need. */
export const TorrentSchema = v.object({
  hash: HashSchema,
  name: v.string(),
  state: v.picklist(torrentStates),
  /** What the daemon says went wrong; empty when nothing did. */
  message: v.string(),
  progress: v.number(),
  sizeBytes: bytes,
  /** Of the files that are wanted. */
  wantedBytes: bytes,
  doneBytes: bytes,
  remainingBytes: bytes,
  downloadedBytes: bytes,
  uploadedBytes: bytes,
  downBytesPerSecond: bytes,
  upBytesPerSecond: bytes,
  /** null = unlimited. */
  downLimitBytesPerSecond: v.nullable(bytes),
  upLimitBytesPerSecond: v.nullable(bytes),
  /** Time left; null = unknown, not downloading, or more than a year. */
  leftMs: v.nullable(v.number()),
  /** null = nothing was downloaded yet. */
  ratio: v.nullable(v.number()),
  seeds: count,
  seedsTotal: v.nullable(count),
  peers: count,
  peersTotal: v.nullable(count),
  seedsPeersRatio: v.nullable(v.number()),
  /** Whole copies in the swarm; null = unknown. */
  availability: v.nullable(v.number()),
  addedAt: v.nullable(time),
  completedAt: v.nullable(time),
  seenCompleteAt: v.nullable(time),
  lastTransferAt: v.nullable(time),
  /** Place in the daemon's queue from 0; null = not queued (seeds). */
  queue: v.nullable(count),
  /** Host of the tracker in use; empty = none. */
  tracker: v.string(),
  trackerState: v.picklist(trackerStates),
  trackerStatus: v.string(),
  /** Empty = no label. */
  label: v.string(),
  owner: v.string(),
  shared: v.boolean(),
  private: v.boolean(),
  autoManaged: v.boolean(),
  /** Folder on the daemon's machine. */
  folder: v.string(),
  comment: v.string(),
})
export type Torrent = v.InferOutput<typeof TorrentSchema>

/** Changed fields of one row; a row that is new to the reader is whole. */
export type TorrentPatch = Partial<Torrent> & { hash: Hash }

/** What the details panel's Status tab adds to the row; read while the torrent is in focus. */
export const TorrentDetailsSchema = v.object({
  key: TorrentKeySchema,
  /** Runs of equal pieces: [state, how many]; 0 missing, 1 available, 2 coming, 3 have. null = not known or all there. */
  pieces: v.nullable(v.array(v.tuple([v.picklist([0, 1, 2, 3]), count]))),
  pieceCount: count,
  pieceBytes: bytes,
  fileCount: v.nullable(count),
  activeMs: v.number(),
  seedingMs: v.number(),
  nextAnnounceMs: v.nullable(v.number()),
  seedRank: v.nullable(v.number()),
  /** The ratio at which the daemon stops it; null = never. */
  stopRatio: v.nullable(v.number()),
  /** The announce URL in use; empty = none has answered. */
  trackerUrl: v.string(),
  creator: v.string(),
})
export type TorrentDetails = v.InferOutput<typeof TorrentDetailsSchema>

// ---------------------------------------------------------------- daemons

export const daemonKinds = ['deluge'] as const
export type DaemonKind = (typeof daemonKinds)[number]

/**
 * A link's life. off: the person disconnected it · waiting: between two tries · dialling: TCP and TLS ·
 * greeting: login · warming: first reading, or the daemon is still loading its torrents · live ·
 * stale: connected but silent · refused: trying again is pointless until somebody changes something.
 */
export const linkStates = ['off', 'waiting', 'dialling', 'greeting', 'warming', 'live', 'stale', 'refused'] as const
export type LinkState = (typeof linkStates)[number]

export const LinkSchema = v.object({
  state: v.picklist(linkStates),
  /** Since when it is in this state. */
  since: time,
  /** Why it is not live; null when there is nothing to say. */
  problem: v.nullable(ProblemSchema),
  /** When the next try begins; null = none planned. */
  retryAt: v.nullable(time),
})
export type LinkStatus = v.InferOutput<typeof LinkSchema>

/** Eight mark colours; the window knows their values. */
export const markCount = 8

export const DaemonSchema = v.object({
  id: DaemonIdSchema,
  kind: v.picklist(daemonKinds),
  name: v.string(),
  host: v.string(),
  port: v.number(),
  username: v.string(),
  /** Whether a password is kept; the password itself never reaches the window. */
  hasPassword: v.boolean(),
  mark: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** SHA-256 of the certificate trusted, as XX:XX…; null = none yet. */
  certificate: v.nullable(v.object({ fingerprint: v.string(), trustedAt: time })),
  link: LinkSchema,
  /** When what we show of it was last known to be true; null = never. */
  lastSeenAt: v.nullable(time),
  version: v.nullable(v.string()),
  /** Auth level of the login; null = not logged in yet. */
  level: v.nullable(v.number()),
  latencyMs: v.nullable(v.number()),
  torrents: count,
  downBytesPerSecond: bytes,
  upBytesPerSecond: bytes,
  /** In its download folder; null = not known. */
  freeBytes: v.nullable(bytes),
  /** The daemon's default download folder; null = not known. */
  folder: v.nullable(v.string()),
  /** Another entry of the list with the same certificate, so the same daemon: this one waits until the person decides. */
  twin: v.nullable(DaemonIdSchema),
})
export type Daemon = v.InferOutput<typeof DaemonSchema>

// ---------------------------------------------------------------- events

export const eventKinds = [
  'added',
  'removed',
  'finished',
  'failed',
  'connected',
  'lost',
  'refused',
  'trusted',
  'acted',
] as const
export type EventKind = (typeof eventKinds)[number]

/** One line of history. */
export const EventSchema = v.object({
  id: count,
  at: time,
  kind: v.picklist(eventKinds),
  daemon: v.nullable(DaemonIdSchema),
  hash: v.nullable(v.string()),
  /** The torrent's or daemon's name at that time. */
  name: v.string(),
  /** What happened, in words; empty when the kind says it all. */
  text: v.string(),
  /** Learnt after the fact, on reconnecting. */
  away: v.boolean(),
})
export type HistoryEvent = v.InferOutput<typeof EventSchema>

// ---------------------------------------------------------------- settings

export const columnIds = [
  'queue',
  'name',
  'daemon',
  'size',
  'progress',
  'state',
  'down',
  'up',
  'left',
  'ratio',
  'seeds',
  'peers',
  'label',
  'added',
  'completed',
  'done',
  'uploaded',
  'remaining',
  'seedsPeers',
  'downLimit',
  'upLimit',
  'availability',
  'seenComplete',
  'lastTransfer',
  'tracker',
  'trackerStatus',
  'folder',
  'owner',
  'shared',
  'private',
] as const
export type ColumnId = (typeof columnIds)[number]

const ColumnSchema = v.object({
  id: v.picklist(columnIds),
  width: v.pipe(v.number(), v.minValue(32), v.maxValue(2000)),
  visible: v.boolean(),
})
export type ColumnChoice = v.InferOutput<typeof ColumnSchema>

const SortSchema = v.object({ column: v.picklist(columnIds), down: v.boolean() })
export type SortKey = v.InferOutput<typeof SortSchema>

/** What the window remembers; every field has a default, so an old or damaged value costs only itself. */
export const SettingsSchema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  density: v.fallback(v.picklist(['compact', 'comfortable']), 'compact'),
  /** In order; columns that are missing here follow hidden, at their default width. */
  columns: v.fallback(v.array(ColumnSchema), []),
  /** First and second key. */
  sort: v.fallback(v.pipe(v.array(SortSchema), v.maxLength(2)), [{ column: 'added', down: true }]),
  sidebarPx: v.fallback(v.pipe(v.number(), v.minValue(160), v.maxValue(600)), 236),
  detailsPx: v.fallback(v.pipe(v.number(), v.minValue(120), v.maxValue(1200)), 248),
  detailsOpen: v.fallback(v.boolean(), true),
  /** Sidebar sections that are folded. */
  folded: v.fallback(v.array(v.string()), []),
  /** The add dialog's last choices, by daemon id, and the daemon chosen last. */
  adding: v.fallback(
    v.object({
      daemon: v.nullable(v.string()),
      choices: v.record(v.string(), v.object({ folder: v.string(), paused: v.boolean() })),
    }),
    { daemon: null, choices: {} },
  ),
})
export type Settings = v.InferOutput<typeof SettingsSchema>
