import { describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '../../../main/shell/menu.ts'

vi.mock('electron', () => ({}))

const nothing = (): void => {}
const kinds = [
  { name: 'Harbour', site: 'https://harbour.example/' },
  { name: 'Lagoon', site: 'https://publisher.example/lagoon' },
]
const options = { kinds, openExternal: nothing, openDataFolder: nothing }

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
    expect(template[1]?.submenu).toEqual([{ role: 'close' }])
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
