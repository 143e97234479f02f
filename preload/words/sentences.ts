import type { Given, Says } from '../contract/says.ts'
import type { Language } from '../contract/settings.ts'
import { wordsOf } from './tables.ts'
import type { Words } from './words.ts'

type Sentences = Words['sentences']
export type SentenceId = keyof Sentences

/** What must be given to a sentence. Where a text belongs there may be another sentence, said in the same language. */
type GivenTo<I extends SentenceId> = Sentences[I] extends (given: infer P) => string
  ? [given: { readonly [K in keyof P]: P[K] extends string ? P[K] | Says : P[K] }]
  : []

/** A sentence of the catalogue as data. */
export function say<I extends SentenceId>(id: I, ...[given]: GivenTo<I>): Says {
  return { id, with: { ...given } }
}

/** The sentences that have nothing in them, by their English. */
const bare = new Map(Object.entries<unknown>(wordsOf('en').sentences).map(([id, sentence]) => [sentence, id]))

/** A sentence that has nothing in it, by what it says in English; null = it is not in the catalogue. */
export function saysOf(english: string): Says | null {
  const id = bare.get(english)
  return id === undefined ? null : { id, with: {} }
}

/** Sentences in sentences end somewhere; what goes deeper than this was not made by us. */
const deepest = 5

/**
 * What a sentence says in a language; null = it is not in the catalogue, or lacks what stands in it there: it was made
 * by another version, and the English beside it is what there is.
 */
export function told(language: Language, says: Says, depth = 0): string | null {
  const sentences: Readonly<Record<string, unknown>> = wordsOf(language).sentences
  if (depth > deepest || !Object.hasOwn(sentences, says.id)) return null
  const sentence = sentences[says.id]
  if (typeof sentence === 'string') return sentence
  if (typeof sentence !== 'function') return null
  const given: Record<string, Exclude<Given, Says> | undefined> = {}
  for (const [name, value] of Object.entries(says.with)) {
    const plain = isSays(value) ? told(language, value, depth + 1) : value
    if (plain === null && value !== null) return null
    given[name] = plain
  }
  return completely(sentence as (given: object) => string, given)
}

/** A sentence in English; one that is not in the catalogue is at least named. */
export function inEnglish(says: Says): string {
  return told('en', says) ?? says.id
}

function isSays(value: Given): value is Says {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** null = the sentence asked for something that is not there. */
function completely(sentence: (given: object) => string, given: object): string | null {
  let isComplete = true
  const watched = new Proxy(given, {
    get(target, name) {
      isComplete &&= Object.hasOwn(target, name)
      return Reflect.get(target, name) as unknown
    },
  })
  try {
    const text = sentence(watched)
    return isComplete ? text : null
  } catch {
    // Of another form than it has here.
    return null
  }
}
