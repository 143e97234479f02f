import type { Hash } from '../../../preload/contract/keys.ts'
import { turn } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { inParts, systemTurns } from '../../lib/turns.ts'

/** Readings of whole seconds, up to 1.5 s old, drift by this much without anything having happened. */
const driftMs = 3000

interface Known {
  sinceSeconds: number
  at: number
}

/**
 * Turns "seconds since the last transfer" into a point in time that stands still while the torrent is idle.
 *
 * A daemon counts in whole seconds and answers from a status that may be old, so each reading computes to a slightly
 * different moment: the first one is kept until a reading is clearly later or earlier. Worse, the status of an idle
 * torrent is not renewed at all: 2.0.3 went on to say "2 seconds" for as long as only lists were asked for. So the
 * same count again, without bytes moving, is the same old status and says nothing new.
 */
export class TransferTimes {
  readonly #clock: Clock
  readonly #known = new Map<Hash, Known>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** ms since 1970; null = never, or the daemon did not say (-1). `moving` = bytes move at this moment. */
  at(hash: Hash, sinceSeconds: number | undefined, moving: boolean): number | null {
    if (sinceSeconds === undefined || sinceSeconds < 0) {
      this.#known.delete(hash)
      return null
    }
    const before = this.#known.get(hash)
    if (before && before.sinceSeconds === sinceSeconds && !moving) return before.at
    const computed = Math.floor((this.#clock.now() - sinceSeconds * 1000) / 1000) * 1000
    const at = before && Math.abs(computed - before.at) < driftMs ? before.at : computed
    this.#known.set(hash, { sinceSeconds, at })
    return at
  }

  forget(hash: Hash): void {
    this.#known.delete(hash)
  }

  /** Forgets all but these. */
  async keepOnly(kept: ReadonlySet<Hash>): Promise<void> {
    for await (const part of inParts(this.#known.keys(), turn.listItems, systemTurns)) {
      for (const hash of part) if (!kept.has(hash)) this.#known.delete(hash)
    }
  }
}
