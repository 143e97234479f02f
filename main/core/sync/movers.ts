import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import { Line } from './line.ts'
import { isMoving } from './options.ts'

/** So many are read in every second, over all daemons together; of more, a share that comes round to everybody in time. */
const fewPerSecond = 100
const roundSeconds = 8
/** Read together, where that many may wait for each other: one request costs as much as some twenty rows. */
const mostTogether = 300

/** The torrents that move, in turns; kept up to date by what changes, so a turn costs what it hands out. */
export class Movers {
  readonly #line = new Line<Hash>()
  /** How many could have been read by now. */
  #saved = 0
  readonly #stopListening: () => void

  constructor(rows: Rows) {
    for (const row of rows.all()) if (isMoving(row)) this.#line.add(row.hash)
    this.#stopListening = rows.changes.on(({ put, drop }) => {
      for (const { after } of put) {
        if (isMoving(after)) this.#line.add(after.hash)
        else this.#line.delete(after.hash)
      }
      for (const { hash } of drop) this.#line.delete(hash)
    })
  }

  /**
   * Those whose turn it is after so many more seconds; each once, and everybody within a round.
   * @param daemons how many share what may be read in a second
   */
  due(seconds: number, daemons: number): Hash[] {
    const { size } = this.#line
    if (size === 0) return []
    const together = Math.ceil(size / Math.ceil(size / mostTogether))
    const perSecond = Math.max(Math.ceil(fewPerSecond / daemons), Math.ceil(size / roundSeconds))
    this.#saved = Math.min(size, this.#saved + seconds * perSecond)
    if (this.#saved < together) return []
    const share = this.#saved - (this.#saved % together)
    this.#saved -= share
    return this.#line.next(share)
  }

  stop(): void {
    this.#stopListening()
  }
}
