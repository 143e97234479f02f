import type { Clock } from './clock.ts'

/** The timers of one thing with an end: stop() cancels them all, and waits that are under way end at once. */
export class Timers {
  readonly #clock: Clock
  readonly #stops = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  after(ms: number, run: () => unknown): void {
    const cancel = this.#clock.after(ms, () => {
      this.#stops.delete(cancel)
      return run()
    })
    this.#stops.add(cancel)
  }

  every(ms: number, run: () => unknown): void {
    this.#stops.add(this.#clock.every(ms, run))
  }

  /** Resolves with 'over' after the time, with 'called' as soon as `early` calls back, with 'stopped' at stop(). */
  wait(ms: number, early?: (call: () => void) => void): Promise<'over' | 'called' | 'stopped'> {
    return new Promise((resolve) => {
      const end = (how: 'over' | 'called' | 'stopped'): void => {
        cancel()
        this.#stops.delete(stopped)
        resolve(how)
      }
      const stopped = (): void => end('stopped')
      const cancel = this.#clock.after(ms, () => end('over'))
      this.#stops.add(stopped)
      early?.(() => end('called'))
    })
  }

  stop(): void {
    const stops = [...this.#stops]
    this.#stops.clear()
    for (const stop of stops) stop()
  }
}
