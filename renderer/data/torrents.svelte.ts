import type { Bridge } from '../../preload/contract/bridge.ts'
import { keyOf, type DaemonId, type Hash, type TorrentKey } from '../../preload/contract/keys.ts'
import { isWhole, RowsReader, type RowsItem, type RowsStep } from '../../preload/contract/rows.ts'
import type { TorrentPatch } from '../../preload/contract/torrents.ts'
import { facetCounts, type FacetCounts } from '../../preload/listing/filter.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { after, nextFrame, type Schedule } from './schedule.ts'

/** A lost thread is asked for again after so long without an answer. */
const askAgainMs = 5000
/** While rows are still coming they are told together: each picture costs, and the first of them is drawn. */
const fillMs = 150

/** When the window hears of rows. */
export interface Pace {
  /** With the next picture. */
  readonly picture: Schedule
  /** When more of the rows that are still coming have come. */
  readonly filling: Schedule
  /** When the picture that is being made is drawn. */
  readonly drawn: Schedule
}

const usualPace: Pace = { picture: nextFrame, filling: after(fillMs), drawn: after(0) }

/**
 * The rows of all daemons. The map holds immutable rows and is changed in place; `version` rises once per picture with
 * everything that came meanwhile, and listeners get the same as a list of changes.
 */
export class Torrents {
  readonly #rows = new Map<TorrentKey, Row>()
  readonly #bridge: Bridge
  readonly #pace: Pace
  /** What came behind the first item waits until that is drawn; null = nothing waits. */
  #waiting: RowsItem[] | null = null
  readonly #reader = new RowsReader()
  readonly #asked = new Map<DaemonId, number>()
  readonly #listeners = new Set<(changes: readonly Change[]) => void>()
  /** Rows as they were at the last picture. */
  readonly #touched = new Map<TorrentKey, Row | undefined>()
  readonly #stop: () => void
  #callOff: (() => void) | null = null
  /** What waits to be told waits for more of the rows that are still coming. */
  #isPatient = false
  #firstCounts: FacetCounts | null = null
  #version = $state(0)
  #ready = $state(false)

  constructor(bridge: Bridge, pace: Pace = usualPace) {
    this.#bridge = bridge
    this.#pace = pace
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

  /** How many rows there are, with those that are still to come. */
  get size(): number {
    void this.#version
    return this.#rows.size + this.#reader.rest
  }

  /** What the sidebar counts as long as rows are still to come; null = they are all here to be counted. */
  get firstCounts(): FacetCounts | null {
    return this.#firstCounts
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
    this.#waiting = null
  }

  /** One item of the feed. */
  take(item: RowsItem): void {
    if (this.#waiting) return void this.#waiting.push(item)
    const { steps, counts } = item
    if (counts && !this.#ready) this.#waiting = []
    for (const step of steps) this.#step(step)
    if (counts) this.#firstCounts = facetCounts(counts)
    if (this.#reader.isWhole) this.#firstCounts = null
    this.#tellSoon()
  }

  /** Forgets the rows of daemons that are not in the list any more. */
  keepDaemons(ids: ReadonlySet<DaemonId>): void {
    for (const id of this.#reader.daemons()) {
      if (ids.has(id)) continue
      this.#reader.forget(id)
      for (const hash of [...this.#hashesOf(id)]) this.#drop(keyOf(id, hash))
    }
    this.#tellSoon()
  }

  #step(step: RowsStep): void {
    const { daemon, from } = step
    if (from === null) this.#asked.delete(daemon)
    // What was asked for again comes from its beginning: until then nothing can be believed.
    const read = this.#asked.has(daemon) ? null : this.#reader.read(step, () => this.#hashesOf(daemon))
    if (!read) return void this.#resend(daemon)
    for (const patch of read.put) this.#put(daemon, patch)
    for (const hash of read.drop) this.#drop(keyOf(daemon, hash))
  }

  *#hashesOf(daemon: DaemonId): Iterable<Hash> {
    for (const row of this.#rows.values()) if (row.daemon === daemon) yield row.hash
  }

  async #resend(daemon: DaemonId): Promise<void> {
    const now = Date.now()
    if (now - (this.#asked.get(daemon) ?? -Infinity) < askAgainMs) return
    this.#asked.set(daemon, now)
    const answer = await this.#bridge.call('torrents.resend', { daemon })
    if (!answer.ok) this.#asked.set(daemon, -Infinity)
  }

  #put(daemon: DaemonId, patch: TorrentPatch): void {
    const key = keyOf(daemon, patch.hash)
    const old = this.#rows.get(key)
    // Of a row that we never had whole there is nothing to show.
    if (!old && !isWhole(patch)) return void this.#resend(daemon)
    if (old && says(old, patch)) return
    this.#touch(key, old)
    this.#rows.set(key, old ? { ...old, ...patch } : asRow(patch, key, daemon))
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
    const isPatient = this.#ready && !this.#reader.isWhole
    if (this.#callOff && (isPatient || !this.#isPatient)) return
    this.#callOff?.()
    this.#isPatient = isPatient
    const schedule = isPatient ? this.#pace.filling : this.#pace.picture
    this.#callOff = schedule(() => {
      this.#callOff = null
      this.#tell()
    })
  }

  #takeWaiting(): void {
    this.#callOff = null
    const items = this.#waiting ?? []
    this.#waiting = null
    for (const item of items) this.take(item)
    this.#tellSoon()
  }

  #tell(): void {
    const changes: Change[] = []
    for (const [key, before] of this.#touched) {
      const after = this.#rows.get(key)
      if (before !== after) changes.push({ key, before, after })
    }
    this.#touched.clear()
    if (this.#waiting) this.#callOff = this.#pace.drawn(() => this.#takeWaiting())
    this.#ready = true
    if (changes.length === 0) return
    for (const listener of this.#listeners) listener(changes)
    this.#version += 1
  }
}

/** The patch is nobody else's, and a whole one is most of the row already. */
function asRow(patch: TorrentPatch, key: TorrentKey, daemon: DaemonId): Row {
  const row = patch as { -readonly [Field in keyof Row]: Row[Field] }
  row.key = key
  row.daemon = daemon
  return row
}

/** Whether a row already says all that a patch says. */
function says(row: Row, patch: TorrentPatch): boolean {
  for (const field in patch) {
    if (row[field as keyof TorrentPatch] !== patch[field as keyof TorrentPatch]) return false
  }
  return true
}
