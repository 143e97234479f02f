import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { size } from '../../../../renderer/text/format.ts'
import { recallLanguage, speak } from '../../../../renderer/text/language.svelte.ts'
import { inWords, problemText } from '../../../../renderer/text/told.ts'
import { shellWords, t } from '../../../../renderer/text/words.ts'

let kept: Map<string, string>
const page = { documentElement: { lang: '' } }

beforeEach(async () => {
  kept = new Map()
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', { languages: ['en-GB'] })
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  })
  await speak('en')
})
afterEach(() => vi.unstubAllGlobals())

describe('the words of the window', () => {
  it('are those of the language of now, wherever they were taken from', async () => {
    // As screens and modules do: a group is taken once, its entries are read where they are shown.
    const group = shellWords.toolbar
    expect([group.pause, t.torrents(1)]).toEqual(['Pause', '1 torrent'])
    await speak('de')
    expect([group.pause, t.torrents(1), size(1.5 * 1024 ** 2)]).toEqual(['Pausieren', '1\u00a0Torrent', '1,5\u00a0MiB'])
    expect(Object.values(t.states)).toContain('Verteilt')
  })

  it('name the language for readers aloud, and follow the system where nothing was chosen', async () => {
    vi.stubGlobal('navigator', { languages: ['de-AT'] })
    await speak('system')
    expect([page.documentElement.lang, t.yes]).toEqual(['de', 'ja'])
    vi.stubGlobal('navigator', { languages: ['fr'] })
    await speak('system')
    expect([page.documentElement.lang, t.yes]).toEqual(['en', 'yes'])
  })
})

describe('the first picture of a window', () => {
  it('is in the language of last time, before the settings have come', async () => {
    await speak('de')
    vi.stubGlobal('navigator', { languages: ['en'] })
    await recallLanguage()
    expect(t.no).toBe('nein')
  })

  it('is in the system’s language at the very first time, and where nothing can be kept', async () => {
    kept.clear()
    vi.stubGlobal('navigator', { languages: ['de'] })
    await recallLanguage()
    expect(t.no).toBe('nein')
    vi.stubGlobal('localStorage', undefined)
    vi.stubGlobal('navigator', { languages: ['en'] })
    await recallLanguage()
    expect(t.no).toBe('no')
  })
})

describe('what the core says', () => {
  it('is said in the language of now', async () => {
    const problem = { message: 'The connection ended.', says: { id: 'link.ended', with: {} } }
    expect(problemText(problem)).toBe('The connection ended.')
    await speak('de')
    expect(problemText(problem)).toBe('Die Verbindung wurde beendet.')
  })

  it('is English where the catalogue does not know it, or there is nothing but English', async () => {
    await speak('de')
    expect(inWords({ id: 'of.tomorrow', with: {} }, 'Something new.')).toBe('Something new.')
    expect(inWords(undefined, 'Paused debian.iso.')).toBe('Paused debian.iso.')
  })
})
