import type { Says } from '../../preload/contract/says.ts'
import { say } from '../../preload/words/sentences.ts'
import type { AuditWanted, Deed } from '../../preload/contract/audit.ts'
import type { EventKind, EventsWanted, HistoryEvent, PlaceInTime } from '../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../preload/contract/keys.ts'
import type { LogLevel } from '../../preload/contract/log.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { DaemonFields, DaemonRecord, NoticeMark, RemovalPart } from './records.ts'

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

/** A part of a removal as it crosses: one text of many hashes costs the main thread next to nothing. */
export type RemovalText = Omit<RemovalPart, 'hashes' | 'running'> & { hashes: string; running: string }
/** Which lines of history are asked for: those that fit, from a place on, the newest first or (after) the next newer. */
export interface EventsAsked extends EventsWanted {
  before?: PlaceInTime
  after?: PlaceInTime
  limit: number
}

/** What was found among as many lines as are looked at in one go. */
export interface EventsPart {
  /** Newest first. */
  lines: HistoryEvent[]
  /** Where the next part begins; null = nothing is left, or there are as many as were asked for. */
  next: PlaceInTime | null
}

export type TallyAsked = Pick<EventsWanted, 'text' | 'language' | 'away'> & { before?: PlaceInTime }

export interface TallyPart {
  counts: { kind: EventKind; daemon: DaemonId | null; lines: number }[]
  /** When the first line of all was; null = there is none. */
  firstAt: number | null
  next: PlaceInTime | null
}

/** Which deeds are asked for. */
export interface AuditAsked extends AuditWanted {
  before?: PlaceInTime
  after?: PlaceInTime
  limit: number
}

/** How a deed ended, or (waiting) how it goes; its number and time say which. */
export type DeedEnd = Pick<Deed, 'id' | 'at' | 'endedAt' | 'state' | 'failures'>

/** What is kept of one kind of one daemon's absence. */
export interface AbsenceKept {
  daemon: DaemonId
  kind: EventKind
  from: number
  to: number
  lines: number
  /** The newest of them. */
  first: HistoryEvent[]
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
  'events.of'(options: { daemon: DaemonId; hash: Hash; before: number; limit: number }): HistoryEvent[]
  'events.part'(options: EventsAsked): EventsPart
  'events.tally'(options: TallyAsked): TallyPart
  /** Lines with a higher number, of no such kind; of many only so many are counted. */
  'events.unread'(after: number, without: readonly EventKind[], most: number): number
  /** Absences that ended after that moment, the last first. */
  'events.absences'(after: number, most: number): AbsenceKept[]
  /** Keeps a deed that is about to be done, and numbers it: on the disk, safe from a power cut, when it is answered. */
  'audit.begin'(deed: Deed): number
  'audit.end'(end: DeedEnd): void
  /**
   * Of deeds without an end, but these and those of which a removal is kept, nobody will say any more how they ended;
   * answers with how many there were. Those that went on behind their answer ended as is known of them.
   */
  'audit.lose'(except: readonly number[]): number
  'audit.part'(asked: AuditAsked): { lines: Deed[]; next: PlaceInTime | null }
  'settings.read'(): [key: string, value: unknown][]
  'settings.write'(values: readonly [key: string, json: string][]): void
  'removals.list'(): RemovalPart[]
  'removals.put'(parts: readonly RemovalText[], deed: DeedEnd | null): void
  'removals.drop'(id: string, daemons: readonly DaemonId[], deed: DeedEnd | null): void
  /** Oldest first. */
  'notices.list'(daemon: DaemonId): NoticeMark[]
  'notices.write'(marks: readonly NoticeMark[], gone: readonly NoticeMark[]): void
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
  'audit.begin',
  'audit.end',
  'audit.lose',
  'settings.write',
  'removals.put',
  'removals.drop',
  'notices.write',
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
