import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import type { Movers } from './movers.ts'
import { isMoving, type SyncOptions, type Watched } from './options.ts'
import type { Reader } from './reader.ts'

export const tickMs = 1_000
const hiddenEveryTicks = 5
/** Rows on screen in one reading. */
const mostShown = 500
/** Rows on screen that do not move are read in every so many ticks: what happens to them is told by signals. */
const idleEveryTicks = 2
/** Fields that only people change, of what is on screen. */
const handmadeEveryTicks = 2
/** Whatever is left, of what is on screen. */
const restEveryTicks = 15

/** Every second: what is on screen, and some of what moves. */
export class Screen {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #movers: Movers
  readonly #watched: () => Watched
  readonly #daemons: () => number
  #ticks = 0
  #isReading = false
  #looksAgain = false

  constructor(reader: Reader, movers: Movers, { rows, watched, daemons }: SyncOptions) {
    this.#reader = reader
    this.#rows = rows
    this.#movers = movers
    this.#watched = watched
    this.#daemons = daemons
  }

  /** A second is over. */
  tick(): void {
    this.#ticks += 1
    const { hidden } = this.#watched()
    if (hidden && this.#ticks % hiddenEveryTicks !== 0) return
    void this.#read(() => this.#readTick(hidden ? hiddenEveryTicks : 1))
  }

  /** What is on screen has changed: it does not wait for its second. */
  look(): void {
    if (this.#isReading) this.#looksAgain = true
    else void this.#read(() => this.#readShown())
  }

  async #readTick(ticks: number): Promise<void> {
    const shown = this.#shown()
    const isIdleTurn = this.#ticks % idleEveryTicks === 0
    const due = new Set(isIdleTurn ? shown : shown.filter((hash) => this.#moves(hash)))
    for (const hash of this.#movers.due((ticks * tickMs) / 1_000, this.#daemons())) due.add(hash)
    await this.#reader.readAll([...due], 'moving')
    if (this.#ticks % handmadeEveryTicks === 0) await this.#reader.readAll(shown, 'handmade')
    if (this.#ticks % restEveryTicks === 0) {
      await this.#reader.readAll(shown, 'first')
      await this.#reader.readAll(shown, 'rest')
    }
  }

  async #readShown(): Promise<void> {
    const shown = this.#shown()
    await Promise.all([this.#reader.readAll(shown, 'moving'), this.#reader.readAll(shown, 'handmade')])
  }

  async #read(work: () => Promise<void>): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    await this.#reader.quietly(work)
    this.#isReading = false
    if (!this.#looksAgain || this.#reader.isOver) return
    this.#looksAgain = false
    this.look()
  }

  #shown(): Hash[] {
    const shown: Hash[] = []
    for (const hash of this.#watched().hashes) {
      if (shown.length >= mostShown) break
      if (this.#rows.get(hash)) shown.push(hash)
    }
    return shown
  }

  #moves(hash: Hash): boolean {
    const row = this.#rows.get(hash)
    return row !== undefined && isMoving(row)
  }
}
