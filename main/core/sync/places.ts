import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import type { Reader } from './reader.ts'

/** Some daemons tell of every single move when many are moved. */
const gatherMs = 250
/**
 * A daemon may answer from what it knew 1.5 s ago, and goes on doing so while others ask it: only a reading so long
 * after the last move is sure to know it.
 */
const sureMs = 1_800

/** Places in the queue: one move shifts everybody behind it, so they are read for all that have one. */
export class Places {
  readonly #reader: Reader
  readonly #rows: Rows
  /** Whether the places are known, are about to be read, or were read and will be read once more to be sure. */
  #state: 'known' | 'soon' | 'unsure' = 'known'
  #movedMeanwhile = false

  constructor(reader: Reader, rows: Rows) {
    this.#reader = reader
    this.#rows = rows
  }

  /** The daemon says that some have moved. */
  changed(): void {
    if (this.#state === 'unsure') this.#movedMeanwhile = true
    if (this.#state !== 'known') return
    this.#state = 'soon'
    this.#reader.timers.after(gatherMs, () => this.#read())
  }

  async #read(): Promise<void> {
    this.#state = 'unsure'
    this.#movedMeanwhile = false
    await this.#readAll()
    this.#reader.timers.after(sureMs, () => this.#readAgain())
  }

  async #readAgain(): Promise<void> {
    if (this.#movedMeanwhile) return this.#read()
    await this.#readAll()
    this.#state = 'known'
    if (this.#movedMeanwhile) this.changed()
  }

  #readAll(): Promise<void> {
    const queued: Hash[] = []
    for (const { hash, queue } of this.#rows.all()) if (queue !== null) queued.push(hash)
    return this.#reader.quietly(() => this.#reader.readAll(queued, 'places'))
  }
}
