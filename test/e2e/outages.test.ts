import { afterAll, beforeAll, expect, it } from 'vitest'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { freePort } from '../daemons/ports.ts'
import { needs } from '../needs.ts'
import { Window } from './pages/window.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

/** What a browser says of a server that is gone. */
const gone = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|WebSocket connection to/
const refused = /status of 401/

needs('deluged', 'chromium').describe('when something goes away', () => {
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    const port = await freePort()
    ;[nas, attic, scene] = await Promise.all([Site.open('nas'), Site.open('attic'), Scene.open({ port })])
    await fill(nas.witness, 8)
    await fill(attic.witness, 6, { first: 20 })
    await Promise.all([nas.settle(), attic.settle()])
    await scene.connect([nas, attic])
    await scene.window.grid.sortBy('Name')
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
  })
  watchOver(() => scene)

  const onNas = torrentNumber(1).name
  const onAttic = torrentNumber(21).name

  /** Somebody else starts two torrents: paused rows are drawn faded at any time. */
  async function resumeBoth(): Promise<void> {
    await nas.witness.call('core.resume_torrent', torrentNumber(1).hash)
    await attic.witness.call('core.resume_torrent', torrentNumber(21).hash)
    for (const name of [onNas, onAttic]) await soon(() => scene.window.grid.stateOf(name)).toBe('Downloading')
  }

  it('keeps the rows of a daemon that was killed, faded, and says since when', async () => {
    const { window } = scene
    await resumeBoth()
    expect(await window.grid.isFaded(onAttic)).toBe(false)
    await attic.daemon.kill()
    await soon(() => window.sidebar.saysOf('attic')).toMatch(/^last seen .* · retrying$/)
    await soon(() => window.status.text()).toContain('1 of 2 daemons connected')
    expect(await window.grid.count()).toBe(14)
    await soon(() => window.grid.isFaded(onAttic)).toBe(true)
    expect(await window.grid.isFaded(onNas)).toBe(false)
    await window.grid.pick(onAttic)
    await soon(() => window.details.text()).toMatch(/As last seen (just now|\d+ s ago)\./)
    await window.status.openDaemons()
    await soon(() => window.daemons.saysOf('attic')).toMatch(/Retry(ing…| in \d+ s)/)
    expect(await window.daemons.of('attic').getByRole('button', { name: 'Retry now' }).count()).toBe(1)
    await window.press('Escape')
  })

  it('goes on by itself when the daemon is back', async () => {
    const { window } = scene
    await attic.start()
    await soon(() => window.status.text()).toContain('2 of 2 daemons connected')
    expect(await window.grid.count()).toBe(14)
    await resumeBoth()
    expect(await window.grid.isFaded(onAttic)).toBe(false)
    await attic.witness.call('core.pause_torrent', torrentNumber(21).hash)
    await soon(() => window.grid.stateOf(onAttic)).toBe('Paused')
  })

  it('shows two windows the same, each with its own selection and filters', async () => {
    const { window, app } = scene
    const other = await scene.another(await app.freshAddress())
    await soon(() => other.grid.count()).toBe(14)
    await window.grid.pick(onNas)
    await other.search.fill(onAttic)
    await soon(() => other.grid.names()).toEqual([onAttic])
    expect(await window.grid.count()).toBe(14)
    await other.grid.pick(onAttic)
    await other.tool('Resume').click()
    await soon(() => other.grid.stateOf(onAttic)).toBe('Downloading')
    await soon(() => window.grid.stateOf(onAttic)).toBe('Downloading')
    expect(await window.grid.selected()).toEqual([onNas])
    await attic.witness.call('core.pause_torrent', torrentNumber(21).hash)
    await soon(() => other.grid.stateOf(onAttic)).toBe('Paused')
    await soon(() => window.grid.stateOf(onAttic)).toBe('Paused')
    await other.page.context().close()
  })

  it('lets nobody in without the address, and says how to get in', async () => {
    const { app, browser } = scene
    const context = await browser.newContext()
    const page = await context.newPage()
    const answer = await page.goto(app.origin)
    expect(answer?.status()).toBe(401)
    const heading = page.getByRole('heading', { name: 'Estuary' })
    expect(await heading.evaluate((one) => getComputedStyle(one).fontSize)).toBe('18px')
    expect(await page.getByRole('paragraph').innerText()).toMatch(/Start Estuary again .* prints an address/)
    // The address that was used before is good for one visit.
    const again = await page.goto(app.address)
    expect(again?.status()).toBe(401)
    await context.close()
  })

  it('keeps a second tab and a page that is loaded again inside, but not one whose storage was emptied', async () => {
    const { app, browser } = scene
    const context = await browser.newContext()
    const tab = new Window(await context.newPage())
    await tab.open(await app.freshAddress())
    await tab.reload()
    const second = new Window(await context.newPage())
    await second.open(app.origin)
    await soon(() => second.grid.count()).toBe(14)
    // What a cookie alone is worth, wherever it went.
    await second.page.evaluate(() => localStorage.clear())
    await second.page.reload()
    await second.page.getByRole('heading', { name: 'This session is over' }).waitFor()
    await second.open(await app.freshAddress())
    await soon(() => second.grid.count()).toBe(14)
    expect(second.page.url()).toBe(`${app.origin}/`)
    await soon(() => tab.grid.count()).toBe(14)
    await context.close()
  })

  it('says that the program is gone, and that this session is over when another one has begun', async () => {
    const { window, app } = scene
    await app.kill()
    await window.page.getByText('The connection to Estuary is lost. Trying again…').waitFor()
    expect(await window.grid.count()).toBe(14)
    // Nobody tells of daemons now, so nothing of them counts as seen, and nothing can be done.
    await soon(() => window.grid.isFaded(onNas)).toBe(true)
    await soon(() => window.sidebar.saysOf('nas')).toMatch(/^last seen .* · retrying$/)
    await soon(() => window.status.text()).toContain('0 of 2 daemons connected')
    await window.grid.pick(onNas)
    expect(await window.tool('Pause').getAttribute('aria-description')).toContain('The connection to Estuary is lost')
    scene.forgive(gone, refused)
    await Promise.all([nas.daemon.kill(), attic.daemon.kill()])
    await app.start()
    await window.page.getByRole('heading', { name: 'This session is over' }).waitFor()
    await soon(() => window.page.getByRole('main').innerText()).toContain('Open the address that it printed')
  })

  it('shows the list that was known last at once, while every daemon is off', async () => {
    const { window, app } = scene
    scene.forgive(gone, refused)
    await window.open(app.address)
    await soon(() => window.grid.count()).toBe(14)
    await soon(() => window.status.text()).toContain('0 of 2 daemons connected')
    expect(await window.grid.isFaded(onNas)).toBe(true)
    await soon(() =>
      window.page.getByRole('region', { name: 'Torrents' }).getByRole('status').allInnerTexts(),
    ).toContainEqual(expect.stringMatching(/nas: last seen .* · attic: last seen /))
    expect(await window.sidebar.counts('Daemons')).toEqual({ nas: 8, attic: 6 })
  })

  it('is live again by itself when they are back', async () => {
    const { window } = scene
    await Promise.all([nas.start(), attic.start()])
    await soon(() => window.status.text()).toContain('2 of 2 daemons connected')
    await resumeBoth()
    expect([await window.grid.isFaded(onNas), await window.grid.isFaded(onAttic)]).toEqual([false, false])
    expect(await window.grid.count()).toBe(14)
  })
})
