import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { needs } from '../../needs.ts'
import { launchBrowser, openPage } from '../browser.ts'
import { Window } from '../pages/window.ts'
import { serveStage } from './serve.ts'

needs('chromium')

let browser: Browser
let stage: Awaited<ReturnType<typeof serveStage>>
let window: Window
let complaints: string[]

beforeAll(async () => {
  stage = await serveStage({ built: false })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await stage.close()
})
afterEach(async () => {
  await window.page.context().close()
  expect(complaints.filter((line) => !line.includes('403'))).toEqual([])
})

async function open(scene: string): Promise<Window> {
  const opened = await openPage(browser, { theme: 'light' })
  complaints = opened.complaints
  window = new Window(opened.page)
  await window.open(`${stage.url}?scene=${scene}`)
  await window.grid.rows.first().waitFor()
  return window
}

const palette = () => window.page.getByRole('dialog', { name: 'Command palette' })
const field = () => palette().getByRole('combobox')
const options = () => palette().getByRole('option').allInnerTexts()
const chosen = () => palette().locator('[aria-selected="true"]').innerText()

/** Opens the palette and types. */
async function ask(text: string): Promise<void> {
  await window.press('Control+K')
  await field().waitFor()
  await window.page.keyboard.type(text)
}

const bigBuck = 'Big Buck Bunny (2008) 2160p open movie'

describe('the command palette', () => {
  it('pauses what is selected, and says first which torrent that is', async () => {
    const { grid } = await open('three')
    await grid.pick(bigBuck)
    await ask('pause')
    await expect.poll(chosen).toMatch(/^Pause\s+Big Buck Bunny/)
    await window.press('Enter')
    await palette().waitFor({ state: 'detached' })
    await expect.poll(() => grid.stateOf(bigBuck)).toBe('Paused')
    await expect.poll(() => window.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
  })

  it('says why a command makes no sense now, and does nothing then', async () => {
    await open('three')
    await ask('recheck')
    await expect.poll(chosen).toMatch(/^Force recheck\s+Choose a torrent first\./)
    await window.press('Enter')
    expect(await field().inputValue()).toBe('recheck')
  })

  it('finds torrents and what else can be done with one', async () => {
    const { grid } = await open('pictures')
    await ask('moby')
    await expect.poll(options).toEqual([expect.stringMatching(/Moby-Dick/)])
    await window.press('Tab')
    await expect.poll(options).toEqual(expect.arrayContaining([expect.stringMatching(/^Force recheck/)]))
    await window.press('Shift+Tab')
    expect(await field().inputValue()).toBe('moby')
    await expect.poll(chosen).toMatch(/Moby-Dick/)
    await window.press('Enter')
    await expect.poll(() => grid.selected()).toEqual([expect.stringMatching(/Moby-Dick/)])
  })

  it('wraps at both ends, is emptied by the first Escape and closed by the second', async () => {
    await open('three')
    await ask('theme')
    await expect.poll(async () => (await options()).length).toBe(3)
    await window.press('ArrowUp')
    expect(await chosen()).toBe((await options()).at(-1))
    await window.press('ArrowDown')
    expect(await chosen()).toBe((await options())[0])
    await window.press('Escape')
    expect(await field().inputValue()).toBe('')
    await window.press('Escape')
    await palette().waitFor({ state: 'detached' })
  })

  it('offers what was used lately first', async () => {
    await open('three')
    await ask('rows comfortable')
    await window.press('Enter')
    await ask('')
    await expect.poll(chosen).toMatch(/^Rows: comfortable/)
  })

  it('finds nothing and says so', async () => {
    await open('three')
    await ask('zzzzzz')
    await palette().getByText('Nothing named “zzzzzz”').waitFor()
    expect(await options()).toEqual([])
  })
})

describe('keys', () => {
  it('lead to the search right after the list has come, by slash and by Ctrl+F', async () => {
    const { grid } = await open('three')
    const focused = () => window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await window.press('/')
    await expect.poll(focused).toBe('Search')
    await grid.focus()
    await window.press('Control+F')
    await expect.poll(focused).toBe('Search')
    expect(await window.page.getByRole('searchbox').inputValue()).toBe('')
  })

  it('are all listed under the question mark, as the table of commands has them', async () => {
    await open('three')
    await window.press('?')
    const sheet = window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    const text = await sheet.innerText()
    for (const name of ['Command palette', 'Remove with its files…', 'Up in the queue', 'Select all'])
      expect(text).toContain(name)
    await window.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })
})
