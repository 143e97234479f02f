/** Lets so many tasks run at once; the others wait, and begin in the order in which they came. */
export class Lane {
  readonly #most: number
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Whether a task would begin at once. */
  get isFree(): boolean {
    return this.#running < this.#most
  }

  /** Runs a task as soon as there is room; its outcome is the result. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (!this.isFree) await new Promise<void>((begin) => this.#waiting.push(begin))
    else this.#running += 1
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      // Its room goes over to the next one, so that nobody comes in between.
      if (next) next()
      else this.#running -= 1
    }
  }
}
