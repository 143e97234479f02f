import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { WebDoor } from '../../../main/web/door.ts'
import { WebClient, type Socket } from '../../../renderer/data/web-client.ts'
import { comeIn, openDoor, proofOf } from './browser.ts'

/** A browser's client: what a browser adds on its own (cookie, origin) is added here. */
function openClient(door: WebDoor, cookie: string, proof: () => string | null = () => proofOf(cookie)) {
  const sockets: WebSocket[] = []
  const waits: (() => void)[] = []
  const headers = { cookie, origin: door.origin }
  const client = new WebClient({
    origin: door.origin,
    proof,
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

const nothing = (): void => {}
const gone = { code: 'not-found', message: 'The torrent is gone.', retry: 'never' } as const

/** Waits for what is bound to come. */
function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 5000 })
}

describe('the window’s way through the web door', () => {
  it('calls with its page’s caller, also before the door has greeted', async () => {
    const { core, door, cookie } = await comeIn()
    core.answer = () => ({ ok: true, value: { version: '1' } })
    const { client } = openClient(door, cookie)
    expect(await client.call('app.info', {})).toEqual({ ok: true, value: { version: '1' } })
    await client.call('view.watch', { visible: [], selected: [] })
    expect(core.made.map(({ caller }) => caller)).toEqual([0, 0])
    expect(core.left).toEqual([])
  })

  it('delivers a feed from its present state on, until its listener ends it', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { client } = openClient(door, cookie)
    const seen: unknown[] = []
    const end = client.on('daemons', {}, (item) => seen.push(item))
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
    const { client } = openClient(door, cookie)
    const one: unknown[] = []
    const two: unknown[] = []
    client.on('daemons', {}, (item) => one.push(item))
    await until(() => {
      expect(one.length).toBe(1)
    })
    client.on('daemons', {}, (item) => two.push(item))
    await until(() => {
      expect(two.length).toBe(1)
    })
    expect(one.length).toBe(1)
  })

  it('has one feed on several times with other arguments, and ends each by itself', async () => {
    const { core, door, cookie } = await comeIn()
    const { client } = openClient(door, cookie)
    const seen: unknown[] = []
    const end = client.on('details', { key: 'a/1' }, (item) => seen.push(['a/1', item]))
    client.on('details', { key: 'b/2' }, (item) => seen.push(['b/2', item]))
    await until(() => {
      expect(core.asked('details')).toEqual([{ key: 'a/1' }, { key: 'b/2' }])
    })
    core.emit('details', null, { key: 'b/2' })
    core.emit('details', null, { key: 'a/1' })
    await until(() => {
      expect(seen).toEqual([
        ['b/2', null],
        ['a/1', null],
      ])
    })
    end()
    core.emit('details', null, { key: 'a/1' })
    await until(() => {
      expect(core.asked('details')).toEqual([{ key: 'b/2' }])
    })
    core.emit('details', null, { key: 'b/2' })
    await until(() => {
      expect(seen.map((one) => (one as [string])[0])).toEqual(['b/2', 'a/1', 'b/2'])
    })
  })

  it('says why a feed ended by itself, or could not begin', async () => {
    const { core, door, cookie } = await comeIn()
    const { client } = openClient(door, cookie)
    const whys: unknown[] = []
    client.on('details', { key: 'a/1' }, nothing, (why) => whys.push(why))
    client.on('secrets' as 'settings', {}, nothing, ({ code }) => whys.push(code))
    await until(() => {
      expect(whys).toEqual(['invalid'])
    })
    core.end('details', gone)
    await until(() => {
      expect(whys).toEqual(['invalid', gone])
    })
  })

  it('begins no feed anew that has ended by itself, and the others with the arguments they were begun with', async () => {
    const { core, door, cookie } = await comeIn()
    const { client, sockets, waits } = openClient(door, cookie)
    const whys: unknown[] = []
    const args = { key: 'a/1' }
    client.on('details', args, nothing)
    client.on('details', { key: 'b/2' }, nothing, (why) => whys.push(why))
    client.on('details', { key: 'c/3' }, nothing)()
    await until(() => {
      expect(core.asked('details')).toEqual([{ key: 'a/1' }, { key: 'b/2' }])
    })
    core.end('details', gone, { key: 'b/2' })
    await until(() => {
      expect(whys).toEqual([gone])
    })
    args.key = 'z/9'
    sockets[0]?.terminate()
    await until(() => {
      expect(core.asked('details')).toEqual([])
      expect(waits.length).toBe(1)
    })
    waits[0]?.()
    await until(() => {
      expect(core.asked('details')).toEqual([{ key: 'a/1' }])
    })
    expect(whys).toEqual([gone])
  })

  it('comes back after a lost socket and listens again', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { client, sockets, states, waits } = openClient(door, cookie)
    const seen: unknown[] = []
    client.on('daemons', {}, (item) => seen.push(item))
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
    const { client, states, waits } = openClient(door, cookie)
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'closed' } })
    await until(() => {
      expect(waits.length).toBe(1)
    })
    expect(states).toEqual(['open', 'lost'])
  })

  it('stops trying when the session is over, and says so', async () => {
    const { door } = await openDoor()
    const { client, states, waits } = openClient(door, 'estuary=old')
    await until(() => {
      expect(states).toEqual(['open', 'lost', 'ended'])
    })
    expect(waits).toEqual([])
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })

  it('needs the proof beside the cookie: without one, or with a wrong one, only a fresh address helps', async () => {
    for (const proof of [null, 'A'.repeat(43), '']) {
      const { core, door, cookie } = await comeIn()
      const { client, states, waits } = openClient(door, cookie, () => proof)
      await until(() => {
        expect(states.at(-1), String(proof)).toBe('ended')
      })
      expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
      expect([core.roles, core.made, waits]).toEqual([[], [], []])
    }
  })

  it('asks the storage for its proof at each call, since a fresh address in another tab brings a new one', async () => {
    const { door, cookie } = await comeIn()
    let asked = 0
    const { client } = openClient(door, cookie, () => {
      asked += 1
      return proofOf(cookie)
    })
    await client.call('app.info', {})
    const before = asked
    await client.call('app.info', {})
    expect(asked).toBe(before + 1)
  })

  it('ends every feed with its session, and each that is asked for later', async () => {
    const { door } = await openDoor()
    const { client, states } = openClient(door, 'estuary=old')
    const whys: string[] = []
    client.on('settings', {}, nothing, ({ code }) => whys.push(`before: ${code}`))
    await until(() => {
      expect(states).toEqual(['open', 'lost', 'ended'])
    })
    expect(whys).toEqual(['before: unauthorized'])
    client.on('settings', {}, nothing, ({ code }) => whys.push(`after: ${code}`))
    client.on('settings', {}, nothing, () => whys.push('of nobody'))()
    await until(() => {
      expect(whys).toEqual(['before: unauthorized', 'after: unauthorized'])
    })
  })
})
