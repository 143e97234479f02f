import type { WebSocket } from 'ws'
import type { Core } from '../core/core.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { Outbox, type OutboxLimits } from './outbox.ts'
import { Page, readClientMessage, readProof } from './page.ts'
import { closeCodes, longestUnprovenMs } from './protocol.ts'
import { newSecret } from './session.ts'

const mostPages = 64
/** Sockets that have not said their proof yet; the oldest goes, since a browser's page says it at once. */
const mostUnproven = 256

/** The part of a WebSocket that a page needs. */
export type PageSocket = Pick<WebSocket, 'on' | 'once' | 'send' | 'ping' | 'close' | 'terminate'>

export interface PagesOptions {
  core: Core
  log: Log
  clock: Clock
  limits: OutboxLimits
  pingMs: number
}

/** The pages that are connected, and the sockets that want to become one. */
export class Pages {
  readonly #options: PagesOptions
  readonly #pages = new Map<string, { page: Page; socket: PageSocket }>()
  /** Each with what turns it away. */
  readonly #unproven = new Map<PageSocket, () => void>()

  constructor(options: PagesOptions) {
    this.#options = options
  }

  find(id: string): Page | undefined {
    return this.#pages.get(id)?.page
  }

  /** Waits for a socket's first message. With the right proof it becomes a page, with anything else it ends. */
  admit(socket: PageSocket, isProof: (proof: string) => boolean): void {
    if (this.#unproven.size >= mostUnproven) [...this.#unproven.values()][0]?.()
    const settle = (): boolean => {
      stopWaiting()
      return this.#unproven.delete(socket)
    }
    const turnAway = (): void => {
      if (settle()) this.#cutOff(socket, closeCodes.unproven, 'no proof')
    }
    const stopWaiting = this.#options.clock.after(longestUnprovenMs, turnAway)
    this.#unproven.set(socket, turnAway)
    // Who has shown nothing yet shall write nothing into the log either.
    socket.on('error', () => {})
    socket.on('close', settle)
    socket.once('message', (data, isBinary) => {
      const proof = isBinary ? null : readProof((data as Buffer).toString('utf8'))
      if (proof === null || !isProof(proof)) turnAway()
      else if (settle()) this.#add(socket)
    })
  }

  /** Takes in a new page; from here its socket's end is the page's end. */
  #add(socket: PageSocket): void {
    const { core, log, clock, limits } = this.#options
    if (this.#pages.size >= mostPages) return this.#cutOff(socket, closeCodes.tooMany, 'too many pages')
    const id = newSecret()
    const outbox = new Outbox(socket, () => this.#cutOff(socket, closeCodes.tooSlow, 'too slow'), limits, clock)
    const page = new Page(id, core.enter('window'), outbox)
    this.#pages.set(id, { page, socket })
    const stopPings = this.#ping(socket)
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? null : readClientMessage((data as Buffer).toString('utf8'))
      if (message) page.receive(message)
      else this.#cutOff(socket, closeCodes.nonsense, 'not a message of this protocol')
    })
    socket.on('error', (error) => log.warn({ err: error }, 'a page’s socket failed'))
    socket.on('close', () => {
      stopPings()
      this.#pages.delete(id)
      page.leave()
    })
  }

  close(): void {
    for (const turnAway of [...this.#unproven.values()]) turnAway()
    for (const { page, socket } of this.#pages.values()) {
      page.leave()
      this.#cutOff(socket, closeCodes.ending, 'Estuary is ending')
    }
  }

  /** A closing frame waits behind everything unsent: who does not read is not waited for. */
  #cutOff(socket: PageSocket, code: number, reason: string): void {
    socket.close(code, reason)
    this.#options.clock.after(1000, () => socket.terminate())
  }

  #ping(socket: PageSocket): () => void {
    let answered = true
    socket.on('pong', () => {
      answered = true
    })
    return this.#options.clock.every(this.#options.pingMs, () => {
      if (!answered) {
        socket.terminate()
        return
      }
      answered = false
      socket.ping()
    })
  }
}
