/** Items that take turns: whoever was looked at goes to the end, so nobody is starved however many there are. */
export class Line<T> {
  readonly #items = new Set<T>()

  get size(): number {
    return this.#items.size
  }

  has(item: T): boolean {
    return this.#items.has(item)
  }

  /** At the end; who is in it keeps the place. */
  add(item: T): void {
    this.#items.add(item)
  }

  delete(item: T): void {
    this.#items.delete(item)
  }

  /** The next that are due, at most so many and each once. It costs what it looks at. */
  next(most: number, isDue: (item: T) => boolean = () => true): T[] {
    const taken: T[] = []
    const passed: T[] = []
    for (const item of this.#items) {
      if (taken.length >= most) break
      passed.push(item)
      if (isDue(item)) taken.push(item)
    }
    for (const item of passed) {
      this.#items.delete(item)
      this.#items.add(item)
    }
    return taken
  }
}
