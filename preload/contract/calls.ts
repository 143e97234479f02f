import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import {
  DaemonIdSchema,
  DaemonSchema,
  EventSchema,
  HashSchema,
  levels,
  markCount,
  SettingsSchema,
  TorrentKeySchema,
} from './model.ts'

/** At most this many torrents in one call: a slip must not become a million requests. */
const mostKeys = 200_000
/** A .torrent file of more than this is refused before it is read. */
export const mostTorrentFileBytes = 32 * 1024 * 1024

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))
const Keys = v.pipe(v.array(TorrentKeySchema), v.minLength(1, 'Choose a torrent first.'), v.maxLength(mostKeys))
const Nothing = v.object({})

/** How one of several torrents fared; problem null = done. */
export const ItemResultSchema = v.object({ key: v.string(), problem: v.nullable(ProblemSchema) })
export type ItemResult = v.InferOutput<typeof ItemResultSchema>
const ItemResults = v.array(ItemResultSchema)

const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give the daemon a name.'),
  v.maxLength(100, 'A name has at most 100 characters.'),
)
const host = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give a host name or an IP address.'),
  v.maxLength(255, 'A host name has at most 255 characters.'),
  v.regex(/^[^\s/@\[\]]+$/, 'A host name has no spaces, slashes or brackets.'),
)
const port = v.pipe(
  v.number('A port is a number from 1 to 65535.'),
  v.integer('A port is a number from 1 to 65535.'),
  v.minValue(1, 'A port is a number from 1 to 65535.'),
  v.maxValue(65535, 'A port is a number from 1 to 65535.'),
)
const username = v.pipe(v.string(), v.minLength(1, 'Give the user name of an account on the daemon.'), v.maxLength(256))
const password = v.pipe(v.string(), v.minLength(1, 'Give the account’s password.'), v.maxLength(1024))
const fingerprint = v.pipe(v.string(), v.regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'That is not a SHA-256 fingerprint.'))
const mark = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(markCount - 1))

/** What a trial connection found out. */
export const TrialSchema = v.object({
  version: v.string(),
  level: v.number(),
  latencyMs: v.number(),
  torrents: v.number(),
  fingerprint: v.string(),
})
export type Trial = v.InferOutput<typeof TrialSchema>

/** A connection that Deluge's own clients on this machine know. Its password stays behind the door. */
export const CandidateSchema = v.object({
  /** For import.take; good until this window looks again. */
  id: v.string(),
  /** The file in which it stands. */
  source: v.string(),
  /** A name that no daemon and no other candidate has: the files know none. */
  name: v.string(),
  host: v.string(),
  /** null = the file says nothing that could be a port. */
  port: v.nullable(v.number()),
  /** Empty = the file names no account. */
  username: v.string(),
  hasPassword: v.boolean(),
  /** From the auth file, where the account is one of this machine's own daemon. */
  level: v.nullable(v.number()),
  /** Of the certificate in that daemon's own folder; it is pinned before the first connection. */
  fingerprint: v.nullable(v.string()),
  /** The name of the daemon that is this account at this address already. */
  already: v.nullable(v.string()),
  /** Why it cannot be taken. */
  problem: v.nullable(ProblemSchema),
})
export type Candidate = v.InferOutput<typeof CandidateSchema>

export const AddSourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('magnet'),
    uri: v.pipe(text(65_536), v.regex(/^magnet:\?/i, 'A magnet link begins with magnet:?')),
  }),
  v.object({
    kind: v.literal('url'),
    url: v.pipe(text(8192), v.regex(/^https?:\/\//i, 'An address begins with http:// or https://')),
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

/**
 * Every call that a window may make: the schema of its arguments, that of its result, and the level that the daemon
 * must have given us (absent = none needed). A door checks the arguments before the core sees them.
 */
export const calls = {
  'app.info': {
    args: Nothing,
    result: v.object({
      version: v.string(),
      /** Which door this window came through. */
      door: v.picklist(['desktop', 'web']),
      dataFolder: v.string(),
      /** Things the person should know about this start (a corrupt file set aside…). */
      notices: v.array(v.string()),
    }),
  },
  /**
   * Opens an https or mailto address outside of Estuary. Nearly every address comes from a torrent, so the person is
   * asked first, unless it is one that Estuary itself points to. 'yours' = this door has no way out: the page opens it.
   */
  'app.openExternal': {
    args: v.object({ url: v.pipe(text(2048), v.minLength(1)) }),
    result: v.picklist(['opened', 'declined', 'yours']),
  },
  'settings.get': { args: Nothing, result: SettingsSchema },
  'settings.set': { args: v.partial(v.object({ ...SettingsSchema.entries })), result: SettingsSchema },

  /** Connects once, changes nothing. With id and no password, the kept one is tried. */
  'daemons.test': {
    args: v.object({ id: v.optional(DaemonIdSchema), host, port, username, password: v.optional(password) }),
    result: TrialSchema,
  },
  /** Trusts the certificate given (from a trial) or, without one, the first that is seen. */
  'daemons.add': {
    args: v.object({ name, host, port, username, password, fingerprint: v.optional(fingerprint) }),
    result: DaemonSchema,
  },
  /** Without password the kept one stays. */
  'daemons.edit': {
    args: v.object({
      id: DaemonIdSchema,
      name,
      host,
      port,
      username,
      password: v.optional(password),
      mark: v.optional(mark),
    }),
    result: DaemonSchema,
  },
  /** Forgets the daemon here: its cached list, its history, its password. Nothing changes on the daemon itself. */
  'daemons.remove': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  'daemons.connect': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  'daemons.disconnect': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  /** Trusts a changed certificate from now on, or the first one of a daemon that was met while no window was open. */
  'daemons.trust': { args: v.object({ id: DaemonIdSchema, fingerprint }), result: v.null() },
  /** Both entries of one daemon are wanted: the later one connects, too. */
  'daemons.keepTwin': { args: v.object({ id: DaemonIdSchema }), result: v.null() },

  /** Looks for what Deluge's own clients know, in the usual places or in one folder; changes nothing. */
  'import.find': {
    args: v.object({
      folder: v.optional(v.pipe(text(4096), v.trim(), v.minLength(1, 'Give the folder to look in.'))),
    }),
    result: v.object({
      /** Where was looked. */
      folders: v.array(v.string()),
      candidates: v.array(CandidateSchema),
      /** Files that could not be read; each message names its file. */
      problems: v.array(ProblemSchema),
    }),
  },
  /** Adds the candidates given. User name and password are for those whose file has none. */
  'import.take': {
    args: v.object({
      items: v.pipe(
        v.array(v.object({ id: text(100), name, username: v.optional(username), password: v.optional(password) })),
        v.minLength(1, 'Choose a daemon first.'),
        v.maxLength(1000),
      ),
    }),
    /** One for each item: the daemon, or why it was not added. */
    result: v.array(v.object({ id: v.string(), daemon: v.nullable(DaemonSchema), problem: v.nullable(ProblemSchema) })),
  },

  'torrents.pause': { args: v.object({ keys: Keys }), result: ItemResults, level: levels.normal },
  'torrents.resume': { args: v.object({ keys: Keys }), result: ItemResults, level: levels.normal },
  'torrents.recheck': { args: v.object({ keys: Keys }), result: ItemResults, level: levels.normal },
  'torrents.reannounce': { args: v.object({ keys: Keys }), result: ItemResults, level: levels.normal },
  'torrents.remove': {
    args: v.object({ keys: Keys, withFiles: v.boolean() }),
    result: ItemResults,
    level: levels.normal,
  },
  'torrents.queue': {
    args: v.object({ keys: Keys, to: v.picklist(['top', 'up', 'down', 'bottom']) }),
    result: ItemResults,
    level: levels.normal,
  },
  'torrents.add': {
    args: v.object({
      daemon: DaemonIdSchema,
      source: AddSourceSchema,
      /** On the daemon's machine; absent = its default folder. */
      folder: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4096))),
      paused: v.boolean(),
    }),
    result: v.object({ hash: HashSchema }),
    level: levels.normal,
  },
  /** The torrents feed lost its thread (a gap in revisions): send that daemon's rows again. */
  'torrents.resend': { args: v.object({ daemon: DaemonIdSchema }), result: v.null() },

  /** What this window shows now: these rows are read every second, the one in focus with its details. */
  'view.watch': {
    args: v.object({
      visible: v.pipe(v.array(TorrentKeySchema), v.maxLength(500)),
      selected: v.pipe(v.array(TorrentKeySchema), v.maxLength(500)),
      focus: v.nullable(TorrentKeySchema),
    }),
    result: v.null(),
  },

  /** Newest first; before = id of the oldest one already had. */
  'events.list': {
    args: v.object({
      before: v.optional(v.number()),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    }),
    result: v.array(EventSchema),
  },
} as const

export type CallName = keyof typeof calls
export type CallArgs<N extends CallName> = v.InferInput<(typeof calls)[N]['args']>
export type CheckedArgs<N extends CallName> = v.InferOutput<(typeof calls)[N]['args']>
export type CallResult<N extends CallName> = v.InferOutput<(typeof calls)[N]['result']>

/** The level a call needs on each daemon it touches; 0 = it touches none. */
export function levelNeeded(call: CallName): number {
  const spec = calls[call]
  return 'level' in spec ? spec.level : levels.none
}

/** Why an account of this level may not make a call; null = it may. */
export function whyForbidden(call: CallName, level: number | null, daemonName: string): string | null {
  const needed = levelNeeded(call)
  if (level === null || level >= needed) return null
  return `The account on ${daemonName} has level ${level}; this needs level ${needed}.`
}
