import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FleetDaemon, startFleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
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
    const back = quay.restart({ downMs: 3_000 })
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
})
