import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { Dialog } from './pages/dialog.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

needs('chromium').describe('ways to what a torrent is on its disk', () => {
  let daemon: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    daemon = await startFleetDaemon({ name: 'Harbour', torrents: 5, activity: 'none' })
    scene = await Scene.open()
    await scene.connectFleet([daemon])
  })
  afterAll(async () => {
    await scene.close()
    await daemon.close()
  })
  watchOver(() => scene)

  it('F2 renames a torrent, and what cannot be a name is said beside the field', async () => {
    const { window } = scene
    const { page } = window
    await page.setViewportSize({ width: 1100, height: 700 })
    const torrent = daemon.engine.all().find(({ name }) => /^[\w .]+$/.test(name))!
    const old = torrent.name
    await window.grid.row(old).click()
    await window.press('F2')
    const dialog = await new Dialog(page, /^Rename the torrent$/).untilOpen()
    expect(await dialog.field('Name').inputValue()).toBe(old)
    await dialog.field('Name').fill('up/../down')
    await dialog.press('Rename')
    expect(await dialog.noteOf('Name')).toContain('A name has no slash in it')
    await picture(page, 'rename-1100-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'rename-1100-dark')
    await dialog.field('Name').fill('Quite another name')
    await window.press('Enter')
    await dialog.untilClosed()
    await soon(() => window.messages()).toContain('Renamed to Quite another name.')
    await window.grid.row('Quite another name').waitFor()
    expect(torrent.name).toBe('Quite another name')
  })
})
