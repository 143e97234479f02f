import fastifyCookie from '@fastify/cookie'
import fastifyWebsocket from '@fastify/websocket'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { mostTorrentFileBytes } from '../../preload/contract/torrents.ts'
import type { Core } from '../core/core.ts'
import { systemClock, type Clock } from '../lib/clock.ts'
import { Fault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import { cacheControl, pageHeaders, type PageFiles } from '../lib/page.ts'
import { answerCall } from './call.ts'
import { isOurHost, isOurOrigin, refuse, saysNothingOfItsOrigin } from './guard.ts'
import { defaultOutboxLimits, type OutboxLimits } from './outbox.ts'
import { Pages } from './pages.ts'
import { mostMessageBytes } from './protocol.ts'
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

const howToGetIn =
  'This page needs a fresh address. Start Estuary again with "npm start -- --web" (the running one may stay): it prints an address that lets this browser in once.'

/** Opens the web door on 127.0.0.1. Fails with a Fault when the port is taken. */
export async function openWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  const door = new Door(options)
  await door.open()
  return door
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
    this.#options = options
    this.#further = options.furtherOrigins ?? []
    this.#sessions = new Sessions(clock)
    this.#pages = new Pages({ core, log, clock, limits, pingMs })
    this.#server = fastify({
      bodyLimit: 16 * 1024,
      exposeHeadRoutes: false,
      forceCloseConnections: true,
      logger: false,
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
    server.addHook('onRequest', async (request, reply) => this.#guard(request, reply) ?? this.#admit(request, reply))
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('application/json', { parseAs: 'string' }, readJson)
    server.setErrorHandler((error: FastifyError, request, reply) => this.#onError(error, request, reply))
    server.setNotFoundHandler((request, reply) =>
      refuse(request, reply, 404, 'not-found', 'There is nothing at this address.'),
    )
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
          ? `Another program already listens on port ${port}: choose another with --port, or leave it out.`
          : `Port ${port} cannot be opened (${code ?? String(cause)}): choose another with --port, or leave it out.`
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
      return refuse(request, reply, 421, 'unauthorized', `Estuary is only to be called as ${this.origin}.`)
    }
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    const asksForSocket = request.headers.upgrade !== undefined
    if (isOurOrigin(request, this.#further)) return undefined
    if (asksForSocket || (changes && !saysNothingOfItsOrigin(request))) {
      return refuse(request, reply, 403, 'unauthorized', 'Only pages of Estuary itself may do this.')
    }
    return undefined
  }

  /** Lets in who has a session, and to the two addresses that give one. */
  #admit(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const { url, config } = request.routeOptions
    if (this.#sessions.isSession(request.cookies[this.#cookieName])) return undefined
    if (url === '/' && tokenOf(request) !== null) return undefined
    if (url !== undefined && (config as { open?: boolean }).open) return undefined
    return refuse(request, reply, 401, 'unauthorized', howToGetIn)
  }

  #addRoutes(): void {
    const server = this.#server
    server.get('/', (request, reply) => this.#enter(request, reply))
    for (const path of this.#options.files?.keys() ?? []) {
      if (path !== '/index.html') server.get(path, (request, reply) => this.#sendFile(path, request, reply))
    }
    server.get('/api/session', (_request, reply) => reply.code(204).header('cache-control', 'no-store').send())
    server.post('/api/call', { bodyLimit: mostBodyBytes }, (request, reply) =>
      answerCall(request, reply, this.#options.core, this.#pages),
    )
    server.get('/api/feeds', { websocket: true }, (socket) => {
      this.#pages.add(socket)
    })
    server.post('/api/address', { config: { open: true } }, (request, reply) => this.#handOver(request, reply))
  }

  /** The first visit spends its token; every other one gets the window. */
  #enter(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const token = tokenOf(request)
    if (token === null) return this.#sendFile('/index.html', request, reply)
    reply.header('cache-control', 'no-store')
    if (this.#sessions.isSession(request.cookies[this.#cookieName])) return reply.redirect('/', 303)
    // A hostile page could name wrong tokens in images until no token is looked at any more.
    if (!isVisit(request)) return refuse(request, reply, 401, 'unauthorized', howToGetIn)
    const bought = this.#sessions.exchange(token)
    if (bought === 'too-many') {
      reply.header('retry-after', '60')
      return refuse(request, reply, 429, 'unauthorized', 'Too many wrong addresses: wait a minute, then try again.')
    }
    if (bought === 'wrong') return refuse(request, reply, 401, 'unauthorized', howToGetIn)
    reply.setCookie(this.#cookieName, bought.session, { path: '/', httpOnly: true, sameSite: 'strict' })
    return cameFromElsewhere(request)
      ? reply.type('text/html; charset=utf-8').send(stepInside)
      : reply.redirect('/', 303)
  }

  #sendFile(path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const file = this.#options.files?.get(path)
    if (!file) return refuse(request, reply, 404, 'not-found', 'There is nothing at this address.')
    reply.header('cache-control', cacheControl(file)).header('etag', file.etag).type(file.type)
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
    return reply.send(file.body)
  }

  /** A second start on the same data directory proves by the key that it may read that directory. */
  #handOver(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const given = request.headers['x-estuary-key']
    reply.header('cache-control', 'no-store')
    if (typeof given !== 'string' || !sameSecret(given, this.handOverKey)) {
      return refuse(request, reply, 401, 'unauthorized', 'That is not the key of this Estuary.')
    }
    return reply.send({ url: this.freshUrl(this.#further[0]) })
  }

  #onError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const status = error.statusCode ?? 500
    if (status === 413) return refuse(request, reply, 413, 'too-large', 'That is more than a call may carry.')
    if (status < 500) return refuse(request, reply, status, 'invalid', 'This request cannot be understood.')
    this.#options.log.error({ err: error, url: request.routeOptions.url }, 'the web door failed')
    return refuse(request, reply, 500, 'internal', 'Something went wrong inside Estuary; its log says more.')
  }
}

/** Whether somebody goes to this address, rather than a page using it for an image, a frame or a script. */
function isVisit(request: FastifyRequest): boolean {
  const use = request.headers['sec-fetch-dest']
  return use === undefined || use === 'document'
}

/**
 * A browser that followed a link on a foreign site (a terminal in a web page, say) counts a redirect as that site's
 * doing and sends no strict cookie with it; a page of our own that goes on by itself is our doing.
 */
function cameFromElsewhere(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-site'] === 'cross-site'
}

const stepInside =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Estuary</title></html>\n'

function tokenOf(request: FastifyRequest): string | null {
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' ? token : null
}

/** Like Fastify's own reader, but `__proto__` stays an ordinary key that the contract's check then refuses. */
function readJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
) {
  try {
    done(null, JSON.parse(body.toString()))
  } catch {
    done(Object.assign(new Error('not JSON'), { statusCode: 400 }))
  }
}
