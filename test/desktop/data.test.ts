import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { command } from '../e2e/pages/palette.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useOneDesktop } from './desk.ts'

needs('chromium').describe('what the desktop program keeps', () => {
  const folder = temporaryFolder('exported')
  const file = join(folder, 'mine.json')
  const desk = useOneDesktop()
  let harbour: FleetDaemon

  beforeAll(async () => {
    harbour = await startFleetDaemon({ name: 'Harbour', torrents: 3, activity: 'none' })
  })
  afterAll(async () => {
    await harbour.close()
    removeFolder(folder)
  })

  it('is saved where the person says, without a password, and the system asks over the window', async () => {
    const { desktop } = desk
    await connect(desktop, harbour)
    const view = new Window(await desktop.page())
    await command(view.page, 'Export the settings…')
    expect(await desktop.until('saveQuestion')).toEqual({
      defaultPath: expect.stringMatching(/^estuary-\d{4}-\d\d-\d\d\.json$/) as string,
      overWindow: true,
    })
    await desktop.ask({ do: 'saveAt', path: file })
    await soon(() => view.messages()).toContainEqual(expect.stringContaining('Exported to estuary-'))
    const text = readFileSync(file, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ daemons: [{ name: 'Harbour', certificate: harbour.fingerprint }] })
    expect(text).not.toContain(harbour.password)
    await view.dismissMessages()
  })

  it('is saved nowhere when the person does not want it, and says so in words where it cannot be', async () => {
    const { desktop } = desk
    const view = new Window(await desktop.page())
    await command(view.page, 'Export the settings…')
    await desktop.until('saveQuestion', 2)
    await desktop.ask({ do: 'saveAt', path: null })
    await command(view.page, 'Export the settings…')
    await desktop.until('saveQuestion', 3)
    await desktop.ask({ do: 'saveAt', path: join(folder, 'nowhere', 'mine.json') })
    await soon(() => view.messages()).toEqual([expect.stringContaining('could not save the file')])
    // What the system said stands in the log, too.
    expect(desktop.takeComplaints().join()).toContain('ENOENT')
    await view.dismissMessages()
  })

  it('comes back from such a file, through the page’s own choice of a file', async () => {
    const { desktop } = desk
    const view = new Window(await desktop.page())
    const carried = JSON.parse(readFileSync(file, 'utf8')) as { daemons: { name: string }[] }
    carried.daemons[0]!.name = 'Pier'
    writeFileSync(file, JSON.stringify(carried))
    const chooser = view.page.waitForEvent('filechooser')
    await command(view.page, 'Import settings…')
    await (await chooser).setFiles(file)
    const dialog = view.dialog(/^Import settings$/)
    await soon(() => dialog.text()).toContain('here as Harbour: is renamed Pier')
    await dialog.press('Import')
    await soon(() => view.sidebar.counts('Daemons')).toEqual({ Pier: 3 })
    await view.dismissMessages()
  })

  it('has its folder opened by the system', async () => {
    const { desktop } = desk
    expect(await desktop.call('app.folder', {})).toMatchObject({ value: { path: desktop.place.data, canOpen: true } })
    expect(await desktop.call('app.openFolder', {})).toEqual({ ok: true, value: null })
    expect(await desktop.until('openedPath')).toEqual({ path: desktop.place.data })
  })

  it('has noted what happened, and windows may read it', async () => {
    const { desktop } = desk
    const answer = await desktop.call('log.list', { limit: 1000 })
    expect(JSON.stringify(answer)).toContain('Estuary has started')
    expect(JSON.stringify(answer)).not.toContain(harbour.password)
  })
})
