import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu.ts'
import { languages } from '../../../preload/contract/settings.ts'
import { tables } from '../../../preload/words/all.ts'

vi.mock('electron', () => ({}))

const nothing = (): void => {}
const kinds = [
  { name: 'Harbour', site: 'https://harbour.example/' },
  { name: 'Lagoon', site: 'https://publisher.example/lagoon' },
]
const options = { words: tables.en.desktopWords.menu, kinds, openExternal: nothing, openDataFolder: nothing }

describe('the application menu', () => {
  it('is what macOS expects there: the program, editing, the window', () => {
    const template = menuTemplate({ ...options, platform: 'darwin', devTools: false })
    expect(template.map(({ role, label }) => role ?? label)).toEqual([
      'appMenu',
      '&File',
      'editMenu',
      '&View',
      'windowMenu',
      'help',
    ])
    expect(template[1]?.submenu).toEqual([{ role: 'close', label: 'Close' }])
    // Its own menu has "About" there already.
    expect(JSON.stringify(template.at(-1))).not.toContain('about')
  })

  it.each(['linux', 'win32'] as const)('has a way to quit and to learn the version on %s', (platform) => {
    const template = JSON.stringify(menuTemplate({ ...options, platform, devTools: false }))
    expect(template).toContain('"quit"')
    expect(template).toContain('"about"')
    expect(template).not.toMatch(/appMenu|toggleDevTools|reload/)
  })

  it.each(['linux', 'darwin'] as const)('leads to the website of every kind of daemon on %s', (platform) => {
    const opened: string[] = []
    const openExternal = (url: string): void => void opened.push(url)
    const help = menuTemplate({ ...options, openExternal, platform, devTools: false }).at(-1)
    const entries = help?.submenu as { label?: string; click?: () => void }[]
    const sites = entries.filter(({ label }) => label?.endsWith('website'))
    expect(sites.map(({ label }) => label)).toEqual(['Harbour’s website', 'Lagoon’s website'])
    for (const { click } of sites) click?.()
    expect(opened).toEqual(kinds.map(({ site }) => site))
  })
})

describe.each(languages)('the application menu in %s', (language) => {
  it.each(['linux', 'win32', 'darwin'] as const)('has a name of its own for every line on %s', (platform) => {
    const words = tables[language].desktopWords.menu
    const named = linesOf(menuTemplate({ ...options, words, platform, devTools: false }))
    // The first menu of macOS bears the program's name.
    const nameless = named.filter(({ label, type, role }) => !label && type !== 'separator' && role !== 'appMenu')
    expect(nameless).toEqual([])
    const known = new Set([
      ...Object.values(words).filter((word) => typeof word === 'string'),
      words.website('Harbour'),
      words.website('Lagoon'),
    ])
    expect(named.filter(({ label }) => label !== undefined && !known.has(label))).toEqual([])
  })
})

/** Every line of a menu and of the menus within it. */
function linesOf(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? linesOf(item.submenu) : [])])
}
