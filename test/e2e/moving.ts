/*
 * The README's moving picture, taken of the demo:
 *
 *     node test/e2e/moving.ts
 *
 * As with its still ones (portrait.ts), no test runs this. How long a picture is seen does not hang on how long it took.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Locator, Page } from 'playwright-core'
import { App } from './app.ts'
import { launchBrowser, openPage } from './browser.ts'
import { Film } from './moving/film.ts'
import { Window } from './pages/window.ts'
import { until } from './soon.ts'

const { values } = parseArgs({
  options: { out: { type: 'string', default: join(import.meta.dirname, '../../assets/moving.webp') } },
})
const mostBytes = 3_000_000
const size = { width: 1000, height: 600 }
/** Of one picture while something moves. */
const stepMs = 70

/** Draws an arrow where the mouse is: pictures of a page have none. */
function drawPointer(): void {
  addEventListener('DOMContentLoaded', () => {
    const shape = 'polygon(0 0, 0 16px, 4px 12.5px, 7px 19px, 10px 17.5px, 7px 11.5px, 12px 11px)'
    const make = (color: string, scale: number): HTMLElement => {
      const part = document.createElement('div')
      Object.assign(part.style, {
        position: 'fixed',
        inset: '0 auto auto 0',
        width: '14px',
        height: '20px',
        zIndex: '9999',
        pointerEvents: 'none',
        clipPath: shape,
        background: color,
        scale: String(scale),
        transformOrigin: '4px 8px',
      })
      document.documentElement.append(part)
      return part
    }
    const parts = [make('#fff', 1.25), make('#111', 1)]
    addEventListener(
      'mousemove',
      ({ clientX, clientY }) => {
        for (const { style } of parts) style.translate = `${clientX}px ${clientY}px`
      },
      { capture: true },
    )
  })
}

/** A person at the window, filmed. */
class Actor {
  readonly #page: Page
  readonly #film: Film
  #at = { x: 620, y: 420 }

  constructor(page: Page, film: Film) {
    this.#page = page
    this.#film = film
  }

  /** Looks on for so many seconds, in each of which the list moves once. */
  async rest(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await this.#film.take(1_000)
      if (second + 1 < seconds) await wait(1_100)
    }
  }

  /** Goes there with the mouse. */
  async go(to: Locator): Promise<void> {
    const box = await to.boundingBox()
    if (!box) throw new Error('There is nothing to go to.')
    const goal = { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 }
    const from = this.#at
    for (const share of [0.25, 0.7, 0.93, 1]) {
      this.#at = { x: from.x + (goal.x - from.x) * share, y: from.y + (goal.y - from.y) * share }
      await this.#page.mouse.move(this.#at.x, this.#at.y)
      await this.#film.take(stepMs)
    }
  }

  async click(on: Locator, ms: number): Promise<void> {
    await this.go(on)
    await this.#page.mouse.down()
    await this.#page.mouse.up()
    await wait(350)
    await this.#film.take(ms)
  }

  async type(text: string): Promise<void> {
    for (const letter of text) {
      await this.#page.keyboard.type(letter)
      await wait(120)
      await this.#film.take(130)
    }
  }

  async press(keys: string, ms: number): Promise<void> {
    await this.#page.keyboard.press(keys)
    await wait(350)
    await this.#film.take(ms)
  }
}

async function play(actor: Actor, { page, grid, details, search }: Window): Promise<void> {
  await actor.rest(2)
  // A torrent and what is inside.
  const telling = (await grid.lines()).find(
    ({ cells, place }) => place > 1 && place < 9 && /iB\/s/.test(cells['Download rate'] ?? ''),
  )
  const name = telling?.cells['Name'] ?? ''
  await actor.click(grid.rows.filter({ hasText: name }).first(), 900)
  await actor.rest(1)
  await actor.click(details.root.getByRole('tab', { name: 'Files' }), 1_000)
  await actor.click(details.root.getByRole('tab', { name: 'Peers' }), 1_000)
  await actor.click(details.root.getByRole('tab', { name: 'Status' }), 600)
  // The search over all daemons.
  await actor.click(search, 300)
  await actor.type('debian')
  await actor.rest(1)
  await actor.press('Escape', 500)
  // One daemon, then all of them again.
  await actor.click(page.getByRole('button', { name: /^seedbox/ }).first(), 1_000)
  await actor.click(page.getByRole('button', { name: /^All torrents/ }).first(), 700)
  // Everything has a name in the palette.
  await actor.press('Control+k', 500)
  await actor.type('dark')
  await actor.press('Enter', 1_200)
  await actor.rest(2)
}

const app = App.demo('--common-letters')
const [browser] = await Promise.all([launchBrowser(), app.start()])
try {
  const { page } = await openPage(browser, size)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.addInitScript(drawPointer)
  const window = new Window(page)
  await window.open(app.address)
  await until('the list is there', async () => ((await window.sidebar.total()) ?? 0) > 4_000)
  await until('it is lively', async () => Object.hasOwn(await window.sidebar.counts('State'), 'Active'))
  // In an order that stays: what moves is what happens.
  // (The size has no room beside when something was added, by which a list is sorted at first.)
  await window.grid.sortBy('Name')
  await window.grid.sortBy('Size')
  await page
    .getByRole('button', { name: /^Downloading/ })
    .first()
    .click()
  await window.grid.scrollTo(0)
  await wait(4_000)
  await window.dismissMessages()
  const film = new Film(page, await browser.newPage())
  await play(new Actor(page, film), window)
  const { webp } = film
  if (webp.length > mostBytes) throw new Error(`It has ${webp.length} bytes, which is too much for a README.`)
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(values.out, webp)
  console.log(`${values.out}: ${(film.lengthMs / 1_000).toFixed(1)} s, ${webp.length} bytes`)
} finally {
  await browser.close()
  await app.stop()
}
