/** Whether something may be done once more: not more often than so many times within so long. */
export class Often {
  readonly #most: number
  readonly #withinMs: number
  #times: number[] = []

  constructor(most: number, withinMs: number) {
    this.#most = most
    this.#withinMs = withinMs
  }

  /** Counts one time more; false = that is too often. */
  again(now: number = Date.now()): boolean {
    this.#times = [...this.#times.filter((at) => Math.abs(now - at) < this.#withinMs), now].slice(-this.#most - 1)
    return this.#times.length <= this.#most
  }
}
