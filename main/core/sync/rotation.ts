/**
 * Takes turns among items that come and go, so that none is starved however many there are: each round hands out
 * every item once, in slices; what was handed out waits for the next round.
 */
export class Rotation<T> {
  #left: T[] = []

  /**
   * The next `most` of those that are due now. `items` is asked for when a round begins; `isDue` again when an item's
   * turn has come. One call never hands out an item twice.
   */
  next(most: number, items: () => Iterable<T>, isDue: (item: T) => boolean = () => true): T[] {
    const taken: T[] = []
    let begun = false
    while (taken.length < most) {
      if (this.#left.length === 0) {
        if (begun) break
        begun = true
        const already = new Set(taken)
        this.#left = [...items()].filter((item) => !already.has(item)).reverse()
        if (this.#left.length === 0) break
      }
      const item = this.#left.pop()!
      if (isDue(item)) taken.push(item)
    }
    return taken
  }
}
