import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { say } from '../../../preload/words/sentences.ts'
import { xmlMessage } from '../../lib/bounds.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { givenUp, tooSlow, wayFault, type WantedPeer } from '../reaching.ts'
import { openSocket } from '../socket.ts'
import { openTlsAs } from '../tls.ts'
import type { WebPlace } from './place.ts'

export interface PostOptions {
  contentType: string
  /** For all of it: connection, request and answer. */
  timeoutMs: number
  signal: AbortSignal
  /** Whether something is different after it: such a request is never sent over a connection that may be gone already. */
  changing: boolean
  /** Told as soon as the request may have reached the daemon. */
  onSent?: (() => void) | undefined
}

export interface WebServerOptions {
  wanted: WantedPeer
  /** "Basic …"; null = none. */
  authorization: string | null
  /** Asked of each new connection before anything is sent over it; null = it may be spoken to. */
  whyNotTrusted: (fingerprint: string) => Fault | null
}

/** Servers close what is idle after 5 to 75 s; a list is asked for more often than that. */
const idleMs = 20_000
/** What a connection fails with that the server closed while it was idle. */
const staleCodes: ReadonlySet<Fault['code']> = new Set<Fault['code']>(['closed', 'not-a-daemon'])

/**
 * A web server with a daemon behind it. One connection stays open between requests, because TLS costs several round
 * trips. Redirects are not followed: they would carry the login elsewhere.
 */
export class WebServer {
  readonly #place: WebPlace
  readonly #options: WebServerOptions
  #idle: { socket: Socket; release: () => void } | null = null
  #isClosed = false

  constructor(place: WebPlace, options: WebServerOptions) {
    this.#place = place
    this.#options = options
  }

  /**
   * One request, and its answer's body.
   * @throws Fault 'unresolved', 'refused' (the daemon behind is not there, too), 'unreachable', 'timeout', 'closed',
   * 'tls', 'bad-login', 'web-ui', 'not-a-daemon', 'protocol', 'too-large', or what whyNotTrusted says
   */
  async post(body: Uint8Array, options: PostOptions): Promise<Uint8Array> {
    const begun = performance.now()
    const left = (): number => Math.max(1, options.timeoutMs - (performance.now() - begun))
    const kept = options.changing ? null : this.#takeIdle()
    if (kept) {
      try {
        return await this.#ask(kept, body, options, left())
      } catch (error) {
        if (options.signal.aborted || !staleCodes.has(asFault(error).code)) throw error
      }
    }
    return this.#ask(await this.#connect({ ...options, timeoutMs: left() }), body, options, left())
  }

  /** Ends what is idle; requests that are under way end by their signals. */
  close(): void {
    this.#isClosed = true
    this.#takeIdle()?.destroy()
  }

  #connect({ timeoutMs, signal }: PostOptions): Promise<Socket> {
    const { host, port, isTls } = this.#place
    const { wanted, whyNotTrusted } = this.#options
    if (!isTls) return openSocket({ place: { host, port }, timeoutMs, signal, wanted })
    return openTlsAs({ host, port, timeoutMs, signal, wanted }, (opened, { fingerprint }) => {
      const distrust = whyNotTrusted(fingerprint)
      if (distrust) throw distrust
      // What happens before the request listens must not end the program.
      return opened.on('error', () => {})
    })
  }

  async #ask(socket: Socket, body: Uint8Array, options: PostOptions, leftMs: number): Promise<Uint8Array> {
    const { wanted } = this.#options
    try {
      const sent = this.#send(socket, body, options)
      const answer = await answerOf(sent, this.#place.peer, leftMs, { ...options, wanted })
      if (!sent.writableFinished) socket.destroy()
      return answer
    } catch (error) {
      socket.destroy()
      throw error
    }
  }

  #send(socket: Socket, body: Uint8Array, { contentType, onSent }: PostOptions): ClientRequest {
    const { host, port, path } = this.#place
    const { authorization } = this.#options
    const sent = request({
      method: 'POST',
      path,
      host,
      port,
      // With any agent, even none, Node would open a connection of its own and ignore this one.
      createConnection: () => socket,
      headers: {
        'Content-Type': contentType,
        'Content-Length': body.byteLength,
        Connection: 'keep-alive',
        ...(authorization === null ? {} : { Authorization: authorization }),
      },
    })
    // Told by Node when the answer is over and neither side wants to close.
    socket.once('free', () => this.#keep(socket))
    onSent?.()
    sent.end(body)
    return sent
  }

  #keep(socket: Socket): void {
    if (this.#isClosed || socket.destroyed) return void socket.destroy()
    this.#takeIdle()?.destroy()
    const end = (): void => void this.#takeIdle()?.destroy()
    const timer = setTimeout(end, idleMs)
    timer.unref()
    socket.unref().once('end', end).once('close', end)
    const release = (): void => {
      clearTimeout(timer)
      socket.ref().off('end', end).off('close', end)
    }
    this.#idle = { socket, release }
  }

  #takeIdle(): Socket | null {
    const idle = this.#idle
    this.#idle = null
    idle?.release()
    return idle && !idle.socket.destroyed ? idle.socket : null
  }
}

function answerOf(
  sent: ClientRequest,
  peer: string,
  leftMs: number,
  options: PostOptions & { wanted: WantedPeer },
): Promise<Uint8Array> {
  const { timeoutMs, signal, wanted } = options
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const fail = (fault: Fault): void => {
      settle()
      reject(fault)
    }
    const abort = (): void => fail(givenUp(peer))
    const timer = setTimeout(() => fail(tooSlow(peer, timeoutMs, true, wanted)), leftMs)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort)
    sent.on('error', (error) => fail(brokenBy(error, peer)))
    sent.once('response', (answer) => {
      bodyOf(answer, peer).then(
        (body) => {
          settle()
          resolve(body)
        },
        (error: unknown) => fail(asFault(error)),
      )
    })
  })
}

/** Node's parser names what is no HTTP with codes that begin with HPE. */
function brokenBy(error: NodeJS.ErrnoException, peer: string): Fault {
  if (error.code?.startsWith('HPE_')) return wayFault('not-a-daemon', peer, say('web.not', { peer }), error)
  return wayFault('closed', peer, say('peer.broken', { peer }), error)
}

async function bodyOf(answer: IncomingMessage, peer: string): Promise<Uint8Array> {
  const refusal = refusalOf(answer, peer)
  if (refusal) throw refusal
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      parts.push(part)
      bytes += part.byteLength
      if (bytes > xmlMessage.maxBytes) throw tooLong(peer)
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw wayFault('protocol', peer, say('scgi.shorter', { peer }), error)
  }
  return Buffer.concat(parts)
}

function refusalOf({ statusCode = 0, headers }: IncomingMessage, peer: string): Fault | null {
  const number = statusCode
  const details = { details: { peer, status: statusCode } }
  if (statusCode === 401 || statusCode === 403) return new Fault('bad-login', say('web.login', { peer }), details)
  if (statusCode === 413) return new Fault('too-large', say('web.too-large', { peer }), details)
  if (statusCode >= 502 && statusCode <= 504) return new Fault('refused', say('web.behind', { peer, number }), details)
  if (statusCode !== 200) return new Fault('web-ui', say('web.status', { peer, number }), details)
  const length = Number(headers['content-length'] ?? 0)
  return length > xmlMessage.maxBytes ? tooLong(peer) : null
}

function tooLong(peer: string): Fault {
  const need = Math.ceil(xmlMessage.maxBytes / 1_048_576)
  return new Fault('too-large', say('answer.too-long', { peer, need }), { details: { peer } })
}
