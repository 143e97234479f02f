import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

needs('chromium').describe('the window with few and with many torrents', () => {
  const daemons: FleetDaemon[] = []
  let scene: Scene

  beforeAll(async () => {
    scene = await Scene.open()
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all(daemons.map((daemon) => daemon.close()))
  })
  watchOver(() => scene)

  async function connect(name: string, torrents: number): Promise<void> {
    const daemon = await startFleetDaemon({ name, torrents, seed: torrents, activity: 'calm' })
    daemons.push(daemon)
    await scene.window.addDaemon(name, daemon, daemon)
  }

  /** Keeps a picture in both sizes and both themes, and looks that nothing is cut off at the window's edges. */
  async function keepPictures(name: string): Promise<void> {
    const { page } = scene.window
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await picture(page, `${name}-${size.width}x${size.height}-${colorScheme}`)
      }
      expect(await overflow()).toEqual({ right: 0, bottom: 0 })
    }
  }

  function overflow(): Promise<{ right: number; bottom: number }> {
    return scene.window.page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return { right: scrollWidth - innerWidth, bottom: scrollHeight - innerHeight }
    })
  }

  it('welcomes', async () => {
    await scene.window.page.getByRole('heading', { name: 'Welcome to Estuary' }).waitFor()
    await keepPictures('torrents-0')
  })

  it('shows three', async () => {
    const { window } = scene
    await connect('Harbour', 3)
    await soon(() => window.grid.count()).toBe(3)
    await window.dismissMessages()
    await window.grid.focus()
    await window.press('Home')
    await soon(() => window.details.tab.count()).toBe(1)
    await keepPictures('torrents-3')
  })

  it('shows ten thousand, lively, and goes to their end at once', async () => {
    const { window } = scene
    await connect('Lighthouse', 9_997)
    await soon(() => window.sidebar.total()).toBe(10_000)
    await soon(() => window.grid.count()).toBe(10_000)
    await window.dismissMessages()
    await window.grid.sortBy('Download rate')
    await window.grid.focus()
    await window.press('Home')
    await soon(async () => (await window.grid.lines())[0]?.cells['Download rate']).toMatch(/[KM]iB\/s/)
    await keepPictures('torrents-10000')
    await window.press('End')
    await soon(() => window.grid.isInView(10_000)).toBe(true)
    await window.search.fill('iso')
    await soon(async () => (await window.grid.names()).every((name) => name.toLowerCase().includes('iso'))).toBe(true)
  })
})
