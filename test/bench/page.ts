import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { blankTorrent } from '../../preload/contract/torrents.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { ListModel } from '../../renderer/view/list.ts'
import { removeFolder, temporaryFolder } from '../daemons/folder.ts'
import { launchBrowser } from '../e2e/browser.ts'
import { type BenchRow, type BenchTable, figure, known, milliseconds, quantile } from './figures.ts'
import { cpuSeconds } from './process.ts'
import { addDaemons, end, line, run, type Running, untilRows } from './programs.ts'
import { msUntilDrawn, seenBy, watchPage } from './seen.ts'

const root = join(import.meta.dirname, '../..')
const largest = Number(process.env['ESTUARY_BENCH_TORRENTS'] ?? 10_000)
const runs = 3
/** Of ten changes each, in one run. */
const batches = 200
const manyDaemons = 50
const settleMs = 60_000
const calmMs = 20_000

export interface Scene {
  /** Where its core keeps what it knows. */
  folder: string
  core: Running
  page: Page
  browser: Browser
  torrents: number
}

/** A fleet, a core over it, and a page at its door; waits until the page has every row. */
export async function withScene<T>(daemons: number, each: number, use: (scene: Scene) => Promise<T>): Promise<T> {
  const folder = temporaryFolder('bench-page')
  const flags = ['--daemons', `${daemons}`, '--torrents', `${each}`, '--json', '--until-eof']
  const fleet = run('test/fleet/run.ts', ...flags)
  const core = run('main/web.ts', '--no-open', '--data', folder)
  const browser = await launchBrowser()
  try {
    const url = (await line(core)).replace(/^.* at /, '')
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await watchPage(page)
    await page.goto(url)
    // The start address goes on to the window by itself.
    await page.waitForURL((at) => at.search === '')
    const torrents = await addDaemons(page, fleet, daemons)
    await untilRows(page, torrents)
    return await use({ folder, core, page, browser, torrents })
  } finally {
    await browser.close()
    await end(core)
    await end(fleet)
    removeFolder(folder)
  }
}

const median = (values: readonly number[]): number => quantile(values, 0.5)

async function measureOpening({ page, torrents }: Scene): Promise<BenchRow[]> {
  const first: number[] = []
  const complete: number[] = []
  const bytes: number[] = []
  for (let turn = 0; turn < runs; turn += 1) {
    await wait(3_000)
    await page.reload()
    complete.push(await untilRows(page, torrents))
    const seen = await seenBy(page)
    first.push(seen.firstMs)
    bytes.push(seen.bytes)
  }
  const many = torrents > 20_000
  return [
    known({ what: 'first screen drawn', ours: milliseconds(median(first)), goal: many ? '≤ 600 ms' : '≤ 400 ms' }),
    known({ what: 'every row listed', ours: milliseconds(median(complete)), goal: many ? '≤ 2,500 ms' : '≤ 600 ms' }),
    known({ what: 'bytes to the page', ours: megabytes(median(bytes)), goal: many ? '≤ 25 MB' : '≤ 3 MB' }),
  ]
}

function megabytes(bytes: number): string {
  return `${figure(bytes / 1e6)} MB`
}

/** From a key to the picture behind it; two words typed and taken back, three times. */
async function measureSearch({ page }: Scene): Promise<BenchRow> {
  const slowest: number[] = []
  const field = page.locator('input[type=search], [role=searchbox], input').first()
  await field.focus()
  const keys = [...'linux', 'Space', ...'19', ...Array.from({ length: 8 }, () => 'Backspace')]
  for (let turn = 0; turn < runs; turn += 1) {
    const took: number[] = []
    for (const key of keys) {
      took.push(await msUntilDrawn(page, 'keydown', () => page.keyboard.press(key)))
      await page.waitForTimeout(150)
    }
    slowest.push(quantile(took, 0.95))
  }
  const ours = milliseconds(median(slowest))
  return known({ what: 'key typed in the search until drawn, p95', ours, goal: '≤ 50 ms' })
}

/** The list alone, sorted by a rate: ten rows get another one. */
function measureBatch(count: number): BenchRow {
  const rows = new Map<string, Row>()
  const rowAt = (number: number, rate: number): Row => {
    const hash = number.toString(16).padStart(40, '0')
    const name = `Torrent ${(number * 7_919) % count}`
    return { ...blankTorrent(hash), daemon: 'nas0', key: `nas0/${hash}`, name, upBytesPerSecond: rate }
  }
  for (let number = 0; number < count; number += 1) {
    const row = rowAt(number, number % 50 === 0 ? number : 0)
    rows.set(row.key, row)
  }
  const model = new ListModel(rows, [{ column: 'up', down: true }], { daemonName: (id) => id })
  model.rebuild()
  const middles: number[] = []
  let took: number[] = []
  for (let turn = 0; turn < batches * runs; turn += 1) {
    const changes = Array.from({ length: 10 }, (_, at): Change => {
      const after = rowAt((turn * 7_001 + at * 9_973) % count, turn * 31 + at)
      const before = rows.get(after.key)
      rows.set(after.key, after)
      return { key: after.key, before, after }
    })
    const begun = performance.now()
    model.apply(changes)
    model.counts()
    model.totals()
    took.push(performance.now() - begun)
    if (took.length < batches) continue
    middles.push(median(took))
    took = []
  }
  return known({ what: 'ten rows change, list sorted by a rate', ours: milliseconds(median(middles)), goal: '≤ 2 ms' })
}

/** CPU time in seconds of all the browser's processes. */
async function browserSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/** A window that only shows the top of its list, over many daemons at which things move calmly. */
async function measureMany({ core, page, browser }: Scene): Promise<BenchRow[]> {
  await wait(settleMs)
  const perMinute: { core: number; page: number; messages: number; bytes: number }[] = []
  for (let turn = 0; turn < runs; turn += 1) {
    const begun = performance.now()
    const before = {
      ...(await seenBy(page)),
      page: await browserSeconds(browser),
      core: cpuSeconds(core.child.pid ?? 0),
    }
    await wait(calmMs)
    const after = {
      ...(await seenBy(page)),
      page: await browserSeconds(browser),
      core: cpuSeconds(core.child.pid ?? 0),
    }
    const seconds = (performance.now() - begun) / 1_000
    perMinute.push({
      core: ((after.core - before.core) / seconds) * 60,
      page: ((after.page - before.page) / seconds) * 60,
      messages: (after.messages - before.messages) / seconds,
      bytes: (after.bytes - before.bytes) / seconds,
    })
  }
  const middle = (of: keyof (typeof perMinute)[number]): number => median(perMinute.map((one) => one[of]))
  return [
    known({ what: 'core, CPU per minute', ours: `${figure(middle('core'))} s`, goal: '≤ 6 s' }),
    known({ what: 'browser, CPU per minute', ours: `${figure(middle('page'))} s`, goal: '≤ 6 s' }),
    known({ what: 'messages to the page per second', ours: figure(middle('messages')), goal: '≤ 10' }),
    known({ what: 'bytes to the page per second', ours: megabytes(middle('bytes')), goal: '≤ 0.1 MB' }),
  ]
}

/** What a page costs: simulated daemons, the real core and its web door, and Chromium, each in processes of its own. */
export async function benchPage(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'desktop', () => {})
  const tables: BenchTable[] = []
  const notes = [
    `Medians of ${runs}; bytes before compression. Simulated daemons, calm; core and Chromium on this machine.`,
  ]
  for (const torrents of [...new Set([10_000, largest])]) {
    say(`A page over ${torrents} torrents…`)
    // The first daemon of a usual fleet has 1.6 times the torrents asked for.
    const rows = await withScene(1, torrents / 1.6, async (scene) => [
      ...(await measureOpening(scene)),
      await measureSearch(scene),
      measureBatch(scene.torrents),
    ])
    tables.push({ title: `A page over ${torrents} torrents`, notes, rows })
  }
  return tables
}

/** What many daemons cost the core and a page that only looks on. */
export async function benchDaemons(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'desktop', () => {})
  say(`A page over ${manyDaemons} daemons…`)
  const rows = await withScene(manyDaemons, 2_000, measureMany)
  const notes = [
    `Medians of ${runs} times ${calmMs / 1_000} s, ${settleMs / 1_000} s after the last row; bytes before compression.`,
    'Simulated daemons, calm; they, the core and Chromium on this machine. CPU times are of whole processes.',
  ]
  return [{ title: `A page over ${manyDaemons} daemons of 2,000 torrents`, notes, rows }]
}
