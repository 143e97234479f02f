const firstSize = 500
const leastSize = 100
const mostSize = 600
/** A daemon serves one request at a time: nobody else should wait longer than about this for us. */
const aimMs = 30

/**
 * How many torrents to ask for at once. A single-threaded daemon held its other clients 34 ms for 35 fields of 500 torrents and
 * 63 ms for 1,000; slower machines need less. The size follows the quicker of the last two answers, because any one
 * of them may have waited for libtorrent's 0.3 s alert tick without holding anybody.
 */
export class SliceSize {
  #size = firstSize
  #lastMs = Number.POSITIVE_INFINITY

  get value(): number {
    return this.#size
  }

  /** Tells how long a full slice took. */
  took(ms: number): void {
    const quicker = Math.min(ms, this.#lastMs)
    this.#lastMs = ms
    if (quicker > aimMs) this.#size = Math.max(leastSize, Math.round(this.#size * 0.7))
    else if (quicker < aimMs / 2) this.#size = Math.min(mostSize, Math.round(this.#size * 1.2))
  }
}
