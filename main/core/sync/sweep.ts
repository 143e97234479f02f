import type { Hash } from '../../../preload/contract/keys.ts'
import type { FieldGroup } from '../../backend/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Rows } from '../rows/rows.ts'
import type { Reader } from './reader.ts'

/** How long one round over all torrents takes, and how long while no window is open. */
const roundMs = 60_000
const hiddenRoundMs = 240_000
/** Fields that only people change are read in every so many rounds, all others (there should be none) now and then. */
const handmadeEvery = 4
const everythingEvery = 15

/**
 * The slow round over everything that neither shows nor moves, cut in slices that are spread evenly over its time. When
 * there are more slices than seconds, several are read in one; a reading that takes longer is waited for, never
 * overtaken.
 */
export class Sweep {
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #clock: Clock
  #left: Hash[] = []
  #groups: readonly FieldGroup[] = ['moving']
  #round = 0
  #gapMs = 0
  #nextAt: number
  #isReading = false

  constructor(reader: Reader, rows: Rows, clock: Clock) {
    this.#reader = reader
    this.#rows = rows
    this.#clock = clock
    // The first reading has just brought everything.
    this.#nextAt = clock.now() + roundMs / 4
  }

  /** Reads what is due by now, unless the last reading is still under way. */
  async tick(hidden: boolean): Promise<void> {
    if (this.#isReading || this.#clock.now() < this.#nextAt) return
    this.#isReading = true
    await this.#reader.quietly(async () => {
      while (this.#clock.now() >= this.#nextAt && !this.#reader.isOver) await this.#readSlice(hidden)
    })
    this.#isReading = false
  }

  async #readSlice(hidden: boolean): Promise<void> {
    if (this.#left.length === 0) this.#beginRound(hidden)
    this.#nextAt += this.#gapMs
    const slice = this.#left.splice(0, this.#reader.slice.value)
    for (const group of this.#groups) await this.#reader.read(slice, group)
  }

  #beginRound(hidden: boolean): void {
    this.#left = [...this.#rows.hashes()]
    // While nobody looks, what only people change can wait; then it comes with the next round.
    this.#round = hidden ? handmadeEvery - 1 : this.#round + 1
    this.#groups = this.#groupsOf(this.#round)
    const slices = Math.max(1, Math.ceil(this.#left.length / this.#reader.slice.value))
    this.#gapMs = (hidden ? hiddenRoundMs : roundMs) / slices
    // What was missed (a machine that slept, a daemon that was slow) is not made up for.
    this.#nextAt = Math.max(this.#nextAt, this.#clock.now() - this.#gapMs)
  }

  #groupsOf(round: number): readonly FieldGroup[] {
    if (round % everythingEvery === 0) return ['first', 'rest']
    return round % handmadeEvery === 0 ? ['moving', 'handmade'] : ['moving']
  }
}
