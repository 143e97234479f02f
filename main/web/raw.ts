import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocketServer } from 'ws'
import { inEnglish, say } from '../../preload/words/sentences.ts'
import { pageHeaders } from '../lib/page.ts'

/*
 * What Node's server would answer by itself, before any of our checks: requests that cannot be read, or that expect
 * something. Whatever of it can be routed is; the rest is answered here, with the same headers as everything else.
 */

/** How long somebody may take, in ms. */
export interface Patience {
  /** For a request's head. */
  headMs: number
  /** For all of a request: the largest torrent file takes a second. */
  requestMs: number
  /** How often that is looked at. */
  checkEveryMs: number
}

export const usualPatience: Patience = { headMs: 10_000, requestMs: 60_000, checkEveryMs: 2_000 }

/** Far more than browsers open, and fewer than the system has descriptors. */
export const mostConnections = 2_048

/** Whether a request says that a body follows. */
export function announcesBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
}

const answers: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
}

const statusOf: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
}

/** Ends a connection whose request cannot be read, with an answer if there is still somebody to read it. */
export function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOf[error.code ?? ''] ?? 400
  const text = `${inEnglish(say('door.unreadable'))}\n`
  const headers = {
    ...pageHeaders(),
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'cache-control': 'no-store',
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${answers[status] ?? ''}`, ...lines, '', text].join('\r\n'), () => socket.destroy())
}

/** Takes from Node's server, and from that of the sockets, what they would answer by themselves. */
export function answerAll(server: Server, sockets: WebSocketServer): void {
  server.maxConnections = mostConnections
  // Node would say "go on" to whoever announces a body, or refuse other expectations, before anybody asked who it is.
  for (const event of ['checkContinue', 'checkExpectation']) {
    server.on(event, (...exchange: unknown[]) => server.emit('request', ...exchange))
  }
  sockets.on('wsClientError', (error: Error, socket: Duplex, _request: IncomingMessage) => {
    answerUnreadable(error, socket)
  })
}
