import { createServer as createHttp, type RequestListener, type Server as HttpServer } from 'node:http'
import { createServer as createHttps, type Server as HttpsServer } from 'node:https'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTls, type Server as TlsServer, type TLSSocket } from 'node:tls'
import type { Identity } from '../certificate.ts'
import type { Face } from './manners.ts'

const webUi: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', Server: 'TwistedWeb/22.4.0' })
  response.end('<!DOCTYPE html><html><head><title>Deluge: Web UI</title></head><body></body></html>\n')
}

/** The daemon's port: whoever knocks is led to the server that its face calls for. */
export class Front {
  readonly #outer: Server
  readonly #tls: TlsServer
  readonly #http: HttpServer
  readonly #https: HttpsServer
  readonly #sockets = new Set<Socket>()
  #port = 0
  #identity: Identity
  face: Face = 'deluge'
  /** TCP connections ever taken. */
  taken = 0

  constructor(identity: Identity, onPeer: (socket: TLSSocket) => void) {
    this.#identity = identity
    this.#outer = createServer((socket) => this.#meet(socket))
    this.#tls = createTls({ ...identity, minVersion: 'TLSv1.2' }, onPeer)
    this.#http = createHttp(webUi)
    this.#https = createHttps({ ...identity }, webUi)
    for (const server of [this.#tls, this.#https]) server.on('tlsClientError', () => {})
    for (const server of [this.#http, this.#https]) server.on('clientError', (_e, socket) => this.#badRequest(socket))
  }

  get port(): number {
    return this.#port
  }

  get fingerprint(): string {
    return this.#identity.fingerprint
  }

  get open(): boolean {
    return this.#outer.listening
  }

  /** Listens on the same port as before, if there was one. */
  listen(port = this.#port): Promise<void> {
    if (this.open) return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#outer.once('error', reject)
      this.#outer.listen(port, '127.0.0.1', () => {
        this.#outer.off('error', reject)
        this.#port = (this.#outer.address() as AddressInfo).port
        resolve()
      })
    })
  }

  /** Nothing listens any more; whoever is inside is put out. */
  async shut(): Promise<void> {
    const closed = this.open ? new Promise<void>((resolve) => this.#outer.close(() => resolve())) : undefined
    this.dropAll()
    await closed
  }

  dropAll(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  present(identity: Identity): void {
    this.#identity = identity
    this.#tls.setSecureContext(identity)
    this.#https.setSecureContext(identity)
  }

  #meet(socket: Socket): void {
    this.taken++
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('error', () => {})
    if (this.face === 'deluge') this.#tls.emit('connection', socket)
    else if (this.face === 'http') this.#http.emit('connection', socket)
    else if (this.face === 'https') this.#https.emit('connection', socket)
    else socket.resume()
  }

  #badRequest(socket: { end(text: string): unknown; destroyed: boolean }): void {
    if (!socket.destroyed) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  }
}
