import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { SettingsPage } from './pages/settings-page.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const assets = join(import.meta.dirname, '../../dist/renderer/assets')
const whatIsLate = /\/assets\/(?!index-|common-).*\.js$/
const blocked = [/ERR_FAILED/, /dynamically imported module/]

needs('chromium').describe('what the window fetches late', () => {
  let daemon: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    ;[daemon, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 20, activity: 'none' }),
      Scene.open({ width: 1100, height: 700 }),
    ])
    await scene.connectFleet([daemon])
  })
  afterAll(async () => {
    await scene.close()
    await daemon.close()
  })
  watchOver(() => scene)

  it('is all there some moments after the list, so that nothing more has to come', async () => {
    const { page } = scene.window
    const fetched = new Set<string>()
    page.on('response', (response) => fetched.add(new URL(response.url()).pathname.replace('/assets/', '')))
    await scene.window.reload()
    const [languages, late] = [true, false].map((isLanguage) =>
      readdirSync(assets).filter((name) => /\.(js|css)$/.test(name) && name.startsWith('table-') === isLanguage),
    ) as [string[], string[]]
    expect(late.length).toBeGreaterThan(20)
    await soon(() => late.filter((name) => !fetched.has(name))).toEqual([])
    // Another language than the one that is spoken comes when somebody speaks it.
    expect(languages.length).toBe(1)
    expect(languages.filter((name) => fetched.has(name))).toEqual([])
  })

  it('says that it cannot be had, in its place, and loading again brings it', async () => {
    const { window } = scene
    const { page } = window
    scene.forgive(...blocked)
    // Nothing is fetched ahead: it might be tried, and come, between a look and a click.
    await page.addInitScript(() => Reflect.set(window, 'requestIdleCallback', () => 0))
    await page.route(whatIsLate, (route) => route.abort())
    await window.reload()
    await soon(() => window.grid.count()).toBe(20)
    await window.grid.focus()
    await window.press('Home')
    const details = page.getByRole('region', { name: 'Details' })
    await details.getByText('This part of the window could not be loaded').waitFor()
    await window.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'This part of the window could not be loaded' })
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await window.press('Control+,')
    const settings = new SettingsPage(page)
    const again = settings.root.getByRole('button', { name: 'Load again' })
    await again.waitFor()
    await page.unroute(whatIsLate)
    await again.click()
    await soon(() => settings.sections()).toContain('General')
    await window.press('Escape')
    await soon(() => window.grid.count()).toBe(20)
  })

  it('loses nothing that comes while what takes it is still on its way', async () => {
    const { window } = scene
    const { page } = window
    let letThrough = (): void => {}
    const held = new Promise<void>((resolve) => (letThrough = resolve))
    await page.route(/\/assets\/AddDialog-.*\.js$/, (route) => held.then(() => route.continue()))
    await window.reload()
    await soon(() => window.grid.count()).toBe(20)
    await window.grid.focus()
    for (const letter of 'ab') await window.paste(`magnet:?xt=urn:btih:${letter.repeat(40)}&dn=film-${letter}`)
    letThrough()
    await window.adding.untilOpen()
    await soon(() => window.adding.itemTexts()).toEqual([
      expect.stringContaining('film-a'),
      expect.stringContaining('film-b'),
    ])
  })
})
