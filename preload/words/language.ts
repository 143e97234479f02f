import { type Language, languages } from '../contract/settings.ts'

/** What every language calls itself; never translated, so that people find their own. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

/**
 * The language to speak.
 * @param choice the person's; 'system' = the first of their system's languages that we have, or English
 * @param preferred the system's languages, the best one first ("de-AT", "en"); anything else is passed over
 */
export function chooseLanguage(choice: 'system' | Language, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  for (const tag of preferred) {
    const [root = ''] = tag.toLowerCase().split(/[-_.]/)
    const found = languages.find((language) => language === root)
    if (found) return found
  }
  return 'en'
}
