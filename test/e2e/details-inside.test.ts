import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import type { Torrent } from '../fleet/engine/torrent.ts'
import { needs } from '../needs.ts'
import { expectNothingSerious } from './axe.ts'
import { whatIsCut } from './cut.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

const [first, second, third] = ['https://b.example/announce', 'udp://a.example:6969/announce', 'udp://c.example:1/x']
const wide = { width: 1440, height: 900 }

needs('chromium').describe('trackers, peers and options in the details', () => {
  let harbour: FleetDaemon
  let attic: FleetDaemon
  let scene: Scene
  let one: Torrent
  let other: Torrent

  beforeAll(async () => {
    const options = { torrents: 12, activity: 'none' } as const
    ;[harbour, attic, scene] = await Promise.all([
      startFleetDaemon({ ...options, name: 'Harbour' }),
      startFleetDaemon({ ...options, name: 'Attic', seed: 2 }),
      Scene.open(wide),
    ])
    const running = (daemon: FleetDaemon, owner: string): Torrent =>
      daemon.engine.all().find((torrent) => torrent.running && torrent.hasMetadata && torrent.options.owner === owner)!
    one = running(harbour, 'admin')
    other = running(attic, 'normal')
    Object.assign(one, {
      name: 'First of them',
      seeds: 200,
      peers: 300,
      downRate: 900_000,
      trackerStatus: 'Announce OK',
    })
    one.trackers = [first, second, third]
    one.tiers = [0, 0, 1]
    other.name = 'Second of them'
    one.options.max_upload_speed = 500
    const { window } = scene
    await window.addDaemon('Harbour', harbour, harbour)
    await window.addDaemon('Attic', attic, { username: 'normal', password: 'normalpass' })
    await until('both are there', async () => ((await window.sidebar.total()) ?? 0) > 12)
    await window.dismissMessages()
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), attic.close()])
  })
  watchOver(() => scene)

  const rowOf = (torrent: Torrent): Locator => scene.window.grid.root.getByRole('row', { name: torrent.name })
  const pane = (): Locator => scene.window.details.root
  const table = (): Locator => pane().getByRole('grid')
  const act = (name: string): Locator => pane().getByRole('button', { name })
  const spoken = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, ' ').trim()
  const said = async (): Promise<string> => (await scene.window.messages()).join('\n')

  async function open(torrent: Torrent, tab: string): Promise<void> {
    await rowOf(torrent).click()
    await pane().getByRole('tab', { name: tab }).click()
  }

  /** Every line of a table, heads of tiers included. */
  async function lines(): Promise<string[]> {
    const found = await table()
      .getByRole('rowgroup')
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) => [Number(row.getAttribute('aria-rowindex')), (row as HTMLElement).innerText] as const),
      )
    return found.toSorted(([a], [b]) => a - b).map(([, text]) => spoken(text))
  }
  const places = (): [string, number][] => one.trackers.map((url, at) => [url, one.tiers?.[at] ?? 0])

  it('shows trackers in their tiers, and of each what its daemon tells', async () => {
    await open(one, 'Trackers')
    await soon(lines).toHaveLength(5)
    const [head, used, unused, next] = await lines()
    expect(head).toBe('Tier 1 asked first')
    expect(used).toMatch(/^https:\/\/b\.example\/announce ok .* in \d/)
    expect(unused).toBe('udp://a.example:6969/announce not told – – –')
    expect(next).toBe('Tier 2 asked when none above answers')
    expect(spoken(await pane().innerText())).toContain('3 trackers Public torrent')
  })

  it('adds trackers, and says beside the field which line is none before anything is sent', async () => {
    const { window } = scene
    const before = harbour.counters.callsOf('core.set_torrent_trackers')
    await act('Add…').click()
    const dialog = await window.dialog(/^Add trackers/).untilOpen()
    const field = dialog.field('Addresses')
    await field.fill(`udp://d.example:1\nd.example\n${first}`)
    await dialog.press('Add')
    expect(await dialog.noteOf('Addresses')).toBe(
      'Line 2: A tracker’s address begins with http://, https://, udp://, ws:// or wss://. Line 3: This tracker is in the list already.',
    )
    expect(harbour.counters.callsOf('core.set_torrent_trackers')).toBe(before)
    await expectNothingSerious(window, 'the dialog of trackers')
    await field.fill('udp://d.example:1\n\nudp://e.example:1')
    await dialog.choose('Add them to', 'Tier 2')
    await dialog.press('Add')
    await dialog.untilClosed()
    expect(places().slice(2)).toEqual([
      [third, 1],
      ['udp://d.example:1', 1],
      ['udp://e.example:1', 2],
    ])
    await soon(lines).toHaveLength(8)
  })

  it('edits, moves and removes by keys alone, and takes a removal back', async () => {
    const { window } = scene
    await table().focus()
    await window.press('Home')
    await window.press('ArrowDown')
    await window.press('F2')
    const field = pane().getByRole('textbox', { name: 'Address of the tracker' })
    await field.fill('nothing')
    await window.press('Enter')
    expect(await pane().getByRole('alert').innerText()).toMatch(/^A tracker’s address begins with/)
    expect(places()[1]).toEqual([second, 0])
    await field.fill('http://edited.example/x')
    await window.press('Enter')
    await soon(places).toContainEqual(['http://edited.example/x', 0])
    // Out of the first tier into one of its own, and on into the next.
    await soon(() => act('Edit…').getAttribute('aria-disabled')).toBeNull()
    await window.press('Alt+ArrowDown')
    await soon(() => places()[1]).toEqual(['http://edited.example/x', 1])
    await soon(() => act('Edit…').getAttribute('aria-disabled')).toBeNull()
    await window.press('Delete')
    await soon(() => one.trackers).not.toContain('http://edited.example/x')
    await soon(said).toContain('Tracker removed.')
    await window.page.getByRole('button', { name: 'Undo' }).click()
    await soon(() => places()[1]).toEqual(['http://edited.example/x', 1])
    await window.dismissMessages()
    // Dragged onto the head of a tier, it has one of its own before that.
    await soon(() => act('Edit…').getAttribute('aria-disabled')).toBeNull()
    await pane().getByText('http://edited.example/x').dragTo(pane().getByText('Tier 1'))
    await soon(() => places()[0]).toEqual(['http://edited.example/x', 0])
    await act('Reannounce').click()
    await soon(() => harbour.counters.callsOf('core.force_reannounce')).toBe(1)
    await window.dismissMessages()
  })

  it('shows hundreds of peers, sorted and filtered, and keeps the chosen one while they change', async () => {
    const { window } = scene
    await open(one, 'Peers')
    await soon(() => table().getAttribute('aria-rowcount')).toBe('501')
    expect((await lines()).length).toBeLessThan(60)
    await table().getByRole('columnheader', { name: 'Address' }).click()
    await soon(() => table().getByRole('columnheader', { name: 'Address' }).getAttribute('aria-sort')).toBe('ascending')
    await table().focus()
    for (const key of ['Home', 'PageDown', 'PageDown', 'ArrowDown']) await window.press(key)
    const chosen = async (): Promise<string> => spoken(await table().locator('[aria-selected=true]').innerText())
    const address = /\S+:\d+/.exec(await chosen())?.[0] ?? ''
    const scrolled = await table().evaluate((element) => element.scrollTop)
    const before = (await lines()).join('\n')
    one.downRate = 9_000_000
    await soon(async () => (await lines()).join('\n')).not.toBe(before)
    expect(await chosen()).toContain(address)
    expect(await table().evaluate((element) => element.scrollTop)).toBe(scrolled)
    await window.press('Control+C')
    await soon(() => window.page.evaluate(() => navigator.clipboard.readText())).toBe(address)
    await pane().getByRole('searchbox').fill(address)
    await soon(lines).toHaveLength(1)
    await pane().getByRole('searchbox').fill('')
    await expectNothingSerious(window, 'peers')
    await window.dismissMessages()
  })

  it('asks for a peer by its address, which is looked at when the field is left', async () => {
    const { window } = scene
    await act('Connect to peer…').click()
    const dialog = await window.dialog(/^Connect to a peer/).untilOpen()
    const field = dialog.field('Address and port')
    for (const [text, why] of [
      ['peer.example:1', 'That is no IP address: names of hosts do not work here.'],
      ['2001:db8::7:1', 'Put an IPv6 address into brackets: [2001:db8::7]:6881.'],
      ['192.0.2.7:99999', 'A port is a number from 1 to 65535.'],
    ] as const) {
      await field.fill(text)
      await field.blur()
      expect(await dialog.noteOf('Address and port')).toBe(why)
    }
    expect(harbour.counters.callsOf('core.connect_peer')).toBe(0)
    await field.fill('[2001:db8::7]:6881')
    await window.press('Enter')
    await dialog.untilClosed()
    expect(harbour.counters.callsOf('core.connect_peer')).toBe(1)
    await soon(said).toContain('Asked Harbour to connect.')
    await window.dismissMessages()
  })

  const field = (name: string): Locator => pane().getByRole('textbox', { name, exact: true })
  const box = (name: string): Locator => pane().getByRole('checkbox', { name })
  const foot = async (): Promise<string> => spoken(await pane().locator('.option-foot').innerText())

  it('changes options of one torrent, and sends nothing that cannot be', async () => {
    const { window } = scene
    await open(one, 'Options')
    await soon(() => field('Up').inputValue()).toBe('500')
    await field('Up').fill('fast')
    await box('Stop at ratio').click()
    await field('Ratio').fill('1,5')
    expect(await pane().getByRole('alert').innerText()).toBe('Give a number of KiB/s, or “unlimited”.')
    expect(await act('Apply').getAttribute('aria-disabled')).toBe('true')
    await field('Up').fill('')
    await field('Down').fill('1,024')
    await field('Owner').fill('nobody')
    expect(await foot()).toContain('5 changes')
    await window.press('Control+Enter')
    await soon(foot).toMatch(/Owner, .*Harbour has no account nobody\. .*1 change/)
    expect(one.options).toMatchObject({ max_upload_speed: -1, max_download_speed: 1024, stop_ratio: 1.5 })
    expect(one.options).toMatchObject({ stop_at_ratio: true, owner: 'admin' })
    expect(await field('Owner').inputValue()).toBe('nobody')
    await pane().getByRole('button', { name: 'Choose: Owner' }).click()
    await window.menu.choose('reader')
    await act('Apply').click()
    await soon(() => one.options.owner).toBe('reader')
    await soon(foot).not.toContain('change')
    // Folders of its daemon's machine are offered while one is typed.
    const folder = harbour.engine.folder
    await box('When finished, move to').click()
    const path = pane().getByRole('combobox', { name: 'Folder' })
    await path.fill(folder.slice(0, -2))
    await window.page.getByRole('listbox').getByRole('option', { name: folder }).first().waitFor()
    await window.press('ArrowDown')
    await window.press('Enter')
    await soon(() => path.inputValue()).toContain(folder)
    await window.press('Escape')
    await act('Apply').click()
    await soon(() => one.options).toMatchObject({ move_completed: true, move_completed_path: folder })
    await window.dismissMessages()
  })

  it('asks what becomes of changes when other torrents are chosen', async () => {
    const { window } = scene
    await box('In order').click()
    await rowOf(other).click()
    const dialog = await window.dialog(/^There are changes/).untilOpen()
    await dialog.press('Stay')
    await soon(() => box('In order').isChecked()).toBe(true)
    expect((await window.grid.lines()).filter(({ selected }) => selected)).toHaveLength(1)
    await rowOf(other).click()
    await dialog.untilOpen()
    await dialog.press('Discard')
    await soon(() => field('Up').inputValue()).toBe('unlimited')
    await soon(() => box('In order').isChecked()).toBe(false)
    expect(one.options.sequential_download).toBe(false)
  })

  it('tells mixed options of two daemons truly, and sends only what was changed', async () => {
    const { window } = scene
    other.options.sequential_download = true
    other.options.max_connections = 70
    const untouched = { ...other.options }
    await open(one, 'Options')
    await rowOf(other).click({ modifiers: ['Control'] })
    await soon(() => field('Connections').getAttribute('placeholder')).toBe('mixed')
    expect(await field('Connections').inputValue()).toBe('')
    expect(spoken(await box('In order').evaluate((input) => String((input as HTMLInputElement).indeterminate)))).toBe(
      'true',
    )
    await soon(() => pane().getByText('on for 1 of 2').count()).toBeGreaterThan(0)
    expect(await foot()).toContain('2 torrents on Harbour and Attic. Owner can be changed on Harbour only')
    // Tick, empty, and mixed again.
    await box('In order').click()
    await box('In order').click()
    expect(await foot()).toContain('1 change')
    await box('In order').click()
    await soon(foot).not.toContain('change ')
    await field('Connections').fill('9')
    await field('Connections').fill('')
    await field('Upload slots').fill('6')
    await expectNothingSerious(window, 'options of two daemons')
    await act('Apply to 2 torrents').click()
    await soon(() => [one.options.max_upload_slots, other.options.max_upload_slots]).toEqual([6, 6])
    expect(other.options).toEqual({ ...untouched, max_upload_slots: 6 })
    await soon(said).toContain('Changed the options of 2 torrents.')
    await window.dismissMessages()
  })

  it('says of each torrent how it fared, and keeps what was typed', async () => {
    const { window } = scene
    await attic.misbehave({ answers: { 'core.set_torrent_options': () => null } })
    await field('Upload slots').fill('8')
    await act('Apply to 2 torrents').click()
    await soon(foot).toMatch(/Upload slots, .*Attic answered, but did not take it\./)
    expect([one.options.max_upload_slots, other.options.max_upload_slots]).toEqual([8, 6])
    expect(await field('Upload slots').inputValue()).toBe('8')
    await attic.behave()
    await window.dismissMessages()
    await act('Apply to 2 torrents').click()
    await soon(() => other.options.max_upload_slots).toBe(8)
    await window.dismissMessages()
  })

  it('adds trackers to several torrents at once', async () => {
    const { window } = scene
    await pane().getByRole('tab', { name: 'Trackers' }).click()
    await act('Add trackers to 2 torrents…').click()
    const dialog = await window.dialog(/^Add trackers to 2 torrents/).untilOpen()
    await dialog.field('Addresses').fill('http://both.example/announce')
    await dialog.press('Add')
    await dialog.untilClosed()
    await soon(said).toContain('2 torrents have these trackers now.')
    expect([one.trackers.at(-1), other.trackers.at(-1)]).toEqual(Array(2).fill('http://both.example/announce'))
    await window.dismissMessages()
  })

  it('cuts nothing off where the window is small', async () => {
    const { window } = scene
    for (const size of [{ width: 1100, height: 700 }, wide]) {
      await window.page.setViewportSize(size)
      for (const tab of ['Trackers', 'Peers', 'Options']) {
        await open(one, tab)
        await soon(() => table().or(field('Up')).count()).toBe(1)
        expect(await whatIsCut(window.page)).toEqual([])
      }
    }
  })
})
