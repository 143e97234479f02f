import type { Hash } from '../../preload/contract/keys.ts'
import type { Clock } from '../lib/clock.ts'
import { Timers } from '../lib/timers.ts'
import type { TorrentStore } from '../store/records.ts'
import type { Change, Rows } from './rows.ts'
import { takeFrom } from './slices.ts'

const soonMs = 1_500
/** Rates and sums move every second and are read anew at the next connection: rows in which only these changed wait longer. */
const lateMs = 20_000
const volatileFields = new Set([
  'hash',
  'progress',
  'doneBytes',
  'remainingBytes',
  'downloadedBytes',
  'uploadedBytes',
  'ratio',
  'downBytesPerSecond',
  'upBytesPerSecond',
  'leftMs',
  'seeds',
  'seedsTotal',
  'peers',
  'peersTotal',
  'seedsPeersRatio',
  'availability',
  'lastTransferAt',
])
/** At most so many rows in one transaction (some 5 ms), so that a first reading of thousands does not stop everything. */
const mostRows = 250

/** Writes changed rows in batches, late enough to gather and early enough to lose little. */
export class Writer {
  readonly #rows: Rows
  readonly #store: Pick<TorrentStore, 'write'>
  readonly #timers: Timers
  readonly #stopListening: () => void
  readonly #put = new Set<Hash>()
  readonly #later = new Set<Hash>()
  readonly #drop = new Set<Hash>()
  #due = false

  constructor(rows: Rows, store: Pick<TorrentStore, 'write'>, clock: Clock) {
    this.#rows = rows
    this.#store = store
    this.#timers = new Timers(clock)
    this.#stopListening = rows.changes.on((change) => this.#note(change))
    this.#timers.every(lateMs, () => this.#promote())
  }

  /** Writes everything that is unwritten, now. */
  flush(): void {
    this.#promote()
    while (this.#put.size > 0 || this.#drop.size > 0) this.#writeSome()
  }

  /** Ends without writing: the daemon is being forgotten. */
  stop(): void {
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
    if (this.#put.size > 0 || this.#drop.size > 0) this.#schedule(soonMs)
  }

  #promote(): void {
    for (const hash of this.#later) this.#put.add(hash)
    this.#later.clear()
    if (this.#put.size > 0) this.#schedule(soonMs)
  }

  #schedule(ms: number): void {
    if (this.#due) return
    this.#due = true
    this.#timers.after(ms, () => {
      this.#due = false
      this.#writeSome()
      if (this.#put.size > 0 || this.#drop.size > 0) this.#schedule(20)
    })
  }

  #writeSome(): void {
    const put = takeFrom(this.#put, mostRows).flatMap((hash) => this.#rows.get(hash) ?? [])
    const drop = takeFrom(this.#drop, mostRows)
    if (put.length > 0 || drop.length > 0) this.#store.write(this.#rows.daemon, put, drop)
  }
}
