/** A typed list of listeners. A listener that throws never keeps the others from hearing. */
export class Emitter<T> {
  readonly #listeners = new Set<(item: T) => void>()
  readonly #onThrow: (error: unknown) => void

  /** @param onThrow told of a listener's exception; by default it surfaces as an uncaught one, after the others ran. */
  constructor(
    onThrow: (error: unknown) => void = (error) =>
      queueMicrotask(() => {
        throw error
      }),
  ) {
    this.#onThrow = onThrow
  }

  get size(): number {
    return this.#listeners.size
  }

  /** Begins listening; the returned function ends it and may be called twice. */
  on(listener: (item: T) => void): () => void {
    const own = (item: T): void => listener(item)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }

  emit(item: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(item)
      } catch (error) {
        this.#onThrow(error)
      }
    }
  }
}
