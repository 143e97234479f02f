/** The time as relative dates need it: it moves in steps, so that nothing is drawn anew for a second's sake. */
export class WindowClock {
  #now = $state(Date.now())
  readonly #timer: ReturnType<typeof setInterval>

  constructor(stepMs = 5000) {
    this.#timer = setInterval(() => (this.#now = Date.now()), stepMs)
  }

  get now(): number {
    return this.#now
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
