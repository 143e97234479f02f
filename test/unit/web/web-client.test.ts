import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { WebDoor } from '../../../main/web/host.ts'
import { WebClient, type Socket } from '../../../renderer/data/web-client.ts'
import { comeIn, openDoor } from './visit.ts'

/** A browser's client: what a browser adds on its own (cookie, origin) is added here. */
function visit(door: WebDoor, cookie: string) {
  const sockets: WebSocket[] = []
  const waits: (() => void)[] = []
  const headers = { cookie, origin: door.origin }
  const client = new WebClient({
    origin: door.origin,
    openSocket: (url) => {
      const socket = new WebSocket(url, { headers })
      socket.on('error', () => {})
      sockets.push(socket)
      return socket as unknown as Socket
    },
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...headers } }),
    after: (_ms, run) => {
      waits.push(run)
      return () => {}
    },
  })
  onTestFinished(() => {
    client.close()
  })
  const states: string[] = []
  client.onState((state) => states.push(state))
  return { client, sockets, states, waits }
}

/** Waits for what is bound to come. */
function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 5000 })
}

describe('the window’s way through the web door', () => {
  it('calls with its page’s caller, also before the door has greeted', async () => {
    const { core, door, cookie } = await comeIn()
    core.answer = () => ({ ok: true, value: { version: '1' } })
    const { client } = visit(door, cookie)
    expect(await client.call('app.info', {})).toEqual({ ok: true, value: { version: '1' } })
    await client.call('view.watch', { visible: [], selected: [], focus: null })
    expect(core.made.map(({ caller }) => caller)).toEqual([0, 0])
    expect(core.left).toEqual([])
  })

  it('delivers a feed from its present state on, and ends it with the last listener', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { client } = visit(door, cookie)
    const seen: unknown[] = []
    const end = client.on('daemons', (item) => seen.push(item))
    await until(() => {
      expect(seen).toEqual([[]])
    })
    end()
    await until(() => {
      expect(core.listeners('daemons')).toBe(0)
    })
  })

  it('gives a second listener the present state too', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { client } = visit(door, cookie)
    const one: unknown[] = []
    const two: unknown[] = []
    client.on('daemons', (item) => one.push(item))
    await until(() => {
      expect(one.length).toBe(1)
    })
    client.on('daemons', (item) => two.push(item))
    await until(() => {
      expect(two.length).toBe(1)
    })
  })

  it('comes back after a lost socket and listens again', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { client, sockets, states, waits } = visit(door, cookie)
    const seen: unknown[] = []
    client.on('daemons', (item) => seen.push(item))
    await until(() => {
      expect(seen.length).toBe(1)
    })
    sockets[0]?.terminate()
    await until(() => {
      expect(states).toEqual(['open', 'lost'])
      expect(waits.length).toBe(1)
    })
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'closed' } })
    waits[0]?.()
    await until(() => {
      expect(seen.length).toBe(2)
    })
    expect(states).toEqual(['open', 'lost', 'open'])
    expect(await client.call('app.info', {})).toMatchObject({ ok: true })
  })

  it('fails the calls that wait when the door cannot be reached', async () => {
    const { door, cookie } = await comeIn()
    await door.close()
    const { client, states, waits } = visit(door, cookie)
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'closed' } })
    await until(() => {
      expect(waits.length).toBe(1)
    })
    expect(states).toEqual(['open', 'lost'])
  })

  it('stops trying when the session is over, and says so', async () => {
    const { door } = await openDoor()
    const { client, states, waits } = visit(door, 'estuary=old')
    await until(() => {
      expect(states).toEqual(['open', 'lost', 'ended'])
    })
    expect(waits).toEqual([])
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })
})
