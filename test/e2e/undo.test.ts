import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WireFloat } from '../../main/wire/deluge/rencode.ts'
import { type FleetDaemon, startFleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { command } from './pages/palette.ts'
import type { Window } from './pages/window.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

needs('chromium').describe('acting without doubt', () => {
  let harbour: FleetDaemon
  let quay: FleetDaemon
  let scene: Scene
  let other: Window

  beforeAll(async () => {
    ;[harbour, quay, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: 40, activity: 'none' }),
      startFleetDaemon({ name: 'Quay', torrents: 20, seed: 2, activity: 'none' }),
      Scene.open(),
    ])
    await scene.connectFleet([harbour, quay])
    await scene.window.grid.sortBy('Name')
    other = await scene.another(await scene.app.freshAddress())
    await until('the other window has all', async () => (await other.grid.count()) === 60)
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([harbour.close(), quay.close()])
  })
  watchOver(() => scene)

  /** Names of the first so many rows. */
  async function top(number: number): Promise<string[]> {
    return (await scene.window.grid.names()).slice(0, number)
  }

  async function select(first: string, last: string): Promise<void> {
    await scene.window.grid.pick(first)
    await scene.window.grid.pick(last, undefined, 'Shift')
  }

  async function remove(): Promise<void> {
    await scene.window.press('Delete')
    await scene.window.removing.untilOpen()
    await scene.window.removing.remove()
  }

  it('shows what is going in every window, and nothing is gone when it is undone', async () => {
    const { window } = scene
    const [one = '', two = '', three = '', next = ''] = await top(4)
    await select(one, three)
    await window.press('Shift+Delete')
    await window.removing.untilOpen()
    expect(await window.removing.text()).toContain('Nothing brings them back after that.')
    await window.press('Escape')
    await window.removing.untilClosed()
    await remove()
    await soon(async () => (await window.removals.texts()).join()).toMatch(
      /^Removing 3 torrents from Harbour( and Quay)? in [1-8] s From the list only: their files stay$/,
    )
    await soon(() => window.grid.stateOf(two)).toBe('Being removed')
    await soon(() => other.grid.stateOf(two)).toBe('Being removed')
    expect(await window.sidebar.total()).toBe(60)
    // The selection is on the next one that stays.
    await soon(async () => (await window.grid.line(next))?.selected).toBe(true)
    await window.grid.pick(two)
    expect(await window.tool('Pause').getAttribute('aria-description')).toBe('Being removed: undo that first.')
    await other.removals.undo()
    await soon(() => window.removals.all.count()).toBe(0)
    await soon(() => window.messages()).toContain('3 torrents stay.')
    await soon(() => window.grid.stateOf(two)).not.toBe('Being removed')
    expect(harbour.engine.count + quay.engine.count).toBe(60)
    await window.dismissMessages()
    await other.dismissMessages()
  })

  it('has a message for each of several, and takes back the newest with Ctrl+Z', async () => {
    const { window } = scene
    const [one = '', two = ''] = await top(2)
    await window.grid.pick(one)
    await remove()
    await window.grid.pick(two)
    await remove()
    await soon(() => window.removals.all.count()).toBe(2)
    await window.grid.pick(two)
    await window.press('Control+z')
    await soon(() => window.removals.all.count()).toBe(1)
    expect((await window.removals.texts())[0]).toContain(`Removing ${one} from `)
    await window.removals.now()
    await soon(() => other.messages()).toContain('Removed 1 torrent.')
    await soon(() => other.grid.names()).not.toContain(one)
    expect(await window.grid.names()).toContain(two)
    await window.dismissMessages()
    await other.dismissMessages()
  })

  it('waits, visibly, for a daemon that is lost meanwhile', async () => {
    const { window } = scene
    await window.sidebar.choose('Daemons', 'Quay')
    await soon(async () => window.grid.count()).toBe(quay.engine.count)
    const [one = '', two = ''] = await top(2)
    await select(one, two)
    await remove()
    const before = quay.engine.count
    const back = quay.restart({ downMs: 1_500 })
    await soon(() => window.sidebar.saysOf('Quay')).toContain('last seen')
    await window.removals.now()
    await soon(() => window.removals.texts()).toEqual([
      '2 torrents will be removed when Quay is back. From the list only: their files stay',
    ])
    await back
    await soon(() => window.messages()).toContain('Removed 2 torrents.')
    await soon(() => quay.engine.count).toBe(before - 2)
    await window.dismissMessages()
    await window.sidebar.choose('Daemons', 'Quay')
  })

  it('shows the plan before many are acted on, and labels them on both daemons', async () => {
    const { window } = scene
    await window.grid.root.focus()
    await window.press('Control+a')
    const [first = ''] = await window.grid.names()
    await window.grid.openMenu(first)
    await window.menu.choose('Force recheck')
    const plan = await window.dialog(/^Recheck \d+ torrents\?$/).untilOpen()
    expect(await plan.text()).toMatch(/Harbour\s*39 will be checked\s*Quay\s*18 will be checked/)
    await plan.press('Cancel')
    await window.grid.openMenu(first)
    await window.menu.choose('Label…')
    const dialog = await window.dialog(/^Label \d+ torrents$/).untilOpen()
    await dialog.root.getByLabel('Label').fill('fresh')
    await dialog.press('Set the label')
    await soon(() => window.messages()).toContain('Set the label of 57 torrents.')
    await soon(() => window.sidebar.counts('Labels')).toEqual({ fresh: 57 })
    await window.dismissMessages()
    await window.press('Escape')
  })

  it('limits many torrents on both daemons, and sends only what was written', async () => {
    const { window } = scene
    const all = (): ReturnType<typeof harbour.engine.all> => [...harbour.engine.all(), ...quay.engine.all()]
    const [odd] = quay.engine.all()
    if (odd) odd.options.max_upload_slots = 7
    await window.grid.root.focus()
    await window.press('Control+a')
    const [first = ''] = await window.grid.names()
    await window.grid.openMenu(first)
    await window.menu.choose('Speed and ratio limits…')
    const dialog = await window.dialog(/^Limits of \d+ torrents$/).untilOpen()
    await soon(() => dialog.field('Upload slots').getAttribute('placeholder')).toBe('mixed')
    expect(await dialog.text()).toMatch(/39 torrents on Harbour\s*18 torrents on Quay/)
    expect(await dialog.noteOf('Upload slots')).toMatch(/Harbour.*unlimited.*Quay.*mixed/)
    await dialog.field('Down, KiB/s').fill('fast')
    await soon(() => dialog.noteOf('Down, KiB/s')).toBe('Give a number of KiB/s, or “unlimited”.')
    expect(await dialog.button('Set for 57 torrents').isDisabled()).toBe(true)
    await dialog.field('Down, KiB/s').fill('250')
    await dialog.root.getByRole('checkbox', { name: 'Stop at ratio' }).check()
    await dialog.field('Ratio').fill('1.5')
    await dialog.press('Set for 57 torrents')
    await soon(() => window.messages()).toContain('Changed the options of 57 torrents.')
    expect(new Set(all().map(({ options }) => options.max_download_speed))).toEqual(new Set([250]))
    expect(new Set(all().map(({ options }) => [options.stop_at_ratio, options.stop_ratio].join()))).toEqual(
      new Set(['true,1.5']),
    )
    expect(odd?.options.max_upload_slots).toBe(7)
    await window.dismissMessages()

    await command(window.page, 'Owner and sharing…')
    const sharing = await window.dialog(/^Owner and sharing of 57 torrents$/).untilOpen()
    await sharing.root.getByRole('checkbox', { name: 'Shared' }).click()
    await sharing.press('Set for 57 torrents')
    await soon(() => window.messages()).toContain('Changed the options of 57 torrents.')
    expect(new Set(all().map(({ options }) => options.shared))).toEqual(new Set([true]))
    await window.dismissMessages()
    await window.press('Escape')
  })

  it('asks for a folder on each daemon, and says when what was moved is there', async () => {
    const { window } = scene
    await window.grid.sortBy('Daemon')
    const all = await window.grid.lines()
    const here = all.find(({ cells }) => cells['Daemon'] === 'Harbour')
    await window.grid.root.focus()
    await window.press('Control+a')
    await window.grid.openMenu(nameIn(here))
    await window.menu.choose('Move to a folder…')
    const dialog = await window.dialog(/^Move \d+ torrents$/).untilOpen()
    await dialog.root.getByLabel('Folder on Harbour').fill('srv/moved')
    await dialog.root.getByLabel('Folder on Quay').fill('/srv/moved')
    await dialog.press('Move')
    expect(await dialog.text()).toContain('Give the whole path of the folder.')
    await dialog.root.getByLabel('Folder on Harbour').fill('/srv/moved')
    await dialog.press('Move')
    const number = harbour.engine.count + quay.engine.count
    await soon(() => window.messages()).toContain(`${number} torrents moved.`)
    expect(new Set([...harbour.engine.all(), ...quay.engine.all()].map(({ folder }) => folder))).toEqual(
      new Set(['/srv/moved']),
    )
    await window.dismissMessages()
    await window.press('Escape')
  })

  it('limits the speed of one daemon and of all, and lets the alternative limits come and go', async () => {
    const { window } = scene
    const upKey = 'max_upload_speed'
    const limitOf = (daemon: FleetDaemon, key = 'max_download_speed'): unknown => {
      const value = daemon.config(key)
      return value instanceof WireFloat ? value.value : value
    }
    await window.tabTo('Speed limits')
    await window.press('Enter')
    const panel = window.page.getByRole('dialog', { name: 'Speed limits' })
    const field = (name: string): Locator => panel.getByRole('textbox', { name, exact: true })
    await field('Down, Harbour').fill('none')
    await window.press('Enter')
    await panel.getByRole('alert').waitFor()
    await field('Down, Harbour').fill('700')
    await window.press('Enter')
    await soon(() => limitOf(harbour)).toBe(700)
    expect(limitOf(quay)).toBe(-1)
    await field('Up, All daemons').fill('90')
    await window.press('Enter')
    await soon(() => [limitOf(harbour, upKey), limitOf(quay, upKey)]).toEqual([90, 90])
    await field('Down, alternative, All daemons').fill('40')
    await window.press('Enter')
    await panel.getByRole('switch', { name: 'Alternative limits on all' }).click()
    await soon(() => [limitOf(harbour), limitOf(quay)]).toEqual([40, 40])
    await soon(() => panel.getByRole('switch', { name: 'Alternative limits on Quay' }).isChecked()).toBe(true)
    await panel.getByRole('switch', { name: 'Alternative limits on all' }).click()
    await soon(() => [limitOf(harbour), limitOf(quay)]).toEqual([700, -1])
    await window.press('Escape')
    await soon(() => window.focused()).toBe('Speed limits')
  })
})

function nameIn(line: { cells: Record<string, string> } | undefined): string {
  return (line?.cells['Name'] ?? '').replace(/^(Downloading|Seeding|Paused|Queued|Checking|Error) /, '')
}
