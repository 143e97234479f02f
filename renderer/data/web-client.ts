import type { CallArgs, CallName, CallResult } from '../../preload/contract/calls.ts'
import type { Answer, ErrorCode, Problem } from '../../preload/contract/errors.ts'
import type { FeedArgs, FeedItem, FeedName } from '../../preload/contract/feeds.ts'
import { proofHeader } from '../../preload/contract/proof.ts'
import type { Says } from '../../preload/contract/says.ts'
import { inEnglish, say } from '../../preload/words/sentences.ts'
import type { DoorBridge, DoorState } from './door.ts'

interface Listening {
  /** The message that begins it, with the arguments as they were. */
  begin: string
  listener: (item: never) => void
  ended: (why: Problem) => void
}

/** The part of a WebSocket that the client needs; tests bring one with a cookie. */
export type Socket = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>

export interface WebClientOptions {
  /** http://127.0.0.1:PORT */
  origin: string
  /** What this origin was given when it came in, asked for anew each time; null = it never came in. */
  proof: () => string | null
  openSocket?: (url: string) => Socket
  fetch?: typeof fetch
  /** Runs later, once; the returned function cancels. */
  after?: (ms: number, run: () => void) => () => void
}

const firstWaitMs = 250
const longestWaitMs = 5000

/** The web door seen from a page: one socket for the feeds, a POST for every call. */
export class WebClient implements DoorBridge {
  readonly #origin: string
  readonly #proof: () => string | null
  readonly #openSocket: (url: string) => Socket
  readonly #fetch: typeof fetch
  readonly #after: (ms: number, run: () => void) => () => void
  /** By the number under which the door knows it. */
  readonly #listenings = new Map<number, Listening>()
  readonly #stateListeners = new Set<(state: DoorState) => void>()
  /** Calls made before the first greeting. */
  #waiting: ((page: string | null) => void)[] = []
  #state: DoorState = 'open'
  #socket: Socket | null = null
  #page: string | null = null
  #lastId = 0
  #tries = 0
  #cancelRetry = (): void => {}

  constructor(options: WebClientOptions) {
    this.#origin = options.origin
    this.#proof = options.proof
    this.#openSocket = options.openSocket ?? ((url) => new WebSocket(url))
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init))
    this.#after = options.after ?? later
    this.#connect()
  }

  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<Answer<CallResult<N>>> {
    const page = await this.#greeted()
    if (this.#state === 'ended') return { ok: false, error: sessionOver }
    if (page === null) return { ok: false, error: connectionLost }
    try {
      const response = await this.#fetch(`${this.#origin}/api/call`, {
        method: 'POST',
        headers: { ...this.#proofHeaders(), 'content-type': 'application/json', 'x-estuary-page': page },
        body: JSON.stringify({ name, args }),
        // The last thing a page that is being left has to say; browsers allow that to small bodies only.
        keepalive: name === 'settings.set',
      })
      if (response.status === 401) this.#end()
      return (await response.json()) as Answer<CallResult<N>>
    } catch {
      return { ok: false, error: connectionLost }
    }
  }

  on<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    listener: (item: FeedItem<N>) => void,
    ended: (why: Problem) => void = () => {},
  ): () => void {
    const id = (this.#lastId += 1)
    const begin = JSON.stringify({ on: name, id, args })
    this.#listenings.set(id, { begin, listener, ended })
    this.#send(begin)
    // Later, so that whoever listens has the way to end it first.
    if (this.#state === 'ended') queueMicrotask(() => this.#endListening(id, sessionOver))
    return () => {
      if (this.#listenings.delete(id)) this.#send(JSON.stringify({ off: id }))
    }
  }

  /** A browser never tells. */
  pathOf(): null {
    return null
  }

  onState(listener: (state: DoorState) => void): () => void {
    const own = (state: DoorState): void => listener(state)
    this.#stateListeners.add(own)
    listener(this.#state)
    return () => void this.#stateListeners.delete(own)
  }

  /** Tries at once instead of waiting on; for when the person comes back to the page. */
  hurry(): void {
    if (this.#socket || this.#state === 'ended') return
    this.#cancelRetry()
    this.#connect()
  }

  /** Ends for good. */
  close(): void {
    this.#end()
  }

  #connect(): void {
    const proof = this.#proof()
    if (proof === null) return this.#end()
    const socket = this.#openSocket(`${this.#origin.replace(/^http/, 'ws')}/api/feeds`)
    this.#socket = socket
    socket.onopen = () => socket.send(JSON.stringify({ proof }))
    socket.onmessage = ({ data }) => this.#receive(String(data))
    socket.onclose = () => void this.#onLost()
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as
      { hello: { page: string } } | { id: number; item: unknown } | { id: number; end: Problem }
    if ('hello' in message) this.#onHello(message.hello.page)
    else if ('end' in message) this.#endListening(message.id, message.end)
    else this.#listenings.get(message.id)?.listener(message.item as never)
  }

  #endListening(id: number, why: Problem): void {
    const listening = this.#listenings.get(id)
    this.#listenings.delete(id)
    listening?.ended(why)
  }

  #onHello(page: string): void {
    this.#page = page
    this.#tries = 0
    for (const { begin } of this.#listenings.values()) this.#send(begin)
    this.#move('open')
    this.#release(page)
  }

  /** The socket does not say why it failed: whether the session is over must be asked. */
  async #onLost(): Promise<void> {
    this.#socket = null
    this.#page = null
    if (this.#state === 'ended') return
    this.#move('lost')
    this.#release(null)
    const over = await this.#sessionIsOver()
    if (this.#socket || this.#isEnded()) return
    if (over) {
      this.#end()
      return
    }
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#tries)
    this.#tries += 1
    this.#cancelRetry = this.#after(wait, () => this.hurry())
  }

  async #sessionIsOver(): Promise<boolean> {
    try {
      const { status } = await this.#fetch(`${this.#origin}/api/session`, { headers: this.#proofHeaders() })
      return status === 401
    } catch {
      return false
    }
  }

  #proofHeaders(): Record<string, string> {
    const proof = this.#proof()
    return proof === null ? {} : { [proofHeader]: proof }
  }

  #isEnded(): boolean {
    return this.#state === 'ended'
  }

  #end(): void {
    this.#cancelRetry()
    this.#page = null
    this.#socket?.close()
    this.#move('ended')
    this.#release(null)
    for (const id of [...this.#listenings.keys()]) this.#endListening(id, sessionOver)
  }

  /** The page's id once the door has greeted; null = there is no way now. */
  #greeted(): Promise<string | null> {
    if (this.#page !== null || this.#state !== 'open') return Promise.resolve(this.#page)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #release(page: string | null): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const go of waiting) go(page)
  }

  #move(state: DoorState): void {
    if (this.#state === state) return
    this.#state = state
    for (const listener of [...this.#stateListeners]) listener(state)
  }

  #send(text: string): void {
    if (this.#page !== null) this.#socket?.send(text)
  }
}

const connectionLost = problem('closed', say('door.lost'))
const sessionOver = problem('unauthorized', say('door.ended'))

function problem(code: ErrorCode, says: Says): Problem {
  return { code, message: inEnglish(says), says, retry: 'later' }
}

function later(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}
