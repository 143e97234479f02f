import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { accounts } from '../daemons/config.ts'
import { startDeluged } from '../daemons/deluged.ts'
import { makeTorrent, type MadeTorrent } from '../daemons/torrents.ts'
import { openWitness, type Witness } from '../daemons/witness.ts'
import { FilesTab } from '../e2e/pages/files-tab.ts'
import { Scene } from '../e2e/scene.ts'
import { until } from '../e2e/soon.ts'
import { type BenchRow, type BenchTable, figure, known, milliseconds, quantile } from './figures.ts'
import { type Relay, startRelay } from './relay.ts'
import { msUntilDrawn, seenBy, watchPage } from './seen.ts'

const root = join(import.meta.dirname, '../..')
const runs = 5
const many = 10_000
const few = 200
const idleMs = Number(process.env['ESTUARY_BENCH_IDLE_S'] ?? 60) * 1_000
/** What Deluge's own window asks while its tab of files is open, every two seconds, telling only what changed. */
const delugeAsks = ['file_progress', 'file_priorities']
const delugeEveryMs = 2_000

function torrentOf(files: number, name: string): MadeTorrent {
  const content = Array.from({ length: files }, (_, at) => ({
    path: [`box ${at % 9}`, `scan ${String(at).padStart(5, '0')}.tif`],
    sizeBytes: 16_384,
  }))
  return makeTorrent({ name, content, pieceBytes: 65_536, seed: files })
}

interface Place {
  scene: Scene
  files: FilesTab
  relay: Relay
  witness: Witness
}

/** A real daemon with a torrent of very many files and one of few, and a page on it. */
async function withPlace<T>(torrents: readonly MadeTorrent[], use: (place: Place) => Promise<T>): Promise<T> {
  const daemon = await startDeluged()
  const relay = await startRelay(daemon)
  const witness = await openWitness(daemon)
  const scene = await Scene.open()
  try {
    for (const { name, base64 } of torrents) {
      await witness.call('core.add_torrent_file', `${name}.torrent`, base64, { add_paused: true })
    }
    const { window } = scene
    await watchPage(window.page)
    await window.addDaemon('nas', relay, accounts.admin)
    await window.reload()
    await until('both are listed', async () => (await window.grid.count()) === torrents.length)
    return await use({ scene, files: new FilesTab(window.page), relay, witness })
  } finally {
    await scene.close()
    await witness.close()
    await relay.close()
    await daemon.dispose()
  }
}

async function show({ scene: { window } }: Place, name: string, tab: 'Status' | 'Files'): Promise<void> {
  await window.search.fill(name)
  await until('it is found', async () => (await window.grid.names()).join() === name)
  await window.grid.focus()
  await window.press('Home')
  await window.details.root.getByRole('tab', { name: tab }).click()
}

/** From the click on the tab until lines are drawn, in ms. */
async function msUntilLines(page: Page): Promise<number> {
  const taken = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const begin = (): void => {
          const from = performance.now()
          const look = (): void => {
            const tree = document.querySelector('[role=treegrid]')
            if (!tree?.querySelector('[role=rowgroup] [role=row]')) requestAnimationFrame(look)
            else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from), 0))
          }
          requestAnimationFrame(look)
        }
        addEventListener('mousedown', begin, { capture: true, once: true })
      }),
  )
  await page
    .getByRole('region', { name: 'Details' })
    .getByRole('tab', { name: /^Files/ })
    .click()
  return taken
}

/** First lines of the tab, and how long Deluge's own client waits for the same answer. */
async function measureOpening(place: Place, { name, hash }: MadeTorrent): Promise<BenchRow> {
  const ours: number[] = []
  const reference: number[] = []
  for (let turn = 0; turn < runs; turn += 1) {
    await show(place, name, 'Status')
    await wait(1_500)
    ours.push(await msUntilLines(place.scene.window.page))
    await wait(1_500)
    const asked = ['files', ...delugeAsks]
    const { sentAt, answeredAt } = await place.witness.timed('core.get_torrent_status', hash, asked)
    reference.push(answeredAt - sentAt)
  }
  return {
    what: `first lines of ${name}`,
    ours: milliseconds(quantile(ours, 0.5)),
    goal: '≤ 500 ms',
    reference: milliseconds(quantile(reference, 0.5)),
    ratio: quantile(ours, 0.5) / quantile(reference, 0.5),
  }
}

/** Keys and the wheel in the tree with every folder open, p95 until drawn. */
async function measureMoving(place: Place, { name }: MadeTorrent): Promise<{ keys: number; wheel: number }> {
  const { page } = place.scene.window
  await show(place, name, 'Files')
  const { tree } = place.files
  await tree.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('*')
  await wait(1_000)
  const keys: number[] = []
  const once = ['ArrowDown', 'ArrowDown', 'PageDown', 'PageDown', 'End', 'PageUp', 'ArrowUp', 'Home', 'Shift+ArrowDown']
  for (const key of Array.from({ length: runs }, () => once).flat()) {
    keys.push(await msUntilDrawn(page, 'keydown', () => page.keyboard.press(key)))
    await page.waitForTimeout(100)
  }
  const wheel: number[] = []
  await tree.hover()
  for (let turn = 0; turn < runs * once.length; turn += 1) {
    const far = 400 * (turn % 10 < 5 ? 1 : -1)
    wheel.push(await msUntilDrawn(page, 'wheel', () => page.mouse.wheel(0, far), 'scroll'))
    await page.waitForTimeout(250)
  }
  return { keys: quantile(keys, 0.95), wheel: quantile(wheel, 0.95) }
}

/** Nothing happens: what is told meanwhile, to us and to the page, and what Deluge's own window has itself told. */
async function measureIdle(place: Place, { name, hash }: MadeTorrent): Promise<BenchRow[]> {
  const { relay, scene, witness } = place
  await show(place, name, 'Files')
  await wait(10_000)
  const { page } = scene.window
  const minutes = idleMs / 60_000
  const before = { page: (await seenBy(page)).bytes, wire: relay.received + relay.sent }
  await wait(idleMs)
  const toPage = ((await seenBy(page)).bytes - before.page) / minutes
  const onWire = (relay.received + relay.sent - before.wire) / minutes
  // Another relay, so that only the other client's bytes are in it.
  const other = await startRelay(place.relay)
  const second = await openWitness(other)
  await second.call('core.get_torrent_status', hash, ['files', ...delugeAsks])
  const from = other.received + other.sent
  await second.beat(delugeEveryMs, 'core.get_torrent_status', [hash, delugeAsks, true])
  await wait(idleMs)
  const reference = (other.received + other.sent - from) / minutes
  await second.rest()
  await second.close()
  await other.close()
  await witness.call('daemon.info')
  const kilo = (count: number): string => `${figure(count / 1_000)} kB`
  return [
    known({ what: 'told to the page in an idle minute', ours: kilo(toPage), goal: '≤ 100 kB' }),
    known({
      what: 'on the wire in an idle minute',
      ours: kilo(onWire),
      reference: kilo(reference),
      ratio: onWire / reference,
    }),
  ]
}

/** What the Files tab of a torrent of very many files costs: a real daemon, the core, its web door, and Chromium. */
export async function benchInside(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'web', () => {})
  const large = torrentOf(many, 'ten thousand files')
  const small = torrentOf(few, 'two hundred files')
  say(`The Files tab of ${many} files…`)
  const rows = await withPlace([large, small], async (place) => {
    const opening = [known(await measureOpening(place, large)), known(await measureOpening(place, small))]
    const [ours, reference] = [await measureMoving(place, large), await measureMoving(place, small)]
    const moving = (['keys', 'wheel'] as const).map((which) =>
      known({
        what: `${which} until drawn, p95`,
        ours: milliseconds(ours[which]),
        goal: '≤ 50 ms',
        reference: milliseconds(reference[which]),
        ratio: ours[which] / reference[which],
      }),
    )
    return [...opening, ...moving, ...(await measureIdle(place, large))]
  })
  const notes = [
    `A torrent of ${many} files at a real daemon, every folder open; medians of ${runs}, bytes before compression to the page and as they travel on the wire.`,
    `Reference of the first lines: Deluge’s own client asks for the same of the daemon, and draws nothing. Of keys and wheel: the same in a torrent of ${few} files.`,
    `Reference of the wire: Deluge’s own client asks ${delugeAsks.join(' and ')} every 2 s for what changed, as its window does. Ours has the whole window, list and details.`,
  ]
  return [{ title: `Inside of a torrent of ${many} files`, notes, rows }]
}
