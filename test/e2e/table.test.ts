import { afterAll, beforeAll, expect, it } from 'vitest'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

const collator = new Intl.Collator('en', { numeric: true })

needs('deluged', 'chromium').describe('the table', () => {
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    const label = { label: true }
    ;[nas, attic, scene] = await Promise.all([Site.open('nas', label), Site.open('attic', label), Scene.open()])
    await fill(nas.witness, 60, { withLabels: true })
    await fill(attic.witness, 40, { first: 50, withLabels: true })
    await scene.connect([nas, attic])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
  })
  watchOver(() => scene)

  const column = async (name: string): Promise<string[]> =>
    (await scene.window.grid.all()).map(({ cells }) => cells[name] ?? '')

  it('sorts by the column that is clicked, and turns it at the second click', async () => {
    const { grid } = scene.window
    await grid.sortBy('Name')
    await soon(() => grid.sorting()).toEqual(['Name ascending'])
    const up = await column('Name')
    expect(up).toEqual(up.toSorted(collator.compare))
    await grid.sortBy('Name')
    await soon(() => grid.sorting()).toEqual(['Name descending'])
    expect(await column('Name')).toEqual(up.toReversed())
  })

  it('takes a second key with Shift, and has rows without a value last', async () => {
    const { grid } = scene.window
    await grid.sortBy('Daemon')
    await grid.sortBy('Label', true)
    const pairs = (): Promise<(readonly [string, string])[]> =>
      grid.all().then((lines) => lines.map(({ cells }) => [cells['Daemon'] ?? '', cells['Label'] ?? ''] as const))
    const labels = (a: string, b: string, sign: 1 | -1): number => {
      if (a === '' || b === '') return Number(a === '') - Number(b === '')
      return sign * collator.compare(a, b)
    }
    const before = await pairs()
    expect(before).toEqual(before.toSorted((a, b) => collator.compare(a[0], b[0]) || labels(a[1], b[1], 1)))
    await grid.sortBy('Label', true)
    const after = await pairs()
    expect(after).toEqual(before.toSorted((a, b) => collator.compare(a[0], b[0]) || labels(a[1], b[1], -1)))
    expect(await grid.sorting()).toEqual(['Daemon ascending'])
  })

  it('shows and hides columns, and says which there are', async () => {
    const { window } = scene
    const { grid } = window
    const menu = await window.openMenu('Columns')
    await menu.choose('State')
    await menu.choose('Place in the queue')
    await menu.choose('Ratio')
    await menu.leave()
    const columns = await grid.columns()
    expect(columns).toEqual(expect.arrayContaining(['Name', 'Daemon', 'State', 'Place in the queue']))
    expect(columns).not.toContain('Ratio')
    await soon(async () => (await grid.lines())[0]?.cells['State']).toBe('Paused')
    // A table without names says nothing.
    await window.openMenu('Columns')
    expect(await menu.item('Name').getAttribute('aria-disabled')).toBe('true')
    await menu.leave()
  })

  it('moves and widens columns with the mouse', async () => {
    const { grid } = scene.window
    await grid.moveBefore('State', 'Daemon')
    const columns = await grid.columns()
    expect(columns.indexOf('State')).toBe(columns.indexOf('Daemon') - 1)
    const before = await grid.widthOf('Label')
    await grid.resize('Label', 40)
    expect(await grid.widthOf('Label')).toBe(before + 40)
  })

  it('hides a column from the menu of its head, and sorts there', async () => {
    const { grid, menu } = scene.window
    await grid.head('Seeds').click({ button: 'right' })
    await menu.choose('Hide Seeds')
    await soon(() => grid.columns()).not.toContain('Seeds')
    await grid.head('Size').click({ button: 'right' })
    await menu.choose('Sort ascending')
    await soon(() => grid.sorting()).toEqual(['Size ascending'])
  })

  it('remembers columns, widths and order, sort and theme over a reload and a restart', async () => {
    const { window, app } = scene
    const { grid, sidebar } = window
    await sidebar.fold('Trackers')
    await (await window.openMenu('Look')).choose('Dark')
    await soon(() => window.theme()).toBe('dark')
    const look = async () => ({
      columns: await grid.columns(),
      label: await grid.widthOf('Label'),
      sorting: await grid.sorting(),
      theme: await window.theme(),
      trackers: Object.keys(await sidebar.counts('Trackers')),
    })
    const before = await look()
    expect(before.trackers).toEqual([])
    // The last change is on its way when the page goes.
    await window.reload()
    await soon(() => grid.count()).toBe(100)
    await soon(look).toEqual(before)
    scene.forgive(/ERR_CONNECTION_REFUSED|WebSocket connection to/)
    await app.stop()
    await app.start()
    await window.open(app.address)
    await soon(() => grid.count()).toBe(100)
    await soon(look).toEqual(before)
    await sidebar.fold('Trackers')
  })

  it('follows the system’s theme when it is told to, and leaves it when another is chosen', async () => {
    const { window } = scene
    const { page } = window
    await (await window.openMenu('Look')).choose('Like the system')
    await soon(() => window.theme()).toBe('light')
    // What is drawn of a paused torrent does not change by itself.
    await window.grid.rows.first().click()
    await soon(() => window.details.graphLine()).toBe('light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await soon(() => window.theme()).toBe('dark')
    await soon(() => window.details.graphLine()).toBe('dark')
    await (await window.openMenu('Look')).choose('Light')
    await soon(() => window.theme()).toBe('light')
    await soon(() => window.details.graphLine()).toBe('light')
    await page.emulateMedia({ colorScheme: 'light' })
    await (await window.openMenu('Look')).choose('Comfortable')
    await soon(async () => (await window.grid.rows.first().boundingBox())?.height).toBe(36)
    await (await window.openMenu('Look')).choose('Compact')
    await soon(async () => (await window.grid.rows.first().boundingBox())?.height).toBe(28)
  })

  it('gives the columns back as they were at first', async () => {
    const { window } = scene
    const menu = await window.openMenu('Columns')
    await menu.choose('Reset columns')
    await soon(() => window.grid.columns()).toEqual([
      'Name',
      'Daemon',
      'Size',
      'Progress',
      'Download rate',
      'Upload rate',
      'Time left',
      'Ratio',
      'Seeds',
      'Label',
      'Added',
    ])
    await window.press('Escape')
  })

  it('selects with the mouse: one, a range, single ones, and none of the others', async () => {
    const { grid, status } = scene.window
    await grid.sortBy('Name')
    await soon(() => grid.sorting()).toEqual(['Name ascending'])
    await grid.scrollTo(0)
    const rows = await grid.lines()
    const at = (place: number): readonly [string, string | undefined] => {
      const cells = rows[place]?.cells ?? {}
      return [(cells['Name'] ?? '').replace('Paused ', ''), cells['Daemon']]
    }
    const places = async (): Promise<number[]> =>
      (await grid.lines()).filter(({ selected }) => selected).map(({ place }) => place - 1)
    await grid.pick(...at(1))
    expect(await places()).toEqual([1])
    await grid.pick(...at(4), 'Shift')
    expect(await places()).toEqual([1, 2, 3, 4])
    await grid.pick(...at(2), 'Control')
    await grid.pick(...at(7), 'Control')
    expect(await places()).toEqual([1, 3, 4, 7])
    await soon(() => status.text()).toContain('4 of 100 selected')
    await grid.pick(...at(9))
    expect(await places()).toEqual([9])
  })

  it('selects with the keyboard: steps, ranges, single ones, all and none', async () => {
    const { window } = scene
    const { grid, status } = window
    const places = async (): Promise<number[]> =>
      (await grid.lines()).filter(({ selected }) => selected).map(({ place }) => place)
    await grid.focus()
    await window.press('Home')
    await soon(places).toEqual([1])
    await window.press('ArrowDown')
    await window.press('Shift+ArrowDown')
    await window.press('Shift+ArrowDown')
    await soon(places).toEqual([2, 3, 4])
    await window.press('Control+ArrowDown')
    await window.press('Control+ArrowDown')
    await window.press('Control+Space')
    await soon(places).toEqual([2, 3, 4, 6])
    await window.press('Control+A')
    await soon(() => status.text()).toContain('100 of 100 selected')
    await window.press('Escape')
    await soon(() => status.text()).toContain('100 torrents')
    expect(await places()).toEqual([])
    await window.press('End')
    await soon(async () => (await grid.lines()).at(-1)).toMatchObject({ place: 100, selected: true })
  })

  it('finds the row whose name begins with what is typed', async () => {
    const { window } = scene
    const { grid } = window
    // The keyboard of the test has no other letters.
    const plain = (await column('Name'))
      .map((text) => text.replace('Paused ', ''))
      .filter((name) => /^[a-z ]{10}/i.test(name))
    const name = plain[Math.floor(plain.length / 2)] ?? ''
    await grid.focus()
    await window.press('Home')
    await window.page.keyboard.type(name.slice(0, 10))
    await soon(async () => (await grid.selected())[0]?.slice(0, 10)).toBe(name.slice(0, 10))
  })

  it('tells in the details about the one in focus, the sum of several, and takes no room when there is none', async () => {
    const { window } = scene
    const { grid, details, search } = window
    await grid.focus()
    await window.press('Escape')
    await details.root.waitFor({ state: 'hidden' })
    await search.fill('0005')
    await soon(() => grid.count()).toBe(21)
    for (const site of [nas, attic]) {
      const torrent = torrentNumber(55)
      await grid.pick(torrent.name, site.name)
      const keys = ['total_size', 'num_pieces', 'save_path', 'owner', 'next_announce']
      const told = await site.tells(torrent.hash, ...keys)
      await soon(() => details.text()).toContain(`${torrent.name} · ${site.name}`)
      await soon(async () => (await details.facts())['Pieces']).toContain(`${String(told?.['num_pieces'])} ×`)
      const facts = await details.facts()
      expect(facts['Owner']).toBe(told?.['owner'])
      expect(await details.root.getByTitle(String(told?.['save_path'])).count()).toBe(1)
    }
    await window.press('Control+A')
    await soon(() => details.text()).toContain('21 torrents selected')
    expect((await details.facts())['Daemons']?.split(', ').toSorted()).toEqual(['attic 10', 'nas 11'])
    await window.press('Escape')
    await search.fill('')
  })

  it('hides the details with one key, shows them with the same, and remembers their height', async () => {
    const { window } = scene
    const { details, page } = { ...window, page: window.page }
    await window.grid.focus()
    await window.press('Home')
    await details.root.waitFor()
    await window.press('Control+D')
    await details.root.waitFor({ state: 'hidden' })
    await window.press('Control+D')
    await details.root.waitFor()
    const edge = page.getByRole('separator', { name: 'Height of the details' })
    const before = (await details.root.boundingBox())?.height ?? 0
    await edge.focus()
    await window.press('ArrowUp')
    await soon(async () => (await details.root.boundingBox())?.height).toBe(before + 16)
    await window.reload()
    await window.grid.rows.first().waitFor()
    await window.grid.focus()
    await window.press('Home')
    await soon(async () => (await details.root.boundingBox())?.height).toBe(before + 16)
  })
})
