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
  wanted: WantedPeer
  /** "Basic …"; null = none. */
  authorization: string | null
  /** Asked before anything is sent; null = it may be spoken to. */
  whyNotTrusted: (fingerprint: string) => Fault | null
  /** Told as soon as the request may have reached the daemon. */
  onSent?: (() => void) | undefined
}

/**
 * One request to a web server with a daemon behind it, over a connection of its own, and its answer's body. Redirects
 * are not followed: they would carry the login elsewhere.
 * @throws Fault 'unresolved', 'refused' (the daemon behind is not there, too), 'unreachable', 'timeout', 'closed', 'tls',
 * 'bad-login', 'web-ui', 'not-a-daemon', 'protocol', 'too-large', or what whyNotTrusted says
 */
export async function post(place: WebPlace, body: Uint8Array, options: PostOptions): Promise<Uint8Array> {
  const { timeoutMs, signal, wanted } = options
  const { host, port, peer } = place
  const begun = performance.now()
  const way = { host, port, timeoutMs, signal, wanted }
  const socket: Socket = place.isTls
    ? await openTlsAs(way, (opened, { fingerprint }) => {
        const distrust = options.whyNotTrusted(fingerprint)
        if (distrust) throw distrust
        // What happens before the request listens must not end the program.
        return opened.on('error', () => {})
      })
    : await openSocket({ place: { host, port }, timeoutMs, signal, wanted })
  try {
    const leftMs = Math.max(1, timeoutMs - (performance.now() - begun))
    return await answerOf(send(place, body, socket, options), peer, leftMs, options)
  } finally {
    socket.destroy()
  }
}

function send(place: WebPlace, body: Uint8Array, socket: Socket, options: PostOptions): ClientRequest {
  const { authorization, contentType } = options
  const sent = request({
    method: 'POST',
    path: place.path,
    host: place.host,
    port: place.port,
    // With any agent, even none, Node would open a connection of its own and ignore this one.
    createConnection: () => socket,
    headers: {
      'Content-Type': contentType,
      'Content-Length': body.byteLength,
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
  })
  options.onSent?.()
  sent.end(body)
  return sent
}

function answerOf(sent: ClientRequest, peer: string, leftMs: number, options: PostOptions): Promise<Uint8Array> {
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
