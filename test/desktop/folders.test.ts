import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CallResult } from '../../preload/contract/calls.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useOneDesktop } from './desk.ts'

needs('chromium').describe('where torrents lie, in the desktop program', () => {
  const mounted = temporaryFolder('mounted')
  const desk = useOneDesktop()
  let harbour: FleetDaemon

  beforeAll(async () => {
    harbour = await startFleetDaemon({ name: 'Harbour', torrents: 3, activity: 'none' })
    for (const [at, torrent] of harbour.engine.all().entries()) {
      torrent.name = `Torrent ${at}`
      torrent.folder = '/srv/films'
    }
  })
  afterAll(async () => {
    await harbour.close()
    removeFolder(mounted)
  })

  async function map(local: string): Promise<void> {
    const daemon = await idOf()
    expect(await desk.desktop.call('folders.map', { daemon, mappings: [{ remote: '/srv', local }] })).toMatchObject({
      ok: true,
    })
  }

  async function idOf(): Promise<string> {
    const answer = (await desk.desktop.call('events.list', { limit: 100 })) as { value: CallResult<'events.list'> }
    return answer.value.find(({ daemon }) => daemon !== null)?.daemon ?? ''
  }

  it('are shown beside the others in their folder and not opened, whatever they are', async () => {
    const { desktop } = desk
    await connect(desktop, harbour)
    const view = new Window(await desktop.page())
    await map(mounted)
    mkdirSync(join(mounted, 'films', 'Torrent 0'), { recursive: true })
    writeFileSync(join(mounted, 'films', 'Torrent 1'), '#!/bin/sh\n', { mode: 0o755 })
    await view.grid.row('Torrent 0').click()
    await view.press('Control+Enter')
    expect(await desktop.until('shownInFolder')).toEqual({ path: join(mounted, 'films', 'Torrent 0') })
    await view.grid.row('Torrent 1').click({ button: 'right' })
    await view.menu.choose('Show in its folder')
    expect(await desktop.until('shownInFolder', 2)).toEqual({ path: join(mounted, 'films', 'Torrent 1') })
    // That one is not there: its folder is.
    await view.grid.row('Torrent 2').click()
    await view.press('Control+Enter')
    expect(await desktop.until('shownInFolder', 3)).toEqual({ path: join(mounted, 'films') })
    expect(desktop.all('openedPath')).toEqual([])
  })

  it('are at an address of the network as far as their folder, and no name of a torrent is in it', async () => {
    const { desktop } = desk
    const view = new Window(await desktop.page())
    await map('smb://nas/share')
    await view.grid.row('Torrent 1').click()
    await view.press('Control+Enter')
    expect(await desktop.until('openedOutside')).toEqual({ url: 'smb://nas/share/films/' })
  })

  it('are told in words where they cannot be shown', async () => {
    const { desktop } = desk
    const view = new Window(await desktop.page())
    for (const [local, said] of [
      [join(mounted, 'nowhere'), 'There is no folder'],
      ['Z:\\films', 'is no path of this machine’s system'],
    ] as const) {
      await map(local)
      await view.grid.row('Torrent 1').click()
      await view.press('Control+Enter')
      await soon(() => view.messages()).toContainEqual(expect.stringContaining(said))
      await view.dismissMessages()
    }
  })

  it('have their torrent file saved again where the person says, if it was added here', async () => {
    const { desktop } = desk
    const view = new Window(await desktop.page())
    const made = makeTorrent({ name: 'Given here', content: 50_000, seed: 91 })
    const source = { kind: 'file', name: 'given.torrent', content: made.base64 } as const
    await desktop.call('torrents.add', { daemon: await idOf(), source, paused: true })
    await view.grid.openMenu('Given here')
    await view.menu.choose('Save the .torrent file')
    expect(await desktop.until('saveQuestion')).toEqual({ defaultPath: 'Given here.torrent', overWindow: true })
    const path = join(mounted, 'saved.torrent')
    await desktop.ask({ do: 'saveAt', path })
    await soon(() => view.messages()).toContain('Saved the torrent file.')
    expect(readFileSync(path).equals(made.bytes)).toBe(true)
    await view.dismissMessages()
    await view.grid.openMenu('Torrent 1')
    await view.menu.choose('Save the .torrent file')
    await soon(() => view.messages()).toContainEqual(expect.stringContaining('Copy the magnet link instead'))
    await view.dismissMessages()
    // Of several those that are kept go into a folder, and of the others that is said.
    await view.grid.focus()
    await view.press('Control+A')
    await view.grid.openMenu('Given here')
    await view.menu.choose('Save the .torrent files')
    expect(await desktop.until('openQuestion')).toEqual({
      properties: ['openDirectory', 'createDirectory'],
      overWindow: true,
    })
    await desktop.ask({ do: 'saveAt', path: mounted })
    await soon(async () => (await view.messages()).join()).toMatch(/^Saved 1 of \d+ torrent files/)
    expect(readFileSync(join(mounted, 'Given here.torrent')).equals(made.bytes)).toBe(true)
    await view.dismissMessages()
  })
})
