import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from './driver.ts'
import { SingleInstance } from './single.ts'
import type { Menu } from './menu.ts'
import { DoubleEvent, onlyKnown, StrictEmitter, strict } from './strict.ts'
import { endWith, tell } from './telling.ts'

const events = [
  'ready',
  'activate',
  'before-quit',
  'child-process-gone',
  'open-file',
  'open-url',
  'quit',
  'second-instance',
  'web-contents-created',
  'will-quit',
  'window-all-closed',
]

/** A window as far as the app's end is concerned. */
export interface Closable {
  /** false = the program kept it open. */
  close(): boolean
  destroy(): void
}

/** electron.app */
export class App extends StrictEmitter {
  readonly isPackaged: boolean
  readonly commandLine: object
  readonly #setting: Setting
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<null>()
  readonly #switches: ReadonlyMap<string, string>
  /** The open windows; filled by BrowserWindow. */
  readonly windows = new Set<Closable>()
  readonly #single: SingleInstance
  sandboxed = false
  /** There is one on macOS only. */
  readonly dock: object | undefined
  /** For the driver. */
  dockMenu: Menu | null = null
  badge = 0
  #magnets: string
  #login: { openAtLogin: boolean } & Record<string, unknown> = { openAtLogin: false }
  #isReady = false
  #quitting = false

  constructor(setting: Setting, argv: readonly string[]) {
    super('app', events)
    this.#setting = setting
    this.#magnets = setting.magnets
    this.dock =
      setting.platform === 'darwin' ? strict('dock', { setMenu: (menu: Menu) => this.#setDock(menu) }) : undefined
    this.isPackaged = setting.isPackaged
    this.#switches = readSwitches(argv)
    this.#paths.set('userData', join(setting.system, 'user-data'))
    this.#single = new SingleInstance((args, folder) => this.#onSecond(args, folder))
    this.commandLine = strict('app.commandLine', {
      hasSwitch: (name: string) => this.#switches.has(name),
      getSwitchValue: (name: string) => this.#switches.get(name) ?? '',
    })
  }

  enableSandbox(): void {
    this.#mustNotBeReady('app.enableSandbox')
    this.sandboxed = true
  }

  setPath(name: string, path: string): void {
    if (name === 'userData') this.#mustNotBeReady('app.setPath')
    mkdirSync(path, { recursive: true })
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    const path = this.#paths.get(name)
    if (path === undefined) throw new Error(`The double has no path called ${name}.`)
    return path
  }

  getName(): string {
    return 'Estuary'
  }

  getVersion(): string {
    const { version } = JSON.parse(readFileSync(join(this.#setting.root, 'package.json'), 'utf8')) as {
      version: string
    }
    return version
  }

  #setDock(menu: Menu): void {
    this.dockMenu = menu
  }

  setBadgeCount(count: number): boolean {
    this.#onlyOn('app.setBadgeCount', 'darwin')
    this.badge = count
    return true
  }

  setJumpList(categories: { type: string; items: object[] }[]): string {
    this.#onlyOn('app.setJumpList', 'win32')
    tell('jumpList', { categories })
    return 'ok'
  }

  setLoginItemSettings(settings: { openAtLogin: boolean; path?: string; args?: string[] }): void {
    this.#onlyOn('app.setLoginItemSettings', 'darwin', 'win32')
    onlyKnown('app.setLoginItemSettings', settings, ['args', 'openAtLogin', 'path'])
    this.#login = settings
    tell('loginItem', { ...settings })
  }

  getLoginItemSettings(_asked: object): object {
    this.#onlyOn('app.getLoginItemSettings', 'darwin', 'win32')
    const { openAtLogin } = this.#login
    if (this.#setting.platform === 'darwin') {
      return strict('login item', { openAtLogin, status: openAtLogin ? 'enabled' : 'not-registered' })
    }
    return strict('login item', { openAtLogin, executableWillLaunchAtLogin: openAtLogin })
  }

  isDefaultProtocolClient(protocol: string): boolean {
    return protocol === 'magnet' && this.#magnets === 'Estuary'
  }

  setAsDefaultProtocolClient(protocol: string): boolean {
    if (this.#setting.magnetsAreFree && protocol === 'magnet') this.#magnets = 'Estuary'
    tell('protocolClient', { protocol })
    return this.#setting.magnetsAreFree
  }

  getApplicationNameForProtocol(url: string): string {
    return url.startsWith('magnet:') ? this.#magnets : ''
  }

  getApplicationInfoForProtocol(url: string): Promise<object> {
    this.#onlyOn('app.getApplicationInfoForProtocol', 'darwin', 'win32')
    const name = this.getApplicationNameForProtocol(url)
    return name === '' ? Promise.reject(new Error('No application opens it.')) : Promise.resolve({ name, path: '' })
  }

  setAboutPanelOptions(options: object): void {
    tell('about', { ...options })
  }

  requestSingleInstanceLock(): boolean {
    return this.#single.request(this.#paths.get('userData') ?? '')
  }

  /** Empty before the app is ready, as in Electron. */
  getLocale(): string {
    return this.#isReady ? this.#setting.locale : ''
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<null> {
    return this.#ready.promise
  }

  /** Electron is ready only when its entry has been evaluated. */
  becomeReady(): void {
    this.#isReady = true
    this.emit('ready', new DoubleEvent())
    this.#ready.resolve(null)
    this.#single.listen()
  }

  mustBeReady(what: string): void {
    if (!this.#isReady) throw new Error(`${what} cannot be used before the app is ready.`)
  }

  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    // Electron goes on in its own time, not within the call.
    setImmediate(() => this.#quitNow())
  }

  /** Electron starts it anew when it has ended; here that is for the test. */
  relaunch(options: { args: string[] }): void {
    tell('relaunch', { ...options })
  }

  exit(code = 0): void {
    for (const window of [...this.windows]) window.destroy()
    this.emit('quit', new DoubleEvent(), code)
    this.#single.release()
    tell('exit', { code })
    endWith(code)
  }

  /** A window was closed by the person or the program: the last one may be the program's end. */
  windowGone(): void {
    if (this.windows.size > 0 || this.#quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  #quitNow(): void {
    const before = new DoubleEvent()
    this.emit('before-quit', before)
    const closed = !before.defaultPrevented && [...this.windows].every((window) => window.close())
    const will = new DoubleEvent()
    if (closed) this.emit('will-quit', will)
    if (!closed || will.defaultPrevented) this.#quitting = false
    else this.exit(0)
  }

  #onSecond(args: string[], folder: string): void {
    this.emit('second-instance', new DoubleEvent(), args, folder, null)
  }

  #onlyOn(what: string, ...platforms: string[]): void {
    if (!platforms.includes(this.#setting.platform))
      throw new Error(`${what} does nothing on ${this.#setting.platform}.`)
  }

  #mustNotBeReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} must be called before the app is ready.`)
  }
}

function readSwitches(argv: readonly string[]): Map<string, string> {
  const switches = argv.slice(1).map((text) => /^--([^=]+)(?:=(.*))?$/s.exec(text))
  return new Map(switches.flatMap((match) => (match?.[1] ? [[match[1], match[2] ?? ''] as const] : [])))
}
