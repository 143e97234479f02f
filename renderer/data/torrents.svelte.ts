import type { Bridge } from '../../preload/contract/bridge.ts'
import type { RowsStep, TorrentPatch } from '../../preload/contract/torrents.ts'
import { keyOf, type DaemonId, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Change, Row } from '../view/row.ts'
import { after, nextFrame, type Schedule } from './schedule.ts'

/** A snapshot comes in parts and nobody says which is the last: so long without another one, and it is whole. */
const lastPartMs = 250
/** A lost thread is asked for again after so long without an answer. */
const askAgainMs = 5000

interface Thread {
  revision: number
  /** Rows of before a snapshot that it has not confirmed yet; they go when it is whole. */
  unconfirmed: Set<TorrentKey> | null
  whole: () => void
}

/**
 * The rows of all daemons. The map holds immutable rows and is changed in place; `version` rises once per picture with
 * everything that came meanwhile, and listeners get the same as a list of changes.
 */
export class Torrents {
  readonly #rows = new Map<TorrentKey, Row>()
  readonly #bridge: Bridge
  readonly #schedule: Schedule
  readonly #partsEnd: Schedule
  readonly #threads = new Map<DaemonId, Thread>()
  readonly #asked = new Map<DaemonId, number>()
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()
  /** Rows as they were at the last picture. */
  readonly #touched = new Map<TorrentKey, Row | undefined>()
  readonly #stop: () => void
  #callOff: (() => void) | null = null
  #version = $state(0)
  #ready = $state(false)

  constructor(bridge: Bridge, schedule: Schedule = nextFrame, partsEnd: Schedule = after(lastPartMs)) {
    this.#bridge = bridge
    this.#schedule = schedule
    this.#partsEnd = partsEnd
    this.#stop = bridge.on('torrents', {}, (item) => this.take(item))
  }

  /** Rises with every change that was told; read it to be told. */
  get version(): number {
    return this.#version
  }

  /** Whether any list has come yet. */
  get ready(): boolean {
    return this.#ready
  }

  get size(): number {
    void this.#version
    return this.#rows.size
  }

  get rows(): ReadonlyMap<TorrentKey, Row> {
    return this.#rows
  }

  /** A row as it is now; reading it inside a component follows its changes. */
  get(key: TorrentKey): Row | undefined {
    void this.#version
    return this.#rows.get(key)
  }

  listen(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  close(): void {
    this.#stop()
    this.#callOff?.()
    for (const thread of this.#threads.values()) thread.whole()
  }

  /** One message of the feed. */
  take(item: RowsStep): void {
    const thread = this.#follow(item)
    if (!thread) return
    for (const patch of item.put) this.#put(item.daemon, patch, thread)
    for (const hash of item.drop) this.#drop(keyOf(item.daemon, hash))
    thread.revision = item.revision
    this.#tellSoon()
  }

  /** Forgets the rows of daemons that are not in the list any more. */
  keepDaemons(ids: ReadonlySet<DaemonId>): void {
    for (const [id, thread] of this.#threads) {
      if (ids.has(id)) continue
      thread.whole()
      this.#threads.delete(id)
      for (const row of this.#rows.values()) if (row.daemon === id) this.#drop(row.key)
    }
    this.#tellSoon()
  }

  /** The thread that a message continues or begins; null when something before it was lost. */
  #follow(item: RowsStep): Thread | null {
    const { daemon, from, revision } = item
    const thread = this.#threads.get(daemon)
    if (from === null) return this.#begin(daemon, revision)
    if (thread && thread.revision === from && !this.#asked.has(daemon)) {
      if (from !== revision) this.#end(thread)
      else this.#waitForParts(thread)
      return thread
    }
    void this.#resend(daemon)
    return null
  }

  #begin(daemon: DaemonId, revision: number): Thread {
    this.#threads.get(daemon)?.whole()
    this.#asked.delete(daemon)
    const known = new Set<TorrentKey>()
    for (const row of this.#rows.values()) if (row.daemon === daemon) known.add(row.key)
    const thread: Thread = { revision, unconfirmed: known, whole: () => {} }
    this.#threads.set(daemon, thread)
    this.#waitForParts(thread)
    return thread
  }

  #waitForParts(thread: Thread): void {
    if (!thread.unconfirmed) return
    thread.whole()
    thread.whole = this.#partsEnd(() => {
      this.#end(thread)
      this.#tellSoon()
    })
  }

  #end(thread: Thread): void {
    thread.whole()
    thread.whole = () => {}
    for (const key of thread.unconfirmed ?? []) this.#drop(key)
    thread.unconfirmed = null
  }

  async #resend(daemon: DaemonId): Promise<void> {
    const now = Date.now()
    if (now - (this.#asked.get(daemon) ?? -Infinity) < askAgainMs) return
    this.#asked.set(daemon, now)
    const answer = await this.#bridge.call('torrents.resend', { daemon })
    if (!answer.ok) this.#asked.set(daemon, -Infinity)
  }

  #put(daemon: DaemonId, patch: TorrentPatch, thread: Thread): void {
    const key = keyOf(daemon, patch.hash)
    const old = this.#rows.get(key)
    thread.unconfirmed?.delete(key)
    // Of a row that we never had whole there is nothing to show.
    if (!old && patch.name === undefined) return void this.#resend(daemon)
    if (old && says(old, patch)) return
    this.#touch(key, old)
    this.#rows.set(key, { ...old, ...patch, key, daemon } as Row)
  }

  #drop(key: TorrentKey): void {
    const old = this.#rows.get(key)
    if (!old) return
    this.#touch(key, old)
    this.#rows.delete(key)
  }

  #touch(key: TorrentKey, old: Row | undefined): void {
    if (!this.#touched.has(key)) this.#touched.set(key, old)
  }

  #tellSoon(): void {
    this.#callOff ??= this.#schedule(() => {
      this.#callOff = null
      this.#tell()
    })
  }

  #tell(): void {
    const changes: Change[] = []
    for (const [key, before] of this.#touched) {
      const after = this.#rows.get(key)
      if (before !== after) changes.push({ key, before, after })
    }
    this.#touched.clear()
    this.#ready = true
    if (changes.length === 0) return
    for (const listener of this.#listeners) listener(changes)
    this.#version += 1
  }
}

/** Whether a row already says all that a patch says. */
function says(row: Row, patch: TorrentPatch): boolean {
  for (const field in patch) {
    if (row[field as keyof TorrentPatch] !== patch[field as keyof TorrentPatch]) return false
  }
  return true
}
