import type { Hash } from '../../preload/contract/keys.ts'
import type { Torrent, TorrentPatch } from '../../preload/contract/torrents.ts'
import type { FieldGroup, Notice, Session } from '../backend/backend.ts'
import type { Clock } from '../lib/clock.ts'
import { asFault, type Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { Timers } from '../lib/timers.ts'
import type { Rows } from './rows.ts'
import { SliceSize, takeFrom } from './slices.ts'
import { Sweep } from './sweep.ts'

/** What this window or that one looks at; asked every second. */
export interface Watched {
  /** Rows on screen or selected. */
  hashes: ReadonlySet<Hash>
  /** No window is open: only what moves is read, and less often. */
  hidden: boolean
}

export interface SyncOptions {
  rows: Rows
  watched: () => Watched
  clock: Clock
  log: Log
  /** The daemon said that this one finished; told when its row is known. */
  finished: (hash: Hash) => void
  /** A new row that somebody added (not one that the daemon reloaded), after it was read. */
  added: (row: Torrent) => void
  /** A reading failed for want of an answer that can be read (or, with null, one succeeded again). */
  doubted?: (fault: Fault | null) => void
  /** The first whole reading of a connection is about to be applied. */
  firstReading?: () => void
}

const tickMs = 1_000
const hiddenTickMs = 5_000
/** Notices come in bursts (20,001 of them after a restart with 10,000 torrents): gather before reading. */
const gatherMs = 15
const membershipMs = 300_000
const secondReadingMs = 3_000
/** Deluge tells of every single move when many are moved. */
const placesGatherMs = 250
const placesMs = 3_000
const mostWatched = 500
/** Rows on screen that do not move are read in every so many ticks: what happens to them is told by events. */
const idleEveryTicks = 2
const firstEveryTicks = 10
const restEveryTicks = 15
const movingStates = new Set(['downloading', 'checking', 'allocating', 'moving'])

const unreadable: ReadonlySet<string> = new Set(['timeout', 'protocol', 'too-large'])

function isMoving(row: Torrent): boolean {
  return row.downBytesPerSecond > 0 || row.upBytesPerSecond > 0 || movingStates.has(row.state)
}

/** Keeps the rows of one daemon true while a session lives. */
export class Sync {
  readonly #options: SyncOptions
  readonly #rows: Rows
  readonly #slice = new SliceSize()
  readonly #timers: Timers
  #session: Session | null = null
  /** Rows to read soon, and those of them that somebody just added. */
  #touched = new Set<Hash>()
  #added = new Set<Hash>()
  /** Finished before their rows were read (a magnet, or a torrent that was complete when it was added). */
  #finished = new Set<Hash>()
  /** Removed in this session: a late answer must not bring it back. */
  #gone = new Set<Hash>()
  #sweep = new Sweep()
  #ticks = 0
  #ticking = false
  #reading = false
  #gathering = false
  #live = false
  /** Whether the places in the queue are known, have changed, or have just been read and rest a while. */
  #places: 'known' | 'changed' | 'read' = 'known'
  /** Ends the wait for a daemon that is loading its list. */
  #ready: () => void = () => {}

  constructor(options: SyncOptions) {
    this.#options = options
    this.#rows = options.rows
    this.#timers = new Timers(options.clock)
  }

  /** The first reading of a new session; when it ends, the list is true. */
  async warm(session: Session): Promise<void> {
    this.stop()
    this.#session = session
    session.onNotice((notice) => this.#hear(session, notice))
    const hashes = await this.#settledHashes(session)
    this.#options.firstReading?.()
    await this.#readAll(session, hashes, 'first')
    this.#start(session, hashes)
  }

  /** Ends everything of the session; rows stay. */
  stop(): void {
    this.#session = null
    this.#timers.stop()
    this.#live = false
    this.#touched.clear()
    this.#added.clear()
    this.#finished.clear()
    this.#gone.clear()
    this.#sweep = new Sweep()
    this.#ticking = false
    this.#reading = false
    this.#gathering = false
    this.#places = 'known'
  }

  /** Reads these soon: we did something to them. */
  touch(hashes: Iterable<Hash>): void {
    for (const hash of hashes) this.#touched.add(hash)
    this.#gather()
  }

  /** What is on screen changed: read it without waiting for the next second. */
  look(): void {
    if (this.#session) void this.#tick(this.#session, true)
  }

  /**
   * Which torrents there are. A daemon that has just started says "none" for seconds while it loads its list, so an
   * empty answer where we knew torrents is believed only after it says that it is ready, or after three readings.
   */
  async #settledHashes(session: Session): Promise<Hash[]> {
    let hashes = await session.hashes()
    for (let again = 0; hashes.length === 0 && this.#rows.size > 0 && again < 2; again += 1) {
      const how = await this.#timers.wait(secondReadingMs, (ready) => (this.#ready = ready))
      if (how === 'stopped') break
      hashes = await session.hashes()
      if (how === 'called') break
    }
    return hashes
  }

  #start(session: Session, hashes: readonly Hash[]): void {
    this.#live = true
    this.#timers.every(tickMs, () => void this.#tick(session))
    this.#timers.every(tickMs, () => void this.#sweepSlice(session))
    this.#timers.every(membershipMs, () => void this.#checkMembership(session))
    const present = new Set(hashes)
    const missing = [...this.#rows.hashes()].some((hash) => !present.has(hash))
    void this.#quietly(session, async () => {
      await this.#readAll(session, hashes, 'rest', 20)
      if (missing) await this.#checkMembership(session)
    })
    this.#gather()
  }

  // ------------------------------------------------------------- notices

  #hear(session: Session, notice: Notice): void {
    if (session !== this.#session) return
    switch (notice.kind) {
      case 'added':
        this.#gone.delete(notice.hash)
        if (!notice.restored && !this.#rows.get(notice.hash)) this.#added.add(notice.hash)
        this.touch([notice.hash])
        break
      case 'removed':
        this.#forget(notice.hash)
        this.#rows.apply([], [notice.hash])
        break
      case 'changed':
        if (this.#rows.get(notice.patch.hash)) this.#rows.apply([notice.patch])
        this.touch([notice.patch.hash])
        break
      case 'touched':
        this.touch([notice.hash])
        break
      case 'finished':
        this.touch([notice.hash])
        if (this.#rows.get(notice.hash)?.name) this.#options.finished(notice.hash)
        else this.#finished.add(notice.hash)
        break
      case 'requeued':
        this.#readPlaces(session)
        break
      case 'ready':
        this.#ready()
        if (this.#live) void this.#checkMembership(session)
        break
    }
  }

  #forget(hash: Hash): void {
    this.#gone.add(hash)
    this.#touched.delete(hash)
    this.#added.delete(hash)
    this.#finished.delete(hash)
  }

  #gather(): void {
    if (this.#gathering || !this.#live || this.#touched.size === 0) return
    this.#gathering = true
    this.#timers.after(gatherMs, () => {
      this.#gathering = false
      if (this.#session) void this.#readTouched(this.#session)
    })
  }

  async #readTouched(session: Session): Promise<void> {
    if (this.#reading) return
    this.#reading = true
    await this.#quietly(session, async () => {
      while (this.#touched.size > 0 && session === this.#session) {
        const hashes = takeFrom(this.#touched, this.#slice.value)
        // Asked together: both wait for the same tick of the daemon.
        const first = this.#read(session, hashes, 'first').then(() => this.#tellNew(hashes))
        await Promise.all([first, this.#read(session, hashes, 'rest')])
      }
    })
    if (session === this.#session) this.#reading = false
  }

  #tellNew(hashes: readonly Hash[]): void {
    for (const hash of hashes) {
      const row = this.#rows.get(hash)
      if (this.#added.delete(hash) && row) this.#options.added(row)
      if (this.#finished.delete(hash) && row) this.#options.finished(hash)
    }
  }

  // ------------------------------------------------------------- readings

  async #readAll(session: Session, hashes: readonly Hash[], group: FieldGroup, restMs = 0): Promise<void> {
    for (let at = 0; at < hashes.length && session === this.#session;) {
      const slice = hashes.slice(at, at + this.#slice.value)
      at += slice.length
      const startedAt = performance.now()
      await this.#read(session, slice, group)
      if (slice.length >= 100) this.#slice.took(performance.now() - startedAt)
      if (restMs > 0) await this.#timers.wait(restMs)
    }
  }

  async #read(session: Session, hashes: readonly Hash[], group: FieldGroup): Promise<void> {
    if (hashes.length === 0) return
    const read = await session.read(hashes, group)
    if (session !== this.#session) return
    this.#rows.apply(this.#stillThere(read, group))
  }

  /** A row enters the list only with its first fields, and never after it was removed. */
  *#stillThere(read: Map<Hash, TorrentPatch>, group: FieldGroup): Iterable<TorrentPatch> {
    for (const [hash, patch] of read) {
      if (this.#gone.has(hash)) continue
      if (group === 'first' || this.#rows.get(hash)) yield patch
    }
  }

  /** Every second: what is on screen, and what moves. */
  async #tick(session: Session, atOnce = false): Promise<void> {
    if (this.#ticking || !this.#live) return
    const watched = this.#options.watched()
    if (!atOnce) this.#ticks += 1
    if (watched.hidden && (this.#ticks * tickMs) % hiddenTickMs !== 0) return
    this.#ticking = true
    await this.#quietly(session, async () => {
      const hashes = this.#toRead(watched, atOnce || this.#ticks % idleEveryTicks === 0)
      await this.#read(session, hashes, 'moving')
      const shown = [...watched.hashes].filter((hash) => this.#rows.get(hash)).slice(0, mostWatched)
      if (atOnce) return
      if (this.#ticks % firstEveryTicks === 0) await this.#read(session, shown, 'first')
      if (this.#ticks % restEveryTicks === 0) await this.#read(session, shown, 'rest')
    })
    if (session === this.#session) this.#ticking = false
  }

  #toRead(watched: Watched, idleToo: boolean): Hash[] {
    const hashes = new Set<Hash>()
    for (const hash of watched.hashes) {
      const row = this.#rows.get(hash)
      if (row && (idleToo || isMoving(row))) hashes.add(hash)
    }
    for (const row of this.#rows.all()) {
      if (hashes.size >= mostWatched) break
      if (isMoving(row)) hashes.add(row.hash)
    }
    return [...hashes].slice(0, mostWatched)
  }

  /** One move shifts everybody behind it: places are read for all that have one, at most every few seconds. */
  #readPlaces(session: Session): void {
    if (!this.#live) return
    if (this.#places !== 'known') {
      this.#places = 'changed'
      return
    }
    this.#places = 'changed'
    this.#timers.after(placesGatherMs, () => {
      this.#places = 'read'
      const queued = [...this.#rows.all()].filter(({ queue }) => queue !== null).map(({ hash }) => hash)
      void this.#quietly(session, () => this.#readAll(session, queued, 'places'))
      this.#timers.after(placesMs, () => {
        const again = this.#places === 'changed'
        this.#places = 'known'
        if (again) this.#readPlaces(session)
      })
    })
  }

  /** One slice of the slow round over everything; as many per minute as there are. */
  async #sweepSlice(session: Session): Promise<void> {
    const { clock, watched } = this.#options
    const due = this.#sweep.due(clock.now(), watched().hidden, () => this.#rows.hashes(), this.#slice.value)
    if (!due) return
    await this.#quietly(session, async () => {
      for (const group of due.groups) await this.#read(session, due.slice, group)
    })
  }

  /**
   * Compares our list with the daemon's. What is missing there is dropped only if a second reading, a moment later,
   * misses it too.
   */
  async #checkMembership(session: Session): Promise<void> {
    await this.#quietly(session, async () => {
      const first = new Set(await session.hashes())
      const fresh = [...first].filter((hash) => !this.#rows.get(hash))
      for (const hash of fresh) this.#gone.delete(hash)
      if (fresh.length > 0) this.touch(fresh)
      const missing = [...this.#rows.hashes()].filter((hash) => !first.has(hash))
      if (missing.length === 0) return
      await this.#timers.wait(secondReadingMs)
      const second = new Set(await session.hashes())
      if (session !== this.#session) return
      this.#rows.apply(
        [],
        missing.filter((hash) => !second.has(hash)),
      )
    })
  }

  // ------------------------------------------------------------- helpers

  /** A reading that fails ends nothing here; the link decides what a daemon is worth whose answers cannot be read. */
  async #quietly(session: Session, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      if (session === this.#session) this.#options.doubted?.(null)
    } catch (error) {
      if (session !== this.#session) return
      const fault = asFault(error)
      this.#options.log.debug({ problem: fault.message }, 'a reading failed')
      if (unreadable.has(fault.code)) this.#options.doubted?.(fault)
    }
  }
}
