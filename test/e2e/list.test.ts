import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { fill, labelOfNumber, labels, torrentNumber } from '../daemons/collection.ts'
import { needs } from '../needs.ts'
import { Scene, watchOver } from './scene.ts'
import { Site } from './site.ts'
import { soon } from './soon.ts'

/** Numbers of the collection's torrents: ten of them are on both daemons. */
const onNas = Array.from({ length: 60 }, (_, index) => index)
const onAttic = Array.from({ length: 40 }, (_, index) => 50 + index)
const everything = [...onNas, ...onAttic]

const namesOf = (numbers: readonly number[]): string[] => numbers.map((number) => torrentNumber(number).name).toSorted()

needs('deluged', 'chromium').describe('the list of torrents', () => {
  let nas: Site
  let attic: Site
  let scene: Scene

  beforeAll(async () => {
    const label = { label: true }
    ;[nas, attic, scene] = await Promise.all([Site.open('nas', label), Site.open('attic', label), Scene.open()])
    await fill(nas.witness, onNas.length, { withLabels: true })
    await fill(attic.witness, onAttic.length, { first: 50, withLabels: true })
    await scene.connect([nas, attic])
  })
  beforeEach(async () => {
    await scene.window.search.fill('')
    await scene.window.sidebar.showAll()
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([nas.close(), attic.close()])
  })
  watchOver(() => scene)

  const shown = async (): Promise<string[]> =>
    (await scene.window.grid.all()).map(({ cells }) => (cells['Name'] ?? '').replace(/^Paused /, '')).toSorted()

  it('counts in the sidebar what the daemons say', async () => {
    const { sidebar } = scene.window
    const count = (label: string): number => everything.filter((number) => labelOfNumber(number) === label).length
    await soon(() => sidebar.counts('Labels')).toEqual({
      ...Object.fromEntries(labels.map((label) => [label, count(label)])),
      'No label': count(''),
    })
    expect(await sidebar.counts('State')).toEqual({ Paused: 100 })
    expect(await sidebar.counts('Daemons')).toEqual({ nas: 60, attic: 40 })
    const hosts: Record<string, number> = {}
    for (const { witness } of [nas, attic]) {
      const all = (await witness.call('core.get_torrents_status', {}, ['tracker_host'])) as Record<
        string,
        { tracker_host: string }
      >
      for (const { tracker_host: host } of Object.values(all)) {
        hosts[host || 'No tracker'] = (hosts[host || 'No tracker'] ?? 0) + 1
      }
    }
    expect(await sidebar.counts('Trackers')).toEqual(hosts)
  })

  it('narrows by daemon, label, tracker and words, each and all together', async () => {
    const { sidebar, grid, search, status } = scene.window
    await sidebar.choose('Daemons', 'attic')
    await soon(shown).toEqual(namesOf(onAttic))
    expect(await sidebar.chosen('Daemons')).toEqual(['attic'])
    await sidebar.choose('Labels', 'films')
    const films = onAttic.filter((number) => labelOfNumber(number) === 'films')
    await soon(shown).toEqual(namesOf(films))
    await sidebar.choose('Labels', 'music', true)
    const both = onAttic.filter((number) => ['films', 'music'].includes(labelOfNumber(number)))
    await soon(shown).toEqual(namesOf(both))
    // The other sections count what choosing them would bring now.
    expect((await sidebar.counts('Daemons'))['nas']).toBe(
      onNas.filter((number) => ['films', 'music'].includes(labelOfNumber(number))).length,
    )
    const tracker = (await sidebar.lines('Trackers'))[0]
    await sidebar.choose('Trackers', tracker?.name ?? '')
    await soon(() => grid.count()).toBe(tracker?.count)
    const [some] = await shown()
    await search.fill(some?.slice(-5) ?? '')
    await soon(shown).toEqual([some])
    await soon(() => status.text()).toContain('1 of 100 torrents shown')
  })

  it('finds words in any order, without case and accents, and a torrent by its hash', async () => {
    const { grid, search } = scene.window
    const named = everything.filter((number) => /łódź/i.test(torrentNumber(number).name))
    await search.fill('LODZ')
    await soon(shown).toEqual(namesOf(named))
    await search.fill('00003 ' + (torrentNumber(3).name.split(' ')[0] ?? ''))
    await soon(() => grid.names()).toEqual([torrentNumber(3).name])
    await search.fill(torrentNumber(7).hash)
    await soon(() => grid.names()).toEqual([torrentNumber(7).name])
  })

  it('says so when nothing matches, and offers the way back', async () => {
    const { page, grid, search } = scene.window
    await search.fill('no torrent is called that')
    await page.getByText('No torrent here matches “no torrent is called that”.').waitFor()
    expect(await grid.count()).toBe(0)
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await soon(() => grid.count()).toBe(100)
    expect(await search.inputValue()).toBe('')
  })

  it('leads to the search with a slash, out of it with Down, and empties it with Esc', async () => {
    const { window } = scene
    await window.grid.focus()
    await window.press('/')
    await window.page.keyboard.type('00055')
    await soon(() => window.grid.count()).toBe(2)
    await window.press('ArrowDown')
    expect(await window.grid.root.evaluate((grid) => grid === document.activeElement)).toBe(true)
    await window.press('/')
    await window.press('Escape')
    await soon(() => window.grid.count()).toBe(100)
  })

  it('shows what somebody else adds, starts and removes, in the list and in the counts', async () => {
    const { grid, sidebar, search } = scene.window
    const torrent = torrentNumber(500)
    await search.fill(torrent.name)
    const options = { add_paused: true }
    await attic.witness.call('core.add_torrent_file', 'x.torrent', torrent.base64, options)
    await soon(() => grid.stateOf(torrent.name, 'attic')).toBe('Paused')
    await soon(() => sidebar.total()).toBe(101)
    await attic.witness.call('core.resume_torrent', torrent.hash)
    await soon(() => grid.stateOf(torrent.name, 'attic')).toBe('Downloading')
    await soon(() => sidebar.counts('State')).toEqual({ Downloading: 1 })
    await attic.witness.call('core.pause_torrent', torrent.hash)
    await soon(() => grid.stateOf(torrent.name, 'attic')).toBe('Paused')
    await attic.witness.call('label.set_torrent', torrent.hash, 'books')
    await soon(async () => (await grid.line(torrent.name))?.cells['Label']).toBe('books')
    await attic.witness.call('core.remove_torrent', torrent.hash, true)
    await soon(() => grid.count()).toBe(0)
    await soon(() => sidebar.total()).toBe(100)
  })

  it('narrows by state, and the list follows when a state changes', async () => {
    const { grid, sidebar } = scene.window
    const torrent = torrentNumber(12)
    await nas.witness.call('core.resume_torrent', torrent.hash)
    await soon(() => sidebar.counts('State')).toEqual({ Downloading: 1, Paused: 99 })
    await sidebar.choose('State', 'Downloading')
    await soon(() => grid.names()).toEqual([torrent.name])
    await nas.witness.call('core.pause_torrent', torrent.hash)
    await soon(() => grid.count()).toBe(0)
    await sidebar.showAll()
    await soon(() => sidebar.counts('State')).toEqual({ Paused: 100 })
  })
})
