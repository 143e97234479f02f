import type { WebSocket } from 'ws'
import type { Core } from '../core/core.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { Outbox, type OutboxLimits } from './outbox.ts'
import { Page, readClientMessage } from './page.ts'
import { closeCodes } from './protocol.ts'
import { newSecret } from './session.ts'

const mostPages = 64

/** The part of a WebSocket that a page needs. */
export type PageSocket = Pick<WebSocket, 'on' | 'send' | 'ping' | 'close' | 'terminate'>

export interface PagesOptions {
  core: Core
  log: Log
  clock: Clock
  limits: OutboxLimits
  pingMs: number
}

/** The pages that are connected. */
export class Pages {
  readonly #options: PagesOptions
  readonly #pages = new Map<string, { page: Page; socket: PageSocket }>()

  constructor(options: PagesOptions) {
    this.#options = options
  }

  find(id: string): Page | undefined {
    return this.#pages.get(id)?.page
  }

  /** Takes in a new page; from here its socket's end is the page's end. */
  add(socket: PageSocket): void {
    const { core, log, clock, limits } = this.#options
    if (this.#pages.size >= mostPages) return socket.close(closeCodes.tooMany, 'too many pages')
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
