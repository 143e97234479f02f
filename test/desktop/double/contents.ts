import { pack, unpack } from './plain.ts'
import type { CdpPage } from './cdp.ts'
import type { IpcMain } from './ipc.ts'
import type { Session } from './session.ts'
import { DoubleEvent, StrictEmitter, missing, strict } from './strict.ts'
import { tell, trouble } from './telling.ts'
import { appUrl, pageUrl } from './urls.ts'
import { fromMain, scriptsFor, toMain, worldName } from './worlds.ts'

const events = [
  'destroyed',
  'did-navigate',
  'render-process-gone',
  'responsive',
  'unresponsive',
  'will-attach-webview',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
]

/** A frame as messages carry it. */
export interface Frame {
  url: string
  parent: Frame | null
  detached: boolean
  frameToken: string
}

type OpenHandler = (details: { url: string; frameName: string; features: string }) => { action: string }
interface Paused {
  requestId: string
  resourceType: string
  frameId: string
  request: { url: string; method: string }
}

interface NavigatedFrame {
  id: string
  parentId?: string
  url: string
}

interface Context {
  id: number
  name: string
  auxData: { frameId: string }
}

interface Called {
  name: string
  payload: string
  executionContextId: number
}

/** The permissions of Chromium that decide what the page's own tries come to. */
const permissions = {
  'clipboard-sanitized-write': 'clipboard-write',
  'clipboard-read': 'clipboard-read',
  notifications: 'notifications',
  geolocation: 'geolocation',
  media: 'camera',
  midi: 'midi',
}

/** electron.WebContents: a page of Chromium whose requests, messages and ways out go through here. */
export class WebContents extends StrictEmitter {
  /** What the program gets: always the same one, since it compares. */
  readonly face: this
  readonly #session: Session
  readonly #ipc: IpcMain
  readonly #page: Promise<CdpPage>
  readonly #preload: string
  readonly #onLoaded: () => void
  #openHandler: OpenHandler | null = null
  #mainFrameId = ''
  #frameToken = 'frame-0'
  #world: number | null = null
  #url = 'about:blank'
  /** The program itself goes there, so nobody is asked. */
  #expected: string | null = null
  #navigations = 0
  #destroyed = false

  constructor(options: {
    session: Session
    ipc: IpcMain
    page: Promise<CdpPage>
    preload: string
    onLoaded: () => void
  }) {
    super('webContents', events)
    this.face = strict('webContents', this)
    this.#session = options.session
    this.#ipc = options.ipc
    this.#page = options.page
    this.#preload = options.preload
    this.#onLoaded = options.onLoaded
  }

  get mainFrame(): Frame {
    return strict('frame', {
      url: this.#url,
      parent: null,
      detached: this.#destroyed,
      frameToken: this.#frameToken,
    })
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    this.#deliver({ kind: 'send', channel, args: structuredClone(args) })
  }

  reload(): void {
    this.#expected = this.#url
    this.#page.then((page) => page.send('Page.navigate', { url: pageUrl(this.#url) })).catch(trouble)
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#page
    await this.#prepare(page)
    await this.#permit(page, url)
    this.#expected = url
    const { errorText } = await page.send<{ errorText?: string }>('Page.navigate', { url: pageUrl(url) })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#page.then((page) => page.close()).catch(troubleUnlessGone)
    this.emit('destroyed')
  }

  async crash(): Promise<void> {
    // Its answer never comes: the one who would give it is gone.
    ;(await this.#page).send('Page.crash').catch(() => {})
  }

  /** For the driver: Electron says so of a page that answers nothing. */
  hang(): void {
    this.emit('unresponsive')
  }

  forcefullyCrashRenderer(): void {
    this.crash().catch(troubleUnlessGone)
  }

  isDevToolsOpened(): boolean {
    return false
  }

  /** Whether a page could attach a webview. */
  attachWebview(): boolean {
    const event = new DoubleEvent()
    this.emit('will-attach-webview', event, {}, {})
    return !event.defaultPrevented
  }

  /** Whether a redirect of a request of ours would be followed. */
  redirect(url: string): boolean {
    const event = new DoubleEvent({ url, isMainFrame: true, isSameDocument: false })
    this.emit('will-redirect', event)
    return !event.defaultPrevented
  }

  async #prepare(page: CdpPage): Promise<void> {
    const scripts = scriptsFor(this.#preload)
    page.on('Fetch.requestPaused', (paused: Paused) => void this.#answer(page, paused).catch(troubleUnlessGone))
    page.on('Page.windowOpen', ({ url }: { url: string }) => this.#open(url))
    page.on('Page.frameNavigated', ({ frame }: { frame: NavigatedFrame }) => {
      if (!frame.parentId) this.#onNavigated(frame)
    })
    page.on('Runtime.executionContextCreated', ({ context }: { context: Context }) => {
      if (context.name === worldName && context.auxData.frameId === this.#mainFrameId) this.#world = context.id
    })
    page.on('Runtime.bindingCalled', (called: Called) => {
      if (called.name === toMain && called.executionContextId === this.#world) this.#receive(called.payload)
    })
    page.on('Page.loadEventFired', () => this.#onLoaded())
    page.on('Inspector.targetCrashed', () => {
      this.#world = null
      this.emit('render-process-gone', new DoubleEvent(), { reason: 'crashed', exitCode: 5 })
    })
    await page.send('Page.enable')
    await page.send('Inspector.enable')
    const { frameTree } = await page.send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree')
    this.#mainFrameId = frameTree.frame.id
    await page.send('Runtime.enable')
    await page.send('Runtime.addBinding', { name: toMain, executionContextName: worldName })
    await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    await page.send('Emulation.setFocusEmulationEnabled', { enabled: true })
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page })
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName })
  }

  /** Lets the page's own tries come to what the program's handlers say. */
  async #permit(page: CdpPage, url: string): Promise<void> {
    for (const [name, chromium] of Object.entries(permissions)) {
      const { check, request } = this.#session.permits(name, url, true)
      await page.send('Browser.setPermission', {
        origin: new URL(pageUrl(url)).origin,
        permission: { name: chromium },
        setting: check && request ? 'granted' : 'denied',
      })
    }
  }

  async #answer(page: CdpPage, { requestId, resourceType, frameId, request }: Paused): Promise<void> {
    const url = appUrl(request.url)
    const isMainFrame = frameId === this.#mainFrameId
    if (resourceType === 'Document' && !this.#mayNavigate(url, isMainFrame)) {
      tell('navigationDenied', { url, isMainFrame })
      await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const response = await this.#session.request(url, request.method).catch((error: unknown) => {
      trouble(error)
      return null
    })
    if (!response) {
      tell('requestCancelled', { url })
      await page.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
      return
    }
    if (response.status >= 300 && response.status < 400) throw missing('redirects')
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }))
    const body = Buffer.from(await response.arrayBuffer()).toString('base64')
    await page.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body })
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    const expected = isMainFrame && this.#expected === url
    if (expected) {
      this.#expected = null
      return true
    }
    const frame = new DoubleEvent({ url, isMainFrame, isSameDocument: false })
    this.emit('will-frame-navigate', frame)
    const main = new DoubleEvent({ url, isMainFrame, isSameDocument: false })
    if (isMainFrame) this.emit('will-navigate', main)
    return !frame.defaultPrevented && !main.defaultPrevented
  }

  #onNavigated(frame: NavigatedFrame): void {
    this.#mainFrameId = frame.id
    this.#url = appUrl(frame.url)
    this.#world = null
    this.#frameToken = `frame-${(this.#navigations += 1)}`
    tell('navigated', { url: this.#url })
    this.emit('did-navigate', new DoubleEvent(), this.#url, 200, 'OK')
  }

  /** As Electron: without a handler a window would open. */
  #open(url: string): void {
    const details = { url: appUrl(url), frameName: '', features: '' }
    const { action } = this.#openHandler?.(details) ?? { action: 'allow' }
    tell('windowOpen', { url: details.url, action })
    if (action !== 'deny') trouble(missing('windows that a page opens'))
  }

  #receive(payload: string): void {
    const message = unpack(payload) as {
      kind: 'invoke' | 'send' | 'preloadError'
      id: number
      channel: string
      args: unknown[]
      stack: string
    }
    if (message.kind === 'preloadError') return trouble(new Error(`The preload failed: ${message.stack}`))
    const { channel, args, id } = message
    if (message.kind === 'send') return this.#ipc.send(this.face, this.mainFrame, channel, args)
    this.#ipc.invoke(this.face, this.mainFrame, channel, args).then(
      (value) => this.#deliver({ kind: 'reply', id, value: structuredClone(value) }),
      (error: unknown) => this.#deliver({ kind: 'reply', id, error: `Error invoking remote method: ${String(error)}` }),
    )
  }

  #deliver(message: object): void {
    const world = this.#world
    const text = pack(message)
    if (world === null) return
    this.#page
      .then((page) =>
        page.send('Runtime.callFunctionOn', {
          functionDeclaration: `(text) => globalThis.${fromMain}(text)`,
          executionContextId: world,
          arguments: [{ value: text }],
        }),
      )
      // A page that went away meanwhile hears nothing more.
      .catch(() => {})
  }
}

/** A page that crashed or closed has nothing left to close, and needs no answers. */
function troubleUnlessGone(error: unknown): void {
  if (!/Session with given id not found|No target with given id/.test(String(error))) trouble(error)
}
