import type { Browser } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { accounts } from '../daemons/config.ts'
import { removeFolder } from '../daemons/folder.ts'
import type { FleetDaemon } from '../fleet/daemon.ts'
import { App } from './app.ts'
import { launchBrowser, openPage, picture, type PageOptions } from './browser.ts'
import type { Login } from './pages/daemon-form.ts'
import { Window } from './pages/window.ts'
import type { Site } from './site.ts'
import { until } from './soon.ts'

/** The program with a browser on it. */
export class Scene {
  readonly app: App
  readonly browser: Browser
  readonly window: Window
  readonly #complaints: string[][] = []
  #forgiven: RegExp[] = []

  private constructor(app: App, browser: Browser, window: Window, complaints: string[]) {
    this.app = app
    this.browser = browser
    this.window = window
    this.#complaints.push(complaints)
  }

  /** Starts the program over an empty folder and opens its window. */
  static async open({ port, ...options }: PageOptions & { port?: number } = {}): Promise<Scene> {
    const app = new App(port === undefined ? {} : { port })
    const [browser] = await Promise.all([launchBrowser(), app.start()])
    const { page, complaints } = await openPage(browser, options)
    const scene = new Scene(app, browser, new Window(page), complaints)
    await scene.window.open(app.address)
    return scene
  }

  /** Another window on the same program, in a browser profile of its own. */
  async another(address: string, options: PageOptions = {}): Promise<Window> {
    const { page, complaints } = await openPage(this.browser, options)
    this.#complaints.push(complaints)
    const window = new Window(page)
    await window.open(address)
    return window
  }

  /** Adds daemons through the form, and waits until every torrent of theirs is there. */
  async connect(sites: readonly Site[], login: Login = accounts.admin): Promise<void> {
    for (const { name, daemon } of sites) await this.window.addDaemon(name, daemon, login)
    for (const { name, witness } of sites) {
      const { length } = await witness.hashes()
      const counts = (): Promise<Record<string, number | null>> => this.window.sidebar.counts('Daemons')
      await until(`all of ${name} is listed`, async () => (await counts())[name] === length)
    }
    await this.window.dismissMessages()
  }

  /** Adds simulated daemons, and waits until every torrent of theirs is there. */
  async connectFleet(daemons: readonly FleetDaemon[]): Promise<void> {
    for (const daemon of daemons) await this.window.addDaemon(daemon.name, daemon, daemon)
    const torrents = daemons.reduce((sum, { engine }) => sum + engine.count, 0)
    await until('all of them are listed', async () => (await this.window.sidebar.total()) === torrents)
    await this.window.dismissMessages()
  }

  /** Until the end of this test the browser may complain like that: it does when the program is gone. */
  forgive(...patterns: RegExp[]): void {
    this.#forgiven.push(...patterns)
  }

  /** What the browser complained of since the last time. */
  takeComplaints(): string[] {
    const all = this.#complaints.flatMap((list) => list.splice(0))
    const forgiven = this.#forgiven
    this.#forgiven = []
    return all.filter((text) => !forgiven.some((pattern) => pattern.test(text)))
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.app.stop()
    removeFolder(this.app.dataFolder)
  }
}

/** In every test of the file: no errors and no CSP violations, and a picture of the window where one fails. */
export function watchOver(scene: () => Scene): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const { page } = scene().window
      await picture(page, `failed ${task.name}`.replaceAll(/[^\w -]/g, '').slice(0, 100))
      // A dialog that was left open must not fail the tests behind this one. (The program may be gone.)
      await page.reload().catch(() => {})
    }
    expect(scene().takeComplaints()).toEqual([])
  })
}
