import { fold, words } from '../../../preload/listing/fold.ts'
import type { Row } from '../../../preload/listing/row.ts'

/** Rows that are looked at before the window gets its turn. */
const sliceRows = 4_000
/** So many are enough to choose the best of. */
const mostFound = 200
const restMs = 60

/** Finds torrents by their names among very many, without holding up what is typed. */
export class Finder {
  #found = $state.raw<readonly Row[]>([])
  #timer: ReturnType<typeof setTimeout> | undefined

  get found(): readonly Row[] {
    return this.#found
  }

  /** Looks anew; what an older search would still find is not heard. */
  search(rows: Iterable<Row>, typed: string): void {
    this.stop()
    const wanted = words(typed)
    if (wanted.length === 0) {
      this.#found = []
      return
    }
    this.#timer = setTimeout(() => this.#slice(rows[Symbol.iterator](), wanted, []), restMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #slice(rows: Iterator<Row>, wanted: readonly string[], found: Row[]): void {
    for (let seen = 0; seen < sliceRows && found.length < mostFound; seen += 1) {
      const next = rows.next()
      if (next.done) {
        this.#found = found
        return
      }
      const name = fold(next.value.name)
      if (wanted.every((word) => name.includes(word))) found.push(next.value)
    }
    if (found.length >= mostFound) this.#found = found
    else this.#timer = setTimeout(() => this.#slice(rows, wanted, found), 0)
  }
}
