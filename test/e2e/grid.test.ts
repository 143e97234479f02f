import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const count = 2000

needs('chromium').describe('a table of two thousand rows, as a screen reader meets it', () => {
  let harbour: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    ;[harbour, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: count, activity: 'none' }),
      Scene.open(),
    ])
    await scene.connectFleet([harbour])
    await scene.window.grid.sortBy('Name')
  })
  beforeEach(async () => {
    await scene.window.grid.focus()
    await scene.window.press('Home')
    await soon(async () => (await scene.window.grid.lines())[0]?.place).toBe(1)
  })
  afterAll(async () => {
    await scene.close()
    await harbour.close()
  })
  watchOver(() => scene)

  /** Places of the rows that exist, which say of themselves which they are. */
  const places = async (): Promise<number[]> => (await scene.window.grid.lines()).map(({ place }) => place)
  const isFocused = (): Promise<boolean> => scene.window.grid.root.evaluate((grid) => grid === document.activeElement)
  const isActive = async (place: number): Promise<boolean> => (await scene.window.grid.activePlace()) === place

  it('says how many rows and columns there are, and has only those in view', async () => {
    const { grid } = scene.window
    expect(await grid.root.getAttribute('aria-rowcount')).toBe(String(count + 1))
    expect(await grid.root.getAttribute('aria-colcount')).toBe(String((await grid.columns()).length))
    expect(await grid.root.getAttribute('aria-multiselectable')).toBe('true')
    expect((await places()).length).toBeLessThan(60)
    expect(await grid.sorting()).toEqual(['Name ascending'])
  })

  it('numbers the rows in view one after another, wherever it is scrolled to', async () => {
    const { grid } = scene.window
    for (const top of [0, 999, 20_000, 55_000]) {
      await grid.scrollTo(top)
      const [first = 0, ...rest] = (await places()).filter((place) => place > 1)
      expect(rest).toEqual(rest.map((_, index) => first + index + 1))
      expect(first).toBeLessThanOrEqual(Math.floor(top / 28) + 2)
      expect(rest.at(-1)).toBeGreaterThan(Math.floor(top / 28) + 10)
    }
  })

  it('names the active row, which exists also when it is scrolled out of view', async () => {
    const { window } = scene
    for (const [key, place] of [
      ['ArrowDown', 2],
      ['End', count],
      ['ArrowUp', count - 1],
      ['Home', 1],
    ] as const) {
      await window.press(key)
      await soon(() => isActive(place)).toBe(true)
      expect((await window.grid.lines()).filter(({ selected }) => selected).map((line) => line.place)).toEqual([place])
    }
    await window.press('PageDown')
    const down = (await window.grid.activePlace()) ?? 0
    expect(down).toBeGreaterThan(10)
    await window.page.mouse.move(600, 300)
    await window.page.mouse.wheel(0, 40_000)
    await soon(async () => (await places()).at(-1)).toBeGreaterThan(1400)
    expect(await isActive(down)).toBe(true)
    await window.press('ArrowDown')
    await soon(() => isActive(down + 1)).toBe(true)
    await soon(() => window.grid.isInView(down + 1)).toBe(true)
  })

  it('stays where it is scrolled to when the look of the window changes', async () => {
    const { window } = scene
    await window.grid.scrollTo(20_000)
    await window.grid.focus()
    await window.press('Control+D')
    await window.details.root.waitFor({ state: 'hidden' })
    await window.press('Control+D')
    await window.details.root.waitFor()
    await (await window.openMenu('Columns')).choose('Owner')
    await window.menu.leave()
    await soon(() => window.grid.columns()).toContain('Owner')
    expect(await window.grid.scrolledTo()).toBe(20_000)
  })

  it('is one stop of the Tab key, also after a click and after a filter took the row away', async () => {
    const { window } = scene
    const { grid, search } = window
    expect(await grid.root.locator('[tabindex="0"]').count()).toBe(0)
    await grid.rows.nth(4).click()
    expect(await isFocused()).toBe(true)
    await grid.head('Size').click()
    expect(await isFocused()).toBe(true)
    await grid.head('Name').click()
    await window.press('Tab')
    expect(await grid.root.evaluate((root) => root.contains(document.activeElement))).toBe(false)
    await window.press('Shift+Tab')
    expect(await isFocused()).toBe(true)
    await search.fill('cartoon')
    await search.fill('')
    await window.press('ArrowDown')
    expect(await isFocused()).toBe(true)
  })

  it('sorts, moves, widens and hides columns with the keyboard, and says so', async () => {
    const { window } = scene
    const { grid, menu } = window
    const said = (): Promise<string[]> => window.page.getByRole('status').allInnerTexts()
    await window.press('ArrowUp')
    await soon(() => grid.active()).toBe('Name')
    await window.press('ArrowRight')
    await window.press('ArrowRight')
    await soon(() => grid.active()).toBe('Size')
    await window.press('Enter')
    await soon(() => grid.sorting()).toEqual(['Size descending'])
    await soon(said).toContain('Sorted by Size, descending.')
    const before = await grid.columns()
    await window.press('Control+ArrowRight')
    await soon(() => grid.columns()).toEqual(
      before.with(before.indexOf('Size'), 'Progress').with(before.indexOf('Progress'), 'Size'),
    )
    const width = await grid.widthOf('Size')
    await window.press('Shift+ArrowRight')
    await soon(() => grid.widthOf('Size')).toBe(width + 16)
    await window.press('Shift+F10')
    await menu.choose('Hide Size')
    await soon(() => grid.columns()).not.toContain('Size')
    expect(await isFocused()).toBe(true)
    await window.press('Escape')
    await grid.sortBy('Name')
  })

  it('selects by ranges that reach out of view', async () => {
    const { window } = scene
    await window.press('Shift+End')
    await soon(() => window.status.text()).toContain('2,000 of 2,000 selected')
    expect((await window.grid.lines()).every(({ selected }) => selected)).toBe(true)
    await window.press('Control+Home')
    await window.press('Control+Space')
    await soon(() => window.status.text()).toContain('1,999 of 2,000 selected')
    await window.press('Escape')
    await soon(() => window.status.text()).toContain('2,000 torrents')
  })

  it('keeps the row under the pointer in its place while rows above it go', async () => {
    const { window } = scene
    const { grid } = window
    const above = await grid.names()
    await grid.scrollTo(20_000)
    const line = (await grid.lines()).find(({ place }) => place > 722)
    const row = grid.rows.filter({ hasText: line?.cells['Name'] ?? '' }).first()
    await row.hover()
    const before = await row.boundingBox()
    const going = harbour.engine.all().filter(({ name }) => above.slice(0, 5).includes(name))
    for (const torrent of going) harbour.engine.remove(torrent)
    await soon(() => window.sidebar.total()).toBe(count - going.length)
    await soon(async () => (await grid.lines()).find(({ cells }) => cells['Name'] === line?.cells['Name'])?.place).toBe(
      (line?.place ?? 0) - going.length,
    )
    expect(await row.boundingBox()).toEqual(before)
  })
})
