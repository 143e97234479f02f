import type { Language } from '../contract/settings.ts'
import { english, englishLocale } from './en/table.ts'
import { Formats, type Locale } from './formats.ts'
import type { Words } from './words.ts'

/** What is known of a language: its table, and how figures, sizes and times are written in it. */
interface Known {
  readonly words: Words
  readonly formats: Formats
}

const inEnglish: Known = { words: english, formats: new Formats(englishLocale, english.figureWords) }
/** English is always there; a window fetches another one when somebody speaks it, the core has all (all.ts). */
const known = new Map<Language, Known>([['en', inEnglish]])

/** From here on that language is known. */
export function learn(language: Language, words: Words, locale: Locale): void {
  known.set(language, { words, formats: new Formats(locale, words.figureWords) })
}

export function isKnown(language: Language): boolean {
  return known.has(language)
}

/** The table of a language; English where it is not known (yet). */
export function wordsOf(language: Language): Words {
  return (known.get(language) ?? inEnglish).words
}

/** Figures, sizes and times in a language; as in English where it is not known (yet). */
export function formatsOf(language: Language): Formats {
  return (known.get(language) ?? inEnglish).formats
}
