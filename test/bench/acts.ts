import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { buildWhatIsOld } from '../../main/start/build.ts'
import { databaseName } from '../../main/store/open.ts'
import { type BenchRow, type BenchTable, figure, known, milliseconds, quantile } from './figures.ts'
import { type Scene, withScene } from './page.ts'

const root = join(import.meta.dirname, '../..')
const torrents = Number(process.env['ESTUARY_BENCH_TORRENTS'] ?? 10_000)
const lines = Number(process.env['ESTUARY_BENCH_LINES'] ?? 100_000)
const runs = 3

/** From the person's last key or click until the page shows what comes of it, and its longest work meanwhile. */
interface Felt {
  tookMs: number
  /** Shorter ones than 50 ms are not told by the browser: 0. */
  longestMs: number
}

/** In the page: notes when something was pressed, and work that holds the page up. */
function watchWork(): void {
  const bench = { from: 0, longestMs: 0 }
  Reflect.set(window, 'bench', bench)
  for (const kind of ['keydown', 'pointerdown'] as const) {
    addEventListener(kind, () => (bench.from = performance.now()), { capture: true })
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.longestMs = Math.max(bench.longestMs, duration)
  }).observe({ type: 'longtask' })
}

/** @param shows a selector of what is there then, and (behind a bar) a text that stands in it */
async function feel(page: Page, act: () => Promise<void>, shows: string): Promise<Felt> {
  await page.evaluate(() => {
    const bench = Reflect.get(window, 'bench') as { longestMs: number }
    bench.longestMs = 0
  })
  await act()
  const handle = await page.waitForFunction(
    (wanted) => {
      const [selector = '', text = ''] = wanted.split(' | ')
      const isThere = [...document.querySelectorAll(selector)].some((each) => each.textContent.includes(text))
      const { from } = Reflect.get(window, 'bench') as { from: number }
      return isThere ? performance.now() - from : null
    },
    shows,
    { timeout: 60_000, polling: 'raf' },
  )
  const tookMs = (await handle.jsonValue()) ?? Number.NaN
  // Work is told when it is over.
  await page.waitForTimeout(400)
  const longestMs = await page.evaluate(() => (Reflect.get(window, 'bench') as { longestMs: number }).longestMs)
  return { tookMs, longestMs }
}

class Feelings {
  readonly #felt = new Map<string, Felt[]>()

  add(what: string, felt: Felt): void {
    this.#felt.set(what, [...(this.#felt.get(what) ?? []), felt])
  }

  rows(): BenchRow[] {
    return [...this.#felt].flatMap(([what, all]) => [
      known({
        what,
        ours: milliseconds(
          quantile(
            all.map(({ tookMs }) => tookMs),
            0.5,
          ),
        ),
      }),
      known({
        what: `${what}: longest at a stretch`,
        ours: stretch(Math.max(...all.map(({ longestMs }) => longestMs))),
      }),
    ])
  }
}

function stretch(longestMs: number): string {
  return longestMs === 0 ? '< 50 ms' : milliseconds(longestMs)
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('combobox').fill(name)
  await page.waitForTimeout(500)
}

const picked = '[role=grid] [role=row][aria-selected=true]'

/** Everything is selected and acted on, as a person does it: with keys, the menu and the plan. */
async function measureActing({ page }: Scene): Promise<BenchRow[]> {
  const felt = new Feelings()
  await page.evaluate(watchWork)
  const row = page.locator('[role=row][data-key]').first()
  for (let turn = 0; turn < runs; turn += 1) {
    await row.click()
    felt.add('select all', await feel(page, () => page.keyboard.press('Control+A'), `${picked}:nth-child(n+5)`))
    felt.add('open the menu of all', await feel(page, () => row.click({ button: 'right' }), '[role=menu]'))
    for (const word of turn % 2 === 0 ? ['Pause', 'Resume'] : ['Resume', 'Pause']) {
      if ((await page.getByRole('menu').count()) === 0) await row.click({ button: 'right' })
      const item = page.getByRole('menuitem', { name: word, exact: false }).first()
      felt.add('the plan of pausing or resuming all', await feel(page, () => item.click(), '[role=dialog]'))
      const act = page.getByRole('dialog').getByRole('button').last()
      if (await act.isDisabled()) {
        await page.keyboard.press('Escape')
        continue
      }
      felt.add('pause or resume all, until the rows say so', await feel(page, () => act.click(), `${picked} | ing`))
      await page
        .locator('[role=status], [role=alert]', { hasText: /(Paused|Resumed|paused|resumed)/ })
        .first()
        .waitFor()
      await page.waitForTimeout(4_000)
      const close = page.getByRole('button', { name: /^(Dismiss|Close)/ })
      while ((await close.count()) > 0) await close.first().click()
    }
    await page.keyboard.press('Escape')
  }
  return felt.rows()
}

/**
 * Lines of the last days, as if they had been there for long: of no daemon, because of one so many are not kept, and numbered far behind what the core gives out meanwhile.
 */
function writeLines(folder: string): void {
  const db = new Database(join(folder, databaseName), { timeout: 10_000 })
  const kinds = ['finished', 'added', 'removed', 'failed']
  const insert = db.prepare(
    `INSERT INTO events (id, at, kind, daemon, hash, name, text, away) VALUES (?, ?, ?, NULL, ?, ?, '', 0)`,
  )
  const now = Date.now()
  db.transaction(() => {
    for (let n = 0; n < lines; n += 1) {
      const name = `${n === Math.floor(lines * 0.9) ? 'wherever ' : ''}Torrent ${(n * 7_919) % lines} of an archive`
      insert.run(10_000_000 - n, now - n * 30_000, kinds[n % 4], n.toString(16).padStart(40, '0'), name)
    }
  })()
  db.close()
}

async function measureEvents({ page, folder }: Scene): Promise<BenchRow[]> {
  writeLines(folder)
  const felt = new Feelings()
  await page.evaluate(watchWork)
  const line = '[role=treegrid] [role=row]'
  for (let turn = 0; turn < runs; turn += 1) {
    await command(page, 'Events')
    felt.add('open the page of events', await feel(page, () => page.keyboard.press('Enter'), `${line}:nth-child(n+5)`))
    const field = page.getByRole('searchbox', { name: 'Search events' })
    felt.add('search what is old, until it is listed', await feel(page, () => typed(page, field), `${line} | wherever`))
    await field.fill('')
    await page.locator(`${line}:nth-child(n+5)`).first().waitFor()
    await page.waitForTimeout(1_000)
    felt.add('scroll by 40 screens, each step', await scroll(page))
    const began = performance.now()
    const saved = page.waitForEvent('download', { timeout: 120_000 })
    await page.getByRole('button', { name: 'Export' }).click()
    const part = await feel(page, () => page.getByRole('menuitem', { name: /CSV/ }).click(), 'body')
    const path = await (await saved).path()
    const tookMs = performance.now() - began
    const longestMs = await page.evaluate(() => (Reflect.get(window, 'bench') as { longestMs: number }).longestMs)
    felt.add(`export all as CSV (${figure(statSync(path).size / 1e6)} MB)`, {
      tookMs,
      longestMs: Math.max(part.longestMs, longestMs),
    })
    await page.goBack()
    await page.waitForTimeout(500)
  }
  return felt.rows()
}

/** The last key is the one that is measured; the rest before it (150 ms) is part of it. */
async function typed(page: Page, field: ReturnType<Page['getByRole']>): Promise<void> {
  await field.focus()
  await page.keyboard.type('wherever')
}

/** p95 of the time until a step is drawn. */
async function scroll(page: Page): Promise<Felt> {
  const took = await page.evaluate(async () => {
    const box = document.querySelector('[role=treegrid]')?.parentElement
    const steps: number[] = []
    for (let step = 0; box && step < 40; step += 1) {
      const from = performance.now()
      box.scrollTop += box.clientHeight
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
      steps.push(performance.now() - from)
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    return steps
  })
  const longestMs = await page.evaluate(() => (Reflect.get(window, 'bench') as { longestMs: number }).longestMs)
  return { tookMs: quantile(took, 0.95), longestMs }
}

/** What it costs a page to act on very many torrents, and to look through a long history. */
export async function benchActs(say: (line: string) => void): Promise<BenchTable[]> {
  await buildWhatIsOld(root, 'web', () => {})
  say(`A page in which ${torrents} torrents are acted on, and one over ${lines} lines of history…`)
  // The first daemon of a usual fleet has 1.6 times the torrents asked for.
  const [acting, events] = await withScene(1, torrents / 1.6, async (scene) => {
    await scene.page.waitForTimeout(5_000)
    return [await measureActing(scene), await measureEvents(scene)] as const
  })
  const load = `Medians of ${runs}, the longest of all; load of the machine at the end ${figure(loadavg()[0] ?? 0)}.`
  return [
    { title: `Acting on ${torrents} torrents`, notes: [`${load} From the key or click to the picture.`], rows: acting },
    { title: `${lines} lines of history`, notes: [load], rows: events },
  ]
}
