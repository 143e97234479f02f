import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Address } from '../../../preload/contract/address.ts'
import { writeResponse } from '../../../main/wire/scgi/frames.ts'
import { RequestReader } from '../../../main/wire/scgi/requests.ts'
import { readMessage } from '../../../main/wire/xmlrpc/reader.ts'
import { writeAnswer, writeFault } from '../../../main/wire/xmlrpc/writer.ts'
import { Death, Refusal, RtorrentEngine } from './engine.ts'

const recorded = readFileSync(new URL('../../vectors/rtorrent/methods-0.9.8.txt', import.meta.url), 'utf8')

export interface SimulatedRtorrentOptions {
  /** How many torrents it has at the start. */
  torrents?: number
  version?: string
  /** Absent = those of 0.9.8. */
  methods?: readonly string[]
}

/** What it does with an answer instead of sending it: hostile ones, slow ones, none. */
export type Manner = (answer: Buffer, socket: Socket) => void

/** What a daemon does wrong. */
export const manners = {
  /** Takes the request and says nothing, as 0.9.8 does with a request that is shorter than it said. */
  silent: () => {},
  /** Closes without a word. */
  nothing: (_answer, socket) => socket.end(),
  /** Resets the connection. */
  reset: (_answer, socket) => socket.resetAndDestroy(),
  /** Closes in the middle of the answer. */
  short: (answer, socket) => socket.end(answer.subarray(0, Math.floor(answer.length * 0.7))),
  /** One byte at a time. */
  crumbs: (answer, socket) => {
    for (const byte of answer) socket.write(Uint8Array.of(byte))
    socket.end()
  },
  /** More than it said. */
  longer: (answer, socket) => socket.end(Buffer.concat([answer, Buffer.from('more')])),
  /** Says that there is more than anybody has. */
  huge: (_answer, socket) => socket.write('Status: 200 OK\r\nContent-Length: 999999999999\r\n\r\n'),
  /** Lines without end. */
  endless: (_answer, socket) => socket.write(`Status: 200 OK\r\n${'X-A: b\r\n'.repeat(100_000)}`),
  /** No SCGI at all. */
  web: (_answer, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  /** A whole answer that is no XML-RPC. */
  garbage: (_answer, socket) => socket.end(writeResponse(Buffer.from('<html>\u0001</html>'))),
  /** XML-RPC that nests without end. */
  deep: (_answer, socket) => socket.end(writeResponse(Buffer.from('<value><array><data>'.repeat(100_000)))),
} as const satisfies Record<string, Manner>

/** rTorrent's face over an engine without torrents' bytes: the same wire parts as the client, seen from the other end. */
export class SimulatedRtorrent {
  readonly engine: RtorrentEngine
  /** Every call that came, also those within a system.multicall, in their order. */
  readonly called: string[] = []
  /** What it does with answers; null = it sends them. */
  manner: Manner | null = null
  /** How many connections are open now. */
  connections = 0
  /** Why its process is gone; null = it lives. */
  death: string | null = null
  readonly #server = createServer((socket) => this.#serve(socket))
  readonly #sockets = new Set<Socket>()

  constructor({
    torrents = 0,
    version = '0.9.8',
    methods = recorded.trim().split('\n'),
  }: SimulatedRtorrentOptions = {}) {
    const whole = {
      'system.client_version': version,
      'system.library_version': '0.13.8',
      'system.hostname': 'simulated',
      'system.pid': 4_711,
      'network.xmlrpc.size_limit': 524_288,
      'view.list': [
        'main',
        'default',
        'name',
        'active',
        'started',
        'stopped',
        'complete',
        'incomplete',
        'hashing',
        'seeding',
        'leeching',
      ],
    }
    this.engine = new RtorrentEngine(methods, whole)
    for (let index = 0; index < torrents; index += 1) {
      const hash = index.toString(16).toUpperCase().padStart(40, '0')
      this.engine.add(hash, { 'd.name': `torrent ${index}`, 'd.size_bytes': 1_000 + index, 'd.state': index % 2 })
    }
  }

  /** Listens on 127.0.0.1, or at a path. */
  async listen(path?: string): Promise<Address> {
    await new Promise<void>((resolve) => {
      if (path === undefined) this.#server.listen(0, '127.0.0.1', resolve)
      else this.#server.listen(path, resolve)
    })
    if (path !== undefined) return { way: 'unix', path }
    return { way: 'tcp', host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  /** The answer to a body, as it is sent behind the lines of SCGI or of a web server. */
  answerTo(body: Uint8Array): Buffer {
    const message = readMessage(body)
    if (message.kind !== 'call') throw new Error('Clients send calls.')
    const inner = message.method === 'system.multicall' ? (message.params[0] as { methodName: string }[]) : []
    this.called.push(message.method, ...inner.map(({ methodName }) => methodName))
    try {
      return Buffer.from(writeAnswer(this.engine.answer(message.method, message.params)))
    } catch (error) {
      if (error instanceof Refusal) return Buffer.from(writeFault(error.fault))
      throw error
    }
  }

  #serve(socket: Socket): void {
    const reader = new RequestReader()
    this.#sockets.add(socket)
    this.connections += 1
    socket.on('error', () => {})
    socket.once('close', () => {
      this.#sockets.delete(socket)
      this.connections -= 1
    })
    socket.on('data', (bytes: Uint8Array) => {
      try {
        const request = reader.feed(bytes)
        if (request) this.#answer(request.body, socket)
      } catch (error) {
        // A daemon closes for what is no request; one whose process is gone closes for everybody.
        if (error instanceof Death) this.death = error.message
        socket.destroy()
      }
    })
  }

  #answer(body: Uint8Array, socket: Socket): void {
    if (this.death !== null) return void socket.destroy()
    const answer = Buffer.from(writeResponse(this.answerTo(body)))
    if (this.manner) this.manner(answer, socket)
    else socket.end(answer)
  }
}
