/** At most so much waits for a reader; what came first goes first. */
const mostWaiting = 20

/** Things of which each goes to one reader: the one that came last, or the next to come. */
export class Inbox<T> {
  readonly #readers = new Set<(item: T) => void>()
  #waiting: T[] = []

  put(item: T): void {
    const reader = [...this.#readers].at(-1)
    if (reader) return reader(item)
    this.#waiting = [...this.#waiting, item].slice(-mostWaiting)
  }

  /** Begins reading; the returned function ends it. */
  on(read: (item: T) => void): () => void {
    const own = (item: T): void => read(item)
    this.#readers.add(own)
    for (const item of this.#waiting.splice(0)) own(item)
    return () => void this.#readers.delete(own)
  }
}
