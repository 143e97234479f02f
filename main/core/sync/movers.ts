import type { Hash } from '../../../preload/contract/keys.ts'
import type { Rows } from '../rows/rows.ts'
import { isMoving } from './options.ts'

/**
 * The torrents that move, in turns: whoever was handed out goes to the end of the line, so nobody is starved however
 * many there are. It is kept up to date by what changes, so a turn costs what it hands out.
 */
export class Movers {
  readonly #line: Set<Hash>
  readonly #stopListening: () => void

  constructor(rows: Rows) {
    this.#line = new Set([...rows.all()].filter(isMoving).map(({ hash }) => hash))
    this.#stopListening = rows.changes.on(({ put, drop }) => {
      for (const { after } of put) {
        if (!isMoving(after)) this.#line.delete(after.hash)
        else if (!this.#line.has(after.hash)) this.#line.add(after.hash)
      }
      for (const { hash } of drop) this.#line.delete(hash)
    })
  }

  get size(): number {
    return this.#line.size
  }

  /** The next in line, at most so many; each once. */
  next(most: number): Hash[] {
    const taken: Hash[] = []
    for (const hash of this.#line) {
      if (taken.length >= most) break
      taken.push(hash)
    }
    for (const hash of taken) {
      this.#line.delete(hash)
      this.#line.add(hash)
    }
    return taken
  }

  stop(): void {
    this.#stopListening()
  }
}
