import type { Clock } from '../lib/clock.ts'

/** Shows the newest of what changes all the time: not more often than every so many ms, and only what is different. */
export class Calm<T> {
  readonly #clock: Clock
  readonly #everyMs: number
  readonly #show: (value: T) => void
  #shown: string | null = null
  #newest: { value: T } | null = null
  #callOff: (() => void) | null = null

  /** @param show gets plain data */
  constructor(clock: Clock, everyMs: number, show: (value: T) => void) {
    this.#clock = clock
    this.#everyMs = everyMs
    this.#show = show
  }

  tell(value: T): void {
    this.#newest = { value }
    if (!this.#callOff) this.#look()
  }

  /** What was shown is gone: the next is shown at once, also where it is the same. */
  forget(): void {
    this.#callOff?.()
    this.#callOff = null
    this.#newest = null
    this.#shown = null
  }

  #look(): void {
    this.#callOff = null
    if (!this.#newest) return
    const { value } = this.#newest
    this.#newest = null
    const text = JSON.stringify(value)
    if (text === this.#shown) return
    this.#shown = text
    this.#callOff = this.#clock.after(this.#everyMs, () => this.#look())
    this.#show(value)
  }
}
