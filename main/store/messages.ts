import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../preload/contract/keys.ts'
import type { LogLevel } from '../../preload/contract/log.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { DaemonFields, DaemonRecord } from './records.ts'

/* What crosses between the main thread and the store's own: plain data, copied, in small parts. */

/** At most so many rows cross at once: making them anew costs the main thread 1 to 2 ms. */
export const mostRows = 1000

export interface Place {
  folder: string
  /** ms since 1970; names what has to be set aside. */
  at: number
  /** How many lines of history are kept of each daemon. */
  mostEvents: number
}

export interface OpenedPlace {
  remarks: Says[]
  /** Highest number ever given to a line of history. */
  lastEventId: number
}

/** A part of a daemon's rows. */
export interface TorrentPart {
  rows: Torrent[]
  /** Behind which hash the next part begins; null = this was the last. */
  next: Hash | null
}

/** What the thread can be asked for. Whatever fails does so with a Fault. */
export interface Work {
  open(place: Place): OpenedPlace
  'daemons.list'(): DaemonRecord[]
  'daemons.insert'(record: DaemonRecord): void
  'daemons.update'(id: DaemonId, fields: DaemonFields): boolean
  'daemons.remove'(id: DaemonId): boolean
  /** `after`: the hash behind which the part begins; empty = at the beginning. */
  'torrents.load'(daemon: DaemonId, after: Hash): TorrentPart
  'torrents.write'(daemon: DaemonId, put: readonly Torrent[], drop: readonly Hash[]): void
  'events.append'(events: readonly HistoryEvent[]): void
  'events.list'(options: { before?: number; limit: number }): HistoryEvent[]
  'settings.read'(): [key: string, value: unknown][]
  'settings.write'(values: readonly [key: string, json: string][]): void
  /** What is too large is passed over; the oldest make room. */
  'torrentFiles.keep'(hash: Hash, content: Uint8Array, keptAt: number): void
  'torrentFiles.find'(hash: Hash): Uint8Array | null
  /** Whether the database's files are in their places; 'gone' = not even their folder is. */
  look(): Standing
  /** Writes something small that changes nothing. */
  probe(): void
  /** Opens what is in the folder now in the place of what was open, or a copy of it where there is nothing. */
  attach(place: Place): OpenedPlace
  /** Nothing can be asked afterwards. */
  close(): void
}
export type Standing = 'in-place' | 'gone' | 'replaced'
export type Doing = keyof Work

/** The part of the work that is about one noun. */
export type WorkOf<Noun extends string> = Pick<Work, Extract<Doing, `${Noun}.${string}`>>

/** How a failure names what was asked: "Estuary could not …". */
export const doingWords = (doing: Doing): Says => say(`doing.${doing}`)

/** What a file that is not in its place any more would lose. */
export const writes: ReadonlySet<Doing> = new Set<Doing>([
  'daemons.insert',
  'daemons.update',
  'daemons.remove',
  'torrents.write',
  'events.append',
  'settings.write',
  'torrentFiles.keep',
  'probe',
])

/** What the main thread sends; the next only after the answer to the last. */
export interface Request {
  name: Doing
  args: readonly unknown[]
}

/** What the store's thread sends. */
export type Message =
  | { kind: 'answer'; answer: Answer<unknown> }
  | { kind: 'log'; level: LogLevel; facts: Record<string, unknown>; text: string }
