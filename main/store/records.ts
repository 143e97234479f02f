import * as v from 'valibot'
import { DaemonSchema } from '../../preload/contract/daemons.ts'
import { DaemonIdSchema, type DaemonId, type Hash } from '../../preload/contract/keys.ts'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'

/** What is kept of a daemon between two starts. Its password is not among it: that is the keeper's. */
export const DaemonRecordSchema = v.object({
  id: DaemonIdSchema,
  kind: DaemonSchema.entries.kind,
  name: v.string(),
  host: v.string(),
  port: v.number(),
  username: v.string(),
  mark: DaemonSchema.entries.mark,
  /** Place in the person's order; equal places are told apart by id. */
  position: v.number(),
  /** Whether the person wants it connected. */
  connect: v.boolean(),
  /** SHA-256 of the trusted certificate, as XX:XX…; null = none yet. */
  fingerprint: v.nullable(v.string()),
  trustedAt: v.nullable(v.number()),
  version: v.nullable(v.string()),
  /** Which of its family's dialects it spoke last; null = none yet. */
  dialect: v.nullable(v.string()),
  lastSeenAt: v.nullable(v.number()),
  /** Its default download folder. */
  folder: v.nullable(v.string()),
  freeBytes: v.nullable(v.number()),
  /** A certificate that another daemon has, too, and with which the person kept this one all the same; null = none. */
  keptTwin: v.nullable(v.string()),
})
export type DaemonRecord = v.InferOutput<typeof DaemonRecordSchema>

/** A line of history that has no number yet. */
export type NewEvent = Omit<HistoryEvent, 'id'>

export interface DaemonStore {
  /** In the person's order. A damaged record is left out and logged. */
  list(): DaemonRecord[]
  /** Fails with Fault 'invalid' when the id is taken. */
  insert(record: DaemonRecord): void
  /** Writes the fields given. false = there is no such daemon (it was removed meanwhile). */
  update(id: DaemonId, fields: Partial<Omit<DaemonRecord, 'id'>>): boolean
  /** Forgets it with its torrents and its history. false = there was none. */
  remove(id: DaemonId): boolean
}

export interface TorrentStore {
  /** All rows kept of a daemon, in no order. A damaged row is left out, logged and forgotten. */
  load(daemon: DaemonId): Torrent[]
  /**
   * Writes whole rows and drops others, all or nothing; a hash in both lists is dropped. Rows of a daemon that was
   * removed meanwhile are ignored. Takes about 1 ms per 100 changed rows and 2 ms per 100 new ones: feed a first
   * reading in slices.
   */
  write(daemon: DaemonId, put: readonly Torrent[], drop: readonly Hash[]): void
  /** Forgets every row of a daemon. */
  clear(daemon: DaemonId): void
  /**
   * Torrents in whose name, comment, tracker, label or folder every word of `text` begins some word, best first.
   * No text, no torrents.
   */
  search(text: string, limit: number): { daemon: DaemonId; hash: Hash }[]
}

export interface EventStore {
  /** Gives them numbers that rise for ever. Lines about a daemon that was removed meanwhile are dropped. */
  append(events: readonly NewEvent[]): HistoryEvent[]
  /** Newest first; `before` = the id of the oldest line already had. */
  list(options: { before?: number; limit: number }): HistoryEvent[]
}

export interface SettingsStore {
  /** Whatever is kept, by key; not checked against any schema. A damaged value is left out and logged. */
  read(): Record<string, unknown>
  /** Writes the values given (plain data) and leaves the others; undefined = not given. */
  write(values: Record<string, unknown>): void
}

/**
 * What we remember. Every method is synchronous and fails with a Fault: 'corrupt' when the file turns out to be
 * damaged, 'closed' after close(), 'internal' (details.reason: full, permission, read-only, busy, other) when the
 * system refuses.
 */
export interface Store {
  /** What the person should be told about this start. */
  readonly notices: readonly string[]
  readonly daemons: DaemonStore
  readonly torrents: TorrentStore
  readonly events: EventStore
  readonly settings: SettingsStore
  /** May be called twice. */
  close(): void
}
