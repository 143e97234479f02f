import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { picture } from './browser.ts'
import { whatIsCut } from './cut.ts'
import { AccountsPage } from './pages/accounts-page.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

const wide = { width: 1440, height: 900 }
const sizes = [
  wide,
  { width: 1100, height: 700 },
  { width: 800, height: 600 },
  { width: 640, height: 480 },
  { width: 400, height: 300 },
  { width: 320, height: 240 },
]

needs('chromium').describe('the page of accounts', () => {
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene
  let page: AccountsPage

  beforeAll(async () => {
    const options = { torrents: 3, activity: 'none' } as const
    ;[harbour, attic, scene] = await Promise.all([
      startFleetDaemon({ ...options, name: 'Harbour' }),
      startFleetDaemon({ ...options, name: 'Attic', seed: 2 }),
      Scene.open(wide),
    ])
    const { window } = scene
    await window.addDaemon('Harbour', harbour, harbour)
    await window.addDaemon('Attic', attic, { username: 'normal', password: 'normalpass' })
    await until('Attic is there', async () => (await window.sidebar.saysOf('Attic')).includes('idle'))
    page = new AccountsPage(window.page)
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
  })
  watchOver(() => scene)

  const accountOf = (name: string) => harbour.accounts.all().find(({ username }) => username === name)
  const focused = (): Promise<string> =>
    scene.window.page.evaluate(() => document.activeElement?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '')

  /** The page over Harbour, whatever was open before. */
  async function open(): Promise<void> {
    const { window } = scene
    if (!(await page.root.isVisible())) {
      await window.sidebar.openMenuOf('Harbour')
      await window.menu.choose('Accounts…')
    }
    await page.daemon('Harbour').click()
    await soon(() => page.names()).toContain('admin')
    await window.dismissMessages()
  }

  it('is opened by the palette and by a daemon’s menu, with that daemon chosen, and left by Esc', async () => {
    const { window } = scene
    await window.press('Control+K')
    await window.page.keyboard.type('accounts')
    await window.press('Enter')
    await soon(() => page.names()).toEqual(['admin', 'localclient', 'none', 'normal', 'reader'])
    expect(await page.lines()).toContain('localclient Admin 10 programs on Harbour itself')
    expect(await page.lines()).toContain('admin this is you Admin 10 Harbour this connection')
    await window.press('Escape')
    await page.root.waitFor({ state: 'hidden' })
    await window.sidebar.openMenuOf('Attic')
    await window.menu.choose('Accounts…')
    await soon(() => page.instead()).toContain('Needs an admin account')
    expect(await page.daemon('Attic').getAttribute('aria-current')).toBe('true')
  })

  it('adds an account, shows its password once, and never again', async () => {
    await open()
    const { window } = scene
    await page.act('Add account…').click()
    const form = page.dialog(/^Add an account to Harbour/)
    await form.field('User name').fill('guest')
    await form.press('Add account')
    const made = page.dialog(/^The password of guest/)
    await made.untilOpen()
    const password = await made.field('Password').inputValue()
    expect(accountOf('guest')).toEqual({ username: 'guest', password, level: 5 })
    await made.press('Copy')
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe(password)
    await made.press('Done')
    await made.untilClosed()
    await soon(() => page.lines()).toContain('guest Normal 5 no saved connection')
    expect(await window.page.content()).not.toContain(password)
    const messages = await window.messages()
    expect(messages).toContain('guest may log in to Harbour now.')
    expect(messages.join()).not.toContain(password)
    expect(scene.app.output).not.toContain(password)
  })

  it('says beside the field what no daemon could keep, and sends nothing', async () => {
    await open()
    const before = harbour.counters.callsOf('core.create_account')
    await page.act('Add account…').click()
    const form = page.dialog(/^Add an account/)
    for (const [name, why] of [
      ['', 'Give the account a name.'],
      ['a:b', 'A user name has no colon.'],
      ['a b', 'A user name has no spaces.'],
      ['a\u202eb', 'A user name has no invisible characters.'],
      ['admin', 'Harbour has an account admin already.'],
    ] as const) {
      await form.field('User name').fill(name)
      await form.press('Add account')
      expect(await form.noteOf('User name')).toBe(why)
    }
    await form.field('User name').fill('fine')
    await form.root.getByRole('radio', { name: 'Type one' }).check()
    for (const [password, repeat, label, why] of [
      ['', '', 'Password', 'Give a password.'],
      ['a:b', 'a:b', 'Password', 'A password has no colon.'],
      [' a', ' a', 'Password', 'A password neither begins nor ends with a space.'],
      ['one', 'two', 'Repeat the password', 'The two are not the same.'],
    ] as const) {
      await form.root.locator('[name=password]').fill(password)
      await form.root.locator('[name=repeat]').fill(repeat)
      await form.press('Add account')
      const field = form.root.locator(label === 'Password' ? '[name=password]' : '[name=repeat]')
      const note = await field.getAttribute('aria-describedby')
      expect(await form.root.locator(`#${note}`).innerText()).toBe(why)
    }
    await scene.window.press('Escape')
    await form.untilClosed()
    expect(harbour.counters.callsOf('core.create_account')).toBe(before)
  })

  it('changes level and password and removes, by keys alone', async () => {
    await open()
    const { window } = scene
    await page.row('guest').focus()
    await window.press('Enter')
    await window.menu.root.waitFor()
    await window.menu.choose('Read only 1')
    await soon(() => page.lines()).toContain(
      'guest Read only 1 Can log in, but cannot list torrents: such a connection stays empty. no saved connection',
    )
    expect(accountOf('guest')?.level).toBe(1)
    expect((await window.messages()).join()).toContain('Sessions that it has open keep the old one.')
    await page.row('guest').focus()
    await window.press('F2')
    const form = page.dialog(/^Change the password of guest/)
    await form.root.getByRole('radio', { name: 'Type one' }).check()
    await form.root.locator('[name=password]').fill('typed it')
    await form.root.locator('[name=repeat]').fill('typed it')
    await window.press('Enter')
    await form.untilClosed()
    expect(accountOf('guest')).toEqual({ username: 'guest', password: 'typed it', level: 1 })
    await page.row('guest').focus()
    await window.press('Delete')
    const asked = page.dialog(/^Remove guest from Harbour/)
    expect(await asked.text()).toContain('go on until they end')
    expect(await focused()).toBe('Cancel')
    await window.press('Enter')
    await asked.untilClosed()
    expect(accountOf('guest')).toBeDefined()
    await soon(focused).toContain('guest')
    await window.press('Delete')
    await asked.press('Remove account')
    await asked.untilClosed()
    await soon(() => page.names()).not.toContain('guest')
    expect(accountOf('guest')).toBeUndefined()
    // The keyboard does not fall out of the table.
    await soon(() => window.page.evaluate(() => document.activeElement?.tagName)).toBe('TR')
  })

  it('guards the account that we use and the one that the daemon makes itself', async () => {
    await open()
    await page.row('admin').click()
    await soon(() => page.act('Remove…').getAttribute('aria-description')).toBe('You are logged in with it.')
    expect(await page.act('Change level').getAttribute('aria-description')).toBe('You are logged in with it.')
    await page.row('localclient').click()
    await soon(() => page.act('Remove…').getAttribute('aria-description')).toBe('Harbour makes it itself.')
    await page.row('localclient').focus()
    await scene.window.press('Delete')
    await soon(() => scene.window.messages()).toContain('Harbour makes it itself.')
    await scene.window.press('Enter')
    await scene.window.menu.choose('Normal 5')
    const asked = page.dialog(/^Lower the level of localclient/)
    expect(await asked.text()).toContain('Programs on Harbour itself log in as localclient')
    await asked.press('Cancel')
    expect(accountOf('localclient')?.level).toBe(10)
  })

  it('keeps the own password when it is changed here', async () => {
    await open()
    const { window } = scene
    await page.row('admin').focus()
    await window.press('F2')
    const form = page.dialog(/^Change the password of admin/)
    expect(await form.text()).toContain('This connection logs in with it and keeps the new one.')
    await form.press('Change password')
    const made = page.dialog(/^The password of admin/)
    await made.untilOpen()
    expect(await made.text()).toContain('This connection keeps it.')
    await made.press('Done')
    harbour.dropConnections()
    await soon(() => window.sidebar.saysOf('Harbour')).not.toContain('idle')
    await soon(() => window.sidebar.saysOf('Harbour')).toContain('idle')
  })

  it('reads again when somebody comes back to it', async () => {
    await open()
    harbour.accounts.create('elsewhere', 'x', 'NORMAL')
    expect(await page.names()).not.toContain('elsewhere')
    await scene.window.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await soon(() => page.names()).toContain('elsewhere')
    harbour.accounts.remove('elsewhere', 'admin')
  })

  it('connects as another account where ours is too low, and keeps both', async () => {
    await open()
    const { window } = scene
    await page.daemon('Attic').click()
    await page.root.locator('.instead').getByRole('button', { name: 'Connect as another account' }).click()
    const form = page.dialog(/^Connect to Attic as another account/)
    await form.press('Connect')
    expect(await form.noteOf('User name')).toBe('Give the user name of an account on the daemon.')
    await form.field('User name').fill('admin')
    await form.field('Password').fill('wrong')
    await form.press('Connect')
    await soon(() => form.noteOf('Password')).toContain('the password is wrong')
    await form.field('Password').fill('adminpass')
    await form.press('Connect')
    await form.untilClosed()
    await soon(() => page.lines()).toContain('admin this is you Admin 10 Attic as admin this connection')
    expect(await page.lines()).toContain('normal Normal 5 Attic connected')
    expect(Object.keys(await window.sidebar.counts('Daemons'))).toEqual(['Harbour', 'Attic', 'Attic as admin'])
    // One instead of the other.
    await page.row('normal').click({ button: 'right' })
    await window.menu.choose('Disconnect Attic')
    await soon(() => page.lines()).toContain('normal Normal 5 Attic not connected')
    await page.row('normal').click({ button: 'right' })
    await window.menu.choose('Connect Attic instead of Attic as admin')
    await soon(() => window.sidebar.saysOf('Attic as admin')).toContain('disconnected')
    await soon(() => window.sidebar.saysOf('Attic')).toContain('idle')
  })

  it('leads to the review of a certificate that changed', async () => {
    await open()
    await attic.changeCertificate()
    attic.dropConnections()
    await soon(() => page.daemon('Attic').innerText()).toContain('–')
    const review = page.root.getByRole('button', { name: 'Attic: review', exact: true })
    await review.waitFor()
    await page.daemon('Attic').click()
    expect(await page.instead()).toContain('Certificate changed')
    await review.click()
    const dialog = await page.dialog(/^The certificate of Attic changed/).untilOpen()
    await dialog.press('Trust the new certificate')
    await dialog.untilClosed()
    await soon(() => page.instead()).toContain('Needs an admin account')
  })

  it('shows the last known accounts of a daemon that is away, and changes nothing there', async () => {
    await open()
    const { window } = scene
    await window.sidebar.openMenuOf('Harbour')
    await window.menu.choose('Disconnect')
    await open()
    await soon(() => page.root.getByRole('status').innerText()).toContain(
      'Harbour is not connected: its accounts as of',
    )
    expect(await page.names()).toContain('normal')
    expect(await page.act('Add account…').getAttribute('aria-description')).toContain('Harbour is not connected')
    await window.sidebar.openMenuOf('Harbour')
    await window.menu.choose('Connect now')
    await open()
    await soon(() => page.act('Add account…').getAttribute('aria-disabled')).toBeNull()
  })

  it.each(['English', 'Deutsch'] as const)(
    'is whole in %s at every size, in both themes and both ways of writing',
    async (language) => {
      const { window } = scene
      if (await page.root.isVisible()) await window.press('Escape')
      await window.page.getByRole('button', { name: 'Look', exact: true }).click()
      await window.page.getByRole('menuitemradio', { name: language }).click()
      await soon(() => window.page.locator('html').getAttribute('lang')).toBe(language === 'English' ? 'en' : 'de')
      await window.press('Control+K')
      await window.page.keyboard.type(language === 'English' ? 'accounts' : 'konten')
      await window.press('Enter')
      const rows = window.page.locator('section.page tbody tr')
      await soon(() => rows.count()).toBeGreaterThan(4)
      await rows.nth(3).click()
      await expectNothingSerious(window, `accounts in ${language}`)
      const found: string[] = []
      for (const size of sizes) {
        await window.page.setViewportSize(size)
        const name = `${size.width}x${size.height}`
        for (const colorScheme of ['light', 'dark'] as const) {
          await window.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await picture(window.page, `accounts-${language}-${colorScheme}-${name}`)
        }
        for (const dir of ['rtl', 'ltr']) {
          await window.page.evaluate((way) => (document.documentElement.dir = way), dir)
          for (const line of await whatIsCut(window.page)) found.push(`${name}, ${dir}: ${line}`)
        }
      }
      await window.page.setViewportSize(wide)
      await window.page.emulateMedia({ colorScheme: 'light' })
      if (language === 'Deutsch') {
        expect(await window.page.locator('section.page h2').first().innerText()).toBe('Konten')
        await window.press('Escape')
        await window.page.getByRole('button', { name: 'Aussehen', exact: true }).click()
        await window.page.getByRole('menuitemradio', { name: 'English' }).click()
      }
      expect(found).toEqual([])
    },
  )

  it('has nothing serious in its dialogs, which are whole at every size', async () => {
    await open()
    const { window } = scene
    const openings: [string, RegExp, () => Promise<void>][] = [
      ['add', /^Add an account/, () => page.act('Add account…').click()],
      ['password', /^Change the password/, () => page.act('Change password…').click()],
      ['remove', /^Remove normal/, () => page.act('Remove…').click()],
    ]
    for (const [name, title, ask] of openings) {
      await page.row('normal').click()
      await ask()
      const dialog = await page.dialog(title).untilOpen()
      if (name !== 'remove') await dialog.root.getByRole('radio', { name: 'Type one' }).check()
      await expectNothingSerious(window, name)
      const found: string[] = []
      for (const size of sizes) {
        await window.page.setViewportSize(size)
        for (const line of await whatIsCut(window.page)) found.push(`${name} at ${size.width}: ${line}`)
      }
      await window.page.setViewportSize(wide)
      expect(found).toEqual([])
      await window.press('Escape')
      await dialog.untilClosed()
    }
  })

  it('is read and marked in forced colours, too', async () => {
    await open()
    const { page: window } = scene.window
    await page.row('normal').click()
    await window.emulateMedia({ forcedColors: 'active' })
    const groundOf = (account: string): Promise<string> =>
      page.row(account).evaluate((row) => getComputedStyle(row).backgroundColor)
    expect(await groundOf('normal')).not.toBe(await groundOf('reader'))
    await picture(window, 'accounts-forced-colours')
    await window.emulateMedia({ forcedColors: 'none' })
  })
})
