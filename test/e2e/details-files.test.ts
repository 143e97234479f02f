import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { prioritiesOf } from '../fleet/engine/content.ts'
import type { Torrent } from '../fleet/engine/torrent.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { whatIsCut } from './cut.ts'
import { FilesTab } from './pages/files-tab.ts'
import { Scene, watchOver } from './scene.ts'
import { soon } from './soon.ts'

const MiB = 1024 ** 2
const paths = [
  'Album/disc 1/01 first.flac',
  'Album/disc 1/02 second.flac',
  'Album/disc 2/01 third.flac',
  'Album/cover.jpg',
  'Album/readme.txt',
]

/** Makes a torrent of the daemon one with these files, and gives it a name that is found. */
function fill(torrent: Torrent, name: string, files: readonly string[]): void {
  torrent.name = name
  torrent.fileCount = files.length
  torrent.files = files.map((path, index) => ({ index, path, size: MiB, offset: index * MiB }))
  torrent.priorities = null
  torrent.sizeBytes = files.length * MiB
  torrent.doneBytes = 2 * MiB
}

needs('chromium').describe('the Files tab', () => {
  let nas: FleetDaemon
  let scene: Scene
  let files: FilesTab
  let album: Torrent
  let archive: Torrent

  beforeAll(async () => {
    ;[nas, scene] = await Promise.all([startFleetDaemon({ name: 'Nas', torrents: 12, activity: 'none' }), Scene.open()])
    const [first, second, third] = nas.engine.all()
    if (!first || !second || !third) throw new Error('The daemon has no torrents.')
    ;[album, archive] = [first, second]
    fill(album, 'Album of files', paths)
    fill(
      archive,
      'Archive of files',
      Array.from({ length: 10_000 }, (_, at) => `scans/box ${at % 9}/scan ${at}.tif`),
    )
    third.name = 'Magnet without metadata'
    third.hasMetadata = false
    third.fileCount = 0
    third.files = []
    files = new FilesTab(scene.window.page)
    await scene.connectFleet([nas])
  })
  afterAll(async () => {
    await scene.close()
    await nas.close()
  })
  watchOver(() => scene)

  const show = async (name: string): Promise<void> => {
    await scene.window.search.fill(name)
    await soon(() => scene.window.grid.names()).toEqual([name])
    await scene.window.grid.focus()
    await scene.window.press('Home')
  }
  const told = (): (number | undefined)[] => [...prioritiesOf(album)]

  it('is reached with the keyboard, and shows folders and files with their sums', async () => {
    const { window } = scene
    await show(album.name)
    await window.details.root.getByRole('tab', { name: 'Status' }).focus()
    await window.press('ArrowRight')
    await files.tree.waitFor()
    await soon(() => files.names()).toEqual([
      'Album',
      'disc 1',
      '01 first.flac',
      '02 second.flac',
      'disc 2',
      '01 third.flac',
      'cover.jpg',
      'readme.txt',
    ])
    const lines = await files.lines()
    expect(lines.map(({ level }) => level)).toEqual([1, 2, 3, 3, 2, 3, 2, 2])
    expect(lines[0]).toMatchObject({ open: true, progress: '40.0 %', priority: 'Normal' })
    expect(lines[1]).toMatchObject({ progress: '100 %' })
    expect(await files.beside()).toContain('5 of 5 wanted, 5.0 MiB')
    expect(await window.details.root.getByRole('tab', { name: /^Files/ }).innerText()).toMatch(/Files\s*5/)
    await window.press('Tab')
    await window.press('ArrowDown')
    expect(await files.active()).toBe('Album')
    await expectNothingSerious(window, 'files')
  })

  it('sets priorities of files and folders by keys alone, which take effect at the daemon', async () => {
    const { window } = scene
    await window.press('End')
    await window.press('Shift+ArrowUp')
    await window.press('4')
    await soon(told).toEqual([4, 4, 4, 7, 7])
    await soon(() => files.priorities()).toMatchObject({ 'cover.jpg': 'High', 'readme.txt': 'High', Album: 'Mixed' })
    await window.press('Home')
    await window.press('ArrowDown')
    expect(await files.active()).toBe('disc 1')
    await window.press('Space')
    await soon(told).toEqual([0, 0, 4, 7, 7])
    await soon(() => files.priorities()).toMatchObject({
      'disc 1': 'Skip',
      '01 first.flac': 'Skip',
      'disc 2': 'Normal',
    })
    expect(await files.beside()).toContain('3 of 5 wanted')
    await window.press('ArrowLeft')
    await soon(() => files.names()).not.toContain('02 second.flac')
    await window.press('ArrowRight')
  })

  it('sets them with the menus, for all that are selected', async () => {
    const { window } = scene
    await files.line('01 third.flac').click()
    await files.line('readme.txt').click({ modifiers: ['Control'] })
    await files.line('readme.txt').click({ button: 'right' })
    await window.menu.choose('Low')
    await soon(told).toEqual([0, 0, 1, 7, 1])
    await window.menu.untilClosed()
    await files.line('cover.jpg').locator('[data-part=priority]').click()
    await soon(async () => (await window.menu.lines()).length).toBe(4)
    await window.menu.choose('Normal')
    await soon(told).toEqual([0, 0, 1, 4, 1])
    await soon(() => files.priorities()).toMatchObject({ 'cover.jpg': 'Normal', '01 third.flac': 'Low' })
  })

  it('takes back what the daemon did not do, and says why', async () => {
    const { window } = scene
    await nas.misbehave({ answers: { 'core.set_torrent_options': () => null } })
    await files.line('cover.jpg').click()
    await window.press('4')
    await soon(() => window.messages()).toEqual([expect.stringContaining('1 file was not changed. cover.jpg')])
    await soon(() => files.priorities()).toMatchObject({ 'cover.jpg': 'Normal' })
    await nas.behave()
    await window.dismissMessages()
  })

  it('renames files and folders in their place, and says beside the field why a name cannot be', async () => {
    const { window } = scene
    await files.line('01 first.flac').click()
    await window.press('F2')
    await soon(() => files.newName.inputValue()).toBe('01 first.flac')
    await window.page.keyboard.type('a/b')
    await files.tree.getByText(/^A name has no slash/).waitFor()
    await window.press('Enter')
    expect(await files.newName.inputValue()).toBe('a/b.flac')
    await files.newName.fill('02 second.flac')
    await files.tree.getByText(/^There is already Album\/disc 1\/02 second.flac/).waitFor()
    await expectNothingSerious(window, 'a name that is taken')
    await files.newName.fill('01 opening.flac')
    await window.press('Enter')
    await soon(() => album.files?.[0]?.path).toBe('Album/disc 1/01 opening.flac')
    await soon(() => files.names()).toContain('01 opening.flac')
    await files.newName.waitFor({ state: 'hidden' })
    await window.press('ArrowUp')
    expect(await files.active()).toBe('disc 1')
    await window.press('F2')
    await files.newName.fill('bonus')
    await window.press('Enter')
    await soon(() => album.files?.map(({ path }) => path).slice(0, 2)).toEqual([
      'Album/bonus/01 opening.flac',
      'Album/bonus/02 second.flac',
    ])
    await soon(() => files.names()).toContain('bonus')
    await soon(async () => (await files.lines()).filter(({ selected }) => selected).map(({ name }) => name)).toEqual([
      'bonus',
    ])
  })

  it('keeps a name that the daemon refused in its field, and leaves it unsent with Esc', async () => {
    const { window } = scene
    await nas.misbehave({
      answers: {
        'core.rename_files': () => {
          throw new Error('The disk does not like it.')
        },
      },
    })
    await files.line('cover.jpg').click()
    await window.press('F2')
    await files.newName.fill('front.jpg')
    await window.press('Enter')
    await files.tree.getByText(/The disk does not like it/).waitFor()
    expect(await files.newName.inputValue()).toBe('front.jpg')
    await nas.behave()
    await window.press('Escape')
    await files.newName.waitFor({ state: 'hidden' })
    expect(album.files?.[3]?.path).toBe('Album/cover.jpg')
  })

  it('finds files by a filter that keeps their folders, and says when there is none', async () => {
    const { window } = scene
    await files.filter.fill('flac 01')
    await soon(() => files.names()).toEqual(['Album', 'bonus', '01 opening.flac', 'disc 2', '01 third.flac'])
    await files.filter.fill('nothing like it')
    await window.page.getByRole('heading', { name: 'No file with “nothing like it”' }).waitFor()
    await files.filter.focus()
    await window.press('Escape')
    await soon(() => files.count()).toBe(8)
  })

  it('is ordered by a click on a head, and remembered with its tab over a restart', async () => {
    const { window } = scene
    await files.tree.getByRole('columnheader', { name: 'Priority' }).click()
    await soon(() => files.tree.getByRole('columnheader', { name: 'Priority' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await window.reload()
    await show(album.name)
    await soon(() => files.count()).toBe(8)
    expect(await files.tree.getByRole('columnheader', { name: 'Priority' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await files.tree.getByRole('columnheader', { name: 'Name' }).click()
  })

  it('draws few of ten thousand files, wherever one is in them, and finds one among them', async () => {
    const { window } = scene
    await show(archive.name)
    await soon(() => files.beside()).toContain('10,000 of 10,000 wanted')
    // A large torrent begins with what one looks through.
    expect(await files.count()).toBe(10)
    await files.tree.focus()
    await window.press('Home')
    await window.press('*')
    await soon(() => files.count()).toBe(10_010)
    for (const key of ['End', 'PageUp', 'Home', 'PageDown', 'End']) {
      await window.press(key)
      expect(await files.elements()).toBeLessThan(1_500)
    }
    await soon(() => files.active()).toMatch(/^scan \d+\.tif$/)
    await files.filter.fill('scan 9999')
    await soon(() => files.names()).toEqual(['scans', 'box 0', 'scan 9999.tif'])
    await files.filter.fill('')
  })

  it('shows nothing of one torrent under another, and says when no files are known yet', async () => {
    const { window } = scene
    await show('Magnet without metadata')
    await window.page.getByRole('heading', { name: 'Files are known once the metadata is here' }).waitFor()
    expect(await files.count()).toBe(0)
    await expectNothingSerious(window, 'no metadata')
    await window.search.fill('')
    await window.grid.focus()
    await window.press('Control+A')
    await window.page.getByRole('heading', { name: 'Choose one torrent' }).waitFor()
  })

  it('leaves for the list with Esc, and fits into every window', async () => {
    const { window } = scene
    await show(album.name)
    await soon(() => files.count()).toBe(8)
    await files.tree.focus()
    await window.press('Escape')
    expect(await window.focused()).toBe('Torrents')
    for (const [width, height] of [
      [1100, 700],
      [800, 600],
      [520, 640],
    ] as const) {
      await window.page.setViewportSize({ width, height })
      // Until the window has heard of its size: a key that comes sooner is about the window as it was.
      await window.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      )
      await window.press('Enter')
      await files.tree.waitFor()
      await soon(() => whatIsCut(window.page)).toEqual([])
    }
    await window.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('keeps what it knows while the daemon is away, mute, and offers nothing that cannot be done', async () => {
    await soon(() => files.count()).toBe(8)
    await nas.misbehave({ face: 'closed' })
    nas.dropConnections()
    await soon(() => files.beside()).toContain('as of')
    expect(await files.count()).toBe(8)
    const rename = files.root.getByRole('button', { name: 'Rename' })
    expect(await rename.getAttribute('aria-disabled')).toBe('true')
    expect(await rename.getAttribute('title')).toContain('Nas')
    await nas.behave()
    await soon(() => files.beside()).not.toContain('as of')
  })

  it('has its neighbour History, which tells what was done to this torrent', async () => {
    const { window } = scene
    await window.details.root.getByRole('tab', { name: 'History' }).click()
    await soon(() => window.details.text()).toContain(
      'Renamed the folder Album/disc 1 of Album of files to Album/bonus.',
    )
    await window.page.getByRole('heading', { name: 'Today' }).waitFor()
    await expectNothingSerious(window, 'history')
    await show(archive.name)
    await window.page.getByRole('heading', { name: 'Nothing noted yet' }).waitFor()
  })
})
