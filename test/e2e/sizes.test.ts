import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { picture } from './browser.ts'
import { whatIsCut } from './cut.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

/** Half of a size is that size at 200 %: the page sees nothing else of it. */
const sizes = [
  { width: 3840, height: 2160 },
  { width: 1440, height: 900 },
  { width: 1100, height: 700 },
  { width: 1000, height: 360 },
  { width: 899, height: 600 },
  { width: 800, height: 600 },
  { width: 720, height: 480 },
  { width: 640, height: 480 },
  { width: 400, height: 300 },
  { width: 320, height: 240 },
] as const
/** Those at which everything that opens over the window is tried. */
const narrow = [sizes[2], sizes[5], sizes[7], sizes[8], sizes[9]]

needs('chromium').describe('the window at every size', () => {
  const daemons: FleetDaemon[] = []
  let scene: Scene

  beforeAll(async () => {
    const options = { torrents: 40, activity: 'calm', tickMs: 100_000 } as const
    daemons.push(
      await startFleetDaemon({ ...options, name: 'harbour-behind-the-lighthouse', seed: 3 }),
      await startFleetDaemon({ ...options, name: 'attic', seed: 5 }),
    )
    scene = await Scene.open()
    await scene.connectFleet(daemons)
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all(daemons.map((daemon) => daemon.close()))
  })
  watchOver(() => scene)

  async function resize({ width, height }: { width: number; height: number }): Promise<void> {
    await scene.window.page.setViewportSize({ width, height })
    await scene.window.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
  }

  /** Nothing is cut, in both ways of writing. */
  async function expectWhole(what: string): Promise<void> {
    const { page } = scene.window
    const found: string[] = []
    // Mirrored, other buttons would be under the pointer, and their tooltips would take the next Esc.
    const { width = 0, height = 0 } = page.viewportSize() ?? {}
    await page.mouse.move(width / 2, height - 2)
    for (const dir of ['ltr', 'rtl']) {
      await page.evaluate((way) => (document.documentElement.dir = way), dir)
      for (const line of await whatIsCut(page)) found.push(`${what}, ${dir}: ${line}`)
    }
    await page.evaluate(() => (document.documentElement.dir = 'ltr'))
    expect(found).toEqual([])
  }

  const nameOf = ({ width, height }: { width: number; height: number }): string => `${width}x${height}`

  async function selectFirst(): Promise<void> {
    const { window } = scene
    await window.grid.focus()
    await window.press('Home')
    await soon(() => window.grid.selected()).toHaveLength(1)
  }

  it.each(sizes.map((size) => [nameOf(size), size] as const))('is whole at %s', async (name, size) => {
    await resize(size)
    await selectFirst()
    await expectWhole(name)
    const { page } = scene.window
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await picture(page, `size-${name}-${colorScheme}`)
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  })

  it('has the sidebar beside the list, as a rail, or behind a button', async () => {
    const { page, sidebar } = scene.window
    const open = scene.window.tool('Open the sidebar')
    await resize(sizes[1])
    expect([await sidebar.section('Labels').count(), await open.count()]).toEqual([1, 0])
    for (const size of [sizes[5], sizes[7]]) {
      await resize(size)
      expect(await sidebar.section('Labels').count()).toBe(0)
      await open.click()
      await sidebar.section('Labels').waitFor()
      await expectWhole(`drawer at ${nameOf(size)}`)
      await page.keyboard.press('Escape')
      await sidebar.section('Labels').waitFor({ state: 'hidden' })
      expect(await open.evaluate((button) => button === document.activeElement)).toBe(true)
      // A choice is made and the list is there again.
      await open.click()
      await sidebar.choose('Daemons', 'attic')
      await sidebar.section('Labels').waitFor({ state: 'hidden' })
      await soon(() => scene.window.grid.count()).toBe(40)
      await open.click()
      await sidebar.showAll()
      await soon(() => scene.window.grid.count()).toBe(80)
    }
  })

  it('shows on the rail what the sidebar shows in words, to the keyboard as well', async () => {
    const { window } = scene
    await resize(sizes[5])
    const attic = window.page.getByRole('button', { name: /^attic · 40 torrents/ })
    await window.page.getByRole('button', { name: /^All torrents/ }).focus()
    await window.press('ArrowDown')
    await window.press('ArrowDown')
    expect(await attic.evaluate((button) => button === document.activeElement)).toBe(true)
    await window.page.locator('.tip', { hasText: 'attic' }).waitFor()
    await window.press('Enter')
    await soon(() => window.grid.count()).toBe(40)
    await window.press('Enter')
    await soon(() => window.grid.count()).toBe(80)
  })

  it('has the details under the list, or over it behind a line', async () => {
    const { window } = scene
    const line = window.page.getByRole('button', { name: 'Details', exact: true })
    await resize(sizes[7])
    await selectFirst()
    await window.details.root.waitFor({ state: 'hidden' })
    for (const leave of ['Escape', 'line', 'beside'] as const) {
      await line.click()
      await window.details.root.waitFor()
      if (leave === 'Escape') {
        await expectWhole('details at 640x480')
        await picture(window.page, 'size-640x480-details')
        await window.press('Escape')
      } else if (leave === 'line') await line.click()
      else await window.page.mouse.click(300, 40)
      await window.details.root.waitFor({ state: 'hidden' })
      expect(await window.grid.selected()).toHaveLength(1)
    }
    await window.grid.focus()
    await window.press('Enter')
    await window.details.root.waitFor()
    await window.press('Escape')
    await window.details.root.waitFor({ state: 'hidden' })
    await window.press('Escape')
    await line.waitFor({ state: 'hidden' })
  })

  it('keeps the column that it is sorted by, and the name in sight', async () => {
    const { window } = scene
    await resize(sizes[1])
    await window.grid.sortBy('Ratio')
    for (const size of [sizes[5], sizes[7], sizes[8]]) {
      await resize(size)
      expect(await window.grid.columns()).toEqual(expect.arrayContaining(['Name', 'Progress', 'Ratio']))
      expect(await window.grid.sorting()).toEqual(['Ratio descending'])
    }
    await resize(sizes[1])
    await window.grid.sortBy('Added')
    await resize(sizes[9])
    await window.grid.root.evaluate((grid) => (grid.scrollLeft = 1000))
    await soon(async () => (await window.grid.head('Name').boundingBox())?.x).toBe(0)
    await window.grid.root.evaluate((grid) => (grid.scrollLeft = 0))
  })

  it.each(narrow.map((size) => [nameOf(size), size] as const))(
    'opens nothing at %s that is cut',
    async (name, size) => {
      const { window } = scene
      const { page } = window
      await resize(size)
      await selectFirst()
      await window.tool('More actions').click()
      await window.menu.root.first().waitFor()
      await expectWhole(`menu at ${name}`)
      await window.menu.leave()
      await page.getByRole('button', { name: /^Recent events/ }).click()
      await page.getByRole('dialog', { name: 'Recent events' }).waitFor()
      await expectWhole(`events at ${name}`)
      await window.press('Escape')
      await window.tool('Add').click()
      await window.adding.untilOpen()
      await window.adding.link.focus()
      await window.paste(`magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=${'a-long-name-'.repeat(9)}`)
      await soon(() => window.adding.items.count()).toBe(1)
      await expectWhole(`adding at ${name}`)
      await picture(page, `size-${name}-adding`)
      await window.adding.press('Cancel')
      await window.adding.untilClosed()
      await window.grid.focus()
      await window.press('Delete')
      await window.removing.untilOpen()
      await expectWhole(`removing at ${name}`)
      await window.removing.press('Cancel')
      await window.removing.untilClosed()
      await window.status.openDaemons()
      await window.daemons.untilOpen()
      await expectWhole(`daemons at ${name}`)
      await picture(page, `size-${name}-daemons`)
      await window.daemons.press('Add daemon')
      await window.form.untilOpen()
      await window.form.press('Add daemon')
      await soon(() => window.form.noteOf('Password')).toContain('password')
      await expectWhole(`form at ${name}`)
      await window.form.press('Cancel')
      await window.form.untilClosed()
      await window.daemons.press('Close')
      await window.daemons.untilClosed()
    },
  )

  it('writes menus and what opens from them as the page is written', async () => {
    const { window } = scene
    const { page } = window
    await resize(sizes[5])
    await selectFirst()
    await page.evaluate(() => (document.documentElement.dir = 'rtl'))
    await window.tool('More actions').click()
    const first = window.menu.root.first()
    await first.waitFor()
    expect(await first.evaluate((menu) => getComputedStyle(menu).direction)).toBe('rtl')
    await page.getByRole('menuitem', { name: 'Copy', exact: true }).focus()
    await window.press('ArrowLeft')
    const inner = window.menu.root.nth(1)
    await inner.waitFor()
    const [outerBox, innerBox] = [await first.boundingBox(), await inner.boundingBox()]
    expect((innerBox?.x ?? 0) + (innerBox?.width ?? 0)).toBeLessThan((outerBox?.x ?? 0) + (outerBox?.width ?? 0))
    await picture(page, 'size-800x600-menu-rtl')
    await window.press('ArrowRight')
    await inner.waitFor({ state: 'detached' })
    await window.menu.leave()
    await page.evaluate(() => (document.documentElement.dir = 'ltr'))
  })

  it('has the search behind a sign where there is no room for its field', async () => {
    const { window } = scene
    await resize(sizes[8])
    await window.search.waitFor({ state: 'hidden' })
    await window.press('/')
    await soon(() => window.search.evaluate((field) => field === document.activeElement)).toBe(true)
    await expectWhole('search at 400x300')
    await window.page.keyboard.type('zzz')
    await soon(() => window.grid.count()).toBe(0)
    await window.press('Escape')
    await soon(() => window.grid.count()).toBe(80)
    await window.press('Escape')
    await window.search.waitFor({ state: 'hidden' })
    expect(await window.grid.root.evaluate((grid) => grid === document.activeElement)).toBe(true)
  })

  it('gives the slash and Ctrl+F to the search, right after it was loaded, too', async () => {
    const { window } = scene
    await resize(sizes[1])
    for (const keys of ['/', 'Control+F']) {
      await window.reload()
      await until('the list is there', async () => (await window.grid.count()) === 80)
      await window.press(keys)
      await soon(() => window.search.evaluate((field) => field === document.activeElement)).toBe(true)
    }
  })

  it('leads the keyboard to everything, and always shows where it is', async () => {
    const { window } = scene
    for (const size of [sizes[1], sizes[5], sizes[8]]) {
      await resize(size)
      await selectFirst()
      await window.page.evaluate(() => (document.activeElement as HTMLElement).blur())
      const seen: string[] = []
      for (let step = 0; step < 60; step += 1) {
        await window.press('Tab')
        const at = await whereTheKeyboardIs()
        // The end of the page: from there it begins anew.
        if (at.name === '') continue
        if (seen.includes(at.id)) break
        seen.push(at.id)
        expect(at, `${nameOf(size)}, stop ${step}`).toMatchObject({ isInside: true, isMarked: true })
      }
      expect(seen.length).toBeGreaterThan(7)
    }
  })

  it('can be read with the system’s own colours, and has nothing serious for a checker', async () => {
    const { window } = scene
    for (const size of [sizes[5], sizes[7]]) {
      await resize(size)
      await selectFirst()
      await expectNothingSerious(window, nameOf(size))
    }
    await window.page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' })
    await picture(window.page, 'size-640x480-forced')
    const signs = await window.grid.rows.locator('svg').evaluateAll((icons) =>
      icons.map((icon) => {
        const row = icon.closest('[role=row]')!
        return [getComputedStyle(icon).stroke, getComputedStyle(row).backgroundColor]
      }),
    )
    expect(signs.filter(([stroke, ground]) => stroke === ground)).toEqual([])
    await window.page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
  })

  /** What has the keyboard: whether it is within the window, and whether anything is drawn around it. */
  function whereTheKeyboardIs(): Promise<{ id: string; name: string; isInside: boolean; isMarked: boolean }> {
    return scene.window.page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return { id: '', name: '', isInside: true, isMarked: true }
      const grid = element.getAttribute('role') === 'grid'
      const marked = grid ? document.getElementById(element.getAttribute('aria-activedescendant') ?? '') : element
      const box = (marked ?? element).getBoundingClientRect()
      const style = getComputedStyle(marked ?? element)
      const after = getComputedStyle(element, '::after')
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''
      element.setAttribute('data-stop-id', element.getAttribute('data-stop-id') ?? String(Math.random()))
      return {
        id: element.getAttribute('data-stop-id') ?? '',
        name: name || element.tagName,
        isInside: box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1,
        isMarked: style.outlineStyle !== 'none' || after.backgroundColor !== 'rgba(0, 0, 0, 0)',
      }
    })
  }
})
