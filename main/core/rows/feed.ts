import type { RowsStep, Torrent } from '../../../preload/contract/torrents.ts'
import type { Rows } from './rows.ts'

/** Rows in one message: small enough to be spelled and read between two frames of the window. */
const chunkRows = 1_000

/**
 * One listener's view of one daemon's rows: first everything, in parts between which other work gets its turn;
 * steps that come meanwhile wait behind it, so that the listener sees every revision once and in order.
 */
export class RowsFeed {
  readonly #rows: Rows
  readonly #deliver: (step: RowsStep) => void
  readonly #stopListening: () => void
  #waiting: RowsStep[] | null = null
  #round = 0

  constructor(rows: Rows, deliver: (step: RowsStep) => void) {
    this.#rows = rows
    this.#deliver = deliver
    this.#stopListening = rows.steps.on((step) => {
      if (this.#waiting) this.#waiting.push(step)
      else deliver(step)
    })
    void this.resend()
  }

  /** Begins again with everything. */
  async resend(): Promise<void> {
    const round = ++this.#round
    const all: Torrent[] = [...this.#rows.all()]
    const { daemon, revision } = this.#rows
    this.#waiting = []
    for (let at = 0, from: number | null = null; at === 0 || at < all.length; at += chunkRows) {
      if (at > 0) await new Promise(setImmediate)
      if (round !== this.#round) return
      this.#deliver({ daemon, from, revision, put: all.slice(at, at + chunkRows), drop: [] })
      from = revision
    }
    const waiting = this.#waiting
    this.#waiting = null
    for (const step of waiting) this.#deliver(step)
  }

  stop(): void {
    this.#round += 1
    this.#stopListening()
  }
}
