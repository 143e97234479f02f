import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { Dialog } from './pages/dialog.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

needs('chromium').describe('ways to what a torrent is on its disk', () => {
  const files = temporaryFolder('ways')
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
    removeFolder(files)
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

  it('where the folders of a daemon are here is said beside its own, with its folders at hand', async () => {
    const { window } = scene
    const { page } = window
    await window.sidebar.openMenuOf('Harbour')
    await window.menu.choose('Folders on this machine')
    const dialog = await new Dialog(page, /^Folders of Harbour$/).untilOpen()
    const [remote, local] = [dialog.field('Folder on Harbour'), dialog.field('Here')]
    expect(await remote.inputValue()).toBe('/srv/torrents')
    await remote.fill('/sr')
    await page.getByRole('option', { name: '/srv/' }).waitFor()
    await window.press('Tab')
    expect(await remote.inputValue()).toBe('/srv/')
    await page.getByRole('option', { name: '/srv/backup/' }).waitFor()
    await picture(page, 'folders-1100-dark')
    await window.press('ArrowDown')
    await window.press('Escape')
    expect(await page.getByRole('option').count()).toBe(0)
    await local.fill('mnt/nas')
    await dialog.press('Save')
    expect(await dialog.noteOf('Here')).toContain('Give a whole path of this machine')
    expect(await remote.inputValue()).toBe('/srv')
    await page.setViewportSize({ width: 800, height: 600 })
    await page.emulateMedia({ colorScheme: 'light' })
    await picture(page, 'folders-800-light')
    await page.setViewportSize({ width: 1100, height: 700 })
    await local.fill('/mnt/nas')
    await window.press('Enter')
    await dialog.untilClosed()
    await soon(() => window.messages()).toContain('Saved where the folders of Harbour are.')
  })

  it('a browser shows no folder and says why, and copies the path that it has here', async () => {
    const { window } = scene
    const { page } = window
    const name = 'Quite another name'
    await page.reload()
    await window.grid.openMenu(name)
    expect(await window.menu.item('Show in its folder').getAttribute('aria-disabled')).toBe('true')
    await picture(page, 'ways-menu')
    await window.press('Escape')
    await page.getByRole('button', { name: 'Copy the path' }).click()
    await soon(() => window.messages()).toContain('Copied the path.')
    await window.dismissMessages()
    await window.grid.openMenu(name)
    await window.menu.choose('Copy', 'Path')
    await soon(() => window.messages()).toContain('Copied the path.')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    const torrent = daemon.engine.all().find((one) => one.name === name)!
    expect(copied).toBe(`${torrent.folder.replace('/srv', '/mnt/nas')}/${name}`)
  })

  it('a torrent file that was added here is downloaded again', async () => {
    const { window } = scene
    const made = makeTorrent({ name: 'Given here', content: 50_000, seed: 92 })
    await window.tool('Add').click()
    await window.adding.untilOpen()
    const path = join(files, 'given.torrent')
    writeFileSync(path, made.bytes)
    await window.adding.chooseFiles(path)
    await window.adding.press('Add to Harbour')
    await window.adding.untilClosed()
    await window.dismissMessages()
    await window.grid.openMenu('Given here')
    const download = window.page.waitForEvent('download')
    await window.menu.choose('Save the .torrent file')
    const file = await download
    expect(file.suggestedFilename()).toBe('Given here.torrent')
    expect(readFileSync(await file.path()).equals(made.bytes)).toBe(true)
    await soon(() => window.messages()).toContain('Saved the torrent file.')
    await window.dismissMessages()
    // Of several, those that are kept come together, and of the others that is said.
    await window.grid.focus()
    await window.press('Control+A')
    await window.grid.openMenu('Given here')
    const archive = window.page.waitForEvent('download')
    await window.menu.choose('Save the .torrent files')
    expect((await archive).suggestedFilename()).toBe('torrents.zip')
    expect(readFileSync(await (await archive).path()).includes(made.bytes)).toBe(true)
    await soon(async () => (await window.messages()).join()).toMatch(
      /^Saved 1 of \d+ torrent files\..*was not added here/,
    )
  })
})
