import type { Hash } from '../../../preload/contract/keys.ts'
import type { RateSample } from '../../../preload/contract/details.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Rows } from './rows.ts'

const stepMs = 5_000
const spanMs = 300_000
const steps = spanMs / stepMs
/** Torrents whose rates are kept, of one daemon: half a kilobyte each. */
const mostCurves = 20_000

/** The rates of one torrent, a place for each step; the places are used in a circle. */
interface Curve {
  readonly down: Float32Array
  readonly up: Float32Array
  movedAt: number
}

/**
 * The last five minutes of rates of every torrent of a daemon that moved in them, so that a graph does not begin
 * empty. A torrent without a curve stood still.
 */
export class Curves {
  readonly #rows: Rows
  readonly #curves = new Map<Hash, Curve>()
  /** When each step was; 0 where the daemon was not connected: what nobody saw is not zero. */
  readonly #seenAt = new Float64Array(steps)
  readonly #isLive: () => boolean
  readonly #now: () => number
  #step = 0

  /** @param timers whose end is the end of this */
  constructor(rows: Rows, timers: Timers, now: () => number, isLive: () => boolean) {
    this.#rows = rows
    this.#isLive = isLive
    this.#now = now
    rows.changes.on(({ put, drop }) => {
      for (const { after } of put) if (moves(after)) this.#begin(after.hash)
      for (const { hash } of drop) this.#curves.delete(hash)
    })
    timers.every(stepMs, () => this.#take())
  }

  /** What is remembered of a torrent, oldest first. */
  past(hash: Hash): RateSample[] {
    const curve = this.#curves.get(hash)
    const since = this.#now() - spanMs
    const samples: RateSample[] = []
    for (let step = this.#step + 1; step <= this.#step + steps; step += 1) {
      const place = step % steps
      const at = this.#seenAt[place] ?? 0
      if (at > since) samples.push({ at, down: curve?.down[place] ?? 0, up: curve?.up[place] ?? 0 })
    }
    return samples
  }

  #begin(hash: Hash): void {
    if (this.#curves.has(hash) || this.#curves.size >= mostCurves) return
    this.#curves.set(hash, { down: new Float32Array(steps), up: new Float32Array(steps), movedAt: this.#step })
  }

  #take(): void {
    this.#step += 1
    const place = this.#step % steps
    this.#seenAt[place] = this.#isLive() ? this.#now() : 0
    for (const [hash, curve] of this.#curves) {
      const row = this.#rows.get(hash)
      curve.down[place] = row?.downBytesPerSecond ?? 0
      curve.up[place] = row?.upBytesPerSecond ?? 0
      if (row && moves(row)) curve.movedAt = this.#step
      else if (this.#step - curve.movedAt >= steps) this.#curves.delete(hash)
    }
  }
}

function moves({ downBytesPerSecond, upBytesPerSecond }: Torrent): boolean {
  return downBytesPerSecond > 0 || upBytesPerSecond > 0
}
