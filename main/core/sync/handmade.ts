import type { Field } from '../../../preload/contract/rows.ts'
import type { Rows } from '../rows/rows.ts'
import type { Watched } from './options.ts'
import type { Reader } from './reader.ts'

/** Fields that only people change, and of which a daemon may tell nobody. */
const handmade: readonly Field[] = [
  'name',
  'label',
  'owner',
  'shared',
  'folder',
  'downLimitBytesPerSecond',
  'upLimitBytesPerSecond',
]
/** Whoever sorts by this and that in turn does not have everything read each time. */
const freshMs = 60_000

/** Reads what people change of every torrent as soon as a list is sorted or filtered by it. */
export class Handmade {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #watched: () => Watched
  readonly #now: () => number
  #readAt = Number.NEGATIVE_INFINITY
  #wanted = false
  #isReading = false

  constructor(reader: Reader, rows: Rows, watched: () => Watched, now: () => number) {
    this.#reader = reader
    this.#rows = rows
    this.#watched = watched
    this.#now = now
  }

  /** What a window looks at has changed. */
  async look(): Promise<void> {
    const { by } = this.#watched()
    const wanted = handmade.some((field) => by.has(field))
    const isNew = wanted && !this.#wanted
    this.#wanted = wanted
    if (!isNew || this.#isReading || this.#now() - this.#readAt < freshMs) return
    this.#isReading = true
    this.#readAt = this.#now()
    await this.#reader.quietly(() => this.#reader.readAll([...this.#rows.hashes()], 'handmade', 10))
    this.#isReading = false
  }
}
