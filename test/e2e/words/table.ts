import { english, englishLocale } from '../../../preload/words/en/table.ts'
import { pseudoTable } from './pseudo.ts'

/* Stands for preload/words/de/table.ts in the window that the tests build. */
export const german = pseudoTable(english)
export const germanLocale = englishLocale
