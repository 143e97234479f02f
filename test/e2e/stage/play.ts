import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchBrowser, openPage } from '../browser.ts'
import { Window } from '../pages/window.ts'
import { serveStage } from './serve.ts'

export interface Play {
  /** The window that the present test has opened. */
  readonly window: Window
  /** Opens the window over a scene ("scene=three&delay=400"); without a theme it goes with the system. */
  open(query: string, theme?: 'light' | 'dark'): Promise<Window>
}

/** The built window over the pretended core, for the tests of one file; the browser has nothing to complain of. */
export function play(): Play {
  let browser: Browser
  let stage: Awaited<ReturnType<typeof serveStage>>
  let window: Window
  let complaints: string[]
  beforeAll(async () => {
    stage = await serveStage({ built: true })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await stage.close()
  })
  afterEach(async () => {
    await window.page.context().close()
    expect(complaints).toEqual([])
  })
  return {
    get window() {
      return window
    },
    async open(query, theme) {
      const opened = await openPage(browser, theme ? { theme } : {})
      complaints = opened.complaints
      window = new Window(opened.page)
      await window.open(`${stage.url}?${theme ? `theme=${theme}&` : ''}${query}`)
      return window
    },
  }
}
