import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'
import type { Desktop, Options } from './desktop.ts'

needs('chromium').describe('news of torrents', () => {
  const desk = useDesk()
  let harbour: FleetDaemon

  beforeEach(async () => {
    harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
  })
  afterEach(() => harbour.close())

  async function open(options: Options = {}): Promise<Desktop> {
    const desktop = await desk.open(options)
    await connect(desktop, harbour)
    await desktop.ask({ do: 'blur' })
    return desktop
  }

  /** A torrent finishes, and gives its name. */
  function finish(number = 0): string {
    const torrent = harbour.engine.all()[number]
    harbour.say('TorrentFinishedEvent', [torrent!.id])
    return torrent!.name
  }

  it('are shown by the system, and a click on them brings the window forward, with the torrent', async () => {
    const desktop = await open()
    const name = finish()
    expect(await desktop.until('notification')).toEqual({ title: name, body: 'Finished on Harbour.', silent: true })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: false })
    await desktop.ask({ do: 'clickNotification' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: true })
    const view = new Window(await desktop.page())
    const selected = async () =>
      (await view.grid.lines()).filter((one) => one.selected).map(({ cells }) => cells['Name'])
    await soon(selected).toEqual([expect.stringContaining(name)])
  })

  it('have a button that shows where the torrent lies, and opens nothing of it', async () => {
    const folder = temporaryFolder('finished')
    onTestFinished(() => removeFolder(folder))
    for (const torrent of harbour.engine.all()) torrent.folder = folder
    const desktop = await open({ platform: 'darwin' })
    finish()
    expect(await desktop.until('notification')).toMatchObject({
      actions: [{ type: 'button', text: 'Show in its folder' }],
    })
    await desktop.ask({ do: 'pressNotification' })
    expect(await desktop.until('shownInFolder')).toEqual({ path: folder })
    expect(desktop.all('openedPath')).toEqual([])
  })

  it.each(['failed', 'unsupported'] as const)('are said in the window where the system’s are %s', async (how) => {
    const desktop = await open({ notifications: how })
    const name = finish()
    const view = new Window(await desktop.page())
    await soon(() => view.messages()).toContainEqual(expect.stringContaining(`${name}: Finished on Harbour.`))
    expect(desktop.all('notification')).toEqual([])
    expect(await desktop.call('notices.try', {})).toMatchObject({ value: 'refused' })
  })

  it('do not disturb somebody who has the window before them', async () => {
    const desktop = await open()
    await desktop.ask({ do: 'focus' })
    finish(0)
    const view = new Window(await desktop.page())
    await soon(() => desktop.call('events.list', { limit: 1 })).toMatchObject({ value: [{ kind: 'finished' }] })
    // By then it would have been told.
    await view.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1200)))
    await desktop.ask({ do: 'blur' })
    const name = finish(1)
    expect(await desktop.until('notification')).toMatchObject({ title: name })
    expect((await view.messages()).join()).not.toContain('Finished')
    await desktop.ask({ do: 'focus' })
    expect(await desktop.call('notices.try', {})).toMatchObject({ value: 'shown' })
    expect(await desktop.until('notification', 2)).toMatchObject({ title: 'Estuary' })
  })
})
