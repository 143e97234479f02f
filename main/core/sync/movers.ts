import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import { Line } from './line.ts'
import { isMoving } from './options.ts'

/** The torrents that move, in turns; kept up to date by what changes, so a turn costs what it hands out. */
export class Movers {
  readonly #line = new Line<Hash>()
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

  get size(): number {
    return this.#line.size
  }

  /** The next in line, at most so many; each once. */
  next(most: number): Hash[] {
    return this.#line.next(most)
  }

  stop(): void {
    this.#stopListening()
  }
}
