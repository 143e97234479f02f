import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { until } from '../e2e/soon.ts'
import type { Ask, Told } from './double/driver.ts'
import { newPlace, type Place, type Program } from './program.ts'

const root = join(import.meta.dirname, '../..')
const sign = 'ESTUARY-TOLD '

/** The built program on a real Electron. What it does with the system is noted instead of done. */
export class RealDesktop implements Program {
  readonly place: Place
  readonly #app: ElectronApplication
  readonly #told: Told[] = []
  readonly #ended: Promise<number | null>

  private constructor(place: Place, app: ElectronApplication) {
    this.place = place
    this.#app = app
    this.#ended = new Promise((resolve) => app.process().once('exit', (code) => resolve(code)))
    app.on('console', (message) => {
      const text = message.text()
      if (text.startsWith(sign)) this.#told.push(JSON.parse(text.slice(sign.length)) as Told)
    })
  }

  static async open(program: string, place = newPlace()): Promise<RealDesktop> {
    const app = await _electron.launch({ executablePath: program, args: [root, `--data=${place.data}`] })
    const desktop = new RealDesktop(place, app)
    await desktop.#listen()
    await (await desktop.page()).waitForLoadState()
    return desktop
  }

  /** Starts the program again while this one runs; its exit code. */
  static async startAgain(program: string, place: Place, args: readonly string[]): Promise<number | null> {
    const child = spawn(program, [root, `--data=${place.data}`, ...args], { stdio: 'ignore' })
    return new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  }

  async ask<T = unknown>(ask: Ask): Promise<T> {
    if (ask.do === 'answer') {
      const { response, checkboxChecked = false } = ask
      await this.#app.evaluate(
        (_electron, chosen) => {
          const { answers } = globalThis as unknown as { answers: ((chosen: object) => void)[] }
          answers.shift()?.(chosen)
        },
        { response, checkboxChecked },
      )
      return null as T
    }
    if (ask.do !== 'menu') throw new Error(`On a real Electron, "${ask.do}" is not done from here.`)
    await this.#app.evaluate(({ Menu }, path) => {
      let items = Menu.getApplicationMenu()?.items ?? []
      for (const label of path) {
        const item = items.find((one) => one.label.replaceAll('&', '') === label)
        if (!item) throw new Error(`The menu has no ${label}.`)
        if (label === path.at(-1)) (item.click as () => void)()
        items = item.submenu?.items ?? []
      }
    }, ask.path)
    return null as T
  }

  all(what: string): Record<string, unknown>[] {
    return this.#told.filter((one) => one.what === what).map(({ facts }) => facts)
  }

  async until(what: string, times = 1): Promise<Record<string, unknown>> {
    await until(`the program: ${what}`, () => this.all(what).length >= times)
    return this.all(what)[times - 1]!
  }

  page(): Promise<Page> {
    return this.#app.firstWindow()
  }

  async quit(): Promise<number | null> {
    await this.#app.close()
    return this.ended()
  }

  ended(): Promise<number | null> {
    return this.#ended
  }

  /** Questions wait for the test, and nothing really opens. */
  async #listen(): Promise<void> {
    await this.#app.evaluate(({ dialog, shell }, prefix) => {
      const tell = (what: string, facts: object): void => console.log(prefix + JSON.stringify({ what, facts }))
      const answers: ((chosen: object) => void)[] = []
      Object.assign(globalThis, { answers })
      const showMessageBox = (...args: object[]): Promise<object> => {
        tell('question', { ...args.at(-1) })
        return new Promise((resolve) => answers.push(resolve))
      }
      const openExternal = async (url: string): Promise<void> => tell('openedOutside', { url })
      const openPath = async (path: string): Promise<string> => {
        tell('openedPath', { path })
        return ''
      }
      const showItemInFolder = (path: string): void => tell('shownInFolder', { path })
      Object.assign(dialog, { showMessageBox })
      Object.assign(shell, { openExternal, openPath, showItemInFolder })
    }, sign)
  }
}
