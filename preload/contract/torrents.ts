import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { longestPath } from './files.ts'
import { DaemonIdSchema, type Hash, HashSchema, TorrentKeySchema } from './keys.ts'
import { bytes, count, text, time } from './units.ts'

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

/** A row about which nothing but its hash is known yet. */
export function blankTorrent(hash: string): Torrent {
  return {
    hash,
    name: '',
    state: 'unknown',
    message: '',
    progress: 0,
    sizeBytes: 0,
    wantedBytes: 0,
    doneBytes: 0,
    remainingBytes: 0,
    downloadedBytes: 0,
    uploadedBytes: 0,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    downLimitBytesPerSecond: null,
    upLimitBytesPerSecond: null,
    leftMs: null,
    ratio: null,
    seeds: 0,
    seedsTotal: null,
    peers: 0,
    peersTotal: null,
    seedsPeersRatio: null,
    availability: null,
    addedAt: null,
    completedAt: null,
    seenCompleteAt: null,
    lastTransferAt: null,
    queue: null,
    tracker: '',
    trackerState: 'none',
    trackerStatus: '',
    label: '',
    owner: '',
    shared: false,
    private: false,
    autoManaged: false,
    folder: '',
    comment: '',
  }
}

// ---------------------------------------------------------------- calls

/** At most this many torrents in one call: a slip must not become a million requests. */
const mostKeys = 200_000
/** Links are asked of the daemon one by one. */
const mostLinks = 10_000
/** As many as are kept. */
const mostSavedFiles = 5_000

export const KeysSchema = v.pipe(
  v.array(TorrentKeySchema),
  v.minLength(1, 'Choose a torrent first.'),
  v.maxLength(mostKeys),
)

/** How one of several torrents fared; problem null = done. */
export const ItemResultSchema = v.object({ key: v.string(), problem: v.nullable(ProblemSchema) })
export type ItemResult = v.InferOutput<typeof ItemResultSchema>
const ItemResults = v.array(ItemResultSchema)

/** What people do to torrents; each daemon touched must be capable of what is said in `needs`. */
export const torrentCalls = {
  'torrents.pause': { args: v.object({ keys: KeysSchema }), result: ItemResults, needs: 'pause' },
  'torrents.resume': { args: v.object({ keys: KeysSchema }), result: ItemResults, needs: 'pause' },
  'torrents.recheck': { args: v.object({ keys: KeysSchema }), result: ItemResults, needs: 'recheck' },
  'torrents.reannounce': { args: v.object({ keys: KeysSchema }), result: ItemResults, needs: 'reannounce' },
  'torrents.remove': {
    args: v.object({ keys: KeysSchema, withFiles: v.boolean() }),
    result: ItemResults,
    needs: 'remove',
  },
  'torrents.queue': {
    args: v.object({ keys: KeysSchema, to: v.picklist(['top', 'up', 'down', 'bottom']) }),
    result: ItemResults,
    needs: 'queue',
  },
  /**
   * Gives a torrent another name, with its folder or its one file on the daemon's disk, or only what is shown of it.
   * Answers when it is so; fails with 'invalid' (details.field = name or path) for what cannot be a name there.
   */
  'torrents.rename': {
    args: v.object({ key: TorrentKeySchema, name: text(longestPath), withFiles: v.boolean() }),
    result: v.null(),
    needs: 'rename',
  },
  /**
   * Magnet links of these, in their order, with every info-hash that the daemon tells; where it tells none (it is gone,
   * or too old), with the one that it knows the torrent by.
   */
  'torrents.magnets': {
    args: v.object({ keys: v.pipe(KeysSchema, v.maxLength(mostLinks, 'Choose fewer torrents.')) }),
    result: v.array(v.string()),
  },
  /**
   * Asks the person where to, and saves the torrent's .torrent file there, if it was added here. 'yours' = this door has
   * no dialogs of the system: the page lets the browser save it. Fails with 'not-found' where it is not kept.
   */
  'torrents.saveFile': {
    args: v.object({ key: TorrentKeySchema }),
    result: v.variant('is', [
      v.object({ is: v.picklist(['saved', 'declined']) }),
      v.object({
        is: v.literal('yours'),
        name: v.string(),
        /** The file's bytes in base64. */
        content: v.string(),
      }),
    ]),
    by: 'window',
  },
  /**
   * The same for several: asks once for a folder, and saves the kept files in it, none in the place of another. 'yours'
   * = this door has no dialogs of the system: the page lets the browser save all of them as one archive (zip).
   */
  'torrents.saveFiles': {
    args: v.object({ keys: v.pipe(KeysSchema, v.maxLength(mostSavedFiles, 'Choose fewer torrents.')) }),
    result: v.variant('is', [
      v.object({ is: v.literal('declined') }),
      v.object({ is: v.literal('saved'), results: ItemResults }),
      v.object({
        is: v.literal('yours'),
        results: ItemResults,
        name: v.string(),
        /** The archive's bytes in base64. */
        content: v.string(),
      }),
    ]),
    by: 'window',
  },
  /** The torrents feed lost its thread (a gap in revisions): send that daemon's rows again. */
  'torrents.resend': { args: v.object({ daemon: DaemonIdSchema }), result: v.null() },
} as const
