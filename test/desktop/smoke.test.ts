import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, Desk } from './desk.ts'
import type { Desktop } from './desktop.ts'
import { callFrom, type Program } from './program.ts'
import { RealDesktop } from './real.ts'

/*
 * What has to work on Electron itself. `npm run test:electron` runs this file there (ESTUARY_ELECTRON is the binary);
 * everywhere else it runs on the double, like the rest.
 */
const electron = process.env['ESTUARY_ELECTRON']

needs('chromium').describe('the desktop program as a whole', () => {
  const desk = new Desk()
  let harbour: FleetDaemon
  let program: Program
  let view: Window

  beforeAll(async () => {
    harbour = await startFleetDaemon({ name: 'Harbour', torrents: 50, activity: 'none' })
    if (!electron) await desk.begin()
    program = electron ? await RealDesktop.open(electron) : await desk.open()
    view = new Window(await program.page())
  })
  afterAll(async () => {
    await desk.clear()
    await desk.end()
    await harbour.close()
  })

  async function startAgain(...args: string[]): Promise<number | null> {
    if (electron) return RealDesktop.startAgain(electron, program.place, args)
    const second: Desktop = desk.start({ place: program.place, args })
    return second.ended()
  }

  it('shows its window, and the torrents of a daemon in it', async () => {
    await connect(program, harbour)
    await soon(() => view.grid.count()).toBe(50)
    expect(await callFrom(view.page, 'app.info', {})).toMatchObject({ ok: true, value: { door: 'desktop' } })
  })

  it('carries what the person does to the daemon', async () => {
    const torrent = harbour.engine.all().find((one) => !one.paused)!
    await view.search.fill(torrent.name)
    await view.grid.rows.first().click()
    await view.press('Control+A')
    await view.tool('Pause').click()
    await soon(() => torrent.paused).toBe(true)
  })

  it('gives its page three functions and nothing of Electron or Node', async () => {
    const found = await view.page.evaluate(() => {
      const own = globalThis as unknown as Record<string, unknown>
      const strangers = ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => own[name])
      return { parts: Object.keys(window.estuary!).sort(), strangers }
    })
    expect(found).toEqual({ parts: ['call', 'on', 'pathOf'], strangers: [] })
  })

  it('stays on its page, and has nothing to give but its files', async () => {
    const before = view.page.url()
    await view.page.evaluate(() => location.assign('https://example.com/'))
    const statuses = await view.page.evaluate(async () => {
      const paths = ['/index.html', '/../package.json', '/%2e%2e/package.json', '/..%5cpackage.json', '/etc/passwd']
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([200, 404, 404, 404, 404])
    expect(view.page.url()).toBe(before)
  })

  it('opens no window, and asks before it opens a browser', async () => {
    await view.page.evaluate(() => void window.open('https://tracker.example/'))
    await program.until('question')
    await program.ask({ do: 'answer', response: 0 })
    expect(await program.until('openedOutside')).toEqual({ url: 'https://tracker.example/' })
  })

  it('has a menu that does something', async () => {
    await program.ask({ do: 'menu', path: ['Help', 'Open the data folder'] })
    expect(await program.until('openedPath')).toEqual({ path: program.place.data })
  })

  it('takes a magnet link from a second start, which gives way', async () => {
    expect(await startAgain(`magnet:?xt=urn:btih:${'e'.repeat(40)}&dn=A%20film`)).toBe(0)
    await view.adding.untilOpen()
    expect(await view.adding.itemTexts()).toEqual([expect.stringContaining('A film')])
    await view.press('Escape')
  })

  it('keeps the password in clear nowhere, and ends with exit code 0', async () => {
    expect(await program.quit()).toBe(0)
    const files = readdirSync(program.place.data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    expect(files.filter((path) => readFileSync(path).includes(harbour.password))).toEqual([])
    expect(files.map((path) => path.slice(program.place.data.length + 1))).toContain('desktop.json')
  })
})
