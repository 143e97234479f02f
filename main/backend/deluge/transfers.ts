import type { Hash } from '../../../preload/contract/model.ts'
import type { Clock } from '../../lib/clock.ts'

/** Readings of whole seconds, up to 1.5 s old, drift by this much without anything having happened. */
const driftMs = 3000

/**
 * Turns "seconds since the last transfer" into a point in time that stands still while the torrent is idle.
 * A daemon counts in whole seconds and answers from a status that may be old, so each reading computes to a slightly
 * different moment; the first one is kept until a reading is clearly later or earlier.
 */
export class TransferTimes {
  readonly #clock: Clock
  readonly #known = new Map<Hash, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** ms since 1970; null = never, or the daemon did not say (-1). */
  at(hash: Hash, sinceSeconds: number | undefined): number | null {
    if (sinceSeconds === undefined || sinceSeconds < 0) {
      this.#known.delete(hash)
      return null
    }
    const now = Math.floor((this.#clock.now() - sinceSeconds * 1000) / 1000) * 1000
    const before = this.#known.get(hash)
    if (before !== undefined && Math.abs(now - before) < driftMs) return before
    this.#known.set(hash, now)
    return now
  }

  forget(hash: Hash): void {
    this.#known.delete(hash)
  }
}
