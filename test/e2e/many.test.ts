import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { fold } from '../../preload/listing/fold.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { Holding } from './holding.ts'
import { Scene, watchOver } from './scene.ts'
import { soon, until } from './soon.ts'

const count = 100_000
/** The first reading of so many takes as long as a busy machine likes. */
const readingMs = 150_000
const fillingMs = 60_000
const rowPx = 28

const collator = new Intl.Collator('en', { numeric: true })

needs('chromium').describe('a hundred thousand torrents', () => {
  let harbour: FleetDaemon
  let scene: Scene
  let holding: Holding
  /** What the daemon has, those added last first. */
  let names: string[]
  let labels: Record<string, number>

  beforeAll(async () => {
    ;[harbour, scene] = await Promise.all([
      startFleetDaemon({ name: 'Harbour', torrents: count, activity: 'none' }),
      Scene.open(),
    ])
    const { window } = scene
    await window.addDaemon(harbour.name, harbour, harbour)
    await until('all of them are listed', async () => (await window.sidebar.total()) === count, readingMs)
    await window.dismissMessages()
    const all = harbour.engine.all().toSorted((a, b) => b.addedAt - a.addedAt || collator.compare(a.name, b.name))
    names = all.map(({ name }) => name)
    labels = {}
    for (const { label } of all) labels[label || 'No label'] = (labels[label || 'No label'] ?? 0) + 1
    holding = await Holding.over(window.page)
  }, readingMs)
  beforeEach(() => scene.window.reload())
  afterAll(async () => {
    await scene.close()
    await harbour.close()
  })
  watchOver(() => scene)

  /** That the rows in view are numbered one after another, and where they begin. */
  async function firstInView(): Promise<number> {
    const [first = 0, ...rest] = (await scene.window.grid.lines()).map(({ place }) => place)
    expect(rest.length).toBeGreaterThan(20)
    expect(rest).toEqual(rest.map((_, index) => first + index + 1))
    return first
  }

  async function letAllThrough(): Promise<void> {
    await holding.letThrough(Infinity)
    await until('all of them are here', async () => (await scene.window.grid.count()) === count, fillingMs)
  }

  it('show what stands first and count all of it before the rest has come', async () => {
    const { grid, sidebar } = scene.window
    await soon(() => grid.count()).toBe(100)
    const shown = await grid.names()
    expect(shown.length).toBeGreaterThan(20)
    expect(shown).toEqual(names.slice(0, shown.length))
    expect(await sidebar.total()).toBe(count)
    expect(await sidebar.counts('Daemons')).toEqual({ [harbour.name]: count })
    expect(await sidebar.counts('Labels')).toEqual(labels)
  })

  it(
    'can be scrolled through while they come, and what stands first stays where it is',
    async () => {
      const { grid, sidebar } = scene.window
      await soon(() => grid.count()).toBe(100)
      const top = await grid.names()
      await soon(() => holding.letThrough(0)).toBeGreaterThan(4)
      await holding.letThrough(4)
      await soon(() => grid.count()).toBeGreaterThan(6_000)
      expect(await grid.count()).toBeLessThan(count)
      // They come nearly in order: far enough from the end of what is there nothing will move any more.
      await grid.scrollTo(2_000 * rowPx)
      const first = await firstInView()
      expect(first).toBeGreaterThan(1_980)
      const inView = await grid.names()
      expect(inView).toEqual(names.slice(first - 1, first - 1 + inView.length))
      await grid.scrollTo((await grid.count()) * rowPx)
      expect(await firstInView()).toBeGreaterThan(5_900)
      await grid.scrollTo(0)
      expect(await grid.names()).toEqual(top)
      await letAllThrough()
      expect(await grid.names()).toEqual(top)
      await grid.scrollTo(count * rowPx)
      expect((await grid.lines()).at(-1)?.place).toBe(count)
      expect((await grid.names()).at(-1)).toBe(names.at(-1))
      expect(await sidebar.counts('Labels')).toEqual(labels)
    },
    readingMs,
  )

  it(
    'are searched through, and the list found is whole and in order',
    async () => {
      const { grid, search, status } = scene.window
      await letAllThrough()
      const words = fold(names[70_000] ?? '').match(/[a-z]{3,}/g) ?? []
      for (const word of words.slice(0, 2)) {
        const found = names.filter((name) => fold(name).includes(word))
        await search.fill('')
        await search.pressSequentially(word)
        await soon(() => grid.count()).toBe(found.length)
        const shown = await grid.names()
        expect(shown).toEqual(found.slice(0, shown.length))
        await soon(() => status.text()).toContain(`${found.length.toLocaleString('en')} of 100,000 torrents shown`)
      }
      await search.fill('no torrent is called that')
      await soon(() => grid.count()).toBe(0)
      await search.fill('')
      await soon(() => grid.count()).toBe(count)
      expect((await grid.names())[0]).toBe(names[0])
    },
    readingMs,
  )
})
