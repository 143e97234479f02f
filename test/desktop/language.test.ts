import { afterEach, beforeEach, expect, it } from 'vitest'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'
import type { Desktop } from './desktop.ts'

needs('chromium').describe('the language of the desktop program', () => {
  const desk = useDesk()
  let harbour: FleetDaemon

  beforeEach(async () => {
    harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
  })
  afterEach(() => harbour.close())

  /** The titles of the menu. */
  async function titles(desktop: Desktop): Promise<string[]> {
    return (await desktop.ask<{ label: string }[]>({ do: 'menuTree' })).map(({ label }) => label)
  }

  it('is the system’s at first', async () => {
    const desktop = await desk.open({ locale: 'de-DE' })
    expect(await titles(desktop)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster', 'Hilfe'])
  })

  it('is what the person chooses, at once, in menus and notifications', async () => {
    const desktop = await desk.open()
    await connect(desktop, harbour)
    await desktop.call('settings.set', { language: 'de' })
    await soon(() => titles(desktop)).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster', 'Hilfe'])
    const page = await desktop.page()
    await soon(() => page.locator('html').getAttribute('lang')).toBe('de')
    await desktop.ask({ do: 'blur' })
    const [torrent] = harbour.engine.all()
    harbour.say('TorrentFinishedEvent', [torrent!.id])
    expect(await desktop.until('notification')).toEqual({
      title: torrent!.name,
      body: 'Fertig auf Harbour.',
      silent: true,
    })
    await desktop.call('settings.set', { language: 'en' })
    await soon(() => titles(desktop)).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
  })
})
