import { describe, expect, it } from 'vitest'
import { chooseLanguage } from '../../../preload/words/language.ts'

describe('the language to speak', () => {
  it('is what the person chose, whatever the system speaks', () => {
    expect(chooseLanguage('de', ['en-GB'])).toBe('de')
    expect(chooseLanguage('en', ['de-AT'])).toBe('en')
  })

  it('is else the first of the system’s that there is', () => {
    expect(chooseLanguage('system', ['de-AT', 'en'])).toBe('de')
    expect(chooseLanguage('system', ['fr-CH', 'de-CH', 'en'])).toBe('de')
    expect(chooseLanguage('system', ['en-US', 'de'])).toBe('en')
    expect(chooseLanguage('system', ['DE'])).toBe('de')
    expect(chooseLanguage('system', ['de_DE.UTF-8'])).toBe('de')
  })

  it('is English where there is none of the system’s, or it names none', () => {
    expect(chooseLanguage('system', ['den', 'fr'])).toBe('en')
    expect(chooseLanguage('system', ['', '-'])).toBe('en')
    expect(chooseLanguage('system', [])).toBe('en')
  })
})
