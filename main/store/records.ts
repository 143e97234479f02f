import * as v from 'valibot'
import type { Says } from '../../preload/contract/says.ts'
import { AddressSchema } from '../../preload/contract/address.ts'
import { DaemonSchema } from '../../preload/contract/daemons.ts'
import { MappingsSchema } from '../../preload/contract/mappings.ts'
import { KindIdSchema } from '../../preload/contract/kinds.ts'
import { noticeKinds } from '../../preload/contract/notices.ts'
import { DaemonIdSchema, type DaemonId, type Hash, HashSchema } from '../../preload/contract/keys.ts'
import type { DiskTrouble } from '../../preload/contract/app.ts'
import type { EventKind, HistoryEvent } from '../../preload/contract/events.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import type { Emitter } from '../lib/emitter.ts'
import type { Deed } from '../../preload/contract/audit.ts'
import type { AbsenceKept, AuditAsked, DeedEnd, EventsAsked, TallyAsked, TallyPart } from './messages.ts'

/** What is kept of a daemon between two starts. Its password is not among it: that is the keeper's. */
export const DaemonRecordSchema = v.object({
  id: DaemonIdSchema,
  /** Whether there is such a kind is for the registry to say. */
  kind: KindIdSchema,
  name: v.string(),
  address: AddressSchema,
  username: v.string(),
  mark: DaemonSchema.entries.mark,
  /** Place in the person's order; equal places are told apart by id. */
  position: v.number(),
  /** Whether the person wants it connected. */
  connect: v.boolean(),
  /** SHA-256 of the trusted certificate, as XX:XX…; null = none yet. */
  fingerprint: v.nullable(v.string()),
  trustedAt: v.nullable(v.number()),
  /** Its first certificate waits for a person to look at it; nothing is trusted before. */
  unreviewed: v.boolean(),
  version: v.nullable(v.string()),
  /** What its backend asked to be remembered until the next connection, in words of its own; null = nothing. */
  memo: v.nullable(v.string()),
  lastSeenAt: v.nullable(v.number()),
  /** Its default download folder. */
  folder: v.nullable(v.string()),
  freeBytes: v.nullable(v.number()),
  /** A certificate that another daemon has, too, and with which the person kept this one all the same; null = none. */
  keptTwin: v.nullable(v.string()),
  /** Where the person has which of its folders. What makes no sense costs no more than these. */
  mappings: v.fallback(MappingsSchema, []),
})
export type DaemonRecord = v.InferOutput<typeof DaemonRecordSchema>

/** The fields of a record to be written; those that are undefined stay as they are. */
export type DaemonFields = Partial<Omit<DaemonRecord, 'id'>>

/** What is written here is on the disk, safe from a power cut, when the promise resolves. */
export interface DaemonStore {
  /** In the person's order. A damaged record is left out and logged. */
  list(): Promise<DaemonRecord[]>
  /** Fails with Fault 'invalid' when the id is taken. */
  insert(record: DaemonRecord): Promise<void>
  /** Writes the fields given. false = there is no such daemon (it was removed meanwhile). */
  update(id: DaemonId, fields: DaemonFields): Promise<boolean>
  /** Forgets it with its torrents and its history. false = there was none. */
  remove(id: DaemonId): Promise<boolean>
}

export interface TorrentStore {
  /**
   * All rows kept of a daemon, by hash, in parts of at most 1,000; no part is empty. It is asked for as the parts are
   * taken (one ahead), everything else gets its turn between two of them, and what is written meanwhile may or may
   * not be among them. A damaged row is left out, logged and forgotten.
   */
  load(daemon: DaemonId): AsyncIterable<Torrent[]>
  /**
   * Writes whole rows and drops others; a hash in both lists is dropped. All or nothing up to 1,000 rows; more are
   * written in parts of that size, one after the other, and whatever is asked next waits for all of them: a first
   * reading is better fed in slices. The rows must not be changed any more. Rows of a daemon that was removed
   * meanwhile are ignored, a row that makes no sense is logged and left out.
   */
  write(daemon: DaemonId, put: readonly Torrent[], drop: readonly Hash[]): Promise<void>
}

export interface EventStore {
  /**
   * Highest number ever given, also to lines that are gone by now; 0 = none. The caller numbers its lines from here
   * on.
   */
  readonly lastId: number
  /**
   * Keeps lines that the caller has numbered, all or none up to 1,000, more in parts of that size. Lines about a daemon that was removed meanwhile are
   * dropped; a number that is taken fails.
   */
  append(events: readonly HistoryEvent[]): Promise<void>
  /**
   * Lines that fit, newest first, at most 1,000; fewer than asked for = there are no more. It is looked in parts, and
   * everything else gets its turn between two of them.
   */
  list(options: EventsAsked): Promise<HistoryEvent[]>
  /** Those of one torrent, newest first, at most 1,000; `before` = the number of the oldest line already had. */
  of(options: { daemon: DaemonId; hash: Hash; before: number; limit: number }): Promise<HistoryEvent[]>
  /** How many lines of each kind and daemon there are that fit; looked for in parts, too. */
  tally(options: Omit<TallyAsked, 'before'>): Promise<Omit<TallyPart, 'next'>>
  /** How many lines have a higher number and are of none of these kinds; counts up to `most`. */
  unread(after: number, without: readonly EventKind[], most: number): Promise<number>
  /** What is kept of absences that ended after a moment: of each daemon and kind, the last first, at most so many. */
  absences(after: number, most: number): Promise<AbsenceKept[]>
}

/** What was done from here. */
export interface AuditStore {
  /** Keeps a deed before it is done, and gives it its number: on the disk, safe from a power cut, when it resolves. */
  begin(deed: Deed): Promise<number>
  /** How a deed ended, or goes; one that has ended, or is not kept any more, stays as it is. */
  end(end: DeedEnd): Promise<void>
  /**
   * Of deeds without an end, but these and those of which a removal is kept, nobody will say any more how they ended.
   * Answers with how many there were. Those that went on behind their answer ended as is known of them.
   */
  lose(except: readonly number[]): Promise<number>
  /** Deeds that fit, newest first, at most 1,000; fewer than asked for = there are no more. Looked for in parts. */
  list(asked: AuditAsked): Promise<Deed[]>
}

/** What is written here is on the disk, safe from a power cut, when the promise resolves. */
export interface SettingsStore {
  /** Whatever is kept, by key; not checked against any schema. A damaged value is left out and logged. */
  read(): Promise<Record<string, unknown>>
  /** Writes the values given (plain data) and leaves the others; undefined = not given. */
  write(values: Record<string, unknown>): Promise<void>
}

/** waiting: not sent yet · sending: whether it was done is not known · restoring: `running` is yet to be resumed. */
export const removalPhases = ['waiting', 'sending', 'restoring'] as const

/** What one daemon has of a removal that waits before it is sent. */
export const RemovalPartSchema = v.object({
  id: v.string(),
  daemon: DaemonIdSchema,
  phase: v.picklist(removalPhases),
  withFiles: v.boolean(),
  begunAt: v.number(),
  /** What the removal's first torrent is called. */
  name: v.string(),
  hashes: v.array(HashSchema),
  /** Those that ran, and were paused for the wait. */
  running: v.array(HashSchema),
  /** Its line in the audit; null = none is to be told how it ends. */
  deed: v.nullable(v.object({ id: v.number(), at: v.number() })),
})
export type RemovalPart = v.InferOutput<typeof RemovalPartSchema>

/** What is written here is on the disk, safe from a power cut, when the promise resolves. */
export interface RemovalStore {
  /** A damaged part is left out and logged. */
  list(): Promise<RemovalPart[]>
  /**
   * Writes parts, in the place of what was kept of the same removal and daemon, and how their deed goes. All or
   * nothing, so that the two never contradict each other.
   */
  put(parts: readonly RemovalPart[], deed?: DeedEnd | null): Promise<void>
  drop(id: string, daemons: readonly DaemonId[], deed?: DeedEnd | null): Promise<void>
}

/** That a person was told of something, or is to be told of it later. */
export const NoticeMarkSchema = v.object({
  daemon: DaemonIdSchema,
  /** Empty = it is about the daemon itself. */
  hash: v.string(),
  kind: v.picklist(noticeKinds),
  /** When Estuary learnt of it, ms since 1970. */
  at: v.number(),
  /** The torrent's or daemon's name at that time. */
  name: v.string(),
  /** It was not told yet. */
  waits: v.boolean(),
})
export type NoticeMark = v.InferOutput<typeof NoticeMarkSchema>

export interface NoticeStore {
  /** Those kept of a daemon, oldest first; a damaged one is left out and logged. */
  list(daemon: DaemonId): Promise<NoticeMark[]>
  /**
   * Drops some and keeps others, all or nothing up to 1,000 of each; a mark takes the place of the one of the same torrent and kind. Of
   * more than are kept of a daemon (lib/bounds) the oldest go. Marks of a daemon that was removed meanwhile are ignored.
   */
  write(marks: readonly NoticeMark[], gone?: readonly NoticeMark[]): Promise<void>
}

/** Torrent files that were added here, a bounded number of them (bounds, keptFiles). */
export interface TorrentFileStore {
  /** Keeps one, and forgets the oldest where there are too many; one that is too large is passed over. */
  keep(hash: Hash, content: Uint8Array, keptAt: number): Promise<void>
  /** null = none of that info-hash is kept. */
  find(hash: Hash): Promise<Uint8Array | null>
}

/** How the disk is, as far as writing to it tells. Where it fails it is tried again by itself, again and again. */
export interface Disk {
  /** null = what was written last was taken. */
  readonly trouble: DiskTrouble | null
  /** Told when that changes. */
  readonly changed: Emitter<DiskTrouble | null>
  /** The database is another one than before (or was begun anew): whoever knows something writes it down again. */
  readonly renewed: Emitter<{ lastEventId: number }>
  /** Tries at once; answers what is the matter then. */
  retry(): Promise<DiskTrouble | null>
}

/**
 * What we remember. Everything is asked of a thread of its own and carried out there in the order in which it was
 * asked. Every promise fails with a Fault: 'corrupt' when the file turns out to be damaged, 'closed' after close(),
 * 'internal' when the system refuses (details.reason: a DiskReason, or 'other') or when the thread has ended. What is
 * answered without a failure is in the file that lies in the folder.
 */
export interface Store {
  /** What the person should be told about this start. */
  readonly remarks: readonly Says[]
  readonly daemons: DaemonStore
  readonly torrents: TorrentStore
  readonly events: EventStore
  readonly audit: AuditStore
  readonly settings: SettingsStore
  readonly removals: RemovalStore
  readonly notices: NoticeStore
  readonly torrentFiles: TorrentFileStore
  readonly disk: Disk
  /**
   * Carries out what was asked before and closes the database. After `mostMs` (2 s) it waits no longer: what is not
   * written by then fails with 'closed', and 'given-up' is the answer. Never fails; may be called twice.
   */
  close(mostMs?: number): Promise<'written' | 'given-up'>
}
