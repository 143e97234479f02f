import type { Hash } from '../../../preload/contract/keys.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { takeFrom } from '../../lib/take.ts'
import { Timers } from '../../lib/timers.ts'
import type { TorrentStore } from '../../store/records.ts'
import { movingFields } from './moving.ts'
import type { Change, Rows } from './rows.ts'

const soonMs = 1_500
/** Rates and sums move every second and are read anew at the next connection: rows in which only these changed wait longer. */
const lateMs = 60_000
/** A disk that took nothing is asked again after this. */
const againMs = 30_000
const volatileFields: ReadonlySet<string> = new Set(['hash', ...movingFields])
/** At most so many rows in one message to the store. */
const mostRows = 500

/** Writes changed rows in batches, late enough to gather and early enough to lose little. */
export class Writer {
  readonly #rows: Rows
  readonly #store: Pick<TorrentStore, 'write'>
  readonly #log: Log
  readonly #timers: Timers
  readonly #stopListening: () => void
  readonly #put = new Set<Hash>()
  readonly #later = new Set<Hash>()
  readonly #drop = new Set<Hash>()
  #isDue = false
  /** The disk took nothing: it is tried again later. */
  #isWaiting = false
  #isOver = false

  constructor(rows: Rows, store: Pick<TorrentStore, 'write'>, clock: Clock, log: Log) {
    this.#rows = rows
    this.#store = store
    this.#log = log
    this.#timers = new Timers(clock)
    this.#stopListening = rows.changes.on((change) => this.#note(change))
    this.#timers.every(lateMs, () => this.#promote())
  }

  /** The disk works again: what it did not take is written now. */
  retry(): void {
    if (this.#isOver || !this.#isWaiting) return
    void this.#writeDue()
  }

  /** Writes every row again, for a database that does not have them. */
  keepAll(): void {
    for (const hash of this.#rows.hashes()) this.#put.add(hash)
    this.#schedule(soonMs)
  }

  /** Hands everything that is unwritten to the store, without waiting for the disk, and ends. */
  finish(): void {
    this.#promote()
    while (this.#put.size > 0 || this.#drop.size > 0) void this.#writeSome()
    this.stop()
  }

  /** Ends without writing: the daemon is being forgotten. */
  stop(): void {
    this.#isOver = true
    this.#stopListening()
    this.#timers.stop()
    this.#put.clear()
    this.#later.clear()
    this.#drop.clear()
  }

  #note({ put, drop }: Change): void {
    for (const { before, after, patch } of put) {
      this.#drop.delete(after.hash)
      const lasting = before === null || Object.keys(patch).some((field) => !volatileFields.has(field))
      if (lasting) this.#put.add(after.hash)
      else this.#later.add(after.hash)
    }
    for (const { hash } of drop) {
      this.#put.delete(hash)
      this.#later.delete(hash)
      this.#drop.add(hash)
    }
    this.#schedule(soonMs)
  }

  #promote(): void {
    for (const hash of this.#later) this.#put.add(hash)
    this.#later.clear()
    this.#schedule(soonMs)
  }

  #schedule(ms: number): void {
    if (this.#isDue || this.#isOver || (this.#put.size === 0 && this.#drop.size === 0)) return
    this.#isDue = true
    this.#timers.after(ms, () => this.#writeDue())
  }

  /** One batch after the other; the next waits until the disk has taken the one before. */
  async #writeDue(): Promise<void> {
    let isTaken = true
    this.#isWaiting = false
    while (isTaken && !this.#isOver && (this.#put.size > 0 || this.#drop.size > 0)) isTaken = await this.#writeSome()
    this.#isDue = false
    this.#isWaiting = !isTaken
    this.#schedule(isTaken ? soonMs : againMs)
  }

  /** @returns whether the store took it; if not, it stays to be written. */
  async #writeSome(): Promise<boolean> {
    const put = takeFrom(this.#put, mostRows).flatMap((hash) => this.#rows.get(hash) ?? [])
    const drop = takeFrom(this.#drop, mostRows)
    try {
      await this.#store.write(this.#rows.daemon, put, drop)
      return true
    } catch (error) {
      this.#log.warn({ problem: asFault(error).message, rows: put.length + drop.length }, 'torrents are not written')
      if (!this.#isOver) this.#takeBack(put, drop)
      return false
    }
  }

  /** What changed again meanwhile is noted already, and truer. */
  #takeBack(put: readonly { hash: Hash }[], drop: readonly Hash[]): void {
    for (const { hash } of put) if (!this.#drop.has(hash)) this.#put.add(hash)
    for (const hash of drop) if (!this.#rows.get(hash)) this.#drop.add(hash)
  }
}
