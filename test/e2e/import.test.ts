import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fill } from '../daemons/collection.ts'
import { accounts } from '../daemons/config.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { ImportDialog } from './pages/import-dialog.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

needs('deluged', 'chromium').describe('what Deluge’s own programs know', () => {
  const folder = temporaryFolder('client')
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    ;[nas, attic, scene] = await Promise.all([Site.open('nas'), Site.open('attic'), Scene.open()])
    await Promise.all([fill(nas.witness, 3), fill(attic.witness, 2)])
    const { username, password } = accounts.admin
    const hosts = [
      ['a', nas.daemon.host, nas.daemon.port, username, password],
      ['b', attic.daemon.host, attic.daemon.port, username, ''],
    ]
    writeFileSync(join(folder, 'hostlist.conf'), `{"file": 3, "format": 1}${JSON.stringify({ hosts })}`)
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
    removeFolder(folder)
  })
  watchOver(() => scene)

  it('is shown before it is taken, and nothing is taken that lacks its password', async () => {
    const { window } = scene
    const dialog = new ImportDialog(window.page)
    await window.page.getByRole('main').getByRole('button', { name: 'Import from Deluge' }).click()
    await dialog.untilOpen()
    await dialog.lookIn(folder)
    await soon(() => dialog.at(nas.address).innerText()).toContain('with its password')
    expect(await dialog.at(attic.address).innerText()).toContain('without a password')
    await dialog.at(attic.address).getByRole('checkbox').check()
    await dialog.press('Import 2 daemons')
    await soon(() => dialog.at(attic.address).innerText()).toContain('Give the account’s password.')
    expect(await window.sidebar.lines('Daemons')).toEqual([])
    await expectNothingSerious(window, 'import')
  })

  it('becomes two daemons with the names that were given here', async () => {
    const { window } = scene
    const dialog = new ImportDialog(window.page)
    await dialog
      .at(nas.address)
      .getByRole('textbox', { name: /^Name for/ })
      .fill('nas')
    await dialog
      .at(attic.address)
      .getByRole('textbox', { name: /^Name for/ })
      .fill('attic')
    await dialog.at(attic.address).getByLabel('Password', { exact: true }).fill(accounts.admin.password)
    await dialog.press('Import 2 daemons')
    await dialog.untilClosed()
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 3, attic: 2 })
    await soon(() => window.status.text()).toContain('2 of 2 daemons connected')
    await soon(() => window.messages()).toContain('2 daemons are added.')
  })

  it('is not offered a second time', async () => {
    const { window } = scene
    const dialog = new ImportDialog(window.page)
    await window.status.openDaemons()
    await window.daemons.press('Import from Deluge')
    await dialog.untilOpen()
    await dialog.lookIn(folder)
    await soon(() => dialog.at(nas.address).innerText()).toContain('In the list already, as nas')
    expect(await dialog.at(nas.address).getByRole('checkbox').isDisabled()).toBe(true)
    await window.press('Escape')
    await dialog.untilClosed()
    await window.press('Escape')
  })

  it('asks what to do with a second entry of the same daemon', async () => {
    const { window } = scene
    await window.addDaemon('nas again', { host: 'localhost', port: nas.daemon.port }, accounts.admin)
    await soon(() => window.sidebar.saysOf('nas again')).toContain('in the list twice')
    await window.status.openDaemons()
    await window.daemons.help('nas again', 'Decide…')
    const twins = window.dialog(/nas again.*nas|nas.*nas again/)
    await twins.untilOpen()
    await expectNothingSerious(window, 'twins')
    await twins.press('Keep both')
    await twins.untilClosed()
    await window.press('Escape')
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 3, attic: 2, 'nas again': 3 })
    await soon(() => window.grid.count()).toBe(8)
  })
})
