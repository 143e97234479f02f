import { afterAll, beforeAll, expect, it } from 'vitest'
import { accounts } from '../daemons/config.ts'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { freePort } from '../daemons/ports.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

needs('deluged', 'chromium').describe('a first visit', () => {
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    ;[nas, attic, scene] = await Promise.all([
      Site.open('nas', { label: true }),
      Site.open('attic', { label: true }),
      Scene.open(),
    ])
    await fill(nas.witness, 60, { withLabels: true })
    await fill(attic.witness, 40, { first: 50, withLabels: true })
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
  })
  watchOver(() => scene)

  it('says what to do when there is no daemon yet', async () => {
    const { page, firstStart } = scene.window
    await page.getByRole('heading', { name: 'Welcome to Estuary' }).waitFor()
    await soon(() => firstStart.evaluate((line) => line === document.activeElement)).toBe(true)
    await soon(() => page.getByRole('button', { name: /^Import from Deluge/ }).innerText()).toMatch(
      /\d+ connections? found: |None found, choose a folder/,
    )
    // Nothing that could not do anything yet.
    expect(await page.getByRole('button').count()).toBe(3)
    expect(await page.getByRole('searchbox').count()).toBe(0)
  })

  it('offers the form, and the address that was copied from somewhere fills its fields', async () => {
    const { form } = scene.window
    await scene.window.askForDaemon()
    await form.untilOpen()
    await form.pasteAddress(`deluge://admin@${nas.address}`)
    await soon(() => form.value('Address')).toBe('127.0.0.1')
    expect(await form.value('Port')).toBe(String(nas.daemon.port))
    expect(await form.value('User name')).toBe('admin')
  })

  it('says beside the fields what is missing', async () => {
    const { form } = scene.window
    await form.press('Add daemon')
    await soon(() => form.noteOf('Password')).toBe('Give the account’s password.')
    expect(await form.field('Password').evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('shows the certificate of a daemon before anything is sent to it, and sends nothing when that is not accepted', async () => {
    const { form, daemons } = scene.window
    await form.logIn(accounts.admin)
    await form.press('Add daemon')
    await form.certificate.untilOpen()
    expect(await form.certificate.text()).toContain('Nothing was sent to it, not even the password.')
    expect(await form.certificate.text()).toContain(nas.fingerprint)
    // Trusting is never what Enter does.
    await soon(() => form.certificate.button('Not now').evaluate((one) => one === document.activeElement)).toBe(true)
    await scene.window.press('Enter')
    await form.certificate.untilClosed()
    expect(await form.says()).toBe('')
    expect(await daemons.root.count()).toBe(0)
    expect(await scene.window.sidebar.root.count()).toBe(0)
  })

  it('says beside the password that it is wrong, and beside the port that nobody is there', async () => {
    const { form } = scene.window
    await form.logIn({ username: 'admin', password: 'not it' })
    await form.test()
    await soon(() => form.noteOf('Password')).toMatch(/password/i)
    await form.logIn({ username: 'nobody', password: 'not it' })
    await form.press('Test')
    await soon(() => form.noteOf('User name')).toContain('no such user name')
    await form.logIn({ username: 'admin', password: 'not it' })
    await form.field('Port').fill(String(await freePort()))
    await form.press('Test')
    await soon(() => form.noteOf('Port')).toContain('127.0.0.1')
  })

  it('tells version, level and fingerprint of a daemon before it is added', async () => {
    const { form } = scene.window
    await form.field('Port').fill(String(nas.daemon.port))
    await form.logIn(accounts.admin)
    const said = await form.test()
    expect(said).toMatch(/Connected: Deluge 2\.\d/)
    expect(said).toContain('with 60 torrents')
    expect(said).toContain('Level 10 (admin)')
    expect(said).toContain(nas.fingerprint)
    expect(said).toContain('Trusted once the daemon is kept.')
  })

  it('does not go on saying what an earlier test found', async () => {
    const { form } = scene.window
    nas.daemon.pause()
    try {
      await form.press('Test')
      await soon(() => form.says()).toBe('')
    } finally {
      nas.daemon.resume()
    }
    await soon(() => form.says()).toContain('Connected')
  })

  it('shows the torrents of a daemon as soon as it is added', async () => {
    const { form, sidebar, grid } = scene.window
    await form.field('Name').fill('nas')
    await form.keep('Add daemon')
    await soon(() => sidebar.total()).toBe(60)
    await soon(() => grid.count()).toBe(60)
    await soon(() => scene.window.messages()).toContain('nas is added.')
  })

  it('refuses a second daemon of the same name, and shows both in one list under another', async () => {
    const { form, sidebar, grid, status } = scene.window
    await sidebar.addDaemon()
    await form.untilOpen()
    await form.field('Address').fill(`admin:${accounts.admin.password}@${attic.address}`)
    await form.field('Name').fill('NAS')
    await form.press('Add daemon')
    await form.certificate.untilOpen()
    await form.certificate.press('Trust and connect')
    await soon(() => form.noteOf('Name')).toBe('There is a daemon named nas already.')
    await form.field('Name').fill('attic')
    await form.keep('Add daemon')
    await soon(() => sidebar.counts('Daemons')).toEqual({ nas: 60, attic: 40 })
    await soon(() => status.text()).toContain('2 of 2 daemons connected')
    const shown = (await grid.all()).map(({ cells }) => `${cells['Name'] ?? ''} on ${cells['Daemon'] ?? ''}`)
    const there = [
      ...Array.from({ length: 60 }, (_, index) => `Paused ${torrentNumber(index).name} on nas`),
      ...Array.from({ length: 40 }, (_, index) => `Paused ${torrentNumber(50 + index).name} on attic`),
    ]
    expect(shown.toSorted()).toEqual(there.toSorted())
  })
})
