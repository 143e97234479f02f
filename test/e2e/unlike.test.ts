import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { type RtorrentDaemon, startRtorrent } from '../daemons/rtorrent.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { FilesTab } from './pages/files-tab.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const trackers = ['http://127.0.0.1:1/announce', 'udp://tracker.example:80/announce']
const several = makeTorrent({
  name: 'Glacier survey 1987',
  content: [
    { path: ['maps', 'north.tif'], sizeBytes: 400_000 },
    { path: ['maps', 'south.tif'], sizeBytes: 300_000 },
    { path: ['readme.txt'], sizeBytes: 2_000 },
  ],
  trackers,
  seed: 41,
})
const others = [1, 2, 3, 4].map((number) =>
  makeTorrent({ name: `Harbour recordings ${number}`, content: 150_000 * number, trackers, seed: 50 + number }),
)

needs('rtorrent', 'chromium').describe('every screen over a daemon of another kind', () => {
  const files = temporaryFolder('unlike')
  let daemon: RtorrentDaemon
  let scene: Scene

  beforeAll(async () => {
    ;[daemon, scene] = await Promise.all([startRtorrent(), Scene.open({ width: 1440, height: 900 })])
    const there = await daemon.meet()
    for (const { bytes } of others) await there.query().addTorrentRaw(bytes).first()
    await there.torrent(others[0]!.hash).start().first()
    await there.torrent(others[1]!.hash).setLabel('radio%20%26%20sea').first()
  })
  afterAll(async () => {
    await scene.close()
    await daemon.dispose()
    removeFolder(files)
  })
  watchOver(() => scene)

  it('the form asks for what its ways need, and warns of a port that is open to everybody', async () => {
    const { window } = scene
    const { form, page } = window
    await window.askForDaemon()
    await form.untilOpen()
    await form.choose('Kind', 'rTorrent')
    expect(await form.labels()).toEqual(['Kind', 'Connection', 'Socket', 'Name'])
    await picture(page, 'unlike-form-1440-light')
    await form.choose('Connection', 'Host and port')
    await form.field('Address').fill('localhost')
    expect(await form.text()).not.toContain('can run commands')
    await form.field('Address').fill('nas.home')
    await soon(() => form.text()).toContain('whoever reaches this port can run commands on that machine')
    await page.setViewportSize({ width: 1100, height: 700 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'unlike-form-1100-dark')
    await form.choose('Connection', 'Web address')
    await form.field('Address').fill('http://nas.home/RPC2')
    await soon(() => form.text()).toContain('Without https, anybody on the way can read')
    expect(await form.labels()).toEqual(['Kind', 'Connection', 'Address', 'User name', 'Password', 'Name'])
    await picture(page, 'unlike-form-web-dark')
  })

  it('its torrents are in the list as soon as it is added', async () => {
    const { window } = scene
    const { form, page, grid } = window
    await form.choose('Connection', 'Socket on this machine')
    await form.field('Socket').fill(join(daemon.folder, 'nowhere.sock'))
    await form.press('Test')
    await soon(() => form.noteOf('Socket')).toContain('nowhere.sock')
    await form.field('Socket').fill(daemon.address.way === 'unix' ? daemon.address.path : '')
    expect(await form.test()).toMatch(/Connected: rTorrent \d.* with 4 torrents/)
    await picture(page, 'unlike-form-tested')
    await form.field('Name').fill('seedbox')
    await form.keep('Add daemon')
    await soon(() => grid.count()).toBe(4)
    await window.dismissMessages()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    await picture(page, 'unlike-list')
  })

  it('a torrent file is added as it is to be', async () => {
    const { window } = scene
    const { page, adding, grid } = window
    const path = join(files, 'survey.torrent')
    writeFileSync(path, several.bytes)
    await window.tool('Add').click()
    await adding.untilOpen()
    await adding.chooseFiles(path)
    await soon(() => adding.files()).toHaveLength(5)
    await adding.setPriority('readme.txt', 'Skip')
    await picture(page, 'unlike-add')
    await adding.press('Add to seedbox')
    await adding.untilClosed()
    await grid.row(several.name).waitFor()
    await window.dismissMessages()
    const there = await daemon.meet()
    const told = await there.filesOf(several.hash).path().priority().all()
    expect(told).toContainEqual({ path: 'readme.txt', priority: 0 })
  })

  it('the details tell what it knows, and change what it lets change', async () => {
    const { window } = scene
    const { page, details, grid } = window
    await grid.pick(several.name)
    for (const tab of ['Files', 'Peers', 'Trackers', 'Options', 'History', 'Status']) {
      await details.root.getByRole('tab', { name: tab }).click()
      if (tab === 'Files') {
        const tree = new FilesTab(page)
        await soon(() => tree.count()).toBeGreaterThan(1)
      }
      if (tab === 'Trackers') await soon(() => details.text()).toContain('127.0.0.1:1')
      if (tab === 'Options') await soon(() => details.text()).toContain('Label')
      await picture(page, `unlike-${tab.toLowerCase()}`)
    }
  })

  it('what it cannot do says why not', async () => {
    const { window } = scene
    const { page, grid, menu, removing } = window
    await grid.openMenu(several.name)
    expect(await menu.item('Rename…').getAttribute('aria-disabled')).toBe('true')
    await picture(page, 'unlike-menu')
    await window.press('Escape')
    await grid.pick(several.name)
    await window.press('Delete')
    await removing.untilOpen()
    expect(await removing.withFiles.isDisabled()).toBe(true)
    expect(await removing.text()).toContain('their files stay on its disk')
    await picture(page, 'unlike-remove')
    await removing.press('Cancel')
    await removing.untilClosed()
  })
})
