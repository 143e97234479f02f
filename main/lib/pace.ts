import type { Clock } from './clock.ts'

/** How often something may be done: a few times at once, and in the long run once in so many ms. */
export class Pace {
  readonly #clock: Clock
  readonly #most: number
  readonly #everyMs: number
  /** By when all that was done would have been done at an even pace. */
  #evenAt = -Infinity

  constructor(clock: Clock, most: number, everyMs: number) {
    this.#clock = clock
    this.#most = most
    this.#everyMs = everyMs
  }

  /** Takes the next turn. Answers in how many ms it is; 0 = now. */
  take(): number {
    const now = this.#clock.now()
    this.#evenAt = Math.max(this.#evenAt, now) + this.#everyMs
    return Math.max(0, this.#evenAt - this.#most * this.#everyMs - now)
  }
}
