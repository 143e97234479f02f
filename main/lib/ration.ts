import type { Clock } from './clock.ts'

/** So many of something in a stretch of time; of the others only the number, when that time is over. */
export class Ration {
  readonly #most: number
  readonly #withinMs: number
  readonly #clock: Clock
  readonly #leftOut: (count: number) => void
  #began = Number.NEGATIVE_INFINITY
  #taken = 0
  #left = 0

  /** @param leftOut told how many were refused, at the end of a stretch in which some were */
  constructor(most: number, withinMs: number, clock: Clock, leftOut: (count: number) => void) {
    this.#most = most
    this.#withinMs = withinMs
    this.#clock = clock
    this.#leftOut = leftOut
  }

  /** Whether there is one more. */
  take(): boolean {
    const passed = this.#clock.now() - this.#began
    if (passed < 0 || passed >= this.#withinMs) {
      this.#settle()
      this.#began = this.#clock.now()
      this.#taken = 0
    }
    if (this.#taken < this.#most) {
      this.#taken += 1
      return true
    }
    if (this.#left === 0) this.#clock.after(this.#withinMs, () => this.#settle())
    this.#left += 1
    return false
  }

  #settle(): void {
    const left = this.#left
    this.#left = 0
    if (left > 0) this.#leftOut(left)
  }
}
