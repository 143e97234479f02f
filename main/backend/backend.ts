import type { Says } from '../../preload/contract/says.ts'
import type { Address } from '../../preload/contract/address.ts'
import type { Cannot } from '../../preload/contract/capabilities.ts'
import type { TorrentDetails } from '../../preload/contract/details.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { FilePriority } from '../../preload/contract/files.ts'
import type { FolderList } from '../../preload/contract/folders.ts'
import type { Hash } from '../../preload/contract/keys.ts'
import type { InfoHashes } from '../../preload/torrent/infohash.ts'
import type { Kind } from '../../preload/contract/kinds.ts'
import type { SpeedLimits } from '../../preload/contract/limits.ts'
import type { OptionName, TorrentOptions } from '../../preload/contract/options.ts'
import type { Peer } from '../../preload/contract/peers.ts'
import type { AddSource, Missed } from '../../preload/contract/adding.ts'
import type { TorrentPatch } from '../../preload/contract/torrents.ts'
import type { Tracker, TrackerPlace } from '../../preload/contract/trackers.ts'
import type { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'

/*
 * The face that every kind of daemon has. Everything is in torrent words (preload/contract); what a kind calls things,
 * and how its bytes travel, stays behind it.
 */

/** Where a daemon is and who we are there. */
export interface Target {
  address: Address
  username: string
  password: string
  /** What was trusted before (for a certificate its SHA-256, XX:XX…); null = trust the first one seen. */
  identity: string | null
  /** false = where there is an identity but none is trusted yet, end with 'certificate-unknown' before anything of the account is sent. */
  mayTrust: boolean
  /** What Connection.memo said the last time; null = nothing yet, or it is at another address now. */
  memo: string | null
  /** What the person calls it, for sentences, as it is; null = it has no name yet. */
  name: string | null
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

/** One kind of daemon. */
export interface Backend {
  readonly kind: Kind
  /**
   * Connects, checks the identity, logs in, and asks for events where there are any.
   * Fails with a Fault whose code says why: unresolved, refused, unreachable, timeout, web-ui, not-a-daemon, tls,
   * certificate-changed (details: expected, seen), certificate-unknown (details: seen), bad-login, level, incompatible,
   * protocol, closed.
   */
  dial(target: Target, options: DialOptions): Promise<Connection>
  /** Absent where kind.imports is false. */
  readonly importer?: Importer
}

/**
 * Which fields of a row to read: those of the default columns and the sidebar, all others, those that move by
 * themselves, those that only people change (and of which a daemon may tell nobody), or only the places in the queue.
 */
export type FieldGroup = 'first' | 'rest' | 'moving' | 'handmade' | 'places'

/** Something the daemon said on its own. */
export type Signal =
  /** restored = the daemon was loading its saved list, nobody added anything. */
  | { kind: 'added'; hash: Hash; restored: boolean }
  | { kind: 'removed'; hash: Hash }
  /** Fields known from the signal itself. */
  | { kind: 'changed'; patch: TorrentPatch }
  /** Something about it changed: read it. */
  | { kind: 'touched'; hash: Hash }
  | { kind: 'finished'; hash: Hash }
  /** Limits of its whole speed are others than they were. */
  | { kind: 'limits' }
  /** Places in the queue changed. */
  | { kind: 'requeued' }
  /** It told more than could be kept: only reading everything says what is true. */
  | { kind: 'missed' }
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
  options?: TorrentOptions | undefined
  /** Of a torrent file: how much its files are wanted, in the order of preload/torrent/file; absent = all alike. */
  priorities?: readonly FilePriority[] | undefined
  /** To the top of the queue. */
  top?: boolean | undefined
  /** What it is to be called; absent = as it is called. */
  name?: string | undefined
}

/** A torrent that is there now. */
export interface Added {
  hash: Hash
  /** What of it is not as it was to be; empty = nothing. */
  missed: Missed[]
}

/** The free space at a folder. */
export interface Space {
  /** null = not known. */
  freeBytes: number | null
  /** The folder is not there (yet): the space is that of the nearest one above which is. */
  isMissing: boolean
}

/** Somebody who may log in to a daemon. */
export interface AccountEntry {
  readonly name: string
  readonly level: number
  /** The daemon makes it by itself, for programs on its own machine. */
  readonly builtIn: boolean
}

/** What is done to an account. */
export type AccountChange =
  | { readonly do: 'create'; readonly name: string; readonly level: number; readonly password: string }
  | { readonly do: 'level'; readonly name: string; readonly level: number }
  | { readonly do: 'password'; readonly name: string; readonly password: string }
  | { readonly do: 'remove'; readonly name: string }

/** The accounts of a daemon. What it tells of passwords stays in here, and no failure says anything of them. */
export interface Accounts {
  /** Who may log in, each name once, and how many more it told of that could not be taken. */
  list(): Promise<{ accounts: AccountEntry[]; leftOut: number }>
  /**
   * Fails with 'invalid' (details.field = name) for a name that is taken, 'not-found' for an account that is not there,
   * and 'outcome-unknown' when no answer came.
   */
  change(change: AccountChange): Promise<void>
  /** Whether the accounts are now as the change wants them. */
  isSo(change: AccountChange): Promise<boolean>
}

export interface Overview {
  /** Where downloads go; null = not known. */
  freeBytes: number | null
  folder: string | null
  /** The folder is not there yet: the space is that of the nearest one above which is. */
  isFolderMissing: boolean
}

/**
 * One living connection, logged in; for a daemon that is asked over HTTP, the belief that it is there. Every request
 * has a deadline; every failure is a Fault.
 */
export type Connection = Following | Polling

interface Common {
  readonly version: string
  /** To be handed back in the next Target at the same address; the core does not look into it. null = nothing. */
  readonly memo: string | null
  /** Auth level of the login; null = the kind has none. */
  readonly level: number | null
  /** What it showed (Target.identity); null = the kind has none. */
  readonly identity: string | null
  /** What this daemon, of this version and for this account, cannot do. */
  readonly cannot: Cannot
  /** null = it cannot tell of accounts, and `cannot` says why. */
  readonly accounts: Accounts | null

  /** Called once, when the connection has ended; undefined = we closed it. */
  onClose(listener: (why: Fault | undefined) => void): void
  close(): void

  /** null = no such torrent. The key in the result is the hash alone's: the caller fills in the daemon. */
  details(hash: Hash): Promise<Omit<TorrentDetails, 'key'> | null>
  /** Both info-hashes of these torrents, of which a daemon goes by one; absent = the daemon does not tell. Never fails. */
  infoHashes(hashes: readonly Hash[]): Promise<Map<Hash, InfoHashes>>
  /** A request that costs the daemon next to nothing. */
  ping(): Promise<void>
  overview(): Promise<Overview>
  /** Folders of its machine that a path may go on with (folders.complete), of many the first (bounds, lists.folders). */
  folders(path: string, hidden: boolean): Promise<FolderList>

  /** One outcome per hash, also when some fail. */
  act(verb: Verb, hashes: readonly Hash[]): Promise<Outcome[]>
  remove(hashes: readonly Hash[], withFiles: boolean): Promise<Outcome[]>
  /**
   * Begins to move their content to a folder of its machine; one outcome per hash. That it has begun says nothing about
   * its end: who wants to know looks at the torrents' folders.
   */
  move(hashes: readonly Hash[], folder: string): Promise<Outcome[]>
  /** Of the daemon as a whole. */
  limits(): Promise<SpeedLimits>
  /** Fails with 'remote' when the daemon has others afterwards. */
  setLimits(limits: SpeedLimits): Promise<void>
  /**
   * Adds a torrent; several may be on their way at once. A torrent already there: 'remote' with details.duplicate = its
   * hash. No failure says anything of headers.
   */
  add(source: AddSource, options: AddOptions): Promise<Added>
  /**
   * A torrent file of what a magnet link names, with the link's trackers, as others tell it; null = nobody told it in
   * that time. It is not added. Fails with 'incompatible' where cannot.metadata says so.
   */
  metadata(uri: string, waitMs: number): Promise<Uint8Array | null>
  space(folder: string): Promise<Space>
  /** The options that a torrent gets of which nothing is said. */
  defaults(): Promise<TorrentOptions>
  /** What is inside of single torrents. */
  readonly inside: Inside
}

/** A torrent's files, by place. */
export interface FileList {
  /** Another one than before = names have changed. */
  revision: number
  files: { path: string; sizeBytes: number }[]
}

/** What moves of them, by place. */
export interface FileStates {
  revision: number
  progress: number[]
  priorities: FilePriority[]
}

/** How one file fared; problem null = done. */
export interface FileOutcome {
  index: number
  problem: Problem | null
}

export interface FileRename {
  index: number
  path: string
}

export interface TrackerList {
  /** In the order in which they are asked. */
  trackers: Tracker[]
  /** So many more than are taken. */
  left: number
}

export interface PeerList {
  peers: Peer[]
  /** So many more than are taken. */
  left: number
}

/** What is known in advance of changing options. */
export interface OptionOffers {
  /** All others can be changed. */
  cannot: ReadonlyMap<OptionName, Problem>
  /** Labels that there are; null = it has none to offer. */
  labels: string[] | null
}

/** The options of a torrent that are not as they were to be; empty = all are. */
export interface OptionOutcome {
  hash: Hash
  failed: { option: OptionName; problem: Problem }[]
}

/**
 * What is inside of single torrents, and what is changed there. Whoever changes something reads it back: daemons answer
 * what they did not do as if they had. Everything fails with a Fault, 'not-found' where there is no such torrent.
 */
export interface Inside {
  /** null = it has no metadata yet. Fails with 'too-large' for more files than are shown (bounds, lists.files). */
  files(hash: Hash): Promise<FileList | null>
  /** null = it has no metadata yet. */
  fileStates(hash: Hash): Promise<FileStates | null>
  /** One outcome per index, in their order. */
  prioritize(hash: Hash, indexes: readonly number[], priority: FilePriority): Promise<FileOutcome[]>
  /** One outcome per rename, in their order; what cannot be a path, or is taken, is not asked of the daemon. */
  renameFiles(hash: Hash, renames: readonly FileRename[]): Promise<FileOutcome[]>
  /** Fails with 'invalid' (details.field = path), 'not-found' (details.field = folder), 'remote'. */
  renameFolder(hash: Hash, folder: string, path: string): Promise<void>
  /**
   * Gives the torrent another name, until it is so: with its folder or its one file, or only what is shown of it. Fails
   * with 'invalid' (details.field), 'incompatible' where it cannot have a name that its files do not have, 'remote'.
   */
  rename(hash: Hash, name: string, withFiles: boolean): Promise<void>
  trackers(hash: Hash): Promise<TrackerList>
  /**
   * Sets the whole list. Fails with 'invalid' (details.field) for what is no address or is there twice, 'remote'. No
   * failure names an address.
   */
  setTrackers(hash: Hash, trackers: readonly TrackerPlace[]): Promise<void>
  /** Options of each of these, or why they are not known; never fails itself. */
  options(hashes: readonly Hash[]): Promise<Map<Hash, TorrentOptions | Fault>>
  optionOffers(): Promise<OptionOffers>
  /** Changes these options and no others; one outcome per hash, in their order. Never fails for what a daemon does. */
  setOptions(hashes: readonly Hash[], change: TorrentOptions): Promise<OptionOutcome[]>
  peers(hash: Hash): Promise<PeerList>
  /** Asks for a connection (readPeerAddress); what comes of it nobody tells. Fails with 'invalid' (details.field = peer). */
  connectPeer(hash: Hash, peer: string): Promise<void>
}

/** A daemon that tells what changes and answers about single torrents. */
export interface Following extends Common {
  readonly pace: 'follow'
  /** Called with every signal, in the order they came. Set it before the first request; signals until then are kept. */
  onSignal(listener: (signal: Signal) => void): void
  /** Which torrents there are (and this account may see). */
  hashes(): Promise<Hash[]>
  /** Fields of these torrents in one request; a hash that is gone is absent. Callers ask in slices. */
  read(hashes: readonly Hash[], group: FieldGroup): Promise<Map<Hash, TorrentPatch>>
}

/** A daemon that tells nothing by itself and is cheapest to ask for everything at once. */
export interface Polling extends Common {
  readonly pace: 'poll'
  /** How long to rest between two readings while somebody looks, and while nobody does. */
  readonly restMs: { readonly watched: number; readonly hidden: number }
  /** All torrents with all fields that the kind knows. */
  list(): Promise<TorrentPatch[]>
}

/** What an importer looks around with; tests bring their own. */
export interface Around {
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  home: string
}

/** Something that a kind's own programs know: where a daemon is and who they are there. */
export interface Sighting {
  /** The file in which it stands. */
  source: string
  /** The host or address as it stands in the file, for the person and for a name. */
  place: string
  /** null = nothing there could be an address. */
  address: Address | null
  /** Empty = the file names no account. */
  username: string
  password: string
  level: number | null
  /** Its identity, where a file of the same daemon tells it. */
  identity: { value: string; source: string } | null
  /** What is wrong with the entry, as a sentence; null = it can be taken. */
  damage: Says | null
}

/** Finds what a kind's own programs on this machine know. Reads their files and changes none. */
export interface Importer {
  /**
   * Looks in the usual places, or in the one folder given (or the folder of the file given).
   * Fails with 'invalid' or 'not-found' (details.field = folder) when that is no folder; a file that cannot be read is
   * a problem and costs only itself.
   */
  find(
    around: Around,
    folder: string | undefined,
  ): Promise<{ folders: string[]; sightings: Sighting[]; problems: Problem[] }>
}
