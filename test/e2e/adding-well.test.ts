import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { makeTorrent, type MadeTorrent } from '../daemons/torrents.ts'
import { startTracker, type Tracker } from '../daemons/tracker.ts'
import { needs } from '../needs.ts'
import { picture } from './browser.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon, until } from './soon.ts'

needs('deluged', 'chromium').describe('adding torrents well', () => {
  const folder = temporaryFolder('adding-well')
  let nas: Site
  let seedbox: Site
  let tracker: Tracker
  let scene: Scene
  let magnet: MadeTorrent

  const many = makeTorrent({
    name: 'A library of very many books',
    content: Array.from({ length: 10_000 }, (_, n) => ({
      path: [`shelf ${Math.floor(n / 100)}`, `book ${String(n).padStart(5, '0')}.epub`],
      sizeBytes: 1_000 + n,
    })),
    seed: 31,
  })
  const film = makeTorrent({
    name: 'openSUSE-Leap-16.1-DVD-x86_64',
    content: [
      { path: ['openSUSE-Leap-16.1-DVD-x86_64.iso'], sizeBytes: 46_000_000 },
      { path: ['openSUSE-Leap-16.1-DVD-x86_64.iso.sha256'], sizeBytes: 108 },
      { path: ['docs', 'release-notes.en.pdf'], sizeBytes: 3_100_000 },
      { path: ['docs', 'startup-guide.all-languages.pdf'], sizeBytes: 19_800_000 },
      { path: ['keys', 'signing.asc'], sizeBytes: 12_000 },
    ],
    seed: 32,
  })
  const there = makeTorrent({
    name: 'Cosmos Laundromat',
    content: 90_000,
    seed: 33,
    trackers: ['http://one.example/announce', 'http://two.example/announce'],
  })

  beforeAll(async () => {
    ;[nas, seedbox, tracker, scene] = await Promise.all([
      Site.open('nas', { label: true }),
      Site.open('seedbox'),
      startTracker(),
      Scene.open(),
    ])
    magnet = makeTorrent({
      name: 'Sita Sings the Blues',
      content: [
        { path: ['film.mkv'], sizeBytes: 60_000 },
        { path: ['extra', 'notes.txt'], sizeBytes: 300 },
      ],
      trackers: [tracker.url],
      data: seedbox.daemon.downloads,
      seed: 34,
    })
    const bare = makeTorrent({ name: 'Cosmos Laundromat', content: 90_000, seed: 33 })
    await seedbox.witness.call('core.add_torrent_file', 's.torrent', magnet.base64, { add_paused: false })
    await seedbox.witness.call('core.add_torrent_file', 'c.torrent', bare.base64, { add_paused: true })
    await nas.witness.call('label.add', 'iso')
    await until('it is announced', () => Promise.resolve(tracker.announced.includes(magnet.hash)))
    await scene.connect([nas, seedbox])
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), seedbox.close()])
    await tracker.close()
    removeFolder(folder)
  })
  watchOver(() => scene)

  function fileOf(torrent: MadeTorrent): string {
    const path = join(folder, `${torrent.hash}.torrent`)
    writeFileSync(path, torrent.bytes)
    return path
  }

  /** Pictures in each size, theme and language in turn, and nothing cut off in any of them. */
  async function pictures(name: string): Promise<void> {
    const { page } = scene.window
    for (const [width, height, colorScheme] of [
      [1440, 900, 'light'],
      [1100, 700, 'dark'],
      [800, 600, 'light'],
      [1440, 900, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await picture(page, `${name}-${width}-${colorScheme}`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }

  it('shows the files of each, also of a magnet link, and adds what was chosen', async () => {
    const { window } = scene
    const { adding } = window
    const link = `magnet:?xt=urn:btih:${magnet.hash}&dn=Sita&tr=${encodeURIComponent(tracker.url)}`
    await (
      await window.dragFiles(fileOf(there))
    )()
    await adding.untilOpen()
    await adding.chooseDaemon('nas')
    await soon(() => adding.text()).toContain('Already on seedbox')
    await adding.link.focus()
    await window.paste(link)
    await (
      await window.dragFiles(fileOf(film))
    )()
    await soon(() => adding.itemTexts()).toEqual([
      expect.stringMatching(/^Cosmos Laundromat .*Already on .*seedbox, .* Show it Merge trackers Add anyway$/),
      expect.stringMatching(/^Sita Sings the Blues 2 files · 59 KiB .*Add anyway$/),
      expect.stringMatching(/^openSUSE.* 5 files · 65\.7 MiB$/),
    ])
    expect(await adding.title()).toBe('Add 1 torrent')
    await adding.items.nth(1).getByRole('button', { name: 'Add anyway' }).click()
    await soon(() => adding.title()).toBe('Add 2 torrents')
    await soon(() => adding.files()).toEqual([
      expect.stringMatching(/^openSUSE-Leap-16\.1-DVD-x86_64 65\.7 MiB Normal$/),
      'docs 21.8 MiB Normal',
      'release-notes.en.pdf 3.0 MiB Normal',
      'startup-guide.all-languages.pdf 18.9 MiB Normal',
      'keys 12 KiB Normal',
      'signing.asc 12 KiB Normal',
      expect.stringMatching(/x86_64\.iso 43\.9 MiB Normal$/),
      'openSUSE-Leap-16.1-DVD-x86_64.iso.sha256 108 B Normal',
    ])
    await adding.file('startup-guide.all-languages.pdf').click()
    await adding.setPriority('keys', 'Low')
    await soon(() => adding.text()).toContain('Files: 4 of 5, 46.8 MiB of 65.7 MiB')
    await adding.startAtOnce.uncheck()
    await adding.choose('Label', 'iso')
    await pictures('adding-files')
    // What one is to be alone.
    await adding.pick('Sita Sings the Blues')
    await adding.root.getByRole('radio', { name: 'Only for this one' }).check()
    await adding.field('Download to').fill(join(nas.daemon.configFolder, 'films'))
    await soon(() => adding.noteOf('Download to')).toContain('New folder, made when it is needed')
    await adding.file('film.mkv').click()
    // Its choices for all, and back.
    await adding.press('Use these for all 3')
    await soon(() => adding.text()).toContain('All 3 have these now. Undo')
    await adding.press('Undo')
    await soon(() => adding.root.getByText('own choices').count()).toBe(1)
    await adding.field('Name in the lists').fill('Sita / Blues')
    await soon(() => adding.noteOf('Name in the lists')).toContain('no slash')
    await adding.press('Add 2 to nas')
    expect(await nas.tells(magnet.hash)).toBe(null)
    await adding.field('Name in the lists').fill('Sita, sung')
    await soon(() => adding.itemTexts()).toContainEqual(expect.stringMatching(/^Sita, sung .*own choices/))
    await adding.items.first().getByRole('button', { name: 'Merge trackers' }).click()
    await soon(() => adding.itemTexts()).toContainEqual(expect.stringContaining('Merged 2'))
    await adding.press('Add 2 to nas')
    await adding.untilClosed()
    await soon(() => window.messages()).toContain('Added 2 torrents to nas.')
    const keys = ['file_priorities', 'label', 'save_path', 'paused'] as const
    expect(await nas.tells(film.hash, ...keys)).toEqual({
      file_priorities: [4, 4, 4, 0, 1],
      label: 'iso',
      save_path: nas.daemon.downloads,
      paused: true,
    })
    expect(await nas.tells(magnet.hash, 'name', ...keys)).toEqual({
      name: 'Sita, sung',
      file_priorities: [0, 4],
      label: 'iso',
      save_path: join(nas.daemon.configFolder, 'films'),
      paused: true,
    })
    expect(await nas.tells(there.hash)).toBe(null)
    const merged = (await seedbox.tells(there.hash, 'trackers')) as { trackers: { url: string }[] }
    expect(merged.trackers.map(({ url }) => url)).toEqual([
      'http://one.example/announce',
      'http://two.example/announce',
    ])
  })

  it('draws of ten thousand files what is in sight, and finds and chooses among all', async () => {
    const { window } = scene
    const { adding } = window
    await (
      await window.dragFiles(fileOf(many))
    )()
    await adding.untilOpen()
    await soon(() => adding.text()).toContain('Files: 10,000 of 10,000')
    expect(await adding.fileLines.count()).toBeLessThan(40)
    await adding.press('None')
    await adding.root.getByRole('searchbox').fill('book 0777')
    const found = async (): Promise<number> =>
      (await adding.files()).filter((line) => line.startsWith('book 0777')).length
    await soon(found).toBeGreaterThan(7)
    await adding.press('All')
    await soon(() => adding.text()).toContain('Files: 11 of 10,000')
    await adding.root.getByRole('searchbox').fill('')
    await adding.press('Add to nas')
    await adding.untilClosed()
    const told = (await nas.tells(many.hash, 'file_priorities')) as { file_priorities: number[] }
    expect(told.file_priorities.flatMap((priority, at) => (priority === 0 ? [] : [at]))).toEqual([
      777,
      ...Array.from({ length: 10 }, (_, n) => 7_770 + n),
    ])
  })

  it('says beside the field what cannot be, and what a torrent is not, and keeps what was typed', async () => {
    const { window } = scene
    const { adding } = window
    const torrent = makeTorrent({ name: 'one more', content: 500, seed: 35 })
    await (
      await window.dragFiles(fileOf(torrent))
    )()
    await adding.untilOpen()
    await adding.chooseDaemon('seedbox')
    await soon(() => adding.text()).toContain('seedbox has no labels: its plugin Label is switched off.')
    await adding.field('Download to').fill('films')
    await soon(() => adding.noteOf('Download to')).toBe('Give a whole path, like /srv/film.')
    await adding.press('Add to seedbox')
    expect(await seedbox.tells(torrent.hash)).toBe(null)
    await adding.field('Download to').fill('')
    await adding.press('More options')
    await adding.field('Owner').fill('nobody')
    await adding.field('Download, KiB/s').fill('70')
    await pictures('adding-options')
    await adding.press('Add to seedbox')
    await soon(() => adding.itemTexts()).toEqual([expect.stringMatching(/^one more Added Owner: .*nobody/)])
    expect(await adding.field('Owner').inputValue()).toBe('nobody')
    await pictures('adding-missed')
    await adding.press('Close')
    await adding.untilClosed()
    expect(await seedbox.tells(torrent.hash, 'max_download_speed', 'owner')).toEqual({
      max_download_speed: 70,
      owner: 'admin',
    })
  })
})
