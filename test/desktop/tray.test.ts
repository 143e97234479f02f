import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DesktopSettings } from '../../preload/contract/desktop.ts'
import { usualDesktop } from '../../preload/contract/desktop.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'
import type { Desktop, Options } from './desktop.ts'
import { newPlace, type Place } from './program.ts'

interface TrayState {
  picture: string
  tooltip: string
  menus: number
  lines: { label: string; enabled: boolean; icon: string | null; checked: boolean | null }[]
}

/** A program of the desktop that answers so. */
function tool(place: Place, name: 'gdbus' | 'xdg-mime', script: string): void {
  const folder = join(place.system, 'bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

/** A desktop that shows a tray. */
function withTray(): Place {
  const place = newPlace()
  tool(place, 'gdbus', 'echo "(<true>,)"')
  return place
}

async function labels(desktop: Desktop): Promise<string[]> {
  const state = await desktop.ask<TrayState | null>({ do: 'tray' })
  return state?.lines.map(({ label }) => label) ?? []
}

/** The lines that can be chosen. */
async function offers(desktop: Desktop): Promise<string[]> {
  const state = await desktop.ask<TrayState | null>({ do: 'tray' })
  return state?.lines.filter(({ enabled }) => enabled).map(({ label }) => label) ?? []
}

needs('chromium').describe('the program beside its window', () => {
  const desk = useDesk()
  let harbour: FleetDaemon

  beforeEach(async () => {
    harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
  })
  afterEach(() => harbour.close())

  async function open(options: Options = {}, settings: Partial<DesktopSettings> = {}): Promise<Desktop> {
    const desktop = await desk.open(options)
    await change(desktop, settings)
    return desktop
  }

  async function change(desktop: Desktop, settings: Partial<DesktopSettings>): Promise<void> {
    const answer = await desktop.call('settings.set', { desktop: { ...usualDesktop, ...settings } })
    expect(answer).toMatchObject({ ok: true })
  }

  it('has a menu in the tray that says how the daemons are, pauses and resumes all, adds, opens and quits', async () => {
    const desktop = await open()
    expect(await desktop.ask({ do: 'tray' })).toMatchObject({ picture: 'idle-24', tooltip: 'Estuary\nNo daemons yet' })
    await connect(desktop, harbour, 'R&D')
    await soon(() => labels(desktop)).toContain('R&D, idle')
    await soon(() => offers(desktop)).toContain('Pause all')
    const { lines } = await desktop.ask<TrayState>({ do: 'tray' })
    expect(lines.find(({ label }) => label.startsWith('R&D'))?.icon).toBe('mark-0')
    await desktop.ask({ do: 'trayMenu', label: 'Pause all' })
    await soon(() => labels(desktop)).toContain('Resume all')
    expect(await labels(desktop)).not.toContain('Pause all')
    expect(harbour.engine.all().every(({ state }) => state === 'Paused')).toBe(true)
    await desktop.ask({ do: 'trayMenu', label: 'Resume all' })
    await soon(() => offers(desktop)).toContain('Pause all')
    await desktop.ask({ do: 'blur' })
    await desktop.ask({ do: 'trayMenu', label: 'Add torrent…' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: true })
    await (await desktop.page()).getByRole('dialog', { name: /^Add/ }).waitFor()
    await desktop.ask({ do: 'minimize' })
    await desktop.ask({ do: 'clickTray' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ focused: true, minimized: false })
    await desktop.call('settings.set', { language: 'de' })
    await soon(() => labels(desktop)).toContain('Alle pausieren')
    await desktop.ask({ do: 'trayMenu', label: 'Estuary beenden' })
    expect(await desktop.ended()).toBe(0)
  })

  it('shows that a daemon needs a look, leaves an open menu alone, and says what it could not do', async () => {
    const desktop = await open()
    await connect(desktop, harbour)
    await soon(() => offers(desktop)).toContain('Pause all')
    await harbour.misbehave({ face: 'closed' })
    harbour.dropConnections()
    await soon(async () => (await labels(desktop)).find((label) => label.startsWith('Harbour'))).toMatch(
      /^Harbour, last seen today/,
    )
    const before = await desktop.ask<TrayState>({ do: 'tray' })
    await desktop.ask({ do: 'openTrayMenu' })
    await harbour.behave()
    await desktop.ask({ do: 'emit', on: 'powerMonitor', event: 'resume', args: [] })
    await soon(async () => (await desktop.call('events.list', { limit: 1 })).ok).toBe(true)
    await soon(() => harbour.connected).toBe(1)
    expect((await desktop.ask<TrayState>({ do: 'tray' })).menus).toBe(before.menus)
    await desktop.ask({ do: 'closeTrayMenu' })
    await soon(() => labels(desktop)).toContain('Harbour, idle')
  })

  it('switches the alternative limits with a checkmark, mutes notices, leads to a daemon, and says in a question what could not be done', async () => {
    const desktop = await open()
    await connect(desktop, harbour)
    const checked = async (): Promise<unknown> =>
      (await desktop.ask<TrayState>({ do: 'tray' })).lines.find(({ label }) => label === 'Alternative limits')?.checked
    await soon(checked).toBe(false)
    await desktop.ask({ do: 'trayMenu', label: 'Alternative limits' })
    await soon(checked).toBe(true)
    await soon(() => harbour.config('max_download_speed')).toBe(1024)
    await desktop.ask({ do: 'trayMenu', label: 'Alternative limits' })
    await soon(checked).toBe(false)
    await desktop.ask({ do: 'trayMenu', label: 'For an hour' })
    await soon(async () => (await labels(desktop)).join()).toMatch(/Notices are muted until \d\d:\d\d/)
    await desktop.ask({ do: 'trayMenu', label: 'Tell again' })
    await soon(() => labels(desktop)).toContain('Mute notices')
    expect(await desktop.call('settings.get', {})).toMatchObject({ value: { mutedUntil: null } })
    await desktop.ask({ do: 'minimize' })
    await desktop.ask({ do: 'trayMenu', label: 'Harbour, idle' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ minimized: false, focused: true })
    const shown = (await desktop.page()).getByRole('button', { name: /^Harbour/, pressed: true })
    await shown.waitFor()
    const refuse = (): never => {
      throw new Error('No.')
    }
    await harbour.misbehave({ answers: { 'core.pause_torrents': refuse, 'core.pause_torrent': refuse } })
    await desktop.ask({ do: 'trayMenu', label: 'Pause all' })
    const question = { type: 'warning', message: '3 torrents could not be paused.', buttons: ['Close'] }
    expect(await desktop.until('question')).toMatchObject(question)
    await desktop.ask({ do: 'answer', response: 0 })
  })

  it('stays in the tray when its window is closed and that is wished, and comes back by a click or a second start', async () => {
    const place = withTray()
    const desktop = await open({ place }, { closeToTray: true })
    await connect(desktop, harbour)
    await desktop.ask({ do: 'close' })
    await soon(() => desktop.ask({ do: 'windowCount' })).toBe(0)
    // The desktop has been asked by now, and the program is still there.
    await soon(() => labels(desktop)).toContain('Harbour, idle')
    expect(harbour.connected).toBe(1)
    await desktop.ask({ do: 'clickTray' })
    await desktop.until('windowShown', 2)
    await desktop.ask({ do: 'close' })
    const second = desk.start({ place })
    expect(await second.ended()).toBe(0)
    await desktop.until('windowShown', 3)
    await desktop.ask({ do: 'trayMenu', label: 'Quit Estuary' })
    expect(await desktop.ended()).toBe(0)
  })

  it('ends with its window all the same where the desktop shows no tray, for nothing would lead back to it, and enters nothing of a checkout', async () => {
    const desktop = await open({}, { closeToTray: true })
    expect(await desktop.call('desktop.state', {})).toMatchObject({ value: { system: 'linux', hasTray: false } })
    expect(await desktop.call('desktop.startAtLogin', { on: true })).toMatchObject({
      error: { code: 'invalid', message: 'Only an installed Estuary can be entered there.' },
    })
    expect(await desktop.call('desktop.openLinks', { kind: 'magnet' })).toMatchObject({ ok: false })
    expect(await desktop.call('updates.ask', {})).toMatchObject({
      error: { message: 'This copy of Estuary was built without an address to ask for newer versions.' },
    })
    expect(desktop.all('protocolClient')).toEqual([])
    await change(desktop, { tray: false, closeToTray: true })
    await soon(() => desktop.ask({ do: 'tray' })).toBe(null)
    await change(desktop, { closeToTray: true })
    await soon(() => labels(desktop)).toContain('Open Estuary')
    await desktop.ask({ do: 'close' })
    expect(await desktop.ended()).toBe(0)
  })

  it('starts without its window where that is wished, but shows it for a link', async () => {
    const place = withTray()
    const first = await open({ place }, { startHidden: true })
    expect(await first.quit()).toBe(0)
    const hidden = desk.start({ place })
    await soon(() => labels(hidden)).toContain('Open Estuary')
    await hidden.ask({ do: 'trayMenu', label: 'Open Estuary' })
    await hidden.until('windowShown')
    expect(await hidden.quit()).toBe(0)
    const linked = desk.start({ place, args: [`magnet:?xt=urn:btih:${'a'.repeat(40)}`] })
    await linked.until('windowShown')
  })

  it('is entered among what starts at login on Linux, and says who opens links there, which it takes over when it is asked to', async () => {
    const place = newPlace()
    const note = join(place.system, 'torrents')
    writeFileSync(note, 'transmission-gtk.desktop')
    tool(place, 'xdg-mime', `if [ "$1" = default ]; then echo "$2" > '${note}'; else cat '${note}'; fi`)
    const desktop = await open({ place, isPackaged: true, magnets: 'org.qbittorrent.qBittorrent.desktop' })
    const path = join(desktop.place.system, 'config/autostart/estuary.desktop')
    const page = await desktop.page()
    const section = page.getByRole('region', { name: 'Desktop', exact: true })
    await page.keyboard.press('Control+,')
    await section.getByText('transmission-gtk opens them now.').waitFor()
    // Nothing would lead back to it here.
    expect(await section.getByRole('checkbox', { name: 'Close to the tray' }).isDisabled()).toBe(true)
    await section.getByRole('checkbox', { name: 'Start at login' }).check()
    await soon(() => existsSync(path)).toBe(true)
    expect(await desktop.call('desktop.state', {})).toMatchObject({ value: { login: { on: true, cannot: null } } })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toContain(`"--data=${desktop.place.data}"`)
    expect(await desktop.call('desktop.startAtLogin', { on: false })).toMatchObject({ value: { login: { on: false } } })
    expect(existsSync(path)).toBe(false)
    const elsewhere = join(desktop.place.system, 'somebody’s')
    writeFileSync(elsewhere, 'kept')
    symlinkSync(elsewhere, path)
    expect(await desktop.call('desktop.startAtLogin', { on: true })).toMatchObject({ ok: false })
    expect(readFileSync(elsewhere, 'utf8')).toBe('kept')
    expect(desktop.takeComplaints().join()).toContain('is a link and no plain file')
    expect(await desktop.call('desktop.state', {})).toMatchObject({
      value: {
        opens: {
          magnet: { ours: false, who: 'org.qbittorrent.qBittorrent', cannot: 'loose' },
          torrent: { ours: false, who: 'transmission-gtk', cannot: 'loose' },
        },
      },
    })
    mkdirSync(join(place.system, 'share/applications'), { recursive: true })
    writeFileSync(join(place.system, 'share/applications/estuary.desktop'), '')
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await section.getByRole('button', { name: 'Open with Estuary: Torrent files' }).click()
    await section.getByText('Estuary opens them.').waitFor()
    expect(readFileSync(note, 'utf8').trim()).toBe('estuary.desktop')
    expect(await desktop.call('desktop.openLinks', { kind: 'magnet' })).toMatchObject({
      value: { opens: { magnet: { ours: true } } },
    })
  })

  it('is entered by Windows itself there, shows progress and what finished on its button, and takes wishes from its list', async () => {
    const desktop = await open(
      { platform: 'win32', isPackaged: true, magnets: 'Transmission', magnetsAreFree: false },
      { countFinished: true },
    )
    expect(await desktop.call('desktop.startAtLogin', { on: true })).toMatchObject({ value: { login: { on: true } } })
    expect(desktop.all('loginItem')).toMatchObject([{ openAtLogin: true, args: [`--data=${desktop.place.data}`] }])
    expect(await desktop.call('desktop.openLinks', { kind: 'magnet' })).toMatchObject({
      error: { message: 'The system did not take it. Choose it in the system’s settings.' },
    })
    expect(JSON.stringify(desktop.all('jumpList'))).toContain('--do=pause')
    await connect(desktop, harbour)
    await soon(() => offers(desktop)).toContain('Pause all')
    await desktop.ask({ do: 'blur' })
    harbour.say('TorrentFinishedEvent', [harbour.engine.all()[0]!.id])
    await soon(() => desktop.ask({ do: 'windowState' })).toMatchObject({
      overlay: { picture: 'finished', words: '1 finished' },
    })
    await desktop.ask({ do: 'focus' })
    expect(await desktop.ask({ do: 'windowState' })).toMatchObject({ overlay: null })
    const wish = desk.start({ place: desktop.place, platform: 'win32', isPackaged: true, args: ['--do=pause'] })
    expect(await wish.ended()).toBe(0)
    await soon(() => labels(desktop)).toContain('Resume all')
    expect(desktop.all('windowShown')).toHaveLength(1)
  })

  it('counts what finished in the dock of macOS, whose menu pauses, and lives on without a window', async () => {
    const desktop = await open({ platform: 'darwin' }, { countFinished: true })
    await connect(desktop, harbour)
    expect(await desktop.ask({ do: 'tray' })).toMatchObject({ picture: 'idleTemplate' })
    await desktop.ask({ do: 'blur' })
    harbour.say('TorrentFinishedEvent', [harbour.engine.all()[0]!.id])
    await soon(() => desktop.ask({ do: 'dock' })).toMatchObject({ badge: 1 })
    await soon(async () => JSON.stringify(await desktop.ask({ do: 'dock' }))).toContain('"Pause all","enabled":true')
    await desktop.ask({ do: 'dockMenu', label: 'Pause all' })
    await soon(async () => JSON.stringify(await desktop.ask({ do: 'dock' }))).toContain('Resume all')
    await desktop.ask({ do: 'close' })
    await desktop.ask({ do: 'emit', on: 'app', event: 'activate', args: [] })
    await desktop.until('windowShown', 2)
    await soon(() => desktop.ask({ do: 'dock' })).toMatchObject({ badge: 0 })
  })
})
