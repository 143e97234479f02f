import { readFileSync } from 'node:fs'
import type { App } from './app.ts'
import { CdpPage, type Cdp } from './cdp.ts'
import { WebContents } from './contents.ts'
import type { Display } from './driver.ts'
import type { IpcMain } from './ipc.ts'
import type { Session } from './session.ts'
import { DoubleEvent, StrictEmitter, onlyKnown, strict } from './strict.ts'
import { tell } from './telling.ts'

const events = ['close', 'closed', 'focus', 'move', 'ready-to-show', 'resize']
const options = [
  'autoHideMenuBar',
  'backgroundColor',
  'height',
  'minHeight',
  'minWidth',
  'show',
  'title',
  'webPreferences',
  'width',
  'x',
  'y',
]
/** What a window must be like; anything else would not be the window that is meant. */
const safe = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
}
const harmless = ['devTools', 'navigateOnDragDrop', 'preload', 'spellcheck']

interface Options extends Partial<Display> {
  webPreferences: Record<string, unknown> & { preload: string }
}

/** The surroundings of every window. */
export interface Frame {
  app: App
  cdp: Promise<Cdp>
  session: Session
  ipc: IpcMain
  /** The pages that were opened here and not by a page. */
  pages: Set<string>
}

let frame: Frame
const windows = new Map<BrowserWindow, object>()

/** electron.BrowserWindow */
export class BrowserWindow extends StrictEmitter {
  readonly webContents: WebContents
  readonly #contents: WebContents
  #bounds: Display
  #maximized = false
  #minimized = false
  #focused = false
  #destroyed = false
  #progress = -1
  #overlay: object | null = null
  #isReadyToShow = false

  static surround(around: Frame): void {
    frame = around
  }

  static getAllWindows(): object[] {
    return [...windows.values()]
  }

  static getFocusedWindow(): object | null {
    return [...windows].find(([window]) => window.isFocused())?.[1] ?? null
  }

  /** For the driver: the one window there is. */
  static only(): BrowserWindow {
    const [window, ...others] = windows.keys()
    if (!window || others.length > 0) throw new Error(`There are ${windows.size} windows.`)
    return window
  }

  constructor(given: Options) {
    super('BrowserWindow', events)
    frame.app.mustBeReady('BrowserWindow')
    onlyKnown('BrowserWindow', given, options)
    checkPreferences(given.webPreferences)
    const { width = 800, height = 600, x = 0, y = 0 } = given
    this.#bounds = { x, y, width, height }
    const contents = new WebContents({
      session: frame.session,
      ipc: frame.ipc,
      page: openPage(width, height),
      preload: readFileSync(given.webPreferences.preload, 'utf8'),
      onLoaded: () => this.#onLoaded(),
    })
    this.#contents = contents
    this.webContents = contents.face
    const face = strict('BrowserWindow', this)
    windows.set(this, face)
    frame.app.windows.add(this)
    tell('windowOpened', { bounds: this.#bounds, placed: 'x' in given, preferences: given.webPreferences })
    frame.app.emit('web-contents-created', new DoubleEvent(), contents.face)
    return face
  }

  /** For the driver. */
  get contents(): WebContents {
    return this.#contents
  }

  /** For the driver. */
  get state(): object {
    return {
      bounds: this.#bounds,
      maximized: this.#maximized,
      minimized: this.#minimized,
      focused: this.#focused,
      progress: this.#progress,
      overlay: this.#overlay,
    }
  }

  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url)
  }

  show(): void {
    tell('windowShown')
    this.setFocused(true)
  }

  focus(): void {
    this.setFocused(true)
  }

  setProgressBar(progress: number): void {
    this.#progress = progress
  }

  setOverlayIcon(picture: { name: string } | null, words: string): void {
    this.#overlay = picture && { picture: picture.name, words }
  }

  isFocused(): boolean {
    return this.#focused
  }

  setFocused(focused: boolean): void {
    const isNew = focused && !this.#focused
    this.#focused = focused
    if (isNew) this.emit('focus')
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  minimize(): void {
    this.#minimized = true
    this.#focused = false
  }

  restore(): void {
    this.#minimized = false
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  maximize(): void {
    this.#maximized = true
    this.emit('resize')
  }

  getNormalBounds(): Display {
    return { ...this.#bounds }
  }

  /** For the driver: the person moves it. */
  place(bounds: Display): void {
    this.#bounds = bounds
    this.emit('move')
    this.emit('resize')
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  close(): boolean {
    const event = new DoubleEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
    return !event.defaultPrevented
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#contents.destroy()
    windows.delete(this)
    frame.app.windows.delete(this)
    this.emit('closed')
    tell('windowClosed')
    frame.app.windowGone()
  }

  #onLoaded(): void {
    if (this.#isReadyToShow) return
    this.#isReadyToShow = true
    this.emit('ready-to-show')
  }
}

async function openPage(width: number, height: number): Promise<CdpPage> {
  const page = await CdpPage.open(await frame.cdp, width, height)
  frame.pages.add(page.targetId)
  tell('page', { target: page.targetId })
  return page
}

function checkPreferences(preferences: Record<string, unknown>): void {
  onlyKnown('webPreferences', preferences, [...Object.keys(safe), ...harmless])
  for (const [name, value] of Object.entries(safe)) {
    if (preferences[name] !== value) throw new Error(`A window needs webPreferences.${name} = ${value}.`)
  }
  if (!frame.app.sandboxed) throw new Error('app.enableSandbox was not called.')
}
