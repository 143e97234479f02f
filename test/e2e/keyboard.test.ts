import { afterAll, beforeAll, expect, it } from 'vitest'
import { accounts } from '../daemons/config.ts'
import { torrentNumber } from '../daemons/collection.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

needs('deluged', 'chromium').describe('everything with the keyboard alone', () => {
  const torrent = torrentNumber(9)
  let nas: Site
  let scene: Scene

  beforeAll(async () => {
    ;[nas, scene] = await Promise.all([Site.open('nas'), Scene.open()])
  })
  afterAll(async () => {
    await scene.close()
    await nas.close()
  })
  watchOver(() => scene)

  async function type(text: string): Promise<void> {
    await scene.window.page.keyboard.insertText(text)
  }

  it('adds a daemon', async () => {
    const { window } = scene
    await soon(() => scene.window.focused()).toContain('Connect to a daemon')
    await window.press('Enter')
    await window.form.untilOpen()
    await soon(() => scene.window.focused()).toBe('Address')
    await type(nas.address)
    await scene.window.tabTo('User name')
    await type('admin')
    await scene.window.tabTo('Password')
    await type(accounts.admin.password)
    await scene.window.tabTo('Name')
    await type('nas')
    await window.press('Enter')
    await window.form.certificate.untilOpen()
    await soon(() => scene.window.focused()).toBe('Not now')
    await scene.window.tabTo('Trust and connect')
    await window.press('Enter')
    await window.form.untilClosed()
    await soon(() => window.sidebar.saysOf('nas')).toBe('idle')
  })

  it('adds a torrent', async () => {
    const { window } = scene
    await window.press('Control+U')
    await window.adding.untilOpen()
    await soon(() => scene.window.focused()).toBe('Magnet link or web address')
    await type(`magnet:?xt=urn:btih:${torrent.hash}&dn=${encodeURIComponent(torrent.name)}`)
    await window.press('Enter')
    await window.adding.untilClosed()
    await soon(() => window.grid.stateOf(torrent.name)).toBe('Downloading')
    expect(await nas.tells(torrent.hash, 'paused')).toEqual({ paused: false })
  })

  it('selects and pauses it', async () => {
    const { window } = scene
    await scene.window.tabTo('Torrents')
    await window.press('ArrowDown')
    await soon(() => window.grid.selected()).toEqual([torrent.name])
    await window.press('Space')
    await soon(() => window.grid.stateOf(torrent.name)).toBe('Paused')
    expect(await nas.tells(torrent.hash, 'paused')).toEqual({ paused: true })
  })

  it('narrows the list in the sidebar', async () => {
    const { window } = scene
    await window.press('Escape')
    while (!(await scene.window.focused()).startsWith('All torrents')) await window.press('Shift+Tab')
    await window.press('ArrowDown')
    expect(await scene.window.focused()).toContain('nas, 1 torrent')
    await window.press('ArrowDown')
    expect(await scene.window.focused()).toBe('Paused, 1 torrent')
    await window.press('Space')
    expect(await window.sidebar.chosen('State')).toEqual(['Paused'])
    await window.press('Space')
    expect(await window.sidebar.chosen('State')).toEqual([])
  })

  it('removes it, from the dialog that does not do so by default', async () => {
    const { window } = scene
    await scene.window.tabTo('Torrents')
    await window.press('Home')
    await window.press('Delete')
    await window.removing.untilOpen()
    await soon(() => scene.window.focused()).toBe('Cancel')
    await window.press('Tab')
    expect(await scene.window.focused()).toBe('Remove from the list')
    await window.press('Enter')
    await window.removing.untilClosed()
    await window.removals.now()
    await window.page.getByRole('heading', { name: 'No torrents yet' }).waitFor()
    expect(await nas.witness.hashes()).toEqual([])
  })
})
