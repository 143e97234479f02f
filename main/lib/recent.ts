import type { Clock } from './clock.ts'

/** How often something happened lately: in the present stretch of time and the one before it. */
export class Recent {
  readonly #withinMs: number
  readonly #clock: Clock
  #began = Number.NEGATIVE_INFINITY
  #count = 0
  #before = 0

  constructor(withinMs: number, clock: Clock) {
    this.#withinMs = withinMs
    this.#clock = clock
  }

  /** Looks back over that time at least, and twice as long at most. */
  get count(): number {
    this.#turn()
    return this.#count + this.#before
  }

  /** Once more (or so many times); says how often it was. */
  add(times = 1): number {
    this.#turn()
    this.#count += times
    return this.count
  }

  #turn(): void {
    const now = this.#clock.now()
    const passed = now - this.#began
    // A clock that was set back begins anew.
    if (passed >= 0 && passed < this.#withinMs) return
    this.#before = passed >= 0 && passed < 2 * this.#withinMs ? this.#count : 0
    this.#count = 0
    this.#began = now
  }
}
