import type { Language } from '../contract/settings.ts'
import { german, germanLocale } from './de/table.ts'
import { english, englishLocale } from './en/table.ts'
import { Formats } from './formats.ts'
import type { Words } from './words.ts'

/** Every language's table. */
export const tables: Readonly<Record<Language, Words>> = { en: english, de: german }

const formats: Readonly<Record<Language, Formats>> = {
  en: new Formats(englishLocale, english.figureWords),
  de: new Formats(germanLocale, german.figureWords),
}

/** Figures, sizes and times in a language. */
export function formatsOf(language: Language): Formats {
  return formats[language]
}
