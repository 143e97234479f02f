import type { Problem } from '../../preload/contract/errors.ts'
import type { Says } from '../../preload/contract/says.ts'
import { saysOf, told } from '../../preload/words/sentences.ts'
import { language } from './language.svelte.ts'

/** A sentence in the language of now; what the catalogue does not know stays as it was written. */
export function inWords(says: Says | undefined, written: string): string {
  return (says && told(language.current, says)) ?? written
}

/** What is said of a failure. */
export function problemText({ message, says }: Pick<Problem, 'message' | 'says'>): string {
  return inWords(says, message)
}

/**
 * English that may be a sentence of ours: the contract's, or what the core writes into a row. Whatever it is else (a
 * daemon's own words) stays as it is.
 */
export function knownText(english: string): string {
  return inWords(saysOf(english) ?? undefined, english)
}
