import type { Language } from '../contract/settings.ts'
import { wordsOf } from './tables.ts'

/** What a deed is called; a call that has no name in the catalogue is named as the contract does. */
export function deedTitle(language: Language, call: string): string {
  const titles: Readonly<Record<string, string>> = wordsOf(language).auditWords.calls
  return Object.hasOwn(titles, call) ? (titles[call] ?? call) : call
}
