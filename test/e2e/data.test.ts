import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { command } from './pages/palette.ts'
import type { Window } from './pages/window.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

needs('chromium').describe('what Estuary keeps and has noted', () => {
  const folder = temporaryFolder('carried')
  const file = join(folder, 'estuary.json')
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    ;[harbour, attic, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 20, activity: 'none' }),
      startFleetDaemon({ name: 'Attic', torrents: 5, seed: 2, activity: 'none' }),
      Scene.open({ width: 1100, height: 700 }),
    ])
    await scene.connectFleet([harbour, attic])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
    removeFolder(folder)
  })
  watchOver(() => scene)

  const lines = (window: Window) => window.page.getByRole('listbox', { name: 'Lines of the log' }).getByRole('option')

  /** Opens what asks for a file, and gives it one. */
  async function give(window: Window, path: string): Promise<void> {
    const chooser = window.page.waitForEvent('filechooser')
    await command(window.page, 'Import settings…')
    await (await chooser).setFiles(path)
  }

  it('shows the log, narrows it, follows what is new, and has no password in it', async () => {
    const { window } = scene
    await command(window.page, 'Show the log')
    const log = window.dialog(/^Log$/)
    await log.untilOpen()
    await soon(() =>
      lines(window)
        .allInnerTexts()
        .then((all) => all.join('\n')),
    ).toContain('Estuary has started')
    await expectNothingSerious(window, 'log')
    await log.field('Search the log').fill('harbour')
    await soon(() => log.text()).toContain('No line of the log fits.')
    await log.field('Search the log').fill('state: live')
    await soon(() => lines(window).count()).toBe(2)
    // Told while it is looked at.
    attic.dropConnections()
    await soon(() => lines(window).count()).toBe(3)
    await window.press('Tab')
    await window.press('Tab')
    await window.press('ArrowDown')
    await soon(() => log.root.locator('.facts.selectable').innerText()).toContain('state: live')
    await log.field('Search the log').fill('')
    const saved = window.page.waitForEvent('download')
    await log.press('Save…')
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^estuary-\d{4}-\d\d-\d\d\.log$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain('Estuary has started')
    for (const { password } of [harbour, attic]) expect(text).not.toContain(password)
    await window.press('Escape')
    await log.untilClosed()
    await window.dismissMessages()
  })

  it('saves daemons and settings as a file without a secret', async () => {
    const { window } = scene
    await command(window.page, 'Theme: dark')
    await soon(() => window.theme()).toBe('dark')
    const saved = window.page.waitForEvent('download')
    await command(window.page, 'Export the settings…')
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^estuary-\d{4}-\d\d-\d\d\.json$/)
    await download.saveAs(file)
    const text = readFileSync(file, 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      daemons: [
        { name: 'Harbour', certificate: harbour.fingerprint },
        { name: 'Attic', certificate: attic.fingerprint },
      ],
      settings: { theme: 'dark' },
    })
    for (const { password } of [harbour, attic]) expect(text).not.toContain(password)
    await soon(() => window.messages()).toEqual([expect.stringContaining('Exported to estuary-') as string])
    await window.dismissMessages()
  })

  it('shows what a file would change, and takes what is chosen; settings can be had back', async () => {
    const { window } = scene
    const changed = JSON.parse(readFileSync(file, 'utf8')) as { daemons: { name: string }[]; settings: object }
    changed.daemons[0]!.name = 'Pier'
    writeFileSync(file, JSON.stringify({ ...changed, settings: { theme: 'light', density: 'comfortable' } }))
    await give(window, file)
    const dialog = window.dialog(/^Import settings$/)
    const entry = (name: string | RegExp) => dialog.root.getByRole('checkbox', { name })
    await soon(() => dialog.text()).toContain('here as Harbour: is renamed Pier')
    expect(await dialog.text()).toContain('1 daemon is here already')
    expect(await dialog.text()).toContain('Dark → Light')
    expect(await window.theme()).toBe('dark')
    await entry('Rows').uncheck()
    await dialog.press('Import')
    await dialog.untilClosed()
    await soon(() => window.theme()).toBe('light')
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ Pier: 20, Attic: 5 })
    await window.page.getByRole('button', { name: 'Undo the settings' }).click()
    await soon(() => window.theme()).toBe('dark')
    await window.dismissMessages()
  })

  it('says what is wrong with a file, and takes another in its place', async () => {
    const { window } = scene
    const other = join(folder, 'other.json')
    writeFileSync(other, '{"format":"estuary-settings","version":2}')
    await give(window, other)
    const dialog = window.dialog(/^Import settings$/)
    await soon(() => dialog.text()).toContain(
      'A newer Estuary has exported that file (format 2). Update this one first.',
    )
    const chooser = window.page.waitForEvent('filechooser')
    await dialog.press('Another file…')
    await (await chooser).setFiles(file)
    await soon(() => dialog.text()).toContain('2 daemons are here already')
    await window.press('Escape')
    await dialog.untilClosed()
  })

  it('carries the daemons to another Estuary, where they wait for their passwords', async () => {
    const next = await Scene.open({ width: 800, height: 600 })
    try {
      const { window } = next
      await give(window, file)
      const dialog = window.dialog(/^Import settings$/)
      await soon(() => dialog.text()).toContain('new, with its certificate; its password is asked for later')
      await expectNothingSerious(window, 'import of settings')
      await dialog.press('Import')
      await dialog.untilClosed()
      await window.sidebar.root.or(window.tool('Open the sidebar')).first().waitFor()
      await window.status.openDaemons()
      await soon(() => window.daemons.text()).toContain('No password is kept for Pier')
      expect(next.takeComplaints()).toEqual([])
    } finally {
      await next.close()
    }
  })
})
