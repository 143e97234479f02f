/** Items that take turns: whoever was looked at goes to the end, so nobody is starved however many there are. */
export class Line<T> {
  readonly #items = new Set<T>()

  get size(): number {
    return this.#items.size
  }

  /** At the end; who is in it keeps the place. */
  add(item: T): void {
    this.#items.add(item)
  }

  delete(item: T): void {
    this.#items.delete(item)
  }

  /** The next, at most so many and each once. It costs what it hands out. */
  next(most: number): T[] {
    const taken: T[] = []
    for (const item of this.#items) {
      if (taken.length >= most) break
      taken.push(item)
    }
    for (const item of taken) {
      this.#items.delete(item)
      this.#items.add(item)
    }
    return taken
  }
}
