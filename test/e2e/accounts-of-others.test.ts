import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openWitness } from '../daemons/witness.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { whatIsCut } from './cut.ts'
import { AccountsPage } from './pages/accounts-page.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon, until } from './soon.ts'

const wide = { width: 1440, height: 900 }

needs('chromium').describe('a hostile daemon’s accounts', () => {
  const poison = 'אב\u202e\u0007\u200b\u2066\u2029ג'
  let daemon: FleetDaemon
  let scene: Scene
  let page: AccountsPage

  beforeAll(async () => {
    ;[daemon, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 3, activity: 'none' }),
      Scene.open(wide),
    ])
    await scene.window.addDaemon('Harbour', daemon, daemon)
    await until('it is there', async () => (await scene.window.sidebar.total()) === 3)
    page = new AccountsPage(scene.window.page)
  })
  afterAll(async () => {
    await scene.close()
    await daemon.close()
  })
  watchOver(() => scene)

  const told = (username: unknown, authlevel_int: unknown = 5): never =>
    ({ username, authlevel_int, authlevel: 'NORMAL', password: 'a secret of theirs' }) as never

  async function openOver(list: readonly never[]): Promise<void> {
    await daemon.misbehave({ answers: { 'core.get_known_accounts': () => list } })
    await scene.window.page.goto(`${scene.app.origin}/#accounts`)
    await scene.window.page.reload()
    await page.table.waitFor()
  }

  beforeEach(() => daemon.behave())

  it('are shown up to a bound, the others counted, and the window stays quick', async () => {
    await openOver(Array.from({ length: 100_000 }, (_, index) => told(`user${String(index).padStart(6, '0')}`)))
    await soon(async () => (await page.names()).length).toBe(1_000)
    expect(await page.root.innerText()).toContain('99,000 more accounts that the daemon told of cannot be shown.')
    await page.row('user000003').click()
    await scene.window.press('End')
    await soon(() => page.row('user000999').getAttribute('aria-selected')).toBe('true')
    expect(await whatIsCut(scene.window.page)).toEqual([])
  })

  it('cannot disguise themselves, and none of them comes out of its place', async () => {
    await openOver([
      told(poison),
      told(`holiday-\u202egpj.exe`, 10),
      told('x'.repeat(256), 1),
      told('y'.repeat(100_000)),
      told('<img src=x onerror=alert(1)>'),
      told(''),
      told(7),
      told(null),
      told(['a']),
      told('odd level', 'ten'),
      told('odder level', 7),
    ])
    await soon(async () => (await page.names()).length).toBe(6)
    const names = await page.names()
    expect(names).toContain('holiday-\ufffdgpj.exe')
    expect(names).toContain('<img src=x onerror=alert(1)>')
    expect(names).toContain('(no name)')
    expect(await page.root.innerText()).toContain('5 more accounts')
    expect((await page.lines()).join()).toContain('odder level Level 7')
    const text = await scene.window.page.evaluate(() => document.querySelector('section.page')?.textContent ?? '')
    expect(text).not.toMatch(/[\u202a-\u202e\u2066\u2067\u0007\u200b\u2029]/)
    expect(text).not.toContain('a secret of theirs')
    expect(await whatIsCut(scene.window.page)).toEqual([])
    await page.table.locator('tbody tr').first().click({ button: 'right' })
    await picture(scene.window.page, 'accounts-hostile')
    await scene.window.menu.leave()
  })

  it.each([
    ['no list', () => 'accounts'],
    [
      'an exception',
      () => {
        throw new Error('no')
      },
    ],
  ])('that come as %s are told as what could not be read, and can be asked for again', async (_what, answer) => {
    await daemon.misbehave({ answers: { 'core.get_known_accounts': answer } })
    await scene.window.page.goto(`${scene.app.origin}/#accounts`)
    await scene.window.page.reload()
    await soon(() => page.root.innerText()).toContain('The accounts could not be read')
    await daemon.behave()
    await page.root.getByRole('button', { name: 'Try again' }).click()
    await soon(() => page.names()).toContain('admin')
  })
})

needs('chromium', 'deluged').describe('the accounts of a real daemon', () => {
  let site: Site
  let scene: Scene
  let page: AccountsPage

  beforeAll(async () => {
    ;[site, scene] = await Promise.all([Site.open('nas'), Scene.open(wide)])
    await scene.connect([site])
    page = new AccountsPage(scene.window.page)
  })
  afterAll(async () => {
    await scene.close()
    await site.close()
  })
  watchOver(() => scene)

  it('are made in the window, and let Deluge’s own client in', async () => {
    const { window } = scene
    await window.sidebar.openMenuOf('nas')
    await window.menu.choose('Accounts…')
    await soon(() => page.names()).toContain('admin')
    await page.act('Add account…').click()
    const form = page.dialog(/^Add an account to nas/)
    await form.field('User name').fill('guest')
    await form.press('Add account')
    const made = await page.dialog(/^The password of guest/).untilOpen()
    const password = await made.field('Password').inputValue()
    await made.press('Done')
    const witness = await openWitness(site.daemon, { username: 'guest', password })
    expect(witness.level).toBe(5)
    await witness.close()
  })
})
