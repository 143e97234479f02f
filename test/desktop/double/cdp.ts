type Params = Record<string, unknown>
type Listener = (params: never) => void

interface Message {
  id?: number
  sessionId?: string
  method?: string
  params?: Params
  result?: Params
  error?: { message: string }
}

/** One connection to Chromium's DevTools protocol. */
export class Cdp {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>()
  readonly #listeners = new Map<string, Set<Listener>>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)) as Message)
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url)
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve()
      socket.onerror = () => reject(new Error(`Chromium does not answer at ${url}.`))
    })
    return new Cdp(socket)
  }

  send(method: string, params: Params = {}, sessionId?: string): Promise<Params> {
    const id = (this.#lastId += 1)
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  /** Listens to an event of one session, or of the browser itself. */
  on(method: string, listener: Listener, sessionId = ''): void {
    const key = `${sessionId} ${method}`
    this.#listeners.set(key, (this.#listeners.get(key) ?? new Set()).add(listener))
  }

  close(): void {
    this.#socket.close()
  }

  #receive({ id, sessionId = '', method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error) waiting?.reject(new Error(error.message))
      else waiting?.resolve(result ?? {})
      return
    }
    for (const listener of this.#listeners.get(`${sessionId} ${method ?? ''}`) ?? []) listener(params as never)
  }
}

/** One page of it. */
export class CdpPage {
  readonly targetId: string
  readonly #cdp: Cdp
  readonly #session: string

  private constructor(cdp: Cdp, targetId: string, session: string) {
    this.#cdp = cdp
    this.targetId = targetId
    this.#session = session
  }

  static async open(cdp: Cdp, width: number, height: number): Promise<CdpPage> {
    const { targetId } = (await cdp.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    })) as {
      targetId: string
    }
    const { sessionId } = (await cdp.send('Target.attachToTarget', { targetId, flatten: true })) as {
      sessionId: string
    }
    return new CdpPage(cdp, targetId, sessionId)
  }

  send<T = Params>(method: string, params: Params = {}): Promise<T> {
    return this.#cdp.send(method, params, this.#session) as Promise<T>
  }

  on(method: string, listener: Listener): void {
    this.#cdp.on(method, listener, this.#session)
  }

  async close(): Promise<void> {
    // It may be gone already.
    await this.#cdp.send('Target.closeTarget', { targetId: this.targetId }).catch(() => {})
  }
}
