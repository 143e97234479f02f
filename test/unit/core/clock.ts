import type { Clock } from '../../../main/lib/clock.ts'

interface Timer {
  at: number
  run: () => void
  everyMs: number | null
}

/** A clock whose hands the test turns. */
export class ManualClock implements Clock {
  #now = 1_000_000
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    return this.#set({ at: this.#now + ms, run, everyMs: null })
  }

  every(ms: number, run: () => void): () => void {
    return this.#set({ at: this.#now + ms, run, everyMs: ms })
  }

  /** Lets time pass; between two timers everything that they started may go on. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.at)
      if (next.everyMs === null) this.#timers.delete(next)
      else next.at += next.everyMs
      next.run()
      await settle()
    }
    this.#now = until
  }

  #next(until: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
  }

  #set(timer: Timer): () => void {
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }
}

/** Lets all promises that can go on go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise(setImmediate)
}
