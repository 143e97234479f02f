import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { picture } from './browser.ts'
import { whatIsCut } from './cut.ts'
import { SettingsPage } from './pages/settings-page.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

/** Half of a size is that size at 200 %: the page sees nothing else of it. */
const sizes = [
  [1440, 900],
  [1100, 700],
  [800, 600],
  [720, 450],
  [640, 480],
  [400, 300],
  [320, 240],
] as const

needs('chromium').describe('the settings', () => {
  let nas: FleetDaemon
  let scene: Scene
  let settings: SettingsPage

  beforeAll(async () => {
    nas = await startFleetDaemon({ torrents: 200, activity: 'calm', tickMs: 100_000, name: 'nas', seed: 3 })
    scene = await Scene.open({ width: 1440, height: 900 })
    await scene.connectFleet([nas])
    settings = new SettingsPage(scene.window.page)
  })
  afterAll(async () => {
    await scene.close()
    await nas.close()
  })
  watchOver(() => scene)
  // What one test leaves open is none of the next one's.
  afterEach(async () => {
    const { page } = scene.window
    await page.setViewportSize({ width: 1440, height: 900 })
    if (await settings.root.isVisible()) await settings.back.click()
  })

  it('are done with the keyboard alone, and each change holds at once and after a new start of the page', async () => {
    const { window } = scene
    const { page } = window
    await settings.open()
    await scene.window.tabTo('Find a setting')
    await scene.window.tabTo('General')
    await window.press('ArrowDown')
    expect(await scene.window.focused()).toBe('Notices')
    await window.press('Home')
    await window.press('Enter')
    expect(await scene.window.focused()).toBe('General')
    await window.press('Tab')
    expect(await scene.window.focused()).toMatch(/^Language/)
    await scene.window.tabTo('Compact')
    await window.press('ArrowRight')
    await scene.window.tabTo('System')
    await window.press('ArrowLeft')
    await soon(() => window.theme()).toBe('dark')
    await scene.window.tabTo('Torrents shown of one daemon')
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('12')
    await window.press('Enter')
    await settings.root.getByText('A whole number from 1,000 to 500,000.').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('300000')
    await window.press('Tab')
    await window.reload()
    await settings.root.waitFor()
    expect(await window.theme()).toBe('dark')
    await soon(() => settings.root.getByLabel('Torrents shown of one daemon').inputValue()).toBe('300,000')
    expect(await settings.root.getByRole('radio', { name: 'Comfortable' }).isChecked()).toBe(true)
    await scene.window.tabTo('Comfortable')
    await window.press('ArrowLeft')
    await scene.window.tabTo('Dark')
    await window.press('ArrowRight')
    await soon(() => settings.root.getByRole('radio', { name: 'System' }).isChecked()).toBe(true)
    await window.press('Escape')
    await settings.untilLeft()
  })

  it('bring back what a field said before, before Esc leaves', async () => {
    const { window } = scene
    await settings.open()
    const field = settings.root.getByLabel('Torrents shown of one daemon')
    await field.fill('many')
    await window.press('Escape')
    expect(await field.inputValue()).toBe('300,000')
    await settings.find.fill('zzz')
    await settings.root.getByRole('heading', { name: 'No setting named “zzz”' }).waitFor()
    await window.press('Escape')
    expect(await settings.find.inputValue()).toBe('')
    await window.press('Escape')
    await settings.untilLeft()
  })

  it('say beside a field why a change was refused, and go back to what it was', async () => {
    const { page } = scene.window
    await settings.open()
    const problem = { code: 'disk', message: 'The disk is full.', retry: 'later' }
    await page.route('**/api/call', (route) => {
      const isChange = (route.request().postData() ?? '').includes('"settings.set"')
      return isChange ? route.fulfill({ json: { ok: false, error: problem } }) : route.continue()
    })
    await settings.root.getByLabel('Torrents shown of one daemon').fill('5000')
    await scene.window.press('Enter')
    const general = settings.section('General')
    await general.getByText('The disk is full.').waitFor()
    expect(await settings.root.getByLabel('Torrents shown of one daemon').inputValue()).toBe('300,000')
    await settings.root.getByRole('radio', { name: 'Dark' }).click()
    await soon(() => general.getByText('The disk is full.').count()).toBe(2)
    expect(await settings.root.getByRole('radio', { name: 'System' }).isChecked()).toBe(true)
    expect(await scene.window.theme()).toBe('light')
    await settings.keysOf('Find').focus()
    await scene.window.press('Enter')
    await scene.window.press('F9')
    await settings.command('Find').getByText('The disk is full.').waitFor()
    expect(await settings.caps('Find')).toBe('/ Ctrl F')
    await page.unroute('**/api/call')
    expect(await scene.window.messages()).toEqual([])
    await scene.window.press('Escape')
    await settings.untilLeft()
  })

  it('change a key, which then works, is shown everywhere, and is there after a new start', async () => {
    const { window } = scene
    const { page } = window
    await settings.open()
    await scene.window.tabTo(/^All \d+ commands$/)
    await window.press('Enter')
    await scene.window.tabTo('Force recheck: no key')
    await window.press('Enter')
    expect(await scene.window.focused()).toBe('Force recheck: Press the new keys')
    await window.press('Escape')
    expect(await scene.window.focused()).toBe('Force recheck: no key')
    await window.press('Enter')
    await window.press('F8')
    await soon(() => settings.caps('Force recheck')).toBe('F8')
    expect(await scene.window.focused()).toBe('Force recheck: F8')
    await soon(() => page.evaluate(() => document.activeElement?.checkVisibility() ?? false)).toBe(true)
    await window.reload()
    await settings.root.waitFor()
    await window.press('Escape')
    await settings.untilLeft()
    await window.grid.focus()
    await window.press('Home')
    await window.grid.openMenu((await window.grid.selected())[0] ?? '')
    await window.menu.root
      .getByRole('menuitem', { name: /Force recheck/ })
      .getByText('F8')
      .waitFor()
    await window.menu.leave()
    await window.grid.focus()
    await window.press('F8')
    await soon(async () => (await window.messages()).join(' ')).toMatch(/[Cc]heck/)
    await window.dismissMessages()
  })

  it('say by what a key is taken, and take it over when asked', async () => {
    const { window } = scene
    const { page } = window
    await settings.open()
    await settings.showAllCommands()
    await settings.keysOf('Settings').focus()
    await window.press('Enter')
    await window.press('Control+K')
    const line = settings.command('Settings')
    await line.getByText('Ctrl+K is taken by “Command palette”.').waitFor()
    expect(await settings.caps('Command palette')).toBe('Ctrl K')
    await picture(page, 'settings-taken')
    await window.press('Control+V')
    await line.getByText('Ctrl+V always means: Paste.').waitFor()
    expect(await line.getByRole('button', { name: 'Take it over' }).count()).toBe(0)
    await window.press('Control+K')
    await scene.window.tabTo('Take it over')
    await window.press('Enter')
    await soon(() => settings.caps('Settings')).toBe('Ctrl K')
    expect(await settings.caps('Command palette')).toBe('no key')
    expect(await scene.window.focused()).toBe('Settings: CtrlK')
    await window.press('Escape')
    await settings.untilLeft()
    await window.press('Control+K')
    await settings.root.waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)

    // Back to the usual, which now belongs to another again.
    await settings.showAllCommands()
    await line.getByRole('button', { name: 'Usual keys for “Settings”' }).click()
    await soon(() => settings.caps('Settings')).toBe('Ctrl ,')
    await settings.keysOf('Command palette').focus()
    await window.press('Enter')
    await window.press('Backspace')
    expect(await settings.caps('Command palette')).toBe('no key')
    await settings.root.getByRole('button', { name: 'Usual keys for all' }).click()
    await soon(() => settings.caps('Command palette')).toBe('Ctrl K')
    expect(await settings.caps('Force recheck')).toBe('no key')
    await window.press('Escape')
    await settings.untilLeft()
  })

  it('are found by what they are called', async () => {
    await settings.open()
    await scene.window.press('/')
    expect(await scene.window.focused()).toBe('Find a setting')
    await scene.window.page.keyboard.type('recheck')
    await soon(() => settings.sections()).toEqual(['Keyboard'])
    expect(await settings.root.getByRole('listitem').filter({ hasText: 'Force recheck' }).count()).toBe(1)
    await settings.find.fill('theme')
    await soon(() => settings.sections()).toEqual(['General', 'Keyboard'])
    expect(await settings.section('General').getByText('Language').count()).toBe(0)
    await settings.find.fill('tray')
    await soon(() => settings.sections()).toEqual(['Desktop'])
    // Here is a browser: nothing is offered that only the desktop program could do.
    await settings.section('Desktop').getByText('belong to the desktop program. This window is in a browser.').waitFor()
    expect(await settings.section('Desktop').getByRole('checkbox').count()).toBe(0)
    await settings.find.fill('')
    await soon(() => settings.sections()).toEqual(['General', 'Notices', 'Desktop', 'Keyboard', 'Data'])
    await scene.window.press('Escape')
    await settings.untilLeft()
  })

  it('have a list of sections that leads to them and follows the scroll', async () => {
    const { page } = scene.window
    await page.setViewportSize({ width: 1100, height: 500 })
    await settings.open()
    await settings.showAllCommands()
    const current = () => settings.root.getByRole('navigation').locator('[aria-current]').innerText()
    await settings.to('Data').click()
    expect(await current()).toBe('Data')
    const content = settings.root.locator('.content')
    await content.evaluate((element) => (element.scrollTop = 0))
    await soon(current).toBe('General')
    await content.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
    await soon(current).toBe('Keyboard')
  })

  it.each(sizes.map(([width, height]) => [`${width}x${height}`, width, height] as const))(
    'are whole at %s, in both ways of writing',
    async (name, width, height) => {
      const { page } = scene.window
      await page.setViewportSize({ width, height })
      await scene.window.grid.focus()
      await settings.open()
      await settings.showAllCommands()
      await settings.keysOf('Add a link…').focus()
      await scene.window.press('Enter')
      await scene.window.press('Control+K')
      await page.mouse.move(width / 2, height - 2)
      const found: string[] = []
      for (const dir of ['ltr', 'rtl']) {
        await page.evaluate((way) => (document.documentElement.dir = way), dir)
        for (const line of await whatIsCut(page)) found.push(`${name}, ${dir}: ${line}`)
        if (dir === 'rtl') await picture(page, `settings-${name}-rtl`)
      }
      await page.evaluate(() => (document.documentElement.dir = 'ltr'))
      expect(found).toEqual([])
      await scene.window.press('Escape')
      await settings.root.locator('.content').evaluate((element) => (element.scrollTop = 0))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await picture(page, `settings-${name}-${colorScheme}`)
      }
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await expectNothingSerious(scene.window, name)
      await scene.window.press('Escape')
      await settings.untilLeft()
    },
  )

  it('name German keys in German', async () => {
    const { page } = scene.window
    await settings.open()
    await settings.root.getByRole('combobox', { name: /^Language/ }).click()
    await page.getByRole('option', { name: 'Deutsch' }).click()
    const german = page.getByRole('region', { name: 'Einstellungen', exact: true })
    await german.getByText('Umschalt').waitFor()
    await picture(page, 'settings-german')
    const text = (await german.innerText()).replaceAll(/\s+/g, ' ')
    for (const keys of ['Strg K', 'Leertaste', 'Umschalt Entf']) expect(text).toContain(keys)
    expect(text).not.toMatch(/\b(Ctrl|Del|Shift|Space)\b/)
    await german.getByRole('combobox', { name: /^Sprache/ }).click()
    await page.getByRole('option', { name: 'English' }).click()
    await settings.root.waitFor()
    await scene.window.press('Escape')
    await settings.untilLeft()
  })

  it('can be read with the system’s own colours', async () => {
    const { page } = scene.window
    await settings.open()
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' })
    await picture(page, 'settings-forced')
    const hidden = await settings.root.locator('svg').evaluateAll((icons) =>
      icons
        .filter((icon) => {
          const holder = icon.closest('button, label, li, div')!
          return getComputedStyle(icon).stroke === getComputedStyle(holder).backgroundColor
        })
        .map((icon) => icon.parentElement!.outerHTML),
    )
    expect(hidden).toEqual([])
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
    await scene.window.press('Escape')
    await settings.untilLeft()
  })
})
