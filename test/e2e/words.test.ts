import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { AccountsPage } from './pages/accounts-page.ts'
import { command } from './pages/palette.ts'
import { SettingsPage } from './pages/settings-page.ts'
import type { Window } from './pages/window.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'
import { buildPseudo, givePseudo } from './words/build.ts'
import { carried } from './words/carried.ts'
import { holdDatabase } from './words/held.ts'
import { dataOf, outsideOfCatalogue, shortened, typed } from './words/known.ts'
import { pseudoText } from './words/pseudo.ts'
import { type Reading, readPage } from './words/reading.ts'

/*
 * Every screen, dialog and menu is opened in English; then another window chooses the other language, which here is the
 * tests' own. So whatever was put away in English and does not change at once is found, too.
 */
needs('chromium').describe('the words on the screen', () => {
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene
  let empty: FleetDaemon
  let other: Window

  beforeAll(async () => {
    ;[harbour, attic, empty, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 60, activity: 'none' }),
      startFleetDaemon({ name: 'Attic', torrents: 12, seed: 2, activity: 'none' }),
      startFleetDaemon({ name: 'Nothing', torrents: 0 }),
      Scene.open({ width: 1100, height: 700 }),
      buildPseudo(),
    ])
    other = await scene.another(await scene.app.freshAddress())
    for (const window of [scene.window, other]) {
      await givePseudo(window.page, scene.app.origin)
      await window.reload()
    }
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
  })
  watchOver(() => scene)

  /** Chooses a language in the other window's menu. */
  async function speak(name: 'English' | 'Deutsch'): Promise<void> {
    await other.page.locator('html').focus()
    await other.page.getByRole('button', { name: new RegExp(`^(Look|${pseudoText('Look')})$`) }).click()
    await other.page.getByRole('menuitemradio', { name }).click()
    await soon(() => scene.window.page.locator('html').getAttribute('lang')).toBe(name === 'English' ? 'en' : 'de')
  }

  /** The same of what is open for a moment only, and is opened in the tests' language: no window's keys have one. */
  async function expectSaidOf(what: string, open: () => Promise<void>): Promise<void> {
    await speak('Deutsch')
    await open()
    await expectSaid(what)
  }

  /** Reads the screen in the tests' language: nothing is from outside the catalogue, nothing is cut off. */
  async function expectSaid(what: string): Promise<void> {
    await speak('Deutsch')
    const readings = await readPage(scene.window.page)
    await speak('English')
    judge(what, readings)
  }

  function judge(what: string, readings: readonly Reading[]): void {
    expect(readings.length, what).toBeGreaterThan(5)
    const { dataFolder } = scene.app
    const data = [join(dataFolder, 'estuary.db'), dataFolder, ...dataOf([harbour, attic, empty])]
    const outside = readings.filter(({ text }) => outsideOfCatalogue(text, data) !== '')
    const clipped = readings
      .filter(({ text, isClipped }) => isClipped && text.includes('⟦'))
      .filter(({ where }) => !shortened.some((place) => place.test(where)))
    expect(
      {
        outside: outside.map(({ text, where }) => `${where}: ${text}`),
        clipped: clipped.map(({ text, where }) => `${where}: ${text}`),
      },
      what,
    ).toEqual({ outside: [], clipped: [] })
  }

  it('come from the catalogue in the first window and in the form of a daemon', async () => {
    const { window } = scene
    await expectSaid('first run')
    await window.firstStart.click()
    await window.form.untilOpen()
    await expectSaid('form')
    await window.form.press('Add daemon')
    await soon(() => window.form.noteOf('Password')).toContain('password')
    // What is wrong was said when it was looked for: it is looked for anew.
    await speak('Deutsch')
    await window.page.locator('[role=dialog] form').evaluate((form: HTMLFormElement) => form.requestSubmit())
    await soon(
      async () => (await readPage(window.page)).filter(({ where }) => where.includes('.error')).length,
    ).toBeGreaterThan(0)
    await expectSaid('form with errors')
    await window.form.field('Address').fill(`127.0.0.1:${harbour.port}`)
    await window.form.logIn(harbour)
    await window.form.press('Test')
    await window.form.certificate.untilOpen()
    await expectSaid('a first certificate')
    await window.form.certificate.press('Not now')
    expect(await window.form.test()).toContain('Connected')
    await expectSaid('form after a test')
    await window.press('Escape')
    await window.form.untilClosed()
  })

  it('come from the catalogue where there are no torrents', async () => {
    const { window } = scene
    await window.addDaemon(empty.name, empty, empty)
    await window.page.getByRole('heading', { name: 'No torrents yet' }).waitFor()
    await window.dismissMessages()
    await expectSaid('no torrents')
    await empty.close()
    await window.page.getByRole('heading', { name: 'No daemon is connected yet' }).waitFor()
    await expectSaid('not reached')
    await window.sidebar.openMenuOf(empty.name)
    await window.menu.choose('Remove…')
    await window.dialog(/^Remove Nothing$/).press('Remove daemon')
    await window.dismissMessages()
  })

  it('come from the catalogue in the list: live, selected, filtered away', async () => {
    const { window } = scene
    await scene.connectFleet([harbour, attic])
    await expectSaid('list')
    await window.grid.focus()
    await window.press('Home')
    await soon(() => window.details.tab.count()).toBe(1)
    await expectSaid('one selected')
    await window.details.throughTabs(expectSaid)
    await window.press('Control+A')
    await expectSaid('all selected')
    await window.tool('Resume').click()
    const plan = await window.dialog(/^Resume \d+ torrents\?$/).untilOpen()
    await expectSaid('the plan for all')
    await plan.press('Cancel')
    await plan.untilClosed()
    await window.search.fill(typed[0])
    await window.page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await expectSaid('nothing matches')
    await window.search.fill('')
    await window.grid.focus()
    await window.press('Escape')
  })

  it('come from the catalogue in the menus', async () => {
    const { window } = scene
    for (const name of ['Look', 'Columns', 'More actions'] as const) {
      await window.openMenu(name)
      await expectSaid(`menu ${name}`)
      await window.menu.closeAll()
    }
    await expectSaidOf('menu of a row', async () => {
      await window.page.locator('[role=row][data-key]').first().click({ button: 'right' })
      const copy = window.page.getByRole('menuitem', { name: pseudoText('Copy'), exact: true })
      await copy.hover()
      await window.page.getByRole('menuitem', { name: pseudoText('Info-hash') }).waitFor()
    })
    await window.menu.closeAll()
    await expectSaidOf('menu of a column', async () => {
      await window.page.getByRole('columnheader').nth(1).click({ button: 'right' })
      await window.menu.root.waitFor()
    })
    await window.menu.closeAll()
    await expectSaidOf('menu of a daemon', async () => {
      await window.page.getByRole('button', { name: /^Attic, / }).click({ button: 'right' })
      await window.menu.root.waitFor()
    })
    await window.menu.closeAll()
    await window.page.getByRole('button', { name: /^Recent events/ }).click()
    await window.page.getByRole('dialog', { name: 'Recent events' }).waitFor()
    await expectSaid('recent events')
    await window.press('Escape')
  })

  it('come from the catalogue in the dialogs', async () => {
    const { window } = scene
    await window.tool('Add').click()
    await window.adding.untilOpen()
    await expectSaid('adding nothing')
    await window.adding.link.fill(`magnet:?xt=urn:btih:${'a'.repeat(40)}&dn=${typed[1]}`)
    await expectSaid('adding')
    await window.press('Escape')
    await window.adding.untilClosed()
    await window.grid.focus()
    await window.press('Home')
    await window.press('Shift+Delete')
    await window.removing.untilOpen()
    await expectSaid('removing')
    await window.press('Escape')
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await expectSaid('daemons')
    await window.press('Escape')
    for (const [key, what] of [
      ['Control+K', 'palette'],
      ['?', 'shortcuts'],
    ] as const) {
      await window.grid.focus()
      await window.press(key)
      await window.page.getByRole('dialog').waitFor()
      await expectSaid(what)
      await window.press('Escape')
      await window.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    for (const [line, title] of [
      ['Edit…', /^Edit Attic$/],
      ['Remove…', /^Remove Attic$/],
    ] as const) {
      await window.sidebar.openMenuOf('Attic')
      await window.menu.choose(line)
      await window.dialog(title).untilOpen()
      await expectSaid(line)
      await window.press('Escape')
      await window.dialog(title).untilClosed()
    }
    await window.dismissMessages()
  })

  it('come from the catalogue in the settings', async () => {
    const { window } = scene
    const settings = new SettingsPage(window.page)
    await window.grid.focus()
    await settings.open()
    await expectSaid('settings')
    await settings.showAllCommands()
    await expectSaid('every command')
    const notices = settings.section('Notices')
    await notices.getByRole('button', { name: 'Add a rule' }).click()
    await notices.getByRole('switch', { name: 'Quiet hours' }).click()
    await notices.getByRole('switch', { name: 'Digest' }).click()
    await notices.getByRole('textbox', { name: 'Quiet to' }).fill('25')
    await window.press('Enter')
    await notices.getByText('A time like 22:30.').waitFor()
    await expectSaid('notices')
    await window.press('Escape')
    for (const [keys, what] of [
      ['Control+K', 'a taken key'],
      ['Alt+1', 'a key that means something else'],
      ['Control+W', 'a key of the browser'],
      ['a', 'a letter alone'],
    ] as const) {
      await expectSaidOf(what, async () => {
        await window.page.locator('.page li button.keys').first().click()
        await window.page.locator('.page li button.keys').first().press(keys)
      })
    }
    await settings.root.getByLabel('Torrents shown of one daemon').fill('1')
    await window.press('Enter')
    await expectSaid('a number that may not be')
    await window.press('Escape')
    await settings.find.fill(typed[0])
    await settings.root.getByRole('heading', { name: /^No setting named/ }).waitFor()
    await expectSaid('no setting found')
    await settings.find.fill('')
    await settings.back.click()
    await settings.untilLeft()
  })

  it('come from the catalogue around the log and in the import of settings', async () => {
    const { window } = scene
    await window.grid.focus()
    await command(window.page, 'Show the log')
    // Its lines are English in every language.
    await window.dialog(/^Log$/).field('Search the log').fill(typed[0])
    await window.page.getByText('No line of the log fits.').waitFor()
    await expectSaid('log')
    await window.press('Escape')
    const chooser = window.page.waitForEvent('filechooser')
    await command(window.page, 'Import settings…')
    await expectSaid('import of settings')
    await (await chooser).setFiles(carried(attic, typed[1]))
    await window.page.getByText('1 setting of the file makes no sense and is left out.').waitFor()
    await expectSaid('what a file would change')
    await window.press('Escape')
    await window.dialog(/^Import settings$/).untilClosed()
  })

  it('come from the catalogue on the page of accounts and in its dialogs', async () => {
    const { window } = scene
    const page = new AccountsPage(window.page)
    await window.sidebar.openMenuOf('Harbour')
    await window.menu.choose('Accounts…')
    await soon(() => page.names()).toContain('normal')
    await expectSaid('accounts')
    await page.row('normal').click()
    for (const [act, title] of [
      ['Add account…', /^Add an account to Harbour$/],
      ['Change password…', /^Change the password of normal$/],
    ] as const) {
      await page.act(act).click()
      const dialog = await page.dialog(title).untilOpen()
      await expectSaid(act)
      await dialog.root.getByRole('radio', { name: 'Type one' }).check()
      await expectSaid(`${act}, typed`)
      await window.press('Escape')
      await dialog.untilClosed()
    }
    await page.act('Remove…').click()
    const removal = await page.dialog(/^Remove normal from Harbour/).untilOpen()
    await expectSaid('removing an account')
    await window.press('Escape')
    await removal.untilClosed()
    await page.row('normal').click({ button: 'right' })
    await window.menu.choose('Connect as normal…')
    const connecting = await page.dialog(/^Connect to Harbour/).untilOpen()
    await expectSaid('connecting as another account')
    await window.press('Escape')
    await connecting.untilClosed()
    await expectSaidOf('menu of an account', async () => {
      await window.page.locator('section.page tbody tr').nth(3).click({ button: 'right' })
      await window.page.getByRole('menuitem').first().hover()
      await window.page.getByRole('menuitemradio').first().waitFor()
    })
    await window.menu.closeAll()
    await window.press('Escape')
    await page.root.waitFor({ state: 'hidden' })
  })

  it('come from the catalogue in messages', async () => {
    const { window } = scene
    await window.grid.focus()
    await window.press('Control+A')
    await speak('Deutsch')
    // The keyboard has no language.
    await window.page.locator('[role=grid]').focus()
    await window.press('Control+C')
    await window.page.locator('[role=listitem], [role=status], [role=alert]').first().waitFor()
    await expectSaid('a message')
    await window.press('Escape')
    await window.dismissMessages()
  })

  it('come from the catalogue when a daemon refuses a torrent', async () => {
    const { window } = scene
    await window.tool('Add').click()
    await window.adding.untilOpen()
    // Of version 2 alone, which this daemon takes for no link at all.
    await window.adding.link.fill(`magnet:?xt=urn:btmh:1220${'1'.repeat(64)}&dn=${typed[1]}`)
    await speak('Deutsch')
    await window.page.locator('[role=dialog] form').evaluate((form: HTMLFormElement) => form.requestSubmit())
    await window.page.locator('[role=dialog] .note.bad').waitFor()
    await expectSaid('a torrent that was refused')
    await window.press('Escape')
    await window.adding.untilClosed()
    await window.dismissMessages()
  })

  it('come from the catalogue while nothing can be written down', async () => {
    const { window } = scene
    await window.sidebar.openMenuOf('Attic')
    await window.menu.choose('Edit…')
    await window.dialog(/^Edit Attic$/).untilOpen()
    await speak('Deutsch')
    const letGo = holdDatabase(scene.app.dataFolder)
    await window.page.locator('[role=dialog] form').evaluate((form: HTMLFormElement) => form.requestSubmit())
    await window.page.getByText('estuary.db').first().waitFor({ timeout: 20_000 })
    const readings = await readPage(window.page)
    letGo()
    judge('a disk that takes nothing', readings)
    await window.press('Escape')
    await soon(async () => (await readPage(window.page)).some(({ text }) => text.includes(scene.app.dataFolder))).toBe(
      false,
    )
    await speak('English')
  })

  it('come from the catalogue while daemons are stale, refused, or show another certificate', async () => {
    const { window } = scene
    await harbour.misbehave({ face: 'closed' })
    harbour.dropConnections()
    await soon(() => window.sidebar.saysOf('Harbour')).toContain('last seen')
    await expectSaid('one stale')
    await attic.changeCertificate()
    attic.dropConnections()
    await soon(() => window.sidebar.saysOf('Attic')).toContain('certificate changed')
    await expectSaid('all stale')
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await expectSaid('daemons in trouble')
    await window.press('Escape')
    await window.page.getByRole('button', { name: /^Recent events/ }).click()
    await window.page.getByRole('dialog', { name: 'Recent events' }).waitFor()
    await expectSaid('events of daemons in trouble')
    await window.press('Escape')
    await window.sidebar.remedy('Attic', 'review').click()
    await window.dialog(/^The certificate of Attic changed$/).untilOpen()
    await expectSaid('certificate')
    await window.press('Escape')
  })
})
