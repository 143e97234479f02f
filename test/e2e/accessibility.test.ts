import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

needs('chromium').describe('what a checker of accessibility finds', () => {
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene

  beforeAll(async () => {
    ;[harbour, attic, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 300, activity: 'none' }),
      startFleetDaemon({ name: 'Attic', torrents: 40, seed: 2, activity: 'none' }),
      Scene.open(),
    ])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
  })
  watchOver(() => scene)

  const expectClean = (what: string): Promise<void> => expectNothingSerious(scene.window, what)

  it('is nothing serious in the first window and the form of a daemon, in trouble and in luck', async () => {
    const { window } = scene
    await expectClean('first run')
    await window.askForDaemon()
    await window.form.untilOpen()
    await window.form.press('Add daemon')
    await soon(() => window.form.noteOf('Password')).toContain('password')
    await expectClean('form with errors')
    await window.form.field('Address').fill(`127.0.0.1:${harbour.port}`)
    await window.form.logIn(harbour)
    await window.form.press('Test')
    await window.form.certificate.untilOpen()
    await expectClean('a first certificate')
    await window.form.certificate.press('Not now')
    expect(await window.form.test()).toContain('Connected')
    await expectClean('form after a test')
    await window.press('Escape')
    await window.form.untilClosed()
  })

  it('is nothing serious where there are no torrents', async () => {
    const { window } = scene
    const empty = await startFleetDaemon({ name: 'Empty', torrents: 0 })
    await window.addDaemon('Empty', empty, empty)
    await window.page.getByRole('heading', { name: 'No torrents yet' }).waitFor()
    await expectClean('no torrents')
    await empty.close()
    await window.page.getByRole('heading', { name: 'No daemon is connected yet' }).waitFor()
    await expectClean('not reached')
  })

  it('is nothing serious in the list: live, selected, filtered away', async () => {
    const { window } = scene
    await scene.connectFleet([harbour, attic])
    await expectClean('list')
    await window.grid.focus()
    await window.press('Home')
    await soon(() => window.details.tab.count()).toBe(1)
    await expectClean('one selected')
    await window.press('Control+A')
    await window.tool('Resume').click()
    const plan = await window.dialog(/^Resume \d+ torrents\?$/).untilOpen()
    await expectClean('the plan for all')
    await plan.press(/^Resume/)
    await soon(async () => (await window.messages()).length).toBeGreaterThan(0)
    await expectClean('all selected, with a message')
    await window.dismissMessages()
    await window.search.fill('nothing is called that')
    await window.page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await expectClean('nothing matches')
    await window.search.fill('')
    await window.grid.focus()
    await window.press('Escape')
  })

  it('is nothing serious in the menus', async () => {
    const { window } = scene
    for (const name of ['Look', 'Columns', 'More actions'] as const) {
      const menu = await window.openMenu(name)
      await expectClean(`menu ${name}`)
      await menu.leave()
    }
    const [first = ''] = await window.grid.names()
    await window.grid.openMenu(first)
    await window.menu.root.waitFor()
    await window.menu.item('Copy').hover()
    await window.menu.item('Info-hash').waitFor()
    await expectClean('menu of a row')
    await window.press('Escape')
    await window.press('Escape')
    await window.sidebar.openMenuOf('Attic')
    await expectClean('menu of a daemon')
    await window.menu.leave()
    await window.page.getByRole('button', { name: /^Recent events/ }).click()
    await window.page.getByRole('dialog', { name: 'Recent events' }).waitFor()
    await expectClean('recent events')
    await window.press('Escape')
  })

  it('is nothing serious in the dialogs', async () => {
    const { window } = scene
    await window.tool('Add').click()
    await window.adding.untilOpen()
    await window.adding.link.fill(`magnet:?xt=urn:btih:${'a'.repeat(40)}&dn=something`)
    await expectClean('adding')
    await window.adding.add()
    await window.adding.untilClosed()
    await window.grid.focus()
    await window.press('Home')
    await window.press('Shift+Delete')
    await window.removing.untilOpen()
    await expectClean('removing')
    await window.press('Escape')
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await expectClean('daemons')
    await window.press('Escape')
    await window.sidebar.openMenuOf('Attic')
    await window.menu.choose('Edit…')
    await window.form.untilOpen()
    await expectClean('editing a daemon')
    await window.press('Escape')
    await window.sidebar.openMenuOf('Attic')
    await window.menu.choose('Remove…')
    await window.dialog(/^Remove Attic$/).untilOpen()
    await expectClean('removing a daemon')
    await window.press('Escape')
    await window.dismissMessages()
  })

  it('is nothing serious while daemons are stale, refused, or show another certificate', async () => {
    const { window } = scene
    await harbour.misbehave({ face: 'closed' })
    harbour.dropConnections()
    await soon(() => window.sidebar.saysOf('Harbour')).toContain('last seen')
    await expectClean('one stale')
    await attic.changeCertificate()
    attic.dropConnections()
    await soon(() => window.sidebar.saysOf('Attic')).toContain('certificate changed')
    await expectClean('all stale')
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await expectClean('daemons in trouble')
    await window.press('Escape')
    await window.sidebar.remedy('Attic', 'review').click()
    await window.dialog(/^The certificate of Attic changed$/).untilOpen()
    await expectClean('certificate')
    await window.press('Escape')
  })
})
