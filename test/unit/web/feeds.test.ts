import { describe, expect, it, vi } from 'vitest'
import { packRows } from '../../../preload/contract/rows.ts'
import { ManualClock } from '../core/clock.ts'
import { comeIn, openDeafSocket, openPage } from './browser.ts'

const rows = (revision: number) => ({
  steps: [{ daemon: 'abcd', from: revision - 1 || null, revision, rest: 0, put: packRows([]), drop: [] }],
  counts: null,
})

describe('feeds through the web door', () => {
  it('begins a feed with its present state and sends what follows in order', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('torrents', rows(1))
    const { page } = await openPage(door, cookie)
    page.say({ on: 'torrents', id: 7, args: {} })
    expect(await page.next()).toEqual({ id: 7, item: rows(1) })
    core.emit('torrents', rows(2))
    core.emit('torrents', rows(3))
    expect(await page.next()).toMatchObject({ item: { steps: [{ revision: 2 }] } })
    expect(await page.next()).toMatchObject({ item: { steps: [{ revision: 3 }] } })
  })

  it('has one feed on several times, each under its number and with its arguments', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('details', null)
    const { page } = await openPage(door, cookie)
    page.say({ on: 'details', id: 1, args: { key: 'a/1' } })
    page.say({ on: 'details', id: 2, args: { key: 'b/2' } })
    expect([await page.next(), await page.next()]).toEqual([
      { id: 1, item: null },
      { id: 2, item: null },
    ])
    expect(core.asked('details')).toEqual([{ key: 'a/1' }, { key: 'b/2' }])
    core.emit('details', null, { key: 'b/2' })
    expect(await page.next()).toEqual({ id: 2, item: null })
  })

  it('ends a feed when told, and under a number that is on begins another in its place', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    core.present.set('settings', {})
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons', id: 1, args: {} })
    await page.next()
    page.say({ on: 'settings', id: 1, args: {} })
    expect(await page.next()).toEqual({ id: 1, item: {} })
    expect([core.listeners('daemons'), core.listeners('settings')]).toEqual([0, 1])
    page.say({ off: 1 })
    // There is none any more, as when it had just ended by itself.
    page.say({ off: 1 })
    await vi.waitFor(() => {
      expect(core.listeners('settings')).toBe(0)
    })
    page.say({ on: 'daemons', id: 2, args: {} })
    expect(await page.next()).toEqual({ id: 2, item: [] })
  })

  it('says why a feed ended by itself', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('details', null)
    const { page } = await openPage(door, cookie)
    page.say({ on: 'details', id: 5, args: { key: 'a/1' } })
    await page.next()
    const why = { code: 'not-found', message: 'The torrent is gone.', retry: 'never' } as const
    core.end('details', why)
    expect(await page.next()).toEqual({ id: 5, end: why })
  })

  it('leaves names and arguments to the core, which ends at once what does not fit', async () => {
    const { door, cookie } = await comeIn()
    const { page } = await openPage(door, cookie)
    for (const on of ['passwords', '__proto__', ['daemons'], null, 7]) {
      page.say({ on, id: 1, args: { '': 1 } })
      expect(await page.next(), String(on)).toMatchObject({ id: 1, end: { code: 'invalid' } })
    }
  })

  it('has 64 feeds on at once for a page, and one more when another has ended', async () => {
    const { core, door, cookie } = await comeIn()
    const { page } = await openPage(door, cookie)
    for (let id = 1; id <= 65; id += 1) page.say({ on: 'daemons', id, args: {} })
    expect(await page.next()).toMatchObject({ id: 65, end: { code: 'too-large' } })
    expect(core.listeners('daemons')).toBe(64)
    core.present.set('daemons', [])
    page.say({ off: 3 })
    page.say({ on: 'daemons', id: 66, args: {} })
    expect(await page.next()).toEqual({ id: 66, item: [] })
  })

  it('forgets a page with its socket', async () => {
    const { core, door, cookie } = await comeIn()
    core.present.set('daemons', [])
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons', id: 1, args: {} })
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
    one.page.say({ on: 'daemons', id: 1, args: {} })
    two.page.say({ on: 'daemons', id: 1, args: {} })
    await Promise.all([one.page.next(), two.page.next()])
    one.page.socket.terminate()
    await vi.waitFor(() => {
      expect(core.listeners('daemons')).toBe(1)
    })
    core.emit('daemons', [])
    expect(await two.page.next()).toEqual({ id: 1, item: [] })
  })

  it('ends a socket that says what is not in the protocol', async () => {
    const { core, door, cookie } = await comeIn()
    const nonsense = [
      '',
      '{',
      '[]',
      'null',
      '{}',
      '{"on":"daemons"}',
      '{"on":"daemons","id":"1"}',
      '{"on":"daemons","id":0}',
      '{"on":"daemons","id":-1}',
      '{"on":"daemons","id":1.5}',
      '{"on":"daemons","id":9007199254740992}',
      '{"on":"daemons","id":1,"args":{},"more":1}',
      '{"on":"daemons","id":1,"__proto__":{}}',
      '{"on":"daemons","off":1}',
      '{"id":1,"args":{}}',
      '{"off":"daemons"}',
      '{"off":0}',
      '{"off":1,"id":1}',
      '{"call":"daemons"}',
    ]
    for (const text of nonsense) {
      const { page } = await openPage(door, cookie)
      page.say(text)
      expect(await page.closed, text).toBe(4000)
    }
    const { page } = await openPage(door, cookie)
    page.say({ on: 'daemons', id: 1, args: { key: 'x'.repeat(5000) } })
    // The size limit of the socket itself (RFC 6455: 1009, message too big).
    expect(await page.closed).toBe(1009)
    expect(core.listeners('daemons')).toBe(0)
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
    page.say({ on: 'daemons', id: 1, args: {} })
    await page.next()
    const large = [{ name: 'x'.repeat(500_000) }] as never
    for (let i = 0; i < 40; i += 1) core.emit('daemons', large)
    for (let i = 0; i < 40; i += 1) expect(await page.next()).toMatchObject({ id: 1 })
  })

  it('says goodbye to its pages when the program ends', async () => {
    const { core, door, cookie } = await comeIn()
    const { page } = await openPage(door, cookie)
    await door.close()
    expect(await page.closed).toBe(1001)
    expect(core.left).toEqual([0])
  })
})
