import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { serveStage } from './serve.ts'

/* How smooth the built window is: node measure.ts [10k 100k] [--changing rows per daemon and second]. Prints a table. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { changing: { type: 'string', default: '200' }, url: { type: 'string' } },
})
const scenes = positionals.length > 0 ? positionals : ['10k', '100k']

interface Frames {
  fps: number
  p95Ms: number
  over34Ms: number
  longestMs: number
}

/** Frames while something goes on in the page. */
async function frames(page: Page, during: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const marks: number[] = []
    const step = (at: number): void => {
      marks.push(at)
      if (!Reflect.get(window, 'stopMarks')) requestAnimationFrame(step)
    }
    Reflect.set(window, 'stopMarks', false)
    Reflect.set(window, 'marks', marks)
    requestAnimationFrame(step)
  })
  await during()
  return page.evaluate(() => {
    Reflect.set(window, 'stopMarks', true)
    const marks = Reflect.get(window, 'marks') as number[]
    const gaps = marks.slice(1).map((at, index) => at - (marks[index] ?? at))
    const sorted = [...gaps].sort((a, b) => a - b)
    const whole = (marks.at(-1) ?? 0) - (marks[0] ?? 0)
    return {
      fps: Math.round((gaps.length / whole) * 10_000) / 10,
      p95Ms: Math.round((sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 10) / 10,
      over34Ms: gaps.filter((gap) => gap > 34).length,
      longestMs: Math.round(sorted.at(-1) ?? 0),
    }
  })
}

/** From an act to the picture that shows it (two frames later everything is drawn), in ms; median of several. */
async function toPicture(page: Page, acts: (() => Promise<void>)[]): Promise<string> {
  const times: number[] = []
  for (const act of acts) {
    await page.evaluate(() => {
      const begin = (): void => {
        const from = performance.now()
        requestAnimationFrame(() => setTimeout(() => Reflect.set(window, 'took', performance.now() - from), 0))
      }
      for (const kind of ['keydown', 'input', 'pointerdown']) {
        addEventListener(kind, begin, { capture: true, once: true })
      }
      Reflect.set(window, 'took', null)
    })
    await act()
    await page.waitForFunction(() => Reflect.get(window, 'took') !== null)
    times.push(await page.evaluate(() => Reflect.get(window, 'took') as number))
    await page.waitForTimeout(250)
  }
  times.sort((a, b) => a - b)
  return `${Math.round(times[Math.floor(times.length / 2)] ?? 0)} (max ${Math.round(times.at(-1) ?? 0)})`
}

async function measure(page: Page, url: string, scene: string): Promise<Record<string, unknown>> {
  const from = Date.now()
  await page.goto(`${url}?scene=${scene}&theme=light&changing=${values.changing}`)
  await page.waitForSelector('[role=row][data-key]')
  const firstRowMs = Date.now() - from
  await page.waitForTimeout(3000)
  const idle = await frames(page, () => page.waitForTimeout(4000))
  const grid = await page.locator('[role=grid]').boundingBox()
  await page.mouse.move((grid?.x ?? 0) + 200, (grid?.y ?? 0) + 200)
  const wheel = await frames(page, async () => {
    for (let turn = 0; turn < 250; turn += 1) {
      await page.mouse.wheel(0, turn % 50 < 25 ? 240 : -200)
      await page.waitForTimeout(16)
    }
  })
  const drag = await frames(page, async () => {
    for (let turn = 0; turn < 150; turn += 1) {
      await page.evaluate(
        (share) => {
          const port = document.querySelector('[role=grid]')
          if (port) port.scrollTop = port.scrollHeight * share
        },
        Math.abs(Math.sin(turn / 20)),
      )
      await page.waitForTimeout(16)
    }
  })
  const field = page.locator('input').first()
  await field.focus()
  const typeMs = await toPicture(
    page,
    [...'corpus 19', 'Backspace', 'Backspace', 'Backspace'].map(
      (key) => () => page.keyboard.press(key === ' ' ? 'Space' : key),
    ),
  )
  await field.fill('')
  await page.waitForTimeout(500)
  const sort = (title: string) => () =>
    page.locator(`[role=columnheader][aria-label="${title}"]`).click({ position: { x: 12, y: 12 } })
  const sortMs = await toPicture(page, ['Name', 'Size', 'Daemon', 'Name', 'Added'].map(sort))
  await sort('Upload rate')()
  const sortedByRate = await frames(page, () => page.waitForTimeout(4000))
  await page.focus('[role=grid]')
  const selectAllMs = await toPicture(page, [() => page.keyboard.press('Control+a')])
  const heap = await page.evaluate(() =>
    Math.round((Reflect.get(performance, 'memory') as { usedJSHeapSize: number }).usedJSHeapSize / 2 ** 20),
  )
  const words = ({ fps, p95Ms, over34Ms, longestMs }: Frames): string =>
    `${fps} fps, p95 ${p95Ms}, >34: ${over34Ms}, max ${longestMs}`
  return {
    scene,
    firstRowMs,
    'idle, rows changing': words(idle),
    wheel: words(wheel),
    'dragging the bar': words(drag),
    'key typed in the search': typeMs,
    'click on a head': sortMs,
    'sorted by rate': words(sortedByRate),
    selectAllMs,
    heapMB: heap,
  }
}

const stage = values.url ? { url: values.url, close: async () => {} } : await serveStage({ built: true })
const browser = await launchBrowser()
try {
  for (const scene of scenes) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    console.log(await measure(page, stage.url, scene))
    await page.close()
  }
} finally {
  await browser.close()
  await stage.close()
}
