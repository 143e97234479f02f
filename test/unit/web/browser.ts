import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Clock } from '../../../main/lib/clock.ts'
import { silentLog } from '../../../main/lib/log.ts'
import type { PageFile, PageFiles } from '../../../main/lib/page.ts'
import { proofHeader } from '../../../preload/contract/proof.ts'
import { openWebDoor, type WebDoor, type WebDoorOptions } from '../../../main/web/door.ts'
import { FakeCore } from './fake-core.ts'

function file(type: string, text: string, immutable = false): PageFile {
  return { body: Buffer.from(text), type, etag: `"${text.length}"`, immutable }
}

/** A built window of two files. */
export const fewFiles: PageFiles = new Map([
  ['/index.html', file('text/html; charset=utf-8', '<!doctype html><title>Estuary</title>')],
  ['/assets/index-abc.js', file('text/javascript; charset=utf-8', 'export {}', true)],
])

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** An open door with a fake core behind it; both end with the test. */
export async function openDoor(options: Partial<WebDoorOptions> & { clock?: Clock } = {}) {
  const core = new FakeCore()
  const door = await openWebDoor({ core, port: 0, files: fewFiles, log: silentLog, ...options })
  onTestFinished(() => door.close())
  return { core, door }
}

/** A door, and the cookie of somebody who came in. */
export async function comeIn(options: Partial<WebDoorOptions> = {}) {
  const { core, door } = await openDoor(options)
  return { core, door, cookie: await enter(door) }
}

/** What each cookie's page has in its storage. */
const proofs = new Map<string, string>()

/** Spends a fresh address, and keeps the proof as the page of that visit does. */
export async function enter(door: WebDoor): Promise<string> {
  const reply = await ask(door, door.freshUrl().slice(door.origin.length))
  const [whole = ''] = reply.headers['set-cookie'] ?? []
  const cookie = whole.split(';')[0] ?? ''
  proofs.set(cookie, proofIn(reply.body) ?? '')
  return cookie
}

/** The proof in the page of a first visit; null = there is none. */
export function proofIn(body: string): string | null {
  return /<meta name="estuary-proof" content="([\w-]+)">/.exec(body)?.[1] ?? null
}

/** The proof that was given together with a cookie; a made-up one for a made-up cookie. */
export function proofOf(cookie: string): string {
  return proofs.get(cookie) ?? 'A'.repeat(43)
}

/** One request, spelled exactly as given: nothing is normalised on the way. */
export function ask(door: WebDoor, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const host = `127.0.0.1:${door.port}`
    const out = request({
      host: '127.0.0.1',
      port: door.port,
      path,
      method,
      headers: { host, ...headers },
      agent: false,
    })
    out.on('error', reject)
    out.on('response', (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('error', reject)
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(parts).toString() })
      })
    })
    out.end(body)
  })
}

/** POST /api/call as a page of the door would make it. */
export function call(
  door: WebDoor,
  cookie: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const own = { cookie, [proofHeader]: proofOf(cookie), origin: door.origin, 'content-type': 'application/json' }
  return ask(door, '/api/call', {
    method: 'POST',
    headers: { ...own, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** What a socket received, waited for one after the other. */
export class TestPage {
  readonly socket: WebSocket
  readonly closed: Promise<number>
  readonly #had: unknown[] = []
  readonly #waiting: ((message: unknown) => void)[] = []

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString())
      const next = this.#waiting.shift()
      if (next) next(message)
      else this.#had.push(message)
    })
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.on('close', resolve))
    onTestFinished(() => {
      socket.terminate()
    })
  }

  next(): Promise<unknown> {
    if (this.#had.length > 0) return Promise.resolve(this.#had.shift())
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }
}

/** Opens the feeds' socket as a page of the door would, and says nothing yet. */
export async function openSocket(door: WebDoor, cookie: string): Promise<TestPage> {
  const page = new TestPage(new WebSocket(feedsUrl(door), { headers: { cookie, origin: door.origin } }))
  await new Promise((resolve) => page.socket.once('open', resolve))
  return page
}

/** Opens the feeds' socket as a page of the door would, shows its proof and takes the greeting. */
export async function openPage(door: WebDoor, cookie: string): Promise<{ page: TestPage; id: string }> {
  const page = await openSocket(door, cookie)
  page.say({ proof: proofOf(cookie) })
  const { hello } = (await page.next()) as { hello: { page: string } }
  return { page, id: hello.page }
}

/** The status with which a socket is refused. */
export function refusedSocket(door: WebDoor, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(feedsUrl(door), { headers })
    socket.on('open', () => {
      socket.terminate()
      reject(new Error('the socket was let in'))
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.resume()
    })
    socket.on('error', () => {})
  })
}

/** Opens the feeds' socket and then reads nothing at all. */
export function openDeafSocket(door: WebDoor, cookie: string): Promise<void> {
  const socket = connect(door.port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
  })
  const lines = [
    'GET /api/feeds HTTP/1.1',
    `Host: 127.0.0.1:${door.port}`,
    `Origin: ${door.origin}`,
    `Cookie: ${cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  ]
  return new Promise((resolve) => {
    socket.once('data', () => {
      socket.write(clientFrame(JSON.stringify({ proof: proofOf(cookie) })))
      socket.write(clientFrame('{"on":"daemons","id":1}'))
      socket.pause()
      resolve()
    })
    socket.on('error', () => {})
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })
}

/** A short masked text frame (RFC 6455, section 5.2); the mask is zero, so the text stays as it is. */
function clientFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}

function feedsUrl(door: WebDoor): string {
  return `ws://127.0.0.1:${door.port}/api/feeds`
}
