import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { WebDoor } from '../../../main/web/door.ts'
import { comeIn, openDoor, proofOf } from './browser.ts'

/** What the door answers to exactly these bytes, until it ends the connection or has answered in full. */
function raw(door: WebDoor, text: string, enough = /\r\n\r\n/): Promise<string> {
  const socket = connect(door.port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
  })
  return new Promise((resolve) => {
    let answer = ''
    socket.on('data', (part: Buffer) => {
      answer += part.toString()
      if (enough.test(answer)) resolve(answer)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      resolve(answer)
    })
    socket.write(text)
  })
}

const protecting = [
  /^content-security-policy: default-src 'none';/im,
  /^x-content-type-options: nosniff/im,
  /^x-frame-options: DENY/im,
  /^referrer-policy: no-referrer/im,
  /^cross-origin-opener-policy: same-origin/im,
  /^cross-origin-resource-policy: same-origin/im,
]

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
}

describe('what Node’s server would answer by itself', () => {
  const socketHead = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
  const cases: [string, (host: string) => string, number][] = [
    ['an address that cannot be read', (host) => `GET /%zz HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400],
    [
      'a header that is too large',
      (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
      431,
    ],
    ['an address that is too long', (host) => `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 431],
    ['a method that there is not', (host) => `BREW / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400],
    ['a method that nobody serves', (host) => `PROPFIND / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 401],
    ['a request without a Host header', () => 'GET / HTTP/1.1\r\n\r\n', 421],
    ['an old request without a Host header', () => 'GET / HTTP/1.0\r\n\r\n', 421],
    ['two Host headers', (host) => `GET / HTTP/1.1\r\nHost: evil.test\r\nHost: ${host}\r\n\r\n`, 421],
    ['no HTTP at all', () => 'hello\r\n\r\n', 400],
    ['TLS', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    [
      'a body of two lengths',
      (host) =>
        `POST /api/call HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['an expectation', (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nExpect: cake\r\n\r\n`, 401],
    [
      'an announced body of a stranger',
      (host) => `POST /api/call HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
      401,
    ],
    [
      'a socket under an address that cannot be read',
      (host) => `GET /%zz HTTP/1.1\r\nHost: ${host}\r\n${socketHead}\r\n`,
      403,
    ],
    [
      'a question with a body',
      (host) => `GET /api/enter.js HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
    ],
    ['a socket without a Host header', () => `GET /api/feeds HTTP/1.1\r\n${socketHead}\r\n`, 421],
  ]

  it.each(cases)('carries the protecting headers: %s', async (_what, request, status) => {
    const { door } = await openDoor()
    const answer = await raw(door, request(`127.0.0.1:${door.port}`))
    expect(statusOf(answer)).toBe(status)
    for (const header of protecting) expect(answer).toMatch(header)
  })

  it.each([
    ['an address that cannot be read', (host: string) => `GET /%zz HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['an expectation', (host: string) => `GET / HTTP/1.1\r\nHost: ${host}\r\nExpect: cake\r\n\r\n`],
    [
      'an announced body',
      (host: string) => `POST /api/call HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`,
    ],
    ['a socket', (host: string) => `GET /api/feeds HTTP/1.1\r\nHost: ${host}\r\n${socketHead}\r\n`],
    ['a strange method', (host: string) => `PROPFIND / HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
  ])('looks at the Host header before anything else: %s', async (_what, request) => {
    const { door } = await openDoor()
    const answer = await raw(door, request('evil.test'))
    expect(statusOf(answer)).toBe(421)
    for (const header of protecting) expect(answer).toMatch(header)
  })

  it('says what is wrong with a handshake of sockets in its own words', async () => {
    const { door, cookie } = await comeIn()
    const own = `Host: 127.0.0.1:${door.port}\r\nOrigin: ${door.origin}\r\nCookie: ${cookie}\r\n`
    for (const key of ['', 'Sec-WebSocket-Key: short\r\n']) {
      const answer = await raw(door, `GET /api/feeds HTTP/1.1\r\n${own}${socketHead}${key}\r\n`)
      expect(statusOf(answer)).toBe(400)
      for (const header of protecting) expect(answer).toMatch(header)
    }
  })

  it('lets a program go on that announces its body and may call', async () => {
    const { core, door, cookie } = await comeIn()
    const body = '{"name":"app.info","args":{}}'
    const head = [
      'POST /api/call HTTP/1.1',
      `Host: 127.0.0.1:${door.port}`,
      `Cookie: ${cookie}`,
      `X-Estuary-Proof: ${proofOf(cookie)}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ]
    const answer = await raw(door, `${head.join('\r\n')}\r\n\r\n${body}`, /"ok"/)
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/)
    expect(core.made).toHaveLength(1)
    const other = head.join('\r\n').replace('100-continue', 'cake')
    expect(statusOf(await raw(door, `${other}\r\n\r\n${body}`))).toBe(417)
  })
})

describe('somebody who never comes to an end', () => {
  const patience = { headMs: 100, requestMs: 100, checkEveryMs: 20 }

  it('is told so after a bound of time, with a head that is not whole as with a body', async () => {
    const { door, cookie } = await comeIn({ patience })
    const head = `POST /api/call HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nCookie: ${cookie}\r\n`
    const call = `${head}X-Estuary-Proof: ${proofOf(cookie)}\r\nContent-Type: application/json\r\n`
    for (const text of [
      head,
      `${call}Content-Length: 40\r\n\r\n{"name"`,
      `${call}Transfer-Encoding: chunked\r\n\r\n`,
    ]) {
      const answer = await raw(door, text, /never/)
      expect(statusOf(answer), text).toBe(408)
      for (const header of protecting) expect(answer).toMatch(header)
    }
  })

  it('is not read on once it was refused: a stranger, a wrong kind of body, and one that is too large', async () => {
    const { core, door, cookie } = await comeIn()
    const host = `Host: 127.0.0.1:${door.port}\r\nTransfer-Encoding: chunked\r\n`
    const own = `${host}Cookie: ${cookie}\r\nX-Estuary-Proof: ${proofOf(cookie)}\r\n`
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`
    const cases: [string, number][] = [
      [`POST /api/call HTTP/1.1\r\n${host}\r\n`, 401],
      [`POST /api/address HTTP/1.1\r\n${host}Content-Type: application/json\r\n\r\n${chunk}`, 413],
      [`POST /api/call HTTP/1.1\r\n${own}Content-Type: text/plain\r\n\r\n${chunk}`, 415],
      [`POST /api/call HTTP/1.1\r\n${own}Content-Type: application/json\r\n\r\n${chunk.repeat(700)}`, 413],
    ]
    for (const [text, status] of cases) {
      // Resolves when the door ends the connection.
      const answer = await raw(door, text, /never/)
      expect(statusOf(answer), text.slice(0, 400)).toBe(status)
      for (const header of protecting) expect(answer).toMatch(header)
    }
    expect(core.made).toEqual([])
  })
})
