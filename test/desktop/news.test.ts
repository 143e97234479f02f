import { afterEach, beforeEach, expect, it } from 'vitest'
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
  function finish(): string {
    const [torrent] = harbour.engine.all()
    harbour.say('TorrentFinishedEvent', [torrent!.id])
    return torrent!.name
  }

  it('are shown by the system, and a click on them brings the window forward', async () => {
    const desktop = await open()
    const name = finish()
    expect(await desktop.until('notification')).toEqual({ title: name, body: 'Finished on Harbour.' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: false })
    await desktop.ask({ do: 'clickNotification' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: true })
  })

  it.each(['failed', 'unsupported'] as const)('are said in the window where the system’s are %s', async (how) => {
    const desktop = await open({ notifications: how })
    const name = finish()
    const view = new Window(await desktop.page())
    await soon(() => view.messages()).toContainEqual(expect.stringContaining(`${name}: Finished on Harbour.`))
    expect(desktop.all('notification')).toEqual([])
  })

  it('do not disturb somebody who has the window before them', async () => {
    const desktop = await open()
    await desktop.ask({ do: 'focus' })
    finish()
    const view = new Window(await desktop.page())
    await soon(() => desktop.call('events.list', { limit: 1 })).toMatchObject({ value: [{ kind: 'finished' }] })
    await view.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2500)))
    expect(desktop.all('notification')).toEqual([])
    expect((await view.messages()).join()).not.toContain('Finished')
  })
})
