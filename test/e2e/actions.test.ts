import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fill, torrentNumber } from '../daemons/collection.ts'
import { makeTorrent, type MadeTorrent } from '../daemons/torrents.ts'
import { startTracker, type Tracker } from '../daemons/tracker.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

needs('deluged', 'chromium').describe('what is done to torrents', () => {
  let nas: Site
  let attic: Site
  let tracker: Tracker
  let scene: Scene

  beforeAll(async () => {
    ;[nas, attic, tracker, scene] = await Promise.all([
      Site.open('nas'),
      Site.open('attic'),
      startTracker(),
      Scene.open({ height: 1400 }),
    ])
    await fill(nas.witness, 12)
    await fill(attic.witness, 8, { first: 10 })
    await scene.connect([nas, attic])
    await scene.window.grid.sortBy('Name')
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close(), tracker.close()])
  })
  watchOver(() => scene)

  /** A torrent whose content is really on the daemon's disk, seeding and in the list. */
  async function seed(site: Site, name: string): Promise<MadeTorrent> {
    const torrent = makeTorrent({ name, content: 100_000, trackers: [tracker.url], data: site.daemon.downloads })
    await site.witness.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, { add_paused: false })
    await soon(() => scene.window.grid.stateOf(name, site.name)).toBe('Seeding')
    return torrent
  }

  const onDisk = (site: Site, { name }: MadeTorrent): boolean => existsSync(join(site.daemon.downloads, name))

  /** Selects one torrent of each daemon. */
  async function pickBoth(onNas: { name: string }, onAttic: { name: string }): Promise<void> {
    await scene.window.grid.pick(onNas.name, 'nas')
    await scene.window.grid.pick(onAttic.name, 'attic', 'Control')
    await soon(() => scene.window.status.text()).toContain('2 of ')
  }

  async function expectMessage(text: string): Promise<void> {
    await soon(() => scene.window.messages()).toContainEqual(expect.stringContaining(text))
    await scene.window.dismissMessages()
  }

  it('is offered only when something is selected', async () => {
    const { window } = scene
    for (const name of ['Pause', 'Resume', 'Remove…', 'Up in the queue']) {
      expect(await window.tool(name).getAttribute('aria-disabled')).toBe('true')
    }
    await window.grid.pick(torrentNumber(0).name)
    for (const name of ['Pause', 'Resume', 'Remove…', 'Up in the queue']) {
      expect(await window.tool(name).getAttribute('aria-disabled')).toBe(null)
    }
  })

  it('resumes and pauses torrents of both daemons at once', async () => {
    const { window } = scene
    const [one, other] = [torrentNumber(1), torrentNumber(15)]
    await pickBoth(one, other)
    await window.tool('Resume').click()
    await expectMessage('Resumed 2 torrents.')
    await soon(() => window.grid.stateOf(one.name, 'nas')).toBe('Downloading')
    await soon(() => window.grid.stateOf(other.name, 'attic')).toBe('Downloading')
    expect(await nas.tells(one.hash, 'paused')).toEqual({ paused: false })
    expect(await attic.tells(other.hash, 'paused')).toEqual({ paused: false })
    await window.tool('Pause').click()
    await expectMessage('Paused 2 torrents.')
    await soon(() => window.grid.stateOf(one.name, 'nas')).toBe('Paused')
    await soon(() => window.grid.stateOf(other.name, 'attic')).toBe('Paused')
    expect(await nas.tells(one.hash, 'paused')).toEqual({ paused: true })
    expect(await attic.tells(other.hash, 'paused')).toEqual({ paused: true })
  })

  it('touches one of two equal torrents and not the other', async () => {
    const { window } = scene
    const twin = torrentNumber(11)
    await window.grid.pick(twin.name, 'attic')
    await window.press('Space')
    await soon(() => window.grid.stateOf(twin.name, 'attic')).toBe('Downloading')
    expect(await window.grid.stateOf(twin.name, 'nas')).toBe('Paused')
    expect(await nas.tells(twin.hash, 'state')).toEqual({ state: 'Paused' })
    await window.press('Space')
    await soon(() => window.grid.stateOf(twin.name, 'attic')).toBe('Paused')
    await window.dismissMessages()
  })

  it('is shown on the row at once, while the daemon has not answered yet', async () => {
    const { window } = scene
    const torrent = torrentNumber(2)
    await window.grid.pick(torrent.name)
    nas.daemon.pause()
    try {
      await window.tool('Resume').click()
      await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Resuming…')
    } finally {
      nas.daemon.resume()
    }
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Downloading')
    await window.tool('Pause').click()
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Paused')
    await window.dismissMessages()
  })

  it('rechecks what is on the disk, from the menu of the row', async () => {
    const { window } = scene
    const torrent = await seed(nas, 'damaged on disk')
    await soon(async () => (await window.grid.line(torrent.name))?.cells['Progress']).toBe('100 %')
    writeFileSync(join(nas.daemon.downloads, torrent.name), Buffer.alloc(100_000))
    await window.grid.openMenu(torrent.name)
    await window.menu.choose('Force recheck')
    await expectMessage('Rechecking 1 torrent.')
    await soon(async () => (await window.grid.line(torrent.name))?.cells['Progress']).toBe('0.0 %')
    expect(await nas.tells(torrent.hash, 'total_done')).toEqual({ total_done: 0 })
    await nas.witness.call('core.remove_torrent', torrent.hash, true)
  })

  it('asks the trackers of both daemons again', async () => {
    const { window } = scene
    const [one, other] = [await seed(nas, 'announced by nas'), await seed(attic, 'announced by attic')]
    const announces = ({ hash }: MadeTorrent): number => tracker.announced.filter((each) => each === hash).length
    await soon(() => Math.min(announces(one), announces(other))).toBeGreaterThan(0)
    // Only now does the daemon know that it may ask again.
    await soon(() => nas.tells(one.hash, 'tracker_status')).toEqual({ tracker_status: 'Announce OK' })
    await soon(() => attic.tells(other.hash, 'tracker_status')).toEqual({ tracker_status: 'Announce OK' })
    const before = [announces(one), announces(other)] as const
    await pickBoth(one, other)
    await window.grid.openMenu(other.name)
    await window.menu.choose('Ask the tracker again')
    await expectMessage('Asked the tracker for 2 torrents.')
    await soon(() => announces(one)).toBeGreaterThan(before[0])
    await soon(() => announces(other)).toBeGreaterThan(before[1])
  })

  it('moves torrents in the queues of both daemons, with the keys and with the menus', async () => {
    const { window } = scene
    const place = async (site: Site, { hash }: MadeTorrent): Promise<unknown> =>
      (await site.tells(hash, 'queue'))?.['queue']
    const shown = async ({ name }: MadeTorrent, daemon: string): Promise<string | undefined> =>
      (await window.grid.line(name, daemon))?.cells['Place in the queue']
    await (await window.openMenu('Columns')).choose('Place in the queue')
    await window.menu.leave()
    const [one, other] = [torrentNumber(5), torrentNumber(14)]
    const [before, otherBefore] = [await place(nas, one), await place(attic, other)]
    expect([before, otherBefore]).not.toContain(0)
    await pickBoth(one, other)
    await window.press('Alt+Home')
    await soon(() => place(nas, one)).toBe(0)
    await soon(() => place(attic, other)).toBe(0)
    await soon(() => shown(one, 'nas')).toBe('1')
    await soon(() => shown(other, 'attic')).toBe('1')
    await window.tool('Down in the queue').click()
    await soon(() => shown(one, 'nas')).toBe('2')
    await soon(() => place(attic, other)).toBe(1)
    await window.grid.openMenu(one.name, 'nas')
    await window.menu.choose('Queue', 'To the bottom')
    await soon(() => shown(one, 'nas')).toBe('12')
    await soon(() => place(attic, other)).toBe(7)
    await window.press('Alt+ArrowUp')
    await soon(() => place(nas, one)).toBe(10)
    await soon(() => shown(other, 'attic')).toBe('7')
    await window.dismissMessages()
  })

  it('removes from the list and leaves the files, after asking', async () => {
    const { window } = scene
    const [one, other] = [await seed(nas, 'kept by nas'), await seed(attic, 'kept by attic')]
    await pickBoth(one, other)
    await window.press('Delete')
    await window.removing.untilOpen()
    expect(await window.removing.title()).toBe('Remove 2 torrents')
    expect((await window.removing.names.allInnerTexts()).toSorted()).toEqual([
      'kept by attic\nattic',
      'kept by nas\nnas',
    ])
    expect(await window.removing.keepFiles.isChecked()).toBe(true)
    // Enter must not remove anything by accident.
    await soon(() => window.removing.button('Cancel').evaluate((button) => button === document.activeElement)).toBe(
      true,
    )
    await window.removing.remove()
    await window.removals.now()
    await expectMessage('Removed 2 torrents.')
    await soon(() => window.grid.names()).not.toContain('kept by nas')
    await soon(() => window.grid.names()).not.toContain('kept by attic')
    expect([await nas.tells(one.hash), await attic.tells(other.hash)]).toEqual([null, null])
    expect([onDisk(nas, one), onDisk(attic, other)]).toEqual([true, true])
  })

  it('removes with the files on both daemons, and says before how much that is', async () => {
    const { window } = scene
    const [one, other] = [await seed(nas, 'gone from nas'), await seed(attic, 'gone from attic')]
    await pickBoth(one, other)
    await window.press('Shift+Delete')
    await window.removing.untilOpen()
    expect(await window.removing.withFiles.isChecked()).toBe(true)
    expect(await window.removing.text()).toContain(
      'The downloaded files (195 KiB) are deleted from the daemon’s disk. Nothing brings them back after that.',
    )
    await window.removing.remove()
    await window.removals.now()
    await expectMessage('Removed 2 torrents with their files.')
    await soon(() => window.grid.names()).not.toContain('gone from attic')
    expect([await nas.tells(one.hash), await attic.tells(other.hash)]).toEqual([null, null])
    await soon(() => [onDisk(nas, one), onDisk(attic, other)]).toEqual([false, false])
  })

  it('removes nothing when the person thinks better of it', async () => {
    const { window } = scene
    await window.grid.pick(torrentNumber(0).name)
    await window.tool('Remove…').click()
    await window.removing.untilOpen()
    await window.press('Escape')
    await window.removing.untilClosed()
    expect(await nas.tells(torrentNumber(0).hash)).not.toBe(null)
    expect(await window.grid.names()).toContain(torrentNumber(0).name)
  })

  it('can be reached in the menu by the keyboard alone, which goes back to where it was', async () => {
    const { window } = scene
    const torrent = torrentNumber(3)
    await window.grid.pick(torrent.name)
    await window.press('Shift+F10')
    await window.menu.root.waitFor()
    await soon(() => window.menu.active()).toBe('Resume Space')
    await window.press('ArrowDown')
    await soon(() => window.menu.active()).toBe('Pause')
    await window.press('ArrowUp')
    await window.press('Enter')
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Downloading')
    await window.press('ContextMenu')
    await window.menu.root.waitFor()
    await window.menu.leave()
    expect(await window.grid.root.evaluate((grid) => grid === document.activeElement)).toBe(true)
    await window.press('Space')
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Paused')
    await window.dismissMessages()
  })

  it('finds the list as it was when its menu opened', async () => {
    const { window } = scene
    const torrent = torrentNumber(7)
    await (await window.openMenu('Columns')).choose('State')
    await window.menu.leave()
    await window.grid.sortBy('State')
    await window.grid.scrollTo(0)
    const before = await window.grid.names()
    await window.grid.openMenu(before[0] ?? '')
    await nas.witness.call('core.resume_torrent', torrent.hash)
    await soon(() => window.grid.stateOf(torrent.name, 'nas')).toBe('Downloading')
    expect(await window.grid.names()).toEqual(before)
    await window.menu.leave()
    await soon(async () => (await window.grid.names())[0]).toBe(torrent.name)
    await nas.witness.call('core.pause_torrent', torrent.hash)
    await window.grid.sortBy('Name')
  })

  it('puts names, hashes and magnet links on the clipboard', async () => {
    const { window } = scene
    const clipboard = (): Promise<string> => window.page.evaluate(() => navigator.clipboard.readText())
    const [one, other] = [torrentNumber(4), torrentNumber(16)]
    await pickBoth(one, other)
    await window.press('Control+C')
    await soon(async () => (await clipboard()).split('\n').toSorted()).toEqual([one.name, other.name].toSorted())
    await window.grid.pick(one.name)
    await window.grid.openMenu(one.name)
    await window.menu.choose('Copy', 'Magnet link')
    await soon(clipboard).toContain(`magnet:?xt=urn:btih:${one.hash}`)
    await window.dismissMessages()
  })

  it('is told among the recent events', async () => {
    const { window } = scene
    await window.page.getByRole('button', { name: /^Recent events/ }).click()
    const events = window.page.getByRole('dialog', { name: 'Recent events' })
    await soon(() => events.getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^Removed with its files: gone from attic\.\s+attic\s+today/),
    )
    await window.press('Escape')
  })

  it('says by its reason what one daemon did not do, when it is gone', async () => {
    const { window } = scene
    const [one, other] = [torrentNumber(1), torrentNumber(17)]
    await attic.daemon.kill()
    await soon(() => window.sidebar.saysOf('attic')).toContain('last seen')
    await pickBoth(one, other)
    await window.tool('Resume').click()
    await soon(() => window.messages()).toContainEqual(
      `1 of 2 torrents resumed; 1 not. ${other.name} attic is not connected. Try again when it is.`,
    )
    await window.dismissMessages()
    await soon(() => window.grid.stateOf(one.name, 'nas')).toBe('Downloading')
    // The click above has left the keyboard with the rows.
    await window.press('Delete')
    await window.removing.untilOpen()
    expect(await window.removing.names.allInnerTexts()).toEqual([expect.stringContaining(one.name)])
    expect(await window.removing.text()).toContain('1 torrent will stay: attic is not connected.')
    await window.removing.press('Cancel')
    await window.grid.pick(other.name, 'attic')
    await soon(() => window.tool('Pause').getAttribute('aria-disabled')).toBe('true')
    expect(await window.tool('Pause').getAttribute('aria-description')).toContain('attic is not connected.')
    await attic.start()
    await soon(() => window.tool('Pause').getAttribute('aria-disabled')).toBe(null)
  })
})
