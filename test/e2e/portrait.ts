/*
 * The pictures of the README, taken of the demo:
 *
 *     node test/e2e/portrait.ts [--seconds 300]
 *
 * The seconds are how long it runs before; five minutes fill the graph of the rates. No test runs this: pictures in
 * the repository change only when somebody means it.
 */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { App } from './app.ts'
import { launchBrowser, openPage } from './browser.ts'
import type { Line } from './pages/grid.ts'
import { Window } from './pages/window.ts'
import { until } from './soon.ts'

const assets = join(import.meta.dirname, '../../assets')
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '300' } } })

/** A torrent that is well on its way: its bar, its pieces and its graph have something to show. */
function isTelling({ cells }: Line): boolean {
  const progress = Number.parseFloat(cells['Progress'] ?? '')
  return progress > 40 && progress < 85 && cells['Label'] !== '' && /MiB\/s/.test(cells['Download rate'] ?? '')
}

async function arrange(window: Window): Promise<void> {
  await until('the list is there', async () => ((await window.sidebar.total()) ?? 0) > 4_000)
  await until('it is lively', async () => Object.hasOwn(await window.sidebar.counts('State'), 'Active'))
  await window.grid.sortBy('Download rate')
  await until('what loads fastest is on top', async () => (await window.grid.lines()).some(isTelling))
  const line = (await window.grid.lines()).find(isTelling)
  await window.grid.rows.nth((line?.place ?? 1) - 1).click()
  await wait(Number(values.seconds) * 1000)
  await window.dismissMessages()
  // The row may have moved meanwhile, and nothing is to look hovered.
  await window.grid.scrollTo(0)
  await window.page.mouse.move(700, 890)
}

const app = App.demo()
const [browser] = await Promise.all([launchBrowser(), app.start()])
try {
  const { page } = await openPage(browser, { width: 1440, height: 900 })
  const window = new Window(page)
  await window.open(app.address)
  await arrange(window)
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const path = join(assets, `screenshot-${theme}.png`)
    await page.screenshot({ path })
    console.log(path)
  }
} finally {
  await browser.close()
  await app.stop()
}
