import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import { isMoving, type Watched } from './options.ts'
import type { Reader } from './reader.ts'
import { Rotation } from './rotation.ts'

export const tickMs = 1_000
const hiddenEveryTicks = 5
/** Rows in one second's reading. */
const mostRows = 500
/** Rows on screen that do not move are read in every so many ticks: what happens to them is told by events. */
const idleEveryTicks = 2
const firstEveryTicks = 10
const restEveryTicks = 15

/** Every second: what is on screen, and what moves, each in its turn however many there are. */
export class Screen {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #watched: () => Watched
  readonly #movers = new Rotation<Hash>()
  #ticks = 0
  #isReading = false

  constructor(reader: Reader, rows: Rows, watched: () => Watched) {
    this.#reader = reader
    this.#rows = rows
    this.#watched = watched
  }

  /** A second is over. */
  tick(): void {
    this.#ticks += 1
    const watched = this.#watched()
    if (watched.hidden && this.#ticks % hiddenEveryTicks !== 0) return
    void this.#read(async () => {
      await this.#reader.read(this.#due(watched, this.#ticks % idleEveryTicks === 0), 'moving')
      const shown = [...watched.hashes].filter((hash) => this.#rows.get(hash)).slice(0, mostRows)
      if (this.#ticks % firstEveryTicks === 0) await this.#reader.read(shown, 'first')
      if (this.#ticks % restEveryTicks === 0) await this.#reader.read(shown, 'rest')
    })
  }

  /** What is on screen has changed: it does not wait for its second. */
  look(): void {
    void this.#read(() => this.#reader.read(this.#due(this.#watched(), true), 'moving'))
  }

  async #read(work: () => Promise<void>): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    await this.#reader.quietly(work)
    this.#isReading = false
  }

  #due(watched: Watched, idleToo: boolean): Hash[] {
    const due = new Set<Hash>()
    for (const hash of watched.hashes) {
      if (due.size >= mostRows) break
      const row = this.#rows.get(hash)
      if (row && (idleToo || isMoving(row))) due.add(hash)
    }
    const isMover = (hash: Hash): boolean => {
      const row = this.#rows.get(hash)
      return row !== undefined && !due.has(hash) && isMoving(row)
    }
    for (const hash of this.#movers.next(mostRows - due.size, () => this.#rows.hashes(), isMover)) due.add(hash)
    return [...due]
  }
}
