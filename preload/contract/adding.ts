import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { filePriorities, longestPath, mostFiles } from './files.ts'
import { DaemonIdSchema, HashSchema, TorrentKeySchema } from './keys.ts'
import { optionNames, TorrentOptionsSchema } from './options.ts'
import { longestTrackerUrl, mostTrackers } from './trackers.ts'
import { bytes, count, text, time } from './units.ts'

/** A .torrent file of more than this is refused before it is read. */
export const mostTorrentFileBytes = 32 * 1024 * 1024
/** As many as anybody would copy from a browser. */
export const mostHeaders = 20
const longestLink = 65_536
/** The daemon stops looking for the files of a magnet link after so long. */
export const metadataWaitMs = 60_000

const MagnetSchema = v.pipe(text(longestLink), v.regex(/^magnet:\?/i, 'A magnet link begins with magnet:?'))

/** What a daemon sends along when it fetches an address: who may have it is known by it. */
const HeaderSchema = v.object({
  name: v.pipe(text(100), v.regex(/^[!#$%&'*+.^_`|~0-9a-z-]+$/i, 'A header has a name of letters and digits.')),
  value: v.pipe(text(8_192), v.regex(/^[^\0-\x08\n-\x1f\x7f]*$/, 'A header is one line.')),
})
export type Header = v.InferOutput<typeof HeaderSchema>

export const AddSourceSchema = v.variant('kind', [
  v.object({ kind: v.literal('magnet'), uri: MagnetSchema }),
  v.object({
    kind: v.literal('url'),
    url: v.pipe(text(8192), v.regex(/^https?:\/\//i, 'An address begins with http:// or https://')),
    /** Sent along by the daemon; neither kept nor logged anywhere here. */
    headers: v.optional(v.pipe(v.array(HeaderSchema), v.maxLength(mostHeaders, 'Give fewer headers.'))),
  }),
  v.object({
    kind: v.literal('file'),
    name: text(1024),
    /** The file's bytes in base64. */
    content: v.pipe(
      v.string(),
      v.maxLength(Math.ceil((mostTorrentFileBytes * 4) / 3) + 4, 'That file is too large to be a torrent file.'),
    ),
  }),
])
export type AddSource = v.InferOutput<typeof AddSourceSchema>

const Folder = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096))

/** What a torrent that was added is not as it was to be. */
export const MissedSchema = v.object({
  what: v.picklist([...optionNames, 'priorities', 'top', 'name']),
  problem: ProblemSchema,
})
export type Missed = v.InferOutput<typeof MissedSchema>

export const MetadataItemSchema = v.variant('kind', [
  /** Others are asked about first. */
  v.object({ kind: v.literal('waiting') }),
  /** The daemon looks for it, until then. */
  v.object({ kind: v.literal('asking'), since: time, until: time }),
  /** A torrent file of it, in base64, with the trackers of the link. */
  v.object({ kind: v.literal('found'), content: v.string() }),
  /** Nobody told it in time. */
  v.object({ kind: v.literal('none') }),
])
export type MetadataItem = v.InferOutput<typeof MetadataItemSchema>

export const addingCalls = {
  /**
   * Adds one torrent. As many as one likes may be on their way at once: a daemon is asked about a few at a time, in
   * their order. Fails with 'remote' for what the daemon refuses (one that it has already: details.duplicate = its
   * hash), and with 'outcome-unknown' when no answer came; then its list says whether it is there; with 'invalid'
   * (details.field = name) for what cannot be a name.
   */
  'torrents.add': {
    args: v.object({
      daemon: DaemonIdSchema,
      source: AddSourceSchema,
      /** On the daemon's machine; absent = its default folder. */
      folder: v.optional(Folder),
      paused: v.boolean(),
      /** From its first moment on, as far as the daemon can. */
      options: v.optional(TorrentOptionsSchema),
      /** Of a torrent file: how much its files are wanted, in the order of preload/torrent/file. */
      priorities: v.optional(v.pipe(v.array(v.picklist(filePriorities)), v.maxLength(mostFiles))),
      /** To the top of the queue. */
      top: v.optional(v.boolean()),
      /** What it is to be called; its files keep their names where the daemon knows another. Absent = as it is called. */
      name: v.optional(text(longestPath)),
    }),
    /** The torrent is there; `missed` says what of it is not as it was to be. */
    result: v.object({ hash: HashSchema, missed: v.array(MissedSchema) }),
    needs: 'add',
  },
  /** What can be said of torrents that are to be added to a daemon. */
  'adding.offers': {
    args: v.object({ daemon: DaemonIdSchema }),
    result: v.object({
      /** Options that it cannot set, and why. */
      cannot: v.array(v.object({ option: v.picklist(optionNames), problem: ProblemSchema })),
      /** null = it has none to offer. */
      labels: v.nullable(v.array(v.string())),
      /** What a torrent gets of which nothing is said; what is absent is not known. */
      defaults: TorrentOptionsSchema,
    }),
    needs: 'add',
  },
  /** The free space at a folder of the daemon's machine; null = it does not tell. */
  'adding.space': {
    args: v.object({ daemon: DaemonIdSchema, folder: Folder }),
    result: v.object({
      freeBytes: v.nullable(bytes),
      /** It is not there (yet): the space is that of the nearest folder above which is. */
      isMissing: v.boolean(),
    }),
    needs: 'add',
  },
  /** Gives a torrent those of these trackers that it has not, each in a tier of its own behind the others. */
  'adding.mergeTrackers': {
    args: v.object({
      key: TorrentKeySchema,
      trackers: v.pipe(v.array(text(longestTrackerUrl)), v.maxLength(mostTrackers, 'Give fewer trackers.')),
    }),
    result: v.object({ added: count }),
    needs: 'trackers',
  },
} as const

export const addingFeeds = {
  /**
   * Has a daemon look for what is in a magnet link, without adding it: needs the capability 'metadata'. The last item
   * says what was found; a daemon that fails ends it.
   */
  metadata: { args: v.object({ daemon: DaemonIdSchema, uri: MagnetSchema }), item: MetadataItemSchema },
} as const
