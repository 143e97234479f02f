import fastifyCookie from '@fastify/cookie'
import fastifyWebsocket from '@fastify/websocket'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { say } from '../../preload/words/sentences.ts'
import { proofHeader } from '../../preload/contract/proof.ts'
import { mostTorrentFileBytes } from '../../preload/contract/adding.ts'
import type { Core } from '../core/core.ts'
import { systemClock, type Clock } from '../lib/clock.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { cacheControl, pageHeaders, type PageFiles } from '../lib/page.ts'
import { answerCall } from './call.ts'
import { entryPage, entryScript, entryScriptPath, isVisit, tokenOf } from './entry.ts'
import { isOurHost, isOurOrigin, languageOf, refuse, saysNothingOfItsOrigin } from './guard.ts'
import { tooMuchAt } from './json.ts'
import { defaultOutboxLimits, type OutboxLimits } from './outbox.ts'
import { Pages } from './pages.ts'
import { plainStyle, plainStylePath } from './plain.ts'
import { mostMessageBytes } from './protocol.ts'
import { announcesBody, answerAll, answerUnreadable, type Patience, usualPatience } from './raw.ts'
import { newSecret, sameSecret, Sessions } from './session.ts'

/** Room for the largest torrent file in base64 and the words around it. */
const mostBodyBytes = Math.ceil((mostTorrentFileBytes * 4) / 3) + 64 * 1024

export interface WebDoorOptions {
  core: Core
  /** 0 = any free one. */
  port: number
  /** The built window; null = somebody else serves it (the development server). */
  files: PageFiles | null
  log: Log
  /** Origins besides our own whose pages may call: the development server's, nothing else. */
  furtherOrigins?: readonly string[]
  clock?: Clock
  limits?: OutboxLimits
  patience?: Patience
  pingMs?: number
}

export interface WebDoor {
  /** http://127.0.0.1:PORT */
  readonly origin: string
  readonly port: number
  /** With it, a second start on this data directory may ask for a fresh address; it stays on this machine. */
  readonly handOverKey: string
  /** A start address that is good for one visit. */
  freshUrl(origin?: string): string
  close(): Promise<void>
}

const howToGetIn = say('door.fresh')

/** Opens the web door on 127.0.0.1. Fails with a Fault when the port is taken. */
export async function openWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const door = new Door(options)
  await door.open()
  return door
}

/** What a route needs; neither = a session's cookie. */
interface RouteNeeds {
  /** Nothing at all. */
  open?: boolean
  /** The session's proof, too. */
  proven?: boolean
}

class Door implements WebDoor {
  readonly handOverKey = newSecret()
  readonly #options: WebDoorOptions
  readonly #sessions: Sessions
  readonly #server: FastifyInstance
  readonly #pages: Pages
  readonly #further: readonly string[]
  #port = 0

  constructor(options: WebDoorOptions) {
    const { core, log, clock = systemClock, limits = defaultOutboxLimits, pingMs = 15_000 } = options
    const { headMs, requestMs, checkEveryMs } = options.patience ?? usualPatience
    this.#options = options
    this.#further = options.furtherOrigins ?? []
    this.#sessions = new Sessions(clock)
    this.#pages = new Pages({ core, log, clock, limits, pingMs })
    this.#server = fastify({
      bodyLimit: 16 * 1024,
      exposeHeadRoutes: false,
      forceCloseConnections: true,
      // A request that comes while the door closes is answered like any other.
      return503OnClosing: false,
      logger: false,
      // A request without a Host header is refused by our own check, with our own headers.
      http: { requireHostHeader: false, headersTimeout: headMs, connectionsCheckingInterval: checkEveryMs },
      requestTimeout: requestMs,
      clientErrorHandler: answerUnreadable,
      frameworkErrors: (_error, request, reply) => this.#onUnroutable(request, reply),
    })
  }

  get port(): number {
    return this.#port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  freshUrl(origin = this.origin): string {
    return `${origin}/?token=${this.#sessions.issueToken()}`
  }

  async open(): Promise<void> {
    const server = this.#server
    // The plugin of the sockets comes first: it must know a socket to end it when a hook refuses.
    await server.register(fastifyWebsocket, { options: { maxPayload: mostMessageBytes, perMessageDeflate: false } })
    await server.register(fastifyCookie)
    answerAll(server.server, server.websocketServer)
    server.addHook('onRequest', async (request, reply) => this.#guard(request, reply) ?? this.#admit(request, reply))
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('application/json', { parseAs: 'string' }, readJson)
    server.setErrorHandler((error: FastifyError, request, reply) => this.#onError(error, request, reply))
    server.setNotFoundHandler((request, reply) => refuse(request, reply, 404, 'not-found', say('door.nothing')))
    this.#addRoutes()
    await this.#listen()
  }

  async close(): Promise<void> {
    this.#pages.close()
    await this.#server.close()
  }

  async #listen(): Promise<void> {
    const { port } = this.#options
    try {
      await this.#server.listen({ host: '127.0.0.1', port })
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code
      const why =
        code === 'EADDRINUSE'
          ? say('start.port.taken', { port: String(port) })
          : say('start.port.closed', { port: String(port), reason: code ?? String(cause) })
      throw new Fault('refused', why, { cause })
    }
    this.#port = (this.#server.server.address() as AddressInfo).port
  }

  get #cookieName(): string {
    // A cookie belongs to every port of a host: two Estuaries side by side must not overwrite each other's.
    return `estuary-${this.#port}`
  }

  /** Before anything else: the headers of every answer, and who is being called from where. */
  #guard(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const host = request.headers.host
    const ours = isOurHost(host, this.#port)
    reply.headers(pageHeaders(ours && host ? [`ws://${host}`] : []))
    if (!ours) {
      return refuse(request, reply, 421, 'unauthorized', say('door.name', { address: this.origin }))
    }
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    const asksForSocket = request.headers.upgrade !== undefined
    const isOurs = isOurOrigin(request, this.#further)
    if (!isOurs && (asksForSocket || (changes && !saysNothingOfItsOrigin(request)))) {
      return refuse(request, reply, 403, 'unauthorized', say('door.foreign'))
    }
    if (!changes && announcesBody(request)) {
      return refuse(request, reply, 400, 'invalid', say('door.body'))
    }
    return undefined
  }

  /** Lets in who has a session, with its proof where more than the window's files is asked for. */
  #admit(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const { url, config } = request.routeOptions
    const { open, proven } = config as RouteNeeds
    if (!open && !(url === '/' && tokenOf(request) !== null) && !this.#isKnown(request, proven === true)) {
      return refuse(request, reply, 401, 'unauthorized', howToGetIn)
    }
    const { expect } = request.headers
    if (expect === undefined) return undefined
    if (expect.toLowerCase() !== '100-continue') {
      return refuse(request, reply, 417, 'invalid', say('door.expectation'))
    }
    reply.raw.writeContinue()
    return undefined
  }

  #isKnown(request: FastifyRequest, proven: boolean): boolean {
    const session = request.cookies[this.#cookieName]
    if (proven) return this.#sessions.isProven(session, request.headers[proofHeader])
    return this.#sessions.isSession(session)
  }

  #addRoutes(): void {
    const server = this.#server
    const [open, proven]: RouteNeeds[] = [{ open: true }, { proven: true }]
    server.get('/', (request, reply) => this.#enter(request, reply))
    for (const path of this.#options.files?.keys() ?? []) {
      if (path !== '/index.html') server.get(path, (request, reply) => this.#sendFile(path, request, reply))
    }
    server.get(entryScriptPath, { config: open }, (_request, reply) =>
      reply.header('cache-control', 'no-store').type('text/javascript; charset=utf-8').send(entryScript),
    )
    server.get(plainStylePath, { config: open }, (_request, reply) =>
      reply.header('cache-control', 'no-store').type('text/css; charset=utf-8').send(plainStyle),
    )
    server.get('/api/session', { config: proven }, (_request, reply) =>
      reply.code(204).header('cache-control', 'no-store').send(),
    )
    server.post('/api/call', { config: proven, bodyLimit: mostBodyBytes }, (request, reply) =>
      answerCall(request, reply, this.#options.core, this.#pages),
    )
    // A page cannot send headers with its socket: the proof is the first message.
    server.get('/api/feeds', { websocket: true }, (socket, request) => {
      const session = request.cookies[this.#cookieName]
      this.#pages.admit(socket, (proof) => this.#sessions.isProven(session, proof))
    })
    server.post('/api/address', { config: open }, (request, reply) => this.#handOver(request, reply))
  }

  /** The first visit spends its token; every other one gets the window. */
  #enter(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const token = tokenOf(request)
    if (token === null) return this.#sendFile('/index.html', request, reply)
    reply.header('cache-control', 'no-store')
    // A page elsewhere that names tokens in its images shall neither spend one nor have wrong ones counted.
    const bought = isVisit(request) ? this.#sessions.exchange(token) : 'wrong'
    if (typeof bought !== 'string') {
      reply.setCookie(this.#cookieName, bought.session, { path: '/', httpOnly: true, sameSite: 'strict' })
      return reply.type('text/html; charset=utf-8').send(entryPage(bought.proof, languageOf(request)))
    }
    // The start address opened again in the browser that spent it.
    if (this.#isKnown(request, false)) return reply.redirect('/', 303)
    if (bought === 'wrong') return refuse(request, reply, 401, 'unauthorized', howToGetIn)
    reply.header('retry-after', '60')
    return refuse(request, reply, 429, 'unauthorized', howToGetIn)
  }

  #sendFile(path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const file = this.#options.files?.get(path)
    if (!file) return refuse(request, reply, 404, 'not-found', say('door.nothing'))
    reply.header('cache-control', cacheControl(file)).header('etag', file.etag).type(file.type)
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
    return reply.send(file.body)
  }

  /** A second start on the same data directory proves by the key that it may read that directory. */
  #handOver(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const given = request.headers['x-estuary-key']
    reply.header('cache-control', 'no-store')
    if (typeof given !== 'string' || !sameSecret(given, this.handOverKey)) {
      return refuse(request, reply, 401, 'unauthorized', say('door.key'))
    }
    return reply.send({ url: this.freshUrl(this.#further[0]) })
  }

  /** An address that cannot be read reaches no hook. */
  #onUnroutable(request: FastifyRequest, reply: FastifyReply): void {
    // What asked for a socket is no longer Node's to close.
    if (request.headers.upgrade !== undefined) reply.raw.on('finish', () => request.raw.socket.destroySoon())
    if (!this.#guard(request, reply)) refuse(request, reply, 400, 'invalid', say('door.unreadable'))
  }

  #onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const status = error.statusCode ?? 500
    if (status === 413) return refuse(request, reply, 413, 'too-large', say('door.too-much'))
    if (status < 500) return refuse(request, reply, status, 'invalid', say('door.unreadable'))
    this.#options.log.error({ err: error, url: request.routeOptions.url }, 'the web door failed')
    return refuse(request, reply, 500, 'internal', say('door.failed'))
  }
}

/** Like Fastify's own reader, but `__proto__` stays an ordinary key that the contract's check then refuses. */
function readJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
) {
  const text = body.toString()
  if (tooMuchAt(text) !== null) {
    done(Object.assign(new Error('too many parts'), { statusCode: 413 }))
    return
  }
  try {
    done(null, JSON.parse(text))
  } catch {
    done(Object.assign(new Error('not JSON'), { statusCode: 400 }))
  }
}
