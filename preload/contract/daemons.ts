import * as v from 'valibot'
import { AddressSchema } from './address.ts'
import { CannotSchema } from './capabilities.ts'
import { ProblemSchema } from './errors.ts'
import { DaemonIdSchema } from './keys.ts'
import { KindIdSchema } from './kinds.ts'
import { MappingSchema } from './mappings.ts'
import { bytes, count, time } from './units.ts'

/** Auth levels of the kinds that have them. */
export const levels = { none: 0, readOnly: 1, normal: 5, admin: 10 } as const

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
  kind: KindIdSchema,
  name: v.string(),
  address: AddressSchema,
  /** Empty = it was not asked for. */
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
  /** Auth level of the login (`levels`); null = not logged in yet, or its kind has none. */
  level: v.nullable(v.number()),
  cannot: CannotSchema,
  latencyMs: v.nullable(v.number()),
  torrents: count,
  /** Why it has more torrents than are shown: there are too many (settings, rowsPerDaemon), or they need too much memory. */
  shortage: v.nullable(v.picklist(['rows', 'bytes'])),
  downBytesPerSecond: bytes,
  upBytesPerSecond: bytes,
  /** In its download folder; null = not known. */
  freeBytes: v.nullable(bytes),
  /** Its download folder is not there yet: the space is that of the nearest folder above which is. */
  isFolderMissing: v.boolean(),
  /** The daemon's default download folder; null = not known. */
  folder: v.nullable(v.string()),
  /** Another entry of the list with the same certificate, so the same daemon: this one waits until the person decides. */
  twin: v.nullable(DaemonIdSchema),
  /** Where the person has which of its folders. */
  mappings: v.array(MappingSchema),
})
export type Daemon = v.InferOutput<typeof DaemonSchema>

// ---------------------------------------------------------------- calls

export const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'Give the daemon a name.'),
  v.maxLength(100, 'A name has at most 100 characters.'),
)
/** Empty where the kind asks for none. */
export const username = v.pipe(v.string(), v.maxLength(256, 'A user name has at most 256 characters.'))
export const password = v.pipe(v.string(), v.maxLength(1024, 'A password has at most 1024 characters.'))
export const fingerprint = v.pipe(
  v.string(),
  v.maxLength(95, 'That is not a SHA-256 fingerprint.'),
  v.regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'That is not a SHA-256 fingerprint.'),
)
export const mark = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(markCount - 1))

/** Where to go and as whom. What of it a kind needs, it says itself (`Kind.account`); the core checks that. */
const account = { kind: KindIdSchema, address: AddressSchema, username, password: v.optional(password) }

/** What a trial connection found out. */
export const TrialSchema = v.object({
  version: v.string(),
  /** null = its kind has none. */
  level: v.nullable(v.number()),
  cannot: CannotSchema,
  latencyMs: v.number(),
  torrents: v.number(),
  /** Of the certificate that it showed; null = its kind shows none. */
  fingerprint: v.nullable(v.string()),
})
export type Trial = v.InferOutput<typeof TrialSchema>

export const daemonCalls = {
  /**
   * Connects once, changes nothing. With id and no password, the kept one is tried. Where there is an identity that is
   * not trusted yet, nothing of the account is sent and it ends with 'certificate-unknown' (details: seen), unless
   * `fingerprint` says that this very one was looked at.
   */
  'daemons.test': {
    args: v.object({ id: v.optional(DaemonIdSchema), ...account, fingerprint: v.optional(fingerprint) }),
    result: TrialSchema,
  },
  /** Trusts the certificate given, which was looked at; without one, the first that is seen waits for a review. */
  'daemons.add': {
    args: v.object({ name, ...account, fingerprint: v.optional(fingerprint) }),
    result: DaemonSchema,
  },
  /**
   * Without password the kept one stays. A fingerprint is of the certificate that a person looked at, and is trusted
   * from now on; without one, the first that is seen at another address waits for a review where none is trusted.
   */
  'daemons.edit': {
    args: v.object({
      id: DaemonIdSchema,
      name,
      address: AddressSchema,
      username,
      password: v.optional(password),
      mark: v.optional(mark),
      fingerprint: v.optional(fingerprint),
    }),
    result: DaemonSchema,
  },
  /** Forgets the daemon here: its cached list, its history, its password. Nothing changes on the daemon itself. */
  'daemons.remove': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  'daemons.connect': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  'daemons.disconnect': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
  /** Trusts a changed certificate from now on, or the first one of a daemon that waits for a review. */
  'daemons.trust': { args: v.object({ id: DaemonIdSchema, fingerprint }), result: v.null(), by: 'window' },
  /** Both entries of one daemon are wanted: the later one connects, too. */
  'daemons.keepTwin': { args: v.object({ id: DaemonIdSchema }), result: v.null() },
} as const

export const daemonFeeds = {
  /** The whole list of daemons, in the person's order, at every change. */
  daemons: { args: v.object({}), item: v.array(DaemonSchema) },
} as const
