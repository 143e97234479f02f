import { fold } from '../../preload/listing/fold.ts'

/** A stretch of a text: from, and up to but without, to. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface Match {
  /** Better ones are greater; only good to compare with. */
  readonly score: number
  /** What of the text was typed. */
  readonly stretches: readonly Stretch[]
}

interface Folded {
  readonly letters: readonly string[]
  /** Where each folded letter stands in the text. */
  readonly places: readonly number[]
}

function folded(text: string): Folded {
  const letters: string[] = []
  const places: number[] = []
  let at = 0
  for (const sign of text) {
    for (const letter of fold(sign).split('')) {
      letters.push(letter)
      places.push(at)
    }
    at += sign.length
  }
  return { letters, places }
}

const isWordEnd = (letter: string | undefined): boolean => letter === undefined || /[\s.\-_:/()[\],…]/.test(letter)

/**
 * How a text fits what was typed: every word of it as it stands, the best at the beginning of a word, else its letters in
 * their order, some left out. null = it does not fit.
 */
export function matchOf(text: string, typed: string): Match | null {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const { letters, places } = folded(text)
  const hits = new Set<number>()
  let score = 0
  for (const word of words) {
    const found = asItStands(letters, word) ?? scattered(letters, word)
    if (!found) return null
    score += found.score
    for (const index of found.at) hits.add(index)
  }
  return { score: score - letters.length / 1_000, stretches: stretchesOf(text, places, hits) }
}

interface Found {
  readonly score: number
  readonly at: readonly number[]
}

function asItStands(letters: readonly string[], word: string): Found | null {
  const whole = letters.join('')
  let best: Found | null = null
  for (let from = whole.indexOf(word); from >= 0; from = whole.indexOf(word, from + 1)) {
    const isStart = isWordEnd(letters[from - 1])
    const score = (from === 0 ? 100 : isStart ? 80 : 40) + word.length
    if (!best || score > best.score) best = { score, at: Array.from(word, (_, index) => from + index) }
  }
  return best
}

/** So many letters of a word may be left out between two that are typed. */
const mostLeftOut = 2

/** The letters one after the other: each begins a word, or follows in the same word with few left out. */
function scattered(letters: readonly string[], word: string): Found | null {
  /** Places from which the rest of the word was looked for in vain. */
  const inVain = new Set<string>()
  const follow = (before: number, rest: string): number[] | null => {
    const letter = rest[0]
    if (letter === undefined) return []
    if (inVain.has(`${before} ${rest.length}`)) return null
    let isSameWord = before >= 0
    for (let index = before + 1; index < letters.length; index += 1) {
      isSameWord &&= !isWordEnd(letters[index]) && index - before <= mostLeftOut + 1
      if (letters[index] !== letter || (!isSameWord && !isWordEnd(letters[index - 1]))) continue
      const others = follow(index, rest.slice(1))
      if (others) return [index, ...others]
    }
    inVain.add(`${before} ${rest.length}`)
    return null
  }
  const at = follow(-1, word)
  return at && { score: 20 - Math.min(19, (at.at(-1) ?? 0) - (at[0] ?? 0) - word.length), at }
}

function stretchesOf(text: string, places: readonly number[], hits: ReadonlySet<number>): Stretch[] {
  const stretches: { from: number; to: number }[] = []
  for (const index of [...hits].sort((a, b) => a - b)) {
    const from = places[index] ?? 0
    const sign = String.fromCodePoint(text.codePointAt(from) ?? 0)
    const last = stretches.at(-1)
    if (last && last.to >= from) last.to = from + sign.length
    else stretches.push({ from, to: from + sign.length })
  }
  return stretches
}

/** A text in its parts, each of them typed or not. */
export function partsOf(text: string, stretches: readonly Stretch[]): { text: string; hit: boolean }[] {
  const parts: { text: string; hit: boolean }[] = []
  let at = 0
  for (const { from, to } of stretches) {
    if (from > at) parts.push({ text: text.slice(at, from), hit: false })
    parts.push({ text: text.slice(from, to), hit: true })
    at = to
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false })
  return parts
}
