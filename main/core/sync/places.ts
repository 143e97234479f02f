import type { Rows } from '../rows/rows.ts'
import type { Reader } from './reader.ts'

/** Some daemons tell of every single move when many are moved. */
const gatherMs = 250
const restMs = 3_000

/** Places in the queue: one move shifts everybody behind it, so they are read for all that have one. */
export class Places {
  readonly #reader: Reader
  readonly #rows: Rows
  /** Whether the places are known, have changed, or have just been read and rest a while. */
  #state: 'known' | 'changed' | 'resting' = 'known'

  constructor(reader: Reader, rows: Rows) {
    this.#reader = reader
    this.#rows = rows
  }

  /** The daemon says that some have moved. */
  changed(): void {
    const wasKnown = this.#state === 'known'
    this.#state = 'changed'
    if (wasKnown) this.#reader.timers.after(gatherMs, () => this.#read())
  }

  #read(): void {
    this.#state = 'resting'
    const queued = [...this.#rows.all()].filter(({ queue }) => queue !== null).map(({ hash }) => hash)
    void this.#reader.quietly(() => this.#reader.readAll(queued, 'places'))
    this.#reader.timers.after(restMs, () => {
      const again = this.#state === 'changed'
      this.#state = 'known'
      if (again) this.changed()
    })
  }
}
