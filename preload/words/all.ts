import type { Language } from '../contract/settings.ts'
import { german, germanLocale } from './de/table.ts'
import { english } from './en/table.ts'
import { learn } from './tables.ts'
import type { Words } from './words.ts'

/* For whoever speaks every language: with this file all of them are known. */
learn('de', german, germanLocale)

/** Every language's table. */
export const tables: Readonly<Record<Language, Words>> = { en: english, de: german }
