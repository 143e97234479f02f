import { describe, expect, it, vi } from 'vitest'
import { ManualClock } from '../core/clock.ts'
import { comeIn, openDeafSocket, openPage } from './visit.ts'

const rows = { daemon: 'abcd', from: null, revision: 1, put: [], drop: [] }

describe('feeds through the web door', () => {
  it('begins a feed with its present state and sends what follows in order', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('torrents', rows)
    const { page } = await openPage(door, cookie)
    page.say({ on: 'torrents' })
    expect(await page.next()).toEqual({ feed: 'torrents', item: rows })
    core.emit('torrents', { ...rows, from: 1, revision: 2 })
    core.emit('torrents', { ...rows, from: 2, revision: 3 })
    expect(await page.next()).toMatchObject({ item: { revision: 2 } })
    expect(await page.next()).toMatchObject({ item: { revision: 3 } })
  })

  it('ends a feed when told, and begins anew when told again', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons' })
    await page.next()
    page.say({ on: 'daemons' })
    expect(await page.next()).toEqual({ feed: 'daemons', item: [] })
    expect(core.listeners('daemons')).toBe(1)
    page.say({ off: 'daemons' })
    await vi.waitFor(() => {
      expect(core.listeners('daemons')).toBe(0)
    })
  })

  it('forgets a page with its socket', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons' })
    await page.next()
    page.socket.close()
    await vi.waitFor(() => {
      expect(core.left).toEqual([0])
    })
    expect(core.listeners('daemons')).toBe(0)
  })

  it('keeps the pages of one browser apart', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const one = await openPage(door, cookie)
    const two = await openPage(door, cookie)
    expect(one.id).not.toBe(two.id)
    one.page.say({ on: 'daemons' })
    two.page.say({ on: 'daemons' })
    await Promise.all([one.page.next(), two.page.next()])
    one.page.socket.terminate()
    await vi.waitFor(() => {
      expect(core.listeners('daemons')).toBe(1)
    })
    core.emit('daemons', [])
    expect(await two.page.next()).toEqual({ feed: 'daemons', item: [] })
  })

  it('ends a socket that says what is not in the protocol', async () => {
    const { door, cookie } = await comeIn()
    const nonsense = [
      '',
      '{',
      '[]',
      'null',
      '{"on":"passwords"}',
      '{"on":"__proto__"}',
      '{"on":["daemons"]}',
      '{"call":"daemons"}',
    ]
    for (const text of [...nonsense, '{"on":"daemons","off":"daemons"}']) {
      const { page } = await openPage(door, cookie)
      page.say(text)
      expect(await page.closed, text).toBe(4000)
    }
    const { page } = await openPage(door, cookie)
    page.say(`{"on":"${'x'.repeat(5000)}"}`)
    // The size limit of the socket itself (RFC 6455: 1009, message too big).
    expect(await page.closed).toBe(1009)
  })

  it('tells a page when a feed cannot be had', async () => {
    const { core, door, cookie } = await comeIn()
    core.enter = () => ({
      call: () => Promise.resolve({ ok: true, value: null }),
      on: () => {
        throw new Error('broken')
      },
      leave: () => {},
    })
    const { page } = await openPage(door, cookie)
    page.say({ on: 'settings' })
    expect(await page.next()).toMatchObject({ feed: 'settings', problem: { code: 'internal' } })
  })

  it('lets go of a page that does not answer pings', async () => {
    const clock = new ManualClock()
    const { core, door, cookie } = await comeIn({ clock, pingMs: 1000 })
    await openDeafSocket(door, cookie)
    await vi.waitFor(() => {
      expect(core.listeners('daemons')).toBe(1)
    })
    await clock.advance(2000)
    await vi.waitFor(() => {
      expect(core.left).toEqual([0])
    })
  })

  it('lets go of a page that does not read, and of all that waits for it', async () => {
    const clock = new ManualClock()
    const { core, door, cookie } = await comeIn({ clock, pingMs: 1_000_000_000 })
    await openDeafSocket(door, cookie)
    await vi.waitFor(() => {
      expect(core.listeners('daemons')).toBe(1)
    })
    const large = [{ name: 'x'.repeat(1_000_000) }] as never
    for (let i = 0; i < 60; i += 1) core.emit('daemons', large)
    await vi.waitFor(
      async () => {
        await clock.advance(30_000)
        expect(core.left).toEqual([0])
      },
      { timeout: 8000 },
    )
    expect(core.listeners('daemons')).toBe(0)
  })

  it('sends a long list to a page that reads', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons' })
    await page.next()
    const large = [{ name: 'x'.repeat(500_000) }] as never
    for (let i = 0; i < 40; i += 1) core.emit('daemons', large)
    for (let i = 0; i < 40; i += 1) expect(await page.next()).toMatchObject({ feed: 'daemons' })
  })

  it('says goodbye to its pages when the program ends', async () => {
    const { core, door, cookie } = await comeIn()
    const { page } = await openPage(door, cookie)
    await door.close()
    expect(await page.closed).toBe(1001)
    expect(core.left).toEqual([0])
  })
})
