import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { SettingsPage } from './pages/settings-page.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

needs('chromium').describe('a page over the list', () => {
  let nas: FleetDaemon
  let scene: Scene
  let settings: SettingsPage

  beforeAll(async () => {
    nas = await startFleetDaemon({ torrents: 200, activity: 'calm', tickMs: 100_000, name: 'nas', seed: 3 })
    scene = await Scene.open({ width: 1440, height: 900 })
    await scene.connectFleet([nas])
    settings = new SettingsPage(scene.window.page)
  })
  afterAll(async () => {
    await scene.close()
    await nas.close()
  })
  watchOver(() => scene)
  // What one test leaves open is none of the next one's.
  afterEach(async () => {
    const { page } = scene.window
    await page.setViewportSize({ width: 1440, height: 900 })
    if (await settings.root.isVisible()) await settings.back.click()
  })

  /** Everything of the list that a person would miss if it were not as it was. */
  async function listAsItIs(): Promise<unknown> {
    const { grid, details, page, search } = scene.window
    return {
      scrollTop: await grid.root.evaluate((element) => element.scrollTop),
      selected: await grid.selected(),
      active: await grid.active(),
      filter: await search.inputValue(),
      count: await grid.count(),
      details: await details.root.boundingBox(),
      columns: await grid.columns(),
      address: new URL(page.url()).hash,
    }
  }

  it('is left by every way back, and the list is there again as it was', async () => {
    const { window } = scene
    const { grid, page, sidebar } = window
    const gear = page.getByRole('button', { name: 'Settings', exact: true })
    await window.search.fill('e')
    await soon(() => grid.count()).toBeLessThan(200)
    await grid.focus()
    for (const key of ['Home', ...Array.from({ length: 30 }, () => 'ArrowDown')]) await window.press(key)
    await grid.root.evaluate((element) => (element.scrollTop += 120))
    await window.details.root.waitFor()
    const before = await listAsItIs()
    expect(before).toMatchObject({ active: expect.any(String) as string, filter: 'e', address: '' })

    const ways: Record<string, () => Promise<void>> = {
      'the arrow': () => settings.back.click(),
      Escape: () => window.press('Escape'),
      'the gear': () => gear.click(),
      'a line of the sidebar': () => sidebar.showAll(),
      'the browser’s way back': async () => void (await page.goBack()),
    }
    for (const [way, leave] of Object.entries(ways)) {
      await grid.focus()
      await settings.open()
      expect(await grid.root.isVisible(), way).toBe(false)
      await soon(() => scene.window.focused()).toBe('Settings')
      expect([await gear.getAttribute('aria-pressed'), new URL(page.url()).hash], way).toEqual(['true', '#settings'])
      await leave()
      await settings.untilLeft()
      await soon(listAsItIs).toEqual(before)
      if (way === 'Escape') await soon(() => grid.root.evaluate((it) => it === document.activeElement)).toBe(true)
    }
    await gear.click()
    await settings.root.waitFor()
    await gear.click()
    await settings.untilLeft()
    await window.search.fill('')
    await soon(() => grid.count()).toBe(200)
  })

  it('leaves the keys of the list without effect', async () => {
    const { window } = scene
    await window.grid.focus()
    await window.press('Home')
    const selected = await window.grid.selected()
    await settings.open()
    for (const key of ['Delete', 'Shift+Delete', 'Space', 'Control+A', 'ArrowDown', 'Enter']) await window.press(key)
    await settings.root.getByRole('heading', { name: 'General' }).click()
    for (const key of ['Delete', 'Space', 'Control+A', 'ArrowDown']) await window.press(key)
    expect(await window.page.getByRole('dialog').count()).toBe(0)
    await window.press('Control+K')
    await window.page.keyboard.type('force recheck')
    await window.page.getByRole('option', { name: /Go back to the list first/ }).waitFor()
    await window.press('Escape')
    await window.press('Escape')
    await window.press('Escape')
    await settings.untilLeft()
    expect(await window.grid.selected()).toEqual(selected)
    expect((await window.grid.lines()).every(({ cells }) => !cells['Name']?.includes('…'))).toBe(true)
  })

  it('gives way to what is asked for of the list', async () => {
    const { window } = scene
    await settings.open()
    await window.press('Alt+1')
    await settings.untilLeft()
    await soon(() => window.sidebar.chosen('Daemons')).toEqual(['nas'])
    await settings.open()
    expect(await window.sidebar.chosen('Daemons')).toEqual([])
    await window.sidebar.choose('Daemons', 'nas')
    await settings.untilLeft()
    expect(await window.sidebar.chosen('Daemons')).toEqual(['nas'])
    await settings.open()
    await window.sidebar.showAll()
    await settings.untilLeft()
    expect(await window.sidebar.chosen('Daemons')).toEqual([])
  })

  it('is opened from the rail and from the drawer', async () => {
    const { page } = scene.window
    const gear = page.getByRole('button', { name: 'Settings', exact: true })
    await page.setViewportSize({ width: 800, height: 600 })
    await gear.click()
    await settings.root.waitFor()
    await page.getByRole('button', { name: /^nas · / }).click()
    await settings.untilLeft()
    await page.getByRole('button', { name: /^nas · / }).click()
    await page.setViewportSize({ width: 640, height: 480 })
    await scene.window.tool('Open the sidebar').click()
    await gear.click()
    await settings.root.waitFor()
    await soon(() => page.getByRole('dialog').count()).toBe(0)
  })

  it('leaves the details over the list of a narrow window where they were', async () => {
    const { page, grid, details } = scene.window
    await page.setViewportSize({ width: 800, height: 600 })
    await grid.focus()
    await scene.window.press('Home')
    await scene.window.press('Enter')
    await details.root.waitFor()
    await settings.open()
    await settings.root.getByRole('heading', { name: 'General' }).click()
    await scene.window.press('Escape')
    await settings.untilLeft()
    await details.root.waitFor()
    await scene.window.press('Escape')
    await details.root.waitFor({ state: 'hidden' })
  })
})
