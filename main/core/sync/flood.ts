import { signals } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Recent } from '../../lib/recent.ts'
import type { Timers } from '../../lib/timers.ts'

const secondMs = 1_000
/** A flood without end is not waited out for ever. */
const mostWaits = 5

export interface FloodOptions {
  clock: Clock
  timers: Timers
  /** It is over, and what was not heard is to be read. */
  over: () => void
}

/** Counts what a daemon says by itself. More than can be followed is not heard at all; behind it everything is read. */
export class Flood {
  readonly #options: FloodOptions
  readonly #heard: Recent
  #isOn = false

  constructor(options: FloodOptions) {
    this.#options = options
    this.#heard = new Recent(secondMs, options.clock)
  }

  /** Something is said; false = it is not to be heard. */
  takes(): boolean {
    if (this.#heard.add() > signals.perSecond) this.begin()
    return !this.#isOn
  }

  /** Something was not heard. */
  begin(): void {
    if (this.#isOn) return
    this.#isOn = true
    this.#wait(1)
  }

  #wait(time: number): void {
    this.#options.timers.after(signals.calmMs, () => {
      if (this.#heard.count > signals.perSecond / 10 && time < mostWaits) {
        this.#wait(time + 1)
        return
      }
      this.#isOn = false
      this.#options.over()
    })
  }
}
