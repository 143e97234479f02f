/** Gives a turn of the loop to whoever has more to do than fits into one. */
export interface Turns {
  /** Runs it in a later round of the loop: one in a round, whoever asked first. */
  next(run: () => void): void
}

/**
 * Work of a moment (the list of 10,000 torrents) goes on at once, other work between its turns; whoever has more gets
 * this share of the loop's time, so that others answer as usual.
 */
const momentMs = 250
const share = 0.3

/**
 * However many have much to do, timers and sockets come to their right after each of them, and most of the time is
 * theirs.
 */
export class LoopTurns implements Turns {
  readonly #waiting: (() => void)[] = []
  /** What may be worked at once; it fills up again with time. */
  #leftMs = momentMs
  #lookedAt = performance.now()

  next(run: () => void): void {
    this.#waiting.push(run)
    if (this.#waiting.length === 1) this.#plan()
  }

  #plan(): void {
    const restMs = this.#restMs()
    if (restMs > 0) setTimeout(() => this.#run(), restMs)
    else setImmediate(() => this.#run())
  }

  #run(): void {
    const begun = performance.now()
    const run = this.#waiting[0]
    // Whatever becomes of it, the others get theirs.
    queueMicrotask(() => {
      this.#waiting.shift()
      this.#leftMs -= performance.now() - begun
      if (this.#waiting.length > 0) this.#plan()
    })
    run?.()
  }

  #restMs(): number {
    const now = performance.now()
    this.#leftMs = Math.min(momentMs, this.#leftMs + (now - this.#lookedAt) * share)
    this.#lookedAt = now
    return this.#leftMs >= 0 ? 0 : Math.min(100, Math.ceil(-this.#leftMs / share))
  }
}

/** The turns of this program's loop. */
export const systemTurns: Turns = new LoopTurns()

/** A promise of the next turn. */
export function nextTurn(turns: Turns): Promise<void> {
  return new Promise((resolve) => turns.next(resolve))
}

/** Goes through a long list in parts, each in a turn of its own but the first. */
export async function* inParts<T>(items: Iterable<T>, size: number, turns: Turns): AsyncGenerator<T[]> {
  let part: T[] = []
  for (const item of items) {
    part.push(item)
    if (part.length < size) continue
    yield part
    part = []
    await nextTurn(turns)
  }
  if (part.length > 0) yield part
}

/** A set of a long list, made in parts. */
export async function setInParts<T>(items: Iterable<T>, size: number, turns: Turns): Promise<Set<T>> {
  const set = new Set<T>()
  for await (const part of inParts(items, size, turns)) for (const item of part) set.add(item)
  return set
}

/** What a generator yields where it may be left for another turn; whoever needs the result now goes on. */
export const pause = Symbol('pause')
export type Pause = typeof pause

/** The items of work that pauses, without its pauses. */
export function* withoutPauses<T>(work: Iterable<T | Pause>): Generator<T> {
  for (const step of work) if (step !== pause) yield step
}
