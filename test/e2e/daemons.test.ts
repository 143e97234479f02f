import { afterAll, beforeAll, expect, it } from 'vitest'
import { accounts } from '../daemons/config.ts'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

const fingerprint = /([0-9A-F]{2}:){31}[0-9A-F]{2}/g

needs('deluged', 'chromium').describe('the daemons in the window', () => {
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    ;[nas, attic, scene] = await Promise.all([Site.open('nas'), Site.open('attic'), Scene.open()])
    await fill(nas.witness, 10)
    await fill(attic.witness, 5, { first: 20 })
    // What an account of level 5 sees: its own and the shared ones.
    const mine = { add_paused: true, owner: accounts.normal.username }
    await attic.witness.call('core.add_torrent_file', 'mine.torrent', torrentNumber(30).base64, mine)
    await attic.witness.call('core.add_torrent_file', 'ours.torrent', torrentNumber(31).base64, {
      add_paused: true,
      shared: true,
    })
    await attic.settle()
    await scene.connect([nas, attic])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
  })
  watchOver(() => scene)

  /** Changes the account of a daemon through its form, which tries it first. */
  async function logIn(daemon: string, { username, password }: { username: string; password: string }): Promise<void> {
    const { form } = scene.window
    await openForm(daemon)
    await form.logIn({ username, password })
    await form.press('Save')
    await form.untilClosed()
  }

  async function openForm(daemon: string): Promise<void> {
    await scene.window.sidebar.openMenuOf(daemon)
    await scene.window.menu.choose('Edit…')
    await scene.window.form.untilOpen()
  }

  it('are listed with address, account, version and trust', async () => {
    const { window } = scene
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    for (const site of [nas, attic]) {
      const said = await window.daemons.saysOf(site.name)
      expect(said).toContain(`${site.address} as admin`)
      expect(said).toMatch(/Deluge 2\.\d\.\d · \d+ ms Connected Trusted today/)
    }
    await window.daemons.press('Close')
    await window.daemons.untilClosed()
  })

  it('keep their rows when they are renamed, and their new name is everywhere', async () => {
    const { window } = scene
    await window.grid.pick(torrentNumber(20).name)
    await openForm('attic')
    expect(await window.form.title()).toBe('Edit attic')
    await window.form.field('Name').fill('cellar')
    await window.form.root.getByTitle('Pine').click()
    await window.form.press('Save')
    await window.form.untilClosed()
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 10, cellar: 7 })
    await soon(async () => (await window.grid.line(torrentNumber(20).name))?.cells['Daemon']).toBe('cellar')
    expect(await window.grid.selected()).toEqual([torrentNumber(20).name])
    expect(await window.details.text()).toContain('cellar')
    await soon(() => window.messages()).toContain('cellar is changed.')
    await window.dismissMessages()
  })

  it('show an account of level 5 what it may see', async () => {
    const { window } = scene
    await logIn('cellar', accounts.normal)
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 10, cellar: 2 })
    await window.sidebar.choose('Daemons', 'cellar')
    await soon(async () => (await window.grid.names()).toSorted()).toEqual(
      [torrentNumber(30).name, torrentNumber(31).name].toSorted(),
    )
    await window.grid.pick(torrentNumber(30).name)
    await window.tool('Resume').click()
    await soon(() => attic.tells(torrentNumber(30).hash, 'paused')).toEqual({ paused: false })
    await window.sidebar.showAll()
    await window.dismissMessages()
  })

  it('refuse a wrong password beside its field, and can be kept with it all the same', async () => {
    const { window } = scene
    await openForm('cellar')
    await window.form.logIn({ username: 'admin', password: 'forgotten' })
    await window.form.press('Save')
    await soon(() => window.form.noteOf('Password')).toMatch(/password/i)
    await window.form.press('Save anyway')
    await window.form.untilClosed()
    await soon(() => window.sidebar.saysOf('cellar')).toContain('password refused')
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await soon(() => window.daemons.saysOf('cellar')).toContain('Password refused')
    expect(await window.daemons.saysOf('cellar')).toMatch(/cellar refused the login: .*password/i)
    expect(await window.daemons.of('cellar').getByRole('button', { name: 'Edit…' }).count()).toBe(1)
    // What was known of it stays, faded.
    await window.press('Escape')
    expect(await window.grid.line(torrentNumber(30).name)).toBeDefined()
  })

  it('are live again when the password is corrected where the trouble is shown', async () => {
    const { window } = scene
    await window.sidebar.remedy('cellar', 'edit').click()
    await window.form.untilOpen()
    await window.form.field('Password').fill(accounts.admin.password)
    await window.form.press('Save')
    await window.form.untilClosed()
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 10, cellar: 7 })
    await soon(() => window.sidebar.saysOf('cellar')).toBe('idle')
    await window.dismissMessages()
  })

  it('say of an account of level 1 that it cannot be used, and why', async () => {
    const { window } = scene
    await openForm('cellar')
    await window.form.logIn(accounts.reader)
    await window.form.press('Save')
    await soon(() => window.form.noteOf('User name')).toMatch(/level 1/)
    await window.form.press('Save anyway')
    await window.form.untilClosed()
    await soon(() => window.sidebar.saysOf('cellar')).toContain('account without rights')
    await logIn('cellar', accounts.admin)
    await soon(() => window.sidebar.saysOf('cellar')).toBe('idle')
    await window.dismissMessages()
  })

  it('can be disconnected, which stays so, and connected again', async () => {
    const { window } = scene
    await window.status.openDaemons()
    await window.daemons.untilOpen()
    await window.daemons.help('cellar', 'Disconnect')
    await soon(() => window.daemons.saysOf('cellar')).toContain('Disconnected')
    await window.reload()
    await soon(() => window.sidebar.saysOf('cellar')).toBe('disconnected')
    expect(await window.sidebar.counts('Daemons')).toEqual({ nas: 10, cellar: 7 })
    await window.sidebar.openMenuOf('cellar')
    await window.menu.choose('Connect now')
    await soon(() => window.sidebar.saysOf('cellar')).toBe('idle')
  })

  it('refuse a changed certificate loudly, show both side by side, and go on when it is trusted', async () => {
    const { window } = scene
    const before = attic.fingerprint
    await attic.daemon.regenerateCertificate()
    await soon(() => window.sidebar.saysOf('cellar')).toContain('certificate changed')
    await window.sidebar.remedy('cellar', 'review').click()
    const review = window.dialog(/^The certificate of cellar changed$/)
    await review.untilOpen()
    const said = await review.text()
    expect(said).toContain('Nothing was sent to it, not even the password.')
    const [trusted, seen, ...more] = said.match(fingerprint) ?? []
    expect(more).toEqual([])
    expect([trusted, seen]).toEqual([before, attic.fingerprint])
    // Trusting is never what Enter does.
    await soon(() => review.button('Stay disconnected').evaluate((button) => button === document.activeElement)).toBe(
      true,
    )
    await review.press('Trust the new certificate')
    await review.untilClosed()
    await soon(() => window.sidebar.saysOf('cellar')).toBe('idle')
    await soon(() => window.messages()).toContain('The certificate of cellar is trusted.')
    await window.dismissMessages()
  })

  it('are forgotten when they are removed, after saying what that means, and go on as they were', async () => {
    const { window } = scene
    await window.sidebar.openMenuOf('cellar')
    await window.menu.choose('Remove…')
    const removal = window.dialog(/^Remove cellar$/)
    await removal.untilOpen()
    const said = await removal.text()
    expect(said).toContain('the cached list of 7 torrents')
    expect(said).toContain('Nothing changes on cellar itself')
    await soon(() => removal.button('Cancel').evaluate((button) => button === document.activeElement)).toBe(true)
    await removal.press('Remove daemon')
    await removal.untilClosed()
    await soon(() => window.sidebar.counts('Daemons')).toEqual({ nas: 10 })
    await soon(() => window.grid.count()).toBe(10)
    await window.reload()
    await soon(() => window.grid.count()).toBe(10)
    expect(await window.sidebar.counts('Daemons')).toEqual({ nas: 10 })
    await attic.meetAgain()
    expect(await attic.witness.hashes()).toHaveLength(7)
  })
})
