import type { Language, Settings } from '../../preload/contract/settings.ts'
import type { Formats } from '../../preload/words/formats.ts'
import { chooseLanguage } from '../../preload/words/language.ts'
import { formatsOf, tables } from '../../preload/words/tables.ts'
import type { Words } from '../../preload/words/words.ts'

/** Where the last choice is kept for the next start: the settings come a moment too late for the first picture. */
const place = 'estuary-language'

let current = $state.raw<Language>('en')

/** The language that the window speaks. Whatever read it is drawn anew when it changes. */
export const language = {
  get current(): Language {
    return current
  },
  get words(): Words {
    return tables[current]
  },
  get formats(): Formats {
    return formatsOf(current)
  },
}

/** Speaks the person's language from here on, and at the next start from its first picture on. */
export function speak(choice: Settings['language']): void {
  change(choice)
  try {
    localStorage.setItem(place, choice)
  } catch {
    // A browser that forbids storage only costs a flash at the next start.
  }
}

/** The language of last time, before anything is drawn. */
export function recallLanguage(): void {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(place)
  } catch {
    // See above.
  }
  change(kept === 'en' || kept === 'de' ? kept : 'system')
}

function change(choice: Settings['language']): void {
  current = chooseLanguage(choice, navigator.languages)
  // Readers aloud and hyphenation go by it.
  document.documentElement.lang = current
}
