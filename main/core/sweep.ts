import type { Hash } from '../../preload/contract/model.ts'

/** How long one round over all torrents takes. */
const roundMs = 60_000
/** Fields that only people change (labels, names, limits) are read in every so many rounds. */
const wholeEvery = 5

/** The slow round over everything that neither shows nor moves, cut in slices that are spread evenly over its time. */
export class Sweep {
  #left: Hash[] = []
  #rounds = 0
  #gapMs = roundMs
  #nextAt = 0

  /** What to read now; null = nothing is due yet. */
  due(now: number, hashes: () => Iterable<Hash>, sliceSize: number): { slice: Hash[]; whole: boolean } | null {
    if (this.#left.length === 0) this.#begin(now, hashes, sliceSize)
    if (now < this.#nextAt) return null
    this.#nextAt += this.#gapMs
    return { slice: this.#left.splice(0, sliceSize), whole: this.#rounds % wholeEvery === 0 }
  }

  #begin(now: number, hashes: () => Iterable<Hash>, sliceSize: number): void {
    if (now < this.#nextAt) return
    this.#left = [...hashes()]
    this.#rounds += 1
    this.#gapMs = roundMs / Math.max(1, Math.ceil(this.#left.length / sliceSize))
    this.#nextAt = now + this.#gapMs
  }
}
