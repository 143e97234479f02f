import { DoubleEvent, StrictEmitter, missing, strict } from './strict.ts'
import type { App } from './app.ts'

type Handler = (request: { method: string; url: string }) => Response | Promise<Response>
type BeforeRequest = (details: { url: string; method: string }, answer: (how: { cancel?: boolean }) => void) => void
type PermissionFacts = { requestingUrl: string; isMainFrame: boolean }
type OnRequest = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  facts: PermissionFacts,
) => void
type OnCheck = (contents: unknown, permission: string, origin: string, facts: PermissionFacts) => boolean

/** The one session: what its pages may load and do. */
export class Session extends StrictEmitter {
  readonly #handlers = new Map<string, Handler>()
  #beforeRequest: BeforeRequest | null = null
  #onPermission: OnRequest | null = null
  #onCheck: OnCheck | null = null
  #onDevice: ((facts: object) => boolean) | null = null

  constructor() {
    super('session', ['will-download'])
  }

  readonly protocol = strict('session.protocol', {
    handle: (scheme: string, handler: Handler) => {
      if (this.#handlers.has(scheme)) throw new Error(`There is a handler for ${scheme} already.`)
      this.#handlers.set(scheme, handler)
    },
  })

  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener
    },
  })

  setPermissionRequestHandler(handler: OnRequest): void {
    this.#onPermission = handler
  }

  setPermissionCheckHandler(handler: OnCheck): void {
    this.#onCheck = handler
  }

  setDevicePermissionHandler(handler: (facts: object) => boolean): void {
    this.#onDevice = handler
  }

  setBluetoothPairingHandler(_handler: object): void {}

  setDisplayMediaRequestHandler(_handler: object): void {}

  /** What comes of a request; null = it was cancelled. Nothing that no handler answers gets anywhere. */
  async request(url: string, method: string): Promise<Response | null> {
    let cancelled = false
    let asked = this.#beforeRequest === null
    this.#beforeRequest?.({ url, method }, ({ cancel = false }) => {
      cancelled = cancel
      asked = true
    })
    if (!asked) throw missing('requests that are decided upon later')
    if (cancelled) return null
    const handler = this.#handlers.get(URL.parse(url)?.protocol.slice(0, -1) ?? '')
    if (!handler) throw new Error(`A request got out of the window: ${method} ${url}`)
    return handler({ url, method })
  }

  /** As Electron: without a handler, everything is allowed. */
  permits(permission: string, url: string, isMainFrame: boolean): { request: boolean; check: boolean } {
    const facts = { requestingUrl: url, isMainFrame }
    let request = this.#onPermission === null
    this.#onPermission?.(null, permission, (granted) => (request = granted), facts)
    const check = this.#onCheck?.(null, permission, url, facts) ?? true
    return { request, check }
  }

  permitsDevice(): boolean {
    return this.#onDevice?.({ deviceType: 'hid', origin: 'app://estuary' }) ?? true
  }

  /** Whether a download would begin. */
  download(): boolean {
    const event = new DoubleEvent()
    this.emit('will-download', event, {}, {})
    return !event.defaultPrevented
  }
}

/** electron.session: there only when the app is ready. */
export function sessionModule(app: App, session: Session): object {
  return strict('session', {
    /** Others are for requests of the program itself; no page is in them. */
    fromPartition: (name: string) => strict(`session ${name}`, {}),
    get defaultSession() {
      app.mustBeReady('session.defaultSession')
      return strict('session.defaultSession', session)
    },
  })
}
