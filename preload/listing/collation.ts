import { comparePlain } from './plain.ts'

/** Names as people order them: "part 2" before "part 10", accents and case only where nothing else differs. */
const collator = new Intl.Collator('en', { numeric: true })

function compareTexts(a: string, b: string): number {
  return (comparePlain(a, b) ?? collator.compare(a, b)) || (a < b ? -1 : a > b ? 1 : 0)
}

/**
 * Texts as numbers that stand in the texts' order. A locale's comparison costs a hundred times a number's, and a list
 * compares the same names at every sort: each text is placed once.
 */
export class Collation {
  readonly #ranks = new Map<string, number>()
  #sorted: string[] = []

  get size(): number {
    return this.#sorted.length
  }

  /** Which of two texts comes first: by their places where both have one, else by looking at them. */
  compare(a: string, b: string): number {
    const left = this.#ranks.get(a)
    const right = left === undefined ? undefined : this.#ranks.get(b)
    return left === undefined || right === undefined ? compareTexts(a, b) : left - right
  }

  /** The text's place. Good for comparing until a text is placed that was not known before. */
  rank(text: string): number {
    const known = this.#ranks.get(text)
    if (known !== undefined) return known
    this.prepare([text])
    return this.#ranks.get(text) ?? 0
  }

  /** Places many texts at once, which costs much less than one by one. */
  prepare(texts: Iterable<string>): void {
    const fresh = new Set<string>()
    for (const text of texts) if (!this.#ranks.has(text)) fresh.add(text)
    if (fresh.size === 0) return
    this.#merge([...fresh].sort(compareTexts))
  }

  /** Forgets all, for the rows that are there to be placed anew. */
  clear(): void {
    this.#ranks.clear()
    this.#sorted = []
  }

  #merge(fresh: readonly string[]): void {
    const old = this.#sorted
    const merged: string[] = []
    let from = 0
    let tight = false
    for (let at = 0; at < fresh.length;) {
      const place = this.#place(fresh[at] as string, from)
      for (; from < place; from += 1) merged.push(old[from] as string)
      // All that belong into the same gap share its room.
      const next = old[place]
      let end = at + 1
      while (end < fresh.length && (next === undefined || compareTexts(fresh[end] as string, next) < 0)) end += 1
      tight = !this.#fill(old[place - 1], next, fresh.slice(at, end)) || tight
      for (; at < end; at += 1) merged.push(fresh[at] as string)
    }
    for (; from < old.length; from += 1) merged.push(old[from] as string)
    this.#sorted = merged
    if (tight) merged.forEach((text, index) => this.#ranks.set(text, index))
  }

  /** Gives texts the places between two others; false when the gap is too narrow for numbers to tell them apart. */
  #fill(before: string | undefined, after: string | undefined, texts: readonly string[]): boolean {
    const low = before === undefined ? undefined : this.#ranks.get(before)
    const high = after === undefined ? undefined : this.#ranks.get(after)
    const start = low ?? (high ?? 0) - texts.length - 1
    const step = high === undefined || low === undefined ? 1 : (high - low) / (texts.length + 1)
    texts.forEach((text, index) => this.#ranks.set(text, start + step * (index + 1)))
    return step > 1e-6
  }

  #place(text: string, low: number): number {
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareTexts(this.#sorted[middle] as string, text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
