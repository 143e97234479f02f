import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { lockFolder } from '../../main/store/lock.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useDesk } from './desk.ts'
import type { Desktop } from './desktop.ts'
import { newPlace } from './program.ts'

interface WindowState {
  bounds: { x: number; y: number; width: number; height: number }
  maximized: boolean
}

async function idOfOnly(desktop: Desktop): Promise<string> {
  const page = await desktop.page()
  return (await page.locator('[data-key]').first().getAttribute('data-key'))?.split('/')[0] ?? ''
}

/** Whether a removal is begun: that needs a daemon that is connected. */
async function begunAt(desktop: Desktop, key: string): Promise<boolean> {
  const answer = await desktop.call('removals.begin', { keys: [key], withFiles: false })
  return answer.ok && answer.value.every(({ problem }) => problem === null)
}

needs('chromium').describe('the life of the desktop program', () => {
  const desk = useDesk()

  it('ends in order: the core is closed, the lock released, the exit code 0', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const desktop = await desk.open()
    await connect(desktop, harbour)
    expect(() => lockFolder(desktop.place.data)).toThrow('Another Estuary')
    expect(await desktop.quit()).toBe(0)
    expect(desktop.all('exit')).toEqual([{ code: 0 }])
    await soon(() => harbour.connected).toBe(0)
    lockFolder(desktop.place.data).release()
    expect(existsSync(join(desktop.place.data, 'lock.json'))).toBe(false)
    await harbour.close()
  })

  it('ends with its last window, but on macOS', async () => {
    const desktop = await desk.open()
    await desktop.ask({ do: 'close' })
    expect(await desktop.ended()).toBe(0)
  })

  it('asks about what waits to be removed, and does as the person says', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const desktop = await desk.open()
    await connect(desktop, harbour)
    const hashes = harbour.engine.all().map(({ id }) => id)
    const id = await idOfOnly(desktop)
    const begin = (hash: string) => desktop.call('removals.begin', { keys: [keyOf(id, hash)], withFiles: false })
    expect(await begin(hashes[0] ?? '')).toMatchObject({ ok: true, value: [{ problem: null }] })
    await desktop.ask({ do: 'close' })
    expect(await desktop.until('question')).toMatchObject({
      buttons: ['Remove now', 'Keep'],
      cancelId: 1,
      defaultId: 1,
    })
    await desktop.ask({ do: 'answer', response: 0, checkboxChecked: false })
    expect(await desktop.ended()).toBe(0)
    expect(harbour.engine.all().map(({ id }) => id)).toEqual(hashes.slice(1))
    const again = await desk.open({ place: desktop.place })
    await soon(() => begunAt(again, keyOf(id, hashes[1] ?? ''))).toBe(true)
    await again.ask({ do: 'close' })
    await again.until('question')
    await again.ask({ do: 'answer', response: 1, checkboxChecked: false })
    expect(await again.ended()).toBe(0)
    expect(harbour.engine.count).toBe(2)
    await harbour.close()
  })

  it('ends when the system shuts down', async () => {
    const desktop = await desk.open()
    await desktop.ask({ do: 'emit', on: 'powerMonitor', event: 'shutdown', args: [] })
    expect(await desktop.ended()).toBe(0)
  })

  it('starts again when its process was killed, and knows its daemons', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const desktop = await desk.open()
    await connect(desktop, harbour)
    await desktop.kill()
    await harbour.close()
    const again = await desk.open({ place: desktop.place })
    const view = new Window(await again.page())
    await soon(async () => Object.keys(await view.sidebar.counts('Daemons'))).toEqual([harbour.name])
  })

  it('says why it cannot start, with exit code 1', async () => {
    const place = newPlace()
    const lock = lockFolder(place.data)
    const desktop = desk.start({ place })
    expect(await desktop.ended()).toBe(1)
    expect(desktop.all('errorBox')).toMatchObject([{ title: 'Estuary cannot start' }])
    expect(desktop.takeComplaints().join()).toMatch(/^Another Estuary .* has been using the data folder/)
    lock.release()
  })

  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--disable-web-security',
    '--no-sandbox',
    '--gpu-launcher=/bin/true',
    '--js-flags=--expose-gc',
  ])('takes no orders from other programs when it is installed: %s', async (given) => {
    const desktop = desk.start({ isPackaged: true, args: [given] })
    expect(await desktop.ended()).toBe(1)
    expect(desktop.all('windowOpened')).toEqual([])
    expect(desktop.takeComplaints().join()).toMatch(/^Estuary does not start with --/)
  })

  it('has developer tools in a checkout only', async () => {
    const installed = await desk.open({ isPackaged: true })
    expect(installed.all('windowOpened')).toMatchObject([{ preferences: { devTools: false } }])
    expect(JSON.stringify(await installed.ask({ do: 'menuTree' }))).not.toMatch(/toggleDevTools|reload/)
    const checkout = await desk.open()
    expect(checkout.all('windowOpened')).toMatchObject([{ preferences: { devTools: true } }])
    expect(JSON.stringify(await checkout.ask({ do: 'menuTree' }))).toMatch(/toggleDevTools/)
  })

  it('has a menu for editing, zooming and help', async () => {
    const desktop = await desk.open()
    expect(await desktop.ask({ do: 'menuTree' })).toMatchObject([
      { label: 'File', entries: [{ role: 'quit' }] },
      { label: 'Edit', role: 'editMenu' },
      { label: 'View', entries: expect.arrayContaining([expect.objectContaining({ role: 'zoomIn' })]) as unknown },
      { label: 'Window', role: 'windowMenu' },
      { label: 'Help', role: 'help' },
    ])
    await desktop.ask({ do: 'menu', path: ['Help', 'Deluge’s website'] })
    expect(await desktop.until('openedOutside')).toEqual({ url: 'https://deluge-torrent.org/' })
    await desktop.ask({ do: 'menu', path: ['Help', 'Open the data folder'] })
    expect(await desktop.until('openedPath')).toEqual({ path: desktop.place.data })
    await desktop.ask({ do: 'menu', path: ['Help', 'About Estuary'] })
    await desktop.until('aboutShown')
    await desktop.ask({ do: 'menu', path: ['File', 'Quit'] })
    expect(await desktop.ended()).toBe(0)
  })

  it('opens its window where it was, and as large', async () => {
    const first = await desk.open()
    expect(first.all('windowOpened')).toMatchObject([{ placed: false, bounds: { width: 1280, height: 800 } }])
    const bounds = { x: 300, y: 120, width: 1000, height: 700 }
    await first.ask({ do: 'place', bounds })
    await first.quit()
    const second = await desk.open({ place: first.place })
    expect(second.all('windowOpened')).toMatchObject([{ placed: true, bounds }])
    await second.ask({ do: 'maximize' })
    await second.quit()
    const third = await desk.open({ place: first.place })
    await soon(() => third.ask<WindowState>({ do: 'windowState' })).toMatchObject({ maximized: true, bounds })
  })

  it('remembers the place also when it is killed a moment after the move', async () => {
    const first = await desk.open()
    await first.ask({ do: 'place', bounds: { x: 10, y: 20, width: 900, height: 600 } })
    const path = join(first.place.data, 'desktop.json')
    await soon(() => (existsSync(path) ? readFileSync(path, 'utf8') : '')).toContain('900')
    await first.kill()
    const second = await desk.open({ place: first.place })
    expect(second.all('windowOpened')).toMatchObject([{ bounds: { x: 10, y: 20, width: 900 } }])
  })

  it.each<[string, string]>([
    ['the display is gone', '{"window":{"x":5000,"y":50,"width":1000,"height":700,"maximized":false}}'],
    ['it is above the display', '{"window":{"x":50,"y":-600,"width":1000,"height":700,"maximized":false}}'],
    ['the file is damaged', '{"window":{"x":'],
    ['the file makes no sense', '{"window":{"x":"1","y":null,"width":-4,"height":1e9},"passwords":7}'],
  ])('leaves the place to the system when %s', async (_why, content) => {
    const place = newPlace()
    writeFileSync(join(place.data, 'desktop.json'), content)
    const desktop = await desk.open({ place })
    expect(desktop.all('windowOpened')).toMatchObject([{ placed: false }])
  })

  it('makes the window no larger than the display that is left', async () => {
    const place = newPlace()
    const window = { x: 100, y: 50, width: 2400, height: 1300, maximized: false }
    writeFileSync(join(place.data, 'desktop.json'), JSON.stringify({ window }))
    const desktop = await desk.open({ place, displays: [{ x: 0, y: 0, width: 1366, height: 728 }] })
    expect(desktop.all('windowOpened')).toMatchObject([{ bounds: { width: 1366, height: 728 } }])
  })

  it('tries its daemons at once when the machine wakes up', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const desktop = await desk.open()
    await connect(desktop, harbour)
    await harbour.misbehave({ face: 'closed' })
    harbour.dropConnections()
    const view = new Window(await desktop.page())
    await soon(() => view.status.text()).toContain('0 of 1 daemon connected')
    await harbour.behave()
    await desktop.ask({ do: 'emit', on: 'powerMonitor', event: 'resume', args: [] })
    await soon(() => view.status.text()).toContain('1 of 1 daemon connected')
    await harbour.close()
  })

  it('brings the window back when its page has crashed, asks when that happens again and again, and the core lives on', async () => {
    const harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    const desktop = await desk.open()
    await connect(desktop, harbour)
    for (const times of [2, 3, 4]) {
      await desktop.ask({ do: 'crash' })
      await desktop.until('navigated', times)
    }
    expect(desktop.all('question')).toEqual([])
    await desktop.ask({ do: 'crash' })
    expect(await desktop.until('question')).toMatchObject({ message: 'The window stopped working, again and again.' })
    expect(harbour.connected).toBe(1)
    await desktop.ask({ do: 'answer', response: 0 })
    await desktop.until('navigated', 5)
    expect(desktop.takeComplaints().join()).toContain('page is gone')
    const notes = JSON.parse(readFileSync(join(desktop.place.data, 'crashes.json'), 'utf8')) as object[]
    expect(notes).toMatchObject(Array.from({ length: 4 }, () => ({ part: 'page', what: 'crashed' })))
    await harbour.close()
  })

  it('brings the window back when its page hangs', async () => {
    const desktop = await desk.open()
    await desktop.ask({ do: 'hang' })
    await desktop.until('navigated', 2)
    expect(desktop.takeComplaints().join()).toMatch(/page does not answer.*page is gone/s)
  })

  it('gives way to one that runs already, and brings it forward', async () => {
    const first = await desk.open()
    await first.ask({ do: 'minimize' })
    const second = desk.start({ place: first.place })
    expect(await second.ended()).toBe(0)
    await soon(() => first.ask({ do: 'windowState' })).toMatchObject({ minimized: false, focused: true })
  })

  it('runs beside another one with other data', async () => {
    const first = await desk.open()
    const second = await desk.open()
    expect(await first.call('app.info', {})).toMatchObject({ value: { dataFolder: first.place.data } })
    expect(await second.call('app.info', {})).toMatchObject({ value: { dataFolder: second.place.data } })
  })

  it('finds its data folder again in a folder with odd letters', async () => {
    const { system, data } = newPlace()
    const odd = join(data, 'Daten für mich & 倉庫 #1')
    mkdirSync(odd)
    const desktop = await desk.open({ place: { data: odd, system } })
    expect(await desktop.call('app.info', {})).toMatchObject({ value: { dataFolder: odd } })
    expect(await desktop.quit()).toBe(0)
    rmSync(odd, { recursive: true })
  })
})
