import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { needs } from '../needs.ts'
import { App } from './app.ts'
import { launchBrowser, openPage, picture } from './browser.ts'
import { Dialog } from './pages/dialog.ts'
import { Window } from './pages/window.ts'
import { soon } from './soon.ts'

let app: App
let browser: Browser
let window: Window
let complaints: string[]

needs('chromium').describe('the demo', () => {
  beforeAll(async () => {
    app = App.demo()
    ;[browser] = await Promise.all([launchBrowser(), app.start()])
    const opened = await openPage(browser)
    window = new Window(opened.page)
    complaints = opened.complaints
    await window.open(app.address)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  it('shows four daemons with some thousand torrents, two of them connected and lively', async () => {
    await soon(() => window.sidebar.total()).toBe(4_368)
    await soon(async () => (await window.sidebar.lines('Daemons')).map(({ name }) => name)).toEqual([
      'nas',
      'seedbox',
      'attic',
      'office',
    ])
    await soon(async () => (await window.sidebar.counts('State'))['Active']).toBeGreaterThan(20)
  })

  it('shows one daemon that is off with its list and age', async () => {
    const attic = async (): Promise<string> =>
      (await window.sidebar.lines('Daemons')).find(({ name }) => name === 'attic')?.rest ?? ''
    await soon(attic).toContain('last seen')
    expect((await window.sidebar.counts('Daemons'))['attic']).toBe(83)
    await picture(window.page, 'demo-light')
  })

  it('asks to review the one whose certificate changed, with both values', async () => {
    await window.sidebar.root.getByText('review', { exact: true }).click()
    const review = new Dialog(window.page, /certificate of office changed/)
    await review.root.waitFor()
    const values = await review.root.getByText(/([0-9A-F]{2}\s?){8,}/).allInnerTexts()
    expect(new Set(values.map((value) => value.replaceAll(/\s/g, ''))).size).toBeGreaterThan(1)
    await picture(window.page, 'demo-review-light')
    await window.page.emulateMedia({ colorScheme: 'dark' })
    await picture(window.page, 'demo-review-dark')
    await review.root.getByRole('button', { name: 'Stay disconnected' }).click()
    await picture(window.page, 'demo-dark')
  })

  it('makes the browser complain of nothing', () => {
    expect(complaints).toEqual([])
  })
})
