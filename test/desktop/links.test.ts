import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { usualDesktop } from '../../preload/contract/desktop.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { temporaryFolder } from '../daemons/folder.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'
import type { Desktop } from './desktop.ts'

const hash = 'c'.repeat(40)
const magnet = `magnet:?xt=urn:btih:${hash}&dn=A%20film`

needs('chromium').describe('what the system hands over', () => {
  const desk = useDesk()

  async function withDaemon(run: (desktop: Desktop, view: Window, harbour: FleetDaemon) => Promise<void>) {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    try {
      const desktop = await desk.open()
      await connect(desktop, harbour)
      await run(desktop, new Window(await desktop.page()), harbour)
    } finally {
      await harbour.close()
    }
  }

  /** Starts the program a second time, over the same data; it gives way to the first. */
  async function startAgain(first: Desktop, ...args: string[]): Promise<Desktop> {
    const second = desk.start({ place: first.place, args })
    expect(await second.ended()).toBe(0)
    return second
  }

  function folderWithTorrent(): { folder: string; path: string; name: string } {
    const folder = temporaryFolder('links')
    const torrent = makeTorrent({ name: 'A song', content: 1000 })
    const path = join(folder, 'song.torrent')
    writeFileSync(path, Buffer.from(torrent.base64, 'base64'))
    return { folder, path, name: torrent.name }
  }

  it('is a magnet link of a second start: the first one comes forward and asks what to do', async () => {
    await withDaemon(async (desktop, view, harbour) => {
      await desktop.ask({ do: 'minimize' })
      const second = await startAgain(desktop, magnet)
      expect(second.all('windowOpened')).toEqual([])
      await view.adding.untilOpen()
      expect(await view.adding.itemTexts()).toEqual([expect.stringContaining('A film')])
      expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ minimized: false, focused: true })
      expect(harbour.engine.count).toBe(3)
      await view.adding.add()
      await soon(() => harbour.engine.get(hash)?.id).toBe(hash)
    })
  })

  it('is a torrent file, read by the program itself and shown by its own name', async () => {
    await withDaemon(async (desktop, view, harbour) => {
      const { folder, name } = folderWithTorrent()
      const second = desk.start({ place: desktop.place, args: ['song.torrent'], folder })
      expect(await second.ended()).toBe(0)
      await view.adding.untilOpen()
      expect(await view.adding.itemTexts()).toEqual([expect.stringContaining(name)])
      expect(harbour.engine.count).toBe(3)
    })
  })

  it('may be both at once, and more while the dialog is open', async () => {
    await withDaemon(async (desktop, view) => {
      const { path } = folderWithTorrent()
      await startAgain(desktop, '--some-switch', magnet, path)
      await view.adding.untilOpen()
      await startAgain(desktop, `magnet:?xt=urn:btih:${'d'.repeat(40)}&dn=Another`)
      await soon(async () => (await view.adding.itemTexts()).join()).toMatch(/A film.*A song.*Another/s)
    })
  })

  it('opens the dialog also when it was what started the program', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    try {
      const first = await desk.open()
      await connect(first, harbour)
      expect(await first.quit()).toBe(0)
      const desktop = await desk.open({ place: first.place, args: [magnet] })
      const view = new Window(await desktop.page())
      await view.adding.untilOpen()
      await soon(() => view.adding.daemon()).toBe(harbour.name)
      await view.page.getByRole('button', { name: 'Add to Harbour' }).waitFor()
    } finally {
      await harbour.close()
    }
  })

  it('waits while its daemon is off, which is said, and is added when it is back where the person wants that', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    try {
      const desktop = await desk.open()
      await connect(desktop, harbour)
      await harbour.misbehave({ face: 'closed' })
      harbour.dropConnections()
      const view = new Window(await desktop.page())
      await startAgain(desktop, magnet)
      await view.adding.untilOpen()
      const dialog = view.page.getByRole('dialog')
      await dialog.getByText('Harbour is not connected. Nothing here is lost').waitFor()
      await view.page.getByRole('button', { name: 'Add when Harbour is back' }).click()
      await dialog.getByText('As soon as it is, this is added').waitFor()
      expect(harbour.engine.get(hash)).toBeUndefined()
      await harbour.behave()
      await desktop.ask({ do: 'emit', on: 'powerMonitor', event: 'resume', args: [] })
      await soon(() => harbour.engine.get(hash)?.id).toBe(hash)
      await soon(() => dialog.count()).toBe(0)
    } finally {
      await harbour.close()
    }
  })

  it('comes from macOS as an event', async () => {
    await withDaemon(async (desktop, view) => {
      const { path } = folderWithTorrent()
      await desktop.ask({ do: 'emit', on: 'app', event: 'open-url', args: [magnet] })
      await desktop.ask({ do: 'emit', on: 'app', event: 'open-file', args: [path] })
      await view.adding.untilOpen()
      await soon(async () => (await view.adding.itemTexts()).length).toBe(2)
    })
  })

  it('is offered from the clipboard to who wants that, once, and opens nothing by itself', async () => {
    await withDaemon(async (desktop, view) => {
      const turnTo = async (text: string | null): Promise<void> => {
        await desktop.ask({ do: 'blur' })
        await desktop.ask({ do: 'copy', text })
        await desktop.ask({ do: 'focus' })
      }
      await turnTo(magnet)
      expect(await desktop.ask({ do: 'clipboardReads' })).toBe(0)
      const answer = await desktop.call('settings.set', { desktop: { ...usualDesktop, clipboard: true } })
      expect(answer.ok).toBe(true)
      for (const text of ['a password', null, `see ${magnet}`]) await turnTo(text)
      await turnTo(magnet)
      await soon(() => view.messages()).toEqual(['A link to A film is in the clipboard.'])
      await turnTo(magnet)
      await soon(() => desktop.ask({ do: 'clipboardReads' })).toBe(5)
      expect(await view.adding.root.count()).toBe(0)
      const kept = readFileSync(join(desktop.place.data, 'desktop.json'), 'utf8')
      expect(JSON.parse(kept)).toMatchObject({ offered: [expect.stringMatching(/^[\w+/]{43}=$/)] })
      await view.page.getByRole('button', { name: 'Add…', exact: true }).click()
      await view.adding.untilOpen()
      expect(await view.adding.itemTexts()).toEqual([expect.stringContaining('A film')])
      await turnTo('e'.repeat(40))
      await soon(() => view.messages()).toEqual(['A link to a torrent is in the clipboard.'])
      expect(await view.adding.itemTexts()).toHaveLength(1)
    })
  })

  it('waits for the first daemon where there is none yet, and says so', async () => {
    const desktop = await desk.open()
    const view = new Window(await desktop.page())
    await view.page.getByRole('heading', { name: 'Welcome to Estuary' }).waitFor()
    await startAgain(desktop, magnet)
    await soon(() => view.messages()).toContainEqual(expect.stringContaining('Add a daemon first'))
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    await connect(desktop, harbour)
    await view.adding.untilOpen()
    await harbour.close()
  })
})
