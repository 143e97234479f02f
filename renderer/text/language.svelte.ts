import type { Language, Settings } from '../../preload/contract/settings.ts'
import type { Formats } from '../../preload/words/formats.ts'
import { chooseLanguage } from '../../preload/words/language.ts'
import { formatsOf, isKnown, learn, wordsOf } from '../../preload/words/tables.ts'
import type { Words } from '../../preload/words/words.ts'

/** Where the last choice is kept for the next start: the settings come a moment too late for the first picture. */
const place = 'estuary-language'

/** How a language gets here that nobody has spoken yet. */
const fetching: Readonly<Record<Language, () => Promise<void>>> = {
  en: () => Promise.resolve(),
  de: async () => {
    const { german, germanLocale } = await import('../../preload/words/de/table.ts')
    learn('de', german, germanLocale)
  },
}

let current = $state.raw<Language>('en')
/** What is to be spoken as soon as it is here. */
let wanted: Language = 'en'

/** The language that the window speaks. Whatever read it is drawn anew when it changes. */
export const language = {
  get current(): Language {
    return current
  },
  get words(): Words {
    return wordsOf(current)
  },
  get formats(): Formats {
    return formatsOf(current)
  },
}

/**
 * Speaks the person's language from here on, and at the next start from its first picture on. Rejects where that language
 * cannot be fetched: then the one of before stays.
 */
export async function speak(choice: Settings['language']): Promise<void> {
  const changing = change(choice)
  try {
    localStorage.setItem(place, choice)
  } catch {
    // A browser that forbids storage only costs a flash at the next start.
  }
  await changing
}

/** The language of last time, before anything is drawn; English where it cannot be fetched. */
export async function recallLanguage(): Promise<void> {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(place)
  } catch {
    // See above.
  }
  await change(kept === 'en' || kept === 'de' ? kept : 'system').catch(() => change('en'))
}

async function change(choice: Settings['language']): Promise<void> {
  const language = chooseLanguage(choice, navigator.languages)
  wanted = language
  if (!isKnown(language)) await fetching[language]()
  // Meanwhile somebody may have chosen another one.
  if (wanted !== language) return
  current = language
  // Readers aloud and hyphenation go by it.
  document.documentElement.lang = current
}
