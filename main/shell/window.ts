import { BrowserWindow, nativeTheme, type NativeImage, screen, type WebContents, type WebPreferences } from 'electron'
import { Emitter } from '../lib/emitter.ts'
import type { Log } from '../lib/log.ts'
import { ask } from './dialogs.ts'
import type { Memory } from './memory.ts'
import { Often } from './often.ts'
import { smallest, whereToOpen } from './place.ts'
import { windowUrl } from './scheme.ts'
import { speech } from './speech.ts'

/** Moving and resizing tell of every step; the place is written down when the hand rests. */
const restMs = 500

/** Every window's preferences. The safe values are Electron's own defaults; they are written out to stay so. */
export function preferences(preload: string, devTools: boolean): WebPreferences {
  return {
    preload,
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  }
}

export interface WindowOptions {
  preload: string
  devTools: boolean
  memory: Memory
  log: Log
  /** Its page ended by a fault. */
  onCrash: (what: string) => void
}

/** What the window's button in the taskbar, or the dock's icon, shows beside it. */
export interface Decoration {
  /** 0…1; null = none. */
  progress: number | null
  /** A small picture over the icon (Windows), with words for the ear. */
  overlay: { picture: NativeImage; words: string } | null
}

/** The program's one window: opened when it is wanted, brought forward when it is there. */
export class MainWindow {
  readonly #options: WindowOptions
  /** The person turned to it. */
  readonly looked = new Emitter<void>()
  #window: BrowserWindow | null = null
  #decoration: Decoration = { progress: null, overlay: null }
  /** How often its page came back by itself. */
  readonly #reloads = new Often(3, 10 * 60_000)

  constructor(options: WindowOptions) {
    this.#options = options
  }

  /** Whether a web contents is that of the window (and not that of the developer tools). */
  owns(contents: WebContents): boolean {
    return this.#window !== null && !this.#window.isDestroyed() && this.#window.webContents === contents
  }

  get isOpen(): boolean {
    return this.#window !== null
  }

  /** Whether the person has the window before them. */
  get isInFront(): boolean {
    return this.#window?.isFocused() ?? false
  }

  /** Opens the window, or brings it to the person. */
  show(): void {
    const window = this.#window
    if (!window) {
      this.#open()
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  /** What it shows from now on, and when it is opened again. */
  decorate(decoration: Decoration): void {
    const { progress, overlay } = this.#decoration
    this.#decoration = decoration
    if (decoration.progress !== progress) this.#window?.setProgressBar(decoration.progress ?? -1)
    if (decoration.overlay?.words !== overlay?.words) this.#drawOverlay()
  }

  #drawOverlay(): void {
    const { overlay } = this.#decoration
    this.#window?.setOverlayIcon(overlay?.picture ?? null, overlay?.words ?? '')
  }

  #open(): void {
    const { preload, devTools, memory, log } = this.#options
    const { window: last } = memory.value
    const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()]
    const window = new BrowserWindow({
      ...whereToOpen(
        last,
        displays.map(({ workArea }) => workArea),
      ),
      minWidth: smallest.width,
      minHeight: smallest.height,
      show: false,
      title: 'Estuary',
      // The window has its own toolbar: elsewhere than on macOS the menu comes with the Alt key.
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#10191e' : '#f6f8f9',
      webPreferences: preferences(preload, devTools),
    })
    this.#window = window
    window.on('closed', () => {
      this.#window = null
    })
    window.once('ready-to-show', () => {
      if (last?.maximized) window.maximize()
      window.show()
      if (this.#decoration.progress !== null) window.setProgressBar(this.#decoration.progress)
      if (this.#decoration.overlay !== null) this.#drawOverlay()
    })
    window.on('focus', () => this.looked.emit())
    rememberPlace(window, memory)
    this.#watchPage(window)
    window.loadURL(windowUrl).catch((error: unknown) => log.error({ err: error }, 'the window’s page did not load'))
  }

  /**
   * The page's process may go (a crash, or the system took its memory) or hang: the core lives on, and the page comes
   * back. When that happens too often, the person is asked.
   */
  #watchPage(window: BrowserWindow): void {
    const { devTools, log, onCrash } = this.#options
    const { webContents } = window
    let timer: NodeJS.Timeout | undefined
    webContents.on('render-process-gone', (_event, { reason }) => {
      clearTimeout(timer)
      if (reason === 'clean-exit' || window.isDestroyed()) return
      log.error({ reason }, 'the window’s page is gone')
      onCrash(reason)
      if (this.#reloads.again()) webContents.reload()
      else offerReload(window).catch((error: unknown) => log.error({ err: error }, 'the person could not be asked'))
    })
    webContents.on('unresponsive', () => {
      // Who stops it in the developer tools does not want it to go.
      if (devTools && webContents.isDevToolsOpened()) return
      log.error('the window’s page does not answer')
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (!window.isDestroyed()) webContents.forcefullyCrashRenderer()
      }, longestHangMs)
      timer.unref()
    })
    webContents.on('responsive', () => clearTimeout(timer))
    window.on('closed', () => clearTimeout(timer))
  }
}

/** A page that does not answer for so long does not come back by itself. */
const longestHangMs = 10_000

function rememberPlace(window: BrowserWindow, memory: Memory): void {
  let timer: NodeJS.Timeout | undefined
  const write = (): void => {
    clearTimeout(timer)
    memory.set({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
  }
  const writeSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(write, restMs)
    timer.unref()
  }
  window.on('resize', writeSoon)
  window.on('move', writeSoon)
  window.on('close', write)
  window.on('closed', () => clearTimeout(timer))
}

/** The page's process is gone again and again: the person decides whether it is worth another try. */
async function offerReload(window: BrowserWindow): Promise<void> {
  const words = speech.words.crash
  const { response } = await ask({
    type: 'error',
    message: words.title,
    detail: words.explain,
    buttons: [words.show, words.quit],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.webContents.reload()
  else window.close()
}
