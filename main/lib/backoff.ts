export interface BackoffOptions {
  firstMs: number
  capMs: number
  factor: number
  /** 0…1: the share of each wait that is left to chance, so that many links do not knock in step. */
  jitter: number
}

export const defaultBackoff: BackoffOptions = { firstMs: 250, capMs: 15_000, factor: 2, jitter: 0.3 }

/** Capped exponential waits with jitter; reset() after a success. */
export class Backoff {
  readonly #options: BackoffOptions
  readonly #random: () => number
  #tries = 0

  constructor(options: BackoffOptions = defaultBackoff, random: () => number = Math.random) {
    this.#options = options
    this.#random = random
  }

  /** The next wait in ms. */
  next(): number {
    const { firstMs, capMs, factor, jitter } = this.#options
    const whole = Math.min(capMs, firstMs * factor ** this.#tries)
    this.#tries += 1
    return Math.round(whole * (1 - jitter * this.#random()))
  }

  reset(): void {
    this.#tries = 0
  }
}
