import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import { needs } from '../../needs.ts'
import { play } from './play.ts'

needs('chromium')

/** The part of axe-core that is used here; its script puts it into the page. */
interface Axe {
  run(
    context: { include: string[] },
    options: { runOnly: string[] },
  ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>
}

const stage = play()

const bigBuck = 'Big Buck Bunny (2008) 2160p open movie'

describe('the table over ten thousand rows', () => {
  it('draws those in view and says how many there are', async () => {
    const { grid } = await stage.open('scene=10k')
    await grid.rows.first().waitFor()
    expect(await grid.count()).toBe(10_000)
    expect(await grid.rows.count()).toBeLessThan(50)
    await grid.scrollTo(5000 * 28)
    const places = (await grid.lines()).map(({ place }) => place)
    expect(places).toContain(5001)
    expect(new Set(places).size).toBe(places.length)
  })

  it('goes to the end and back with the keyboard', async () => {
    const { grid } = await stage.open('scene=10k')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('End')
    await expect.poll(async () => (await grid.lines()).at(-1)?.place).toBe(10_000)
    await stage.window.press('Home')
    await expect.poll(async () => (await grid.lines())[0]?.place).toBe(1)
    expect(await grid.active()).toBe((await grid.names())[0])
  })

  it('selects ranges far beyond what is drawn', async () => {
    const { grid, details } = await stage.open('scene=10k')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('Home')
    await stage.window.press('Shift+End')
    await expect.poll(() => details.text()).toContain('10,000 torrents selected')
    await stage.window.press('Escape')
    await details.root.waitFor({ state: 'hidden' })
  })
})

describe('the keyboard in the table', () => {
  it('goes up to the heads, sorts there and comes back, with one tab stop for all', async () => {
    const { grid } = await stage.open('scene=three')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.press('ArrowUp')
    expect(await grid.active()).toBe('Name')
    await stage.window.press('Enter')
    expect(await grid.sorting()).toEqual(['Name ascending'])
    expect(await grid.names()).toEqual(['archlinux-2026.11.01-x86_64.iso', bigBuck, 'debian-13.2.0-amd64-netinst.iso'])
    await stage.window.press('ArrowRight')
    await stage.window.press('Control+ArrowLeft')
    expect((await grid.columns()).slice(0, 2)).toEqual(['Daemon', 'Name'])
    await stage.window.press('ArrowDown')
    expect(await grid.active()).toBe((await grid.names())[0])
    expect(await grid.root.locator('[tabindex="0"]').count()).toBe(0)
  })

  it('finds a row by its first letters', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    await grid.focus()
    await stage.window.page.keyboard.type('big b')
    expect(await grid.active()).toBe(bigBuck)
    expect(await grid.selected()).toEqual([bigBuck])
  })

  it('pauses with the space bar: the row says so at once and the daemon’s word follows', async () => {
    const { grid } = await stage.open('scene=three&delay=400')
    await grid.pick(bigBuck)
    await stage.window.press('Space')
    await expect.poll(() => grid.stateOf(bigBuck)).toBe('Pausing…')
    await expect.poll(() => grid.stateOf(bigBuck)).toBe('Paused')
    await expect.poll(() => stage.window.messages()).toContain('Paused 1 torrent.')
  })
})

describe('a list that changes under the hand', () => {
  it('holds still while a menu is open, and sorts when it closes', async () => {
    const { grid, menu } = await stage.open('scene=10k&changing=2000')
    await grid.rows.first().waitFor()
    await grid.sortBy('Upload rate')
    const first = (await grid.names())[0] ?? ''
    await grid.openMenu(first)
    const before = await grid.names()
    await stage.window.page.waitForTimeout(2500)
    expect(await grid.names()).toEqual(before)
    await menu.leave()
    await expect.poll(() => grid.names()).not.toEqual(before)
  })

  it('keeps the row under the pointer where it is when new ones come above it', async () => {
    const { grid, page } = await stage.open('scene=pictures')
    const row = grid.row(bigBuck)
    await row.hover()
    const before = await row.boundingBox()
    for (const name of ['first new one', 'second new one']) {
      await page.evaluate(
        (name) =>
          (Reflect.get(globalThis, 'estuary') as Bridge).call('torrents.add', {
            daemon: 'nas0',
            source: { kind: 'file', name, content: '' },
            paused: false,
          }),
        name,
      )
    }
    await expect.poll(() => grid.count()).toBe(4130)
    await expect.poll(async () => (await row.boundingBox())?.y).toBe(before?.y)
  })
})

describe('the columns', () => {
  it('cut folders in the middle, because their ends tell them apart', async () => {
    const { grid } = await stage.open('scene=three')
    await grid.rows.first().waitFor()
    const menu = await stage.window.openMenu('Columns')
    await menu.choose('Folder$')
    await menu.leave()
    await grid.resize('Folder', -120)
    const tail = grid.row(bigBuck).getByText('/incoming', { exact: true })
    expect(await tail.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  })

  it('follow the pointer at their edges, and the name takes what is left', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    const before = { size: await grid.widthOf('Size'), progress: await grid.widthOf('Progress') }
    await grid.resize('Size', 20)
    expect(await grid.widthOf('Size')).toBe(before.size + 20)
    expect(await grid.widthOf('Progress')).toBe(before.progress - 20)
    expect((await grid.lines())[0]?.cells['Size']).toBe('663 MiB')
  })

  it('move by their heads, come and go by the menus, and go back to how they were', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.rows.first().waitFor()
    await grid.moveBefore('Ratio', 'Size')
    expect((await grid.columns()).slice(0, 4)).toEqual(['Name', 'Daemon', 'Ratio', 'Size'])
    await grid.head('Ratio').click({ button: 'right' })
    await stage.window.menu.choose('Hide Ratio')
    await expect.poll(() => grid.columns()).not.toContain('Ratio')
    const menu = await stage.window.openMenu('Columns')
    await menu.choose('Tracker$')
    await expect.poll(() => grid.columns()).toContain('Tracker')
    await menu.choose('Reset columns')
    await expect.poll(() => grid.columns()).toContain('Ratio')
    expect(await grid.columns()).not.toContain('Tracker')
  })

  it('sort by a second key with shift', async () => {
    const { grid } = await stage.open('scene=three')
    await grid.rows.first().waitFor()
    await grid.sortBy('Daemon')
    await grid.sortBy('Size', true)
    expect(await grid.sorting()).toEqual(['Daemon ascending'])
    expect(await grid.names()).toEqual(['archlinux-2026.11.01-x86_64.iso', 'debian-13.2.0-amd64-netinst.iso', bigBuck])
  })
})

describe('what cannot be done', () => {
  it('is in the menu with its reason', async () => {
    const { grid, menu } = await stage.open('scene=pictures')
    await grid.openMenu('Project Gutenberg 2026 dump')
    await expect.poll(() => menu.root.innerText()).toContain('attic is not connected.')
    expect(await menu.item('Pause').getAttribute('aria-disabled')).toBe('true')
    await menu.leave()
  })

  it('is told when it was done to some', async () => {
    const { grid } = await stage.open('scene=pictures')
    await grid.pick('NASA Perseverance raw images, sols 1–400')
    await grid.pick('ubuntu-26.04.1-desktop-amd64.iso', undefined, 'Shift')
    await grid.openMenu('ubuntu-26.04.1-desktop-amd64.iso')
    await stage.window.menu.choose('Force recheck')
    const said = '2 of 3 torrents set to recheck; 1 not. Project Gutenberg 2026 dump attic is not connected.'
    await expect.poll(() => stage.window.messages()).toContain(said)
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(['pictures', 'all-stale', 'no-torrents'])(
    'axe has nothing to say of the table and its details: %s',
    async (scene) => {
      const { page } = await stage.open(`scene=${scene}`, theme)
      await page.waitForTimeout(700)
      if (scene === 'pictures') await stage.window.grid.pick(bigBuck)
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const axe = Reflect.get(globalThis, 'axe') as Axe
        const include = ['.torrents', '.details'].filter((part) => document.querySelector(part))
        return (await axe.run({ include }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
          .violations
      })
      const words = violations.map(({ id, nodes }) =>
        [id, ...nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)].join(
          '\n',
        ),
      )
      expect(words).toEqual([])
    },
  )
})
