import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { picture } from './browser.ts'
import { whatIsCut } from './cut.ts'
import { SettingsPage } from './pages/settings-page.ts'
import { Window } from './pages/window.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const sizes = [
  [1440, 900],
  [1100, 700],
  [800, 600],
  [400, 600],
] as const

needs('chromium').describe('notices', () => {
  let nas: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene
  let settings: SettingsPage
  let section: Locator

  beforeAll(async () => {
    const calm = { torrents: 5, activity: 'none', tickMs: 100_000 } as const
    ;[nas, attic] = await Promise.all([
      startFleetDaemon({ ...calm, name: 'nas', seed: 3 }),
      startFleetDaemon({ ...calm, name: 'attic', seed: 4 }),
    ])
    scene = await Scene.open({ width: 1440, height: 900 })
    await scene.connectFleet([nas, attic])
    settings = new SettingsPage(scene.window.page)
    section = settings.section('Notices')
  })
  afterAll(async () => {
    await scene.close()
    await nas.close()
    await attic.close()
  })
  watchOver(() => scene)

  const lines = (): Locator => section.getByRole('list', { name: 'Rules' }).getByRole('listitem')
  /** What the cells of a line say. */
  const read = async (): Promise<string[]> => {
    const names = (line: Locator): Promise<string[]> =>
      line.getByRole('combobox').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''))
    return Promise.all((await lines().all()).map(async (line) => (await names(line)).join(' | ')))
  }
  /** With the keyboard, the option so many steps below the one that is chosen. */
  async function pick(cell: string, steps: number): Promise<void> {
    const { window } = scene
    await window.tabTo(new RegExp(`^${cell}: `))
    await window.press('Enter')
    await window.page.getByRole('listbox').waitFor()
    for (let step = 0; step < steps; step += 1) await window.press('ArrowDown')
    await window.press('Enter')
    await window.page.getByRole('listbox').waitFor({ state: 'detached' })
  }
  /** Plays that the person turns to a page or away from it: a browser without a screen has none that is not in front. */
  async function look({ page }: Window, isLookedAt: boolean): Promise<void> {
    const answered = page.waitForResponse((answer) => (answer.request().postData() ?? '').includes('view.focus'))
    await page.evaluate((is) => {
      document.hasFocus = () => is
      window.dispatchEvent(new Event(is ? 'focus' : 'blur'))
    }, isLookedAt)
    await answered
  }
  function finish(daemon: FleetDaemon, number: number): string {
    const torrent = daemon.engine.all()[number]!
    daemon.say('TorrentFinishedEvent', [torrent.id])
    return torrent.name
  }

  it('have rules that the keyboard adds, changes, moves, removes and brings back', async () => {
    const { window } = scene
    await settings.open()
    await window.tabTo('Add a rule')
    await window.press('Enter')
    await soon(() => window.focused()).toBe('When: Torrent finished')
    await pick('Daemon', 1)
    await window.tabTo('Add a rule')
    await window.press('Enter')
    await soon(() => window.focused()).toBe('When: Torrent finished')
    await pick('When', 1)
    await pick('What happens', 1)
    await soon(read).toEqual([
      'When: Torrent finished | Daemon: nas | Label: any | What happens: Notification',
      'When: Torrent failed | Daemon: any | Label: any | What happens: Only in the bell',
    ])
    await window.press('Alt+ArrowUp')
    await section.getByText('Now line 1 of 2.').waitFor({ state: 'attached' })
    expect(await window.focused()).toBe('What happens: Only in the bell')
    await soon(async () => (await read())[0]).toContain('Torrent failed')
    await window.tabTo('More about line 1')
    await window.press('Enter')
    await window.page.getByRole('menuitem', { name: 'Remove' }).focus()
    await window.press('Enter')
    await soon(read).toHaveLength(1)
    await window.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await soon(read).toHaveLength(2)
    await window.dismissMessages()
    await window.reload()
    await settings.root.waitFor()
    await soon(read).toEqual([
      'When: Torrent failed | Daemon: any | Label: any | What happens: Only in the bell',
      'When: Torrent finished | Daemon: nas | Label: any | What happens: Notification',
    ])
  })

  it('say of a line that it never decides, and why', async () => {
    const { page } = scene.window
    await lines().first().getByRole('combobox', { name: /^When/ }).click()
    await page.getByRole('option', { name: 'Anything' }).click()
    await section.getByText('Line 1 above fits first, always.').waitFor()
    await lines().first().getByRole('switch').click()
    await section.getByText('Line 1 above fits first, always.').waitFor({ state: 'detached' })
  })

  it('can be moved with the pointer', async () => {
    const { page } = scene.window
    const grip = lines().nth(1).getByRole('button', { name: 'Move line 2' })
    await grip.hover()
    await page.mouse.down()
    const { x, y } = (await lines().first().boundingBox())!
    await page.mouse.move(x + 5, y + 8)
    await page.mouse.up()
    await soon(async () => (await read())[0]).toContain('Torrent finished')
  })

  it('have quiet hours and a digest, and refuse what is no time', async () => {
    const { window } = scene
    await section.getByRole('switch', { name: 'Quiet hours' }).click()
    const from = section.getByRole('textbox', { name: 'Quiet from' })
    await from.fill('25')
    await window.press('Enter')
    await section.getByText('A time like 22:30.').waitFor()
    await from.fill('2130')
    await window.press('Enter')
    await soon(() => from.inputValue()).toBe('21:30')
    await section.getByText('Notices wait and come as one at 07:00.').waitFor()
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) {
      await section.getByRole('button', { name: day }).click()
    }
    await section.getByText('On no day there are no quiet hours: choose one.').waitFor()
    await section.getByRole('button', { name: 'Sat' }).click()
    await section.getByRole('switch', { name: 'Digest' }).click()
    await section.getByRole('combobox', { name: 'Length of a digest: every 30 minutes' }).waitFor()
  })

  it('are whole at every size, in both languages and both lights', async () => {
    const { window } = scene
    const { page } = window
    const found: string[] = []
    for (const [language, title] of [
      ['Deutsch', 'Meldungen'],
      ['English', 'Notices'],
    ] as const) {
      await page.getByRole('combobox', { name: /^(Language|Sprache)/ }).click()
      await page.getByRole('option', { name: language }).click()
      const heading = page.getByRole('heading', { name: title, exact: true })
      await heading.waitFor()
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height })
        await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }))
        for (const line of await whatIsCut(page)) found.push(`${language}, ${width}: ${line}`)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await picture(page, `notices-${language}-${width}-${colorScheme}`)
        }
      }
    }
    expect(found).toEqual([])
    await expectNothingSerious(window, 'notices, narrow')
    await page.setViewportSize({ width: 1440, height: 900 })
    await expectNothingSerious(window, 'notices')
  })

  it('can be tried, and say what became of it', async () => {
    await section.getByRole('button', { name: 'Try it' }).click()
    await section.getByText(/The browser shows none|handed to the browser/).waitFor()
    await scene.window.dismissMessages()
    // From here on everything is told at once.
    await section.getByRole('switch', { name: 'Quiet hours' }).click()
    await section.getByRole('switch', { name: 'Digest' }).click()
    await settings.back.click()
    await settings.untilLeft()
  })

  it('come where nobody looks at any window, and lead to their torrent', async () => {
    const { window } = scene
    const other = new Window(await window.page.context().newPage())
    await other.open(scene.app.origin)
    await look(window, false)
    // The other one is still in front.
    finish(nas, 0)
    // By then it would have been told.
    await window.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1200)))
    await look(other, false)
    const name = finish(nas, 1)
    await soon(async () => (await window.messages()).join()).toContain(`${name}: Finished on nas.`)
    expect((await window.messages()).join()).not.toContain(nas.engine.all()[0]!.name)
    await window.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Show' }).click()
    await soon(() => window.grid.selected()).toEqual([name])
    await other.page.close()
    await window.dismissMessages()
  })

  it('follow the first rule that fits', async () => {
    const { window } = scene
    await settings.open()
    await lines()
      .first()
      .getByRole('combobox', { name: /^What happens/ })
      .click()
    await window.page.getByRole('option', { name: 'Only in the bell' }).click()
    await soon(async () => (await read())[0]).toContain('Only in the bell')
    const hushed = finish(nas, 2)
    const told = finish(attic, 2)
    await soon(async () => (await window.messages()).join()).toContain(`${told}: Finished on attic.`)
    expect((await window.messages()).join()).not.toContain(hushed)
    await window.dismissMessages()
  })
})
