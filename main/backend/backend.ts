import type { AddSource } from '../../preload/contract/calls.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { DaemonKind, Hash, TorrentDetails, TorrentPatch } from '../../preload/contract/model.ts'
import type { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'

/*
 * The face that every family of daemons has. Everything is in torrent words (contract/model); what a family calls
 * things, and how its bytes travel, stays behind it.
 */

/** Where a daemon is and who we are there. */
export interface Target {
  host: string
  port: number
  username: string
  password: string
  /** SHA-256 of the certificate trusted before (XX:XX…); null = trust the first one seen. */
  fingerprint: string | null
  /** false = without a fingerprint, end after TLS with 'certificate-unknown' and send nothing; absent = true. */
  mayTrust?: boolean
  /** What Session.dialect said the last time: it is tried first; absent or null = not known. */
  dialect?: string | null
  /** What the person calls it, for messages; absent = host and port. */
  name?: string
}

export interface DialOptions {
  log: Log
  /** Ends the attempt at any moment; dial then fails with 'closed'. */
  signal: AbortSignal
  /** Told when the bytes flow and the login begins. */
  onGreeting?: () => void
  /** What we call ourselves to the daemon, with our version; absent = our name alone. */
  client?: string
}

/** One family of daemons. */
export interface Backend {
  readonly kind: DaemonKind
  /**
   * Connects, checks the certificate, logs in, and asks for events.
   * Fails with a Fault whose code says why: unresolved, refused, unreachable, timeout, web-ui, not-a-daemon, tls,
   * certificate-changed (details: expected, seen), certificate-unknown (details: seen), bad-login, level, incompatible, protocol, closed.
   */
  dial(target: Target, options: DialOptions): Promise<Session>
}

/**
 * Which fields of a row to read: those of the default columns and the sidebar, all others, those that move by
 * themselves, or only the places in the queue.
 */
export type FieldGroup = 'first' | 'rest' | 'moving' | 'places'

/** Something the daemon said on its own. */
export type Notice =
  /** restored = the daemon was loading its saved list, nobody added anything. */
  | { kind: 'added'; hash: Hash; restored: boolean }
  | { kind: 'removed'; hash: Hash }
  /** Fields known from the notice itself. */
  | { kind: 'changed'; patch: TorrentPatch }
  /** Something about it changed: read it. */
  | { kind: 'touched'; hash: Hash }
  | { kind: 'finished'; hash: Hash }
  /** Places in the queue changed. */
  | { kind: 'requeued' }
  /** The daemon has loaded all its torrents. */
  | { kind: 'ready' }

export const verbs = [
  'pause',
  'resume',
  'recheck',
  'reannounce',
  'queueTop',
  'queueUp',
  'queueDown',
  'queueBottom',
] as const
export type Verb = (typeof verbs)[number]

/** How one torrent fared; problem null = done. */
export interface Outcome {
  hash: Hash
  problem: Problem | null
}

export interface AddOptions {
  /** On the daemon's machine; null = its default. */
  folder: string | null
  paused: boolean
}

export interface Overview {
  freeBytes: number | null
  folder: string | null
}

/** One living connection, logged in. Every request has a deadline; every failure is a Fault. */
export interface Session {
  readonly version: string
  /** The generation of the protocol that it speaks, to be remembered for the next Target. */
  readonly dialect: '2' | '1.3'
  readonly level: number
  readonly fingerprint: string
  /** The certificate was not known before this connection. */
  readonly firstMeeting: boolean

  /** Called with every notice, in the order they came. Set it before the first request; notices until then are kept. */
  onNotice(listener: (notice: Notice) => void): void
  /** Called once, when the connection has ended; undefined = we closed it. */
  onClose(listener: (why: Fault | undefined) => void): void
  close(): void

  /** Which torrents there are (and this account may see). */
  hashes(): Promise<Hash[]>
  /** Fields of these torrents in one request; a hash that is gone is absent. Callers ask in slices. */
  read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>>
  /** null = no such torrent. The key in the result is the hash alone's: the caller fills in the daemon. */
  details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null>
  /** A request that costs the daemon next to nothing. */
  ping(): Promise<void>
  overview(): Promise<Overview>

  /** One outcome per hash, also when some fail. */
  act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]>
  remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]>
  /** The hash of what was added. A torrent already there: 'remote' with details.duplicate = its hash. */
  add(source: AddSource, options: AddOptions): Promise<Hash>
}
