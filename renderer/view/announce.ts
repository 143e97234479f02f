/** Sentences for screen readers, at most one in a while: the last one said in between wins. */
export class Announcer {
  readonly #say: (text: string) => void
  readonly #restMs: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: string | null = null

  constructor(say: (text: string) => void, restMs = 5000) {
    this.#say = say
    this.#restMs = restMs
  }

  /** Says it now, or when the rest after the last sentence is over. */
  announce(text: string): void {
    if (this.#timer !== undefined) {
      this.#waiting = text
      return
    }
    this.#say(text)
    this.#timer = setTimeout(() => this.#rested(), this.#restMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting = null
  }

  #rested(): void {
    this.#timer = undefined
    const text = this.#waiting
    this.#waiting = null
    if (text !== null) this.announce(text)
  }
}
