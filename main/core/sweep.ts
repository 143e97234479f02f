import type { Hash } from '../../preload/contract/keys.ts'
import type { FieldGroup } from '../backend/backend.ts'

/** How long one round over all torrents takes, and how long while no window is open. */
const roundMs = 60_000
const hiddenRoundMs = 120_000
/** Fields that only people change are read in every so many rounds: names, labels and owners, then limits and folders. */
const firstEvery = 5
const restEvery = 15

/** The slow round over everything that neither shows nor moves, cut in slices that are spread evenly over its time. */
export class Sweep {
  #left: Hash[] = []
  #round = 0
  #gapMs = roundMs
  #nextAt: number | null = null

  /** What to read now; null = nothing is due yet. */
  due(
    now: number,
    hidden: boolean,
    hashes: () => Iterable<Hash>,
    sliceSize: number,
  ): { slice: Hash[]; groups: FieldGroup[] } | null {
    // The first reading has just brought everything.
    this.#nextAt ??= now + roundMs / 4
    if (now < this.#nextAt) return null
    if (this.#left.length === 0) {
      this.#left = [...hashes()]
      // While nobody looks, what only people change can wait; then it comes with the next round.
      this.#round = hidden ? firstEvery - 1 : this.#round + 1
      this.#gapMs = (hidden ? hiddenRoundMs : roundMs) / Math.max(1, Math.ceil(this.#left.length / sliceSize))
    }
    this.#nextAt = now + this.#gapMs
    return { slice: this.#left.splice(0, sliceSize), groups: this.#groups() }
  }

  #groups(): FieldGroup[] {
    if (this.#round % restEvery === 0) return ['first', 'rest']
    return [this.#round % firstEvery === 0 ? 'first' : 'moving']
  }
}
