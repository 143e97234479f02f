/*
 * The pictures of the README, taken of the demo:
 *
 *     node test/e2e/portrait.ts [--seconds 240]
 *
 * So long one torrent must have been loading, for its graph of the last five minutes. No test runs this: pictures in
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
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '240' } } })

/** A torrent that is well on its way and not there soon: its bar, its pieces and its graph have something to show. */
function isTelling({ cells }: Line): boolean {
  const progress = Number.parseFloat(cells['Progress'] ?? '')
  const rates = [cells['Download rate'], cells['Upload rate']]
  const isFlowing = /MiB\/s/.test(rates[0] ?? '') && rates[1] !== ''
  return progress > 40 && progress < 85 && cells['Label'] !== '' && isFlowing && / h/.test(cells['Time left'] ?? '')
}

/** Selects such a torrent and stays with it; when its partners leave before the time is over, with another one. */
async function stayWithOne({ grid }: Window, seconds: number): Promise<void> {
  for (;;) {
    const line = (await grid.lines()).find((one) => one.place < 12 && isTelling(one))
    if (!line) {
      await wait(1000)
      continue
    }
    await grid.rows.nth(line.place - 1).click()
    const since = Date.now()
    const isStill = async (): Promise<boolean> =>
      (await grid.lines()).some((now) => now.selected && now.place < 18 && now.cells['Download rate'])
    while (await isStill()) {
      if (Date.now() - since > seconds * 1000) return
      await wait(1000)
    }
    console.log(`${line.cells['Name'] ?? ''} rests; another one…`)
  }
}

async function arrange(window: Window): Promise<void> {
  await until('the list is there', async () => ((await window.sidebar.total()) ?? 0) > 4_000)
  await until('it is lively', async () => Object.hasOwn(await window.sidebar.counts('State'), 'Active'))
  await window.grid.sortBy('Download rate')
  await window.grid.scrollTo(0)
  await stayWithOne(window, Number(values.seconds))
  await window.dismissMessages()
  // Nothing is to look hovered.
  await window.page.mouse.move(700, 890)
}

const app = App.demo('--common-letters')
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
