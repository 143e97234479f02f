import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ManualClock } from '../core/clock.ts'
import { ask, comeIn, enter, openPage, openSocket, proofOf } from './browser.ts'

describe('a socket’s first message', () => {
  it('is its proof: until then there is no page, no greeting and no feed', async () => {
    const { core, door, cookie } = await comeIn()
    const page = await openSocket(door, cookie)
    expect(core.roles).toEqual([])
    page.say({ proof: proofOf(cookie) })
    expect(await page.next()).toMatchObject({ hello: { page: expect.any(String) as string } })
    expect(core.roles).toEqual(['window'])
  })

  it('ends the socket when it is anything else, a proof of another session among it', async () => {
    const { core, door, cookie } = await comeIn()
    const other = await enter(door)
    const wrong = [
      '',
      'null',
      '{}',
      '{"proof":7}',
      '{"proof":null}',
      '{"proof":""}',
      JSON.stringify({ proof: 'A'.repeat(43) }),
      JSON.stringify({ proof: 'A'.repeat(4000) }),
      JSON.stringify({ proof: proofOf(other) }),
      JSON.stringify({ proof: cookie.split('=')[1] }),
      JSON.stringify({ proof: proofOf(cookie), more: 1 }),
      JSON.stringify([proofOf(cookie)]),
      '{"on":"daemons","id":1,"args":{}}',
    ]
    for (const text of wrong) {
      const page = await openSocket(door, cookie)
      page.say(text)
      page.say({ proof: proofOf(cookie) })
      expect(await page.closed, text).toBe(4003)
    }
    const huge = await openSocket(door, cookie)
    huge.say({ proof: 'A'.repeat(100_000) })
    expect(await huge.closed).toBe(1009)
    const bytes = await openSocket(door, cookie)
    bytes.socket.send(Buffer.from(JSON.stringify({ proof: proofOf(cookie) })))
    expect(await bytes.closed).toBe(4003)
    expect(core.roles).toEqual([])
  })

  it('is waited for ten seconds, and a page that is in is not asked again', async () => {
    const clock = new ManualClock()
    const { core, door, cookie } = await comeIn({ clock, pingMs: 1_000_000_000 })
    const { page } = await openPage(door, cookie)
    const silent = await openSocket(door, cookie)
    await clock.advance(9_000)
    const late = await openSocket(door, cookie)
    await clock.advance(1_000)
    expect(await silent.closed).toBe(4003)
    late.say({ proof: proofOf(cookie) })
    await late.next()
    await clock.advance(60_000)
    expect([page.socket.readyState, late.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
    expect(core.roles).toEqual(['window', 'window'])
  })

  it('can be the second one of no socket: who is in speaks the protocol', async () => {
    const { door, cookie } = await comeIn()
    const { page } = await openPage(door, cookie)
    page.say({ proof: proofOf(cookie) })
    expect(await page.closed).toBe(4000)
  })

  it('comes through while two thousand sockets say nothing: the oldest of those go', { timeout: 60_000 }, async () => {
    const { core, door, cookie } = await comeIn()
    const closed: number[] = []
    const headers = { cookie, origin: door.origin }
    for (let batch = 0; batch < 20; batch += 1) {
      const opened = Array.from({ length: 100 }, () => {
        const socket = new WebSocket(`ws://127.0.0.1:${door.port}/api/feeds`, { headers })
        onTestFinished(() => {
          socket.terminate()
        })
        socket.on('close', (code) => closed.push(code))
        socket.on('error', () => {})
        return new Promise((resolve) => socket.once('open', resolve))
      })
      await Promise.all(opened)
    }
    await vi.waitFor(
      () => {
        expect(closed).toHaveLength(2000 - 256)
      },
      { timeout: 20_000 },
    )
    expect(new Set(closed)).toEqual(new Set([4003]))
    await openPage(door, cookie)
    expect(core.roles).toEqual(['window'])
  })
})

describe('a cookie that went to another port', () => {
  it('is of no use to the program there', async () => {
    const { core, door, cookie } = await comeIn()
    // What a browser does: the cookie goes to every port of the host.
    const thief = createServer((request, reply) => reply.end(request.headers.cookie))
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void thief.close())
    const { port } = thief.address() as AddressInfo
    const stolen = await (await fetch(`http://127.0.0.1:${port}/`, { headers: { cookie } })).text()
    expect(stolen).toBe(cookie)
    const headers = { cookie: stolen, origin: door.origin, 'content-type': 'application/json' }
    const body = '{"name":"daemons.list","args":{}}'
    expect((await ask(door, '/api/call', { method: 'POST', headers, body })).status).toBe(401)
    expect((await ask(door, '/api/session', { headers })).status).toBe(401)
    const socket = await openSocket(door, stolen)
    socket.say({ on: 'daemons', id: 1, args: {} })
    expect(await socket.closed).toBe(4003)
    // Files of the window, which anybody can have, and no word of anything else.
    for (const path of ['/', '/assets/index-abc.js', `/?token=${stolen.split('=')[1] ?? ''}`]) {
      expect((await ask(door, path, { headers })).body).not.toContain(proofOf(cookie))
    }
    expect([core.roles, core.made]).toEqual([[], []])
  })
})
