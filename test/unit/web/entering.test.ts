import { describe, expect, it } from 'vitest'
import { ManualClock } from '../core/clock.ts'
import { ask, comeIn, enter, openDoor } from './browser.ts'

const minuteMs = 60_000

describe('coming in through the web door', () => {
  it('lets nobody see anything without a session, and says how to get one', async () => {
    const { door } = await openDoor()
    for (const path of ['/', '/index.html', '/assets/index-abc.js', '/nothing', '/api/session']) {
      expect((await ask(door, path)).status, path).toBe(401)
    }
    const page = await ask(door, '/')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body).toContain('npm start -- --web')
    expect(page.body).not.toMatch(/<script|<style|style=/)
  })

  it('exchanges the token of the start address for a cookie that scripts and other sites cannot use', async () => {
    const { door } = await openDoor()
    const reply = await ask(door, door.freshUrl().slice(door.origin.length))
    expect(reply.status).toBe(303)
    expect(reply.headers.location).toBe('/')
    expect(reply.headers['cache-control']).toBe('no-store')
    const [cookie = ''] = reply.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^estuary-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const [own = ''] = cookie.split(';')
    const window = await ask(door, '/', { headers: { cookie: own } })
    expect(window.status).toBe(200)
    expect(window.body).toContain('<title>Estuary</title>')
  })

  it('steps inside by a page of its own when the link was on another site, whose redirects carry no strict cookie', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    const reply = await ask(door, path, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(reply.status).toBe(200)
    expect(reply.body).toContain('<meta http-equiv="refresh" content="0;url=/">')
    expect(reply.headers['set-cookie']?.[0]).toContain('SameSite=Strict')
  })

  it('takes a token once', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    expect((await ask(door, path)).status).toBe(303)
    const again = await ask(door, path)
    expect(again.status).toBe(401)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  it('shows the window to a browser that opens its start address again', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    const [cookie = ''] = (await ask(door, path)).headers['set-cookie'] ?? []
    const again = await ask(door, path, { headers: { cookie } })
    expect([again.status, again.headers.location]).toEqual([303, '/'])
  })

  it('spends no token on a question for the headers only', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    expect((await ask(door, path, { method: 'HEAD' })).status).not.toBe(303)
    expect((await ask(door, path)).status).toBe(303)
  })

  it('refuses made-up tokens and cookies', async () => {
    const { door } = await openDoor()
    expect((await ask(door, '/?token=')).status).toBe(401)
    expect((await ask(door, `/?token=${'A'.repeat(43)}`)).status).toBe(401)
    expect((await ask(door, '/?token=a&token=b')).status).toBe(401)
    const cookie = `estuary-${door.port}=${'A'.repeat(43)}`
    expect((await ask(door, '/', { headers: { cookie } })).status).toBe(401)
  })

  it('looks at no token for a minute after ten wrong ones', async () => {
    const clock = new ManualClock()
    const { door } = await openDoor({ clock })
    const good = door.freshUrl().slice(door.origin.length)
    for (let i = 0; i < 10; i += 1) expect((await ask(door, `/?token=wrong${i}`)).status).toBe(401)
    const refused = await ask(door, good)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60'])
    await clock.advance(minuteMs)
    expect((await ask(door, good)).status).toBe(303)
  })

  it('does not count tokens that a page names in its images and frames, and spends none on them', async () => {
    const { door } = await openDoor()
    const good = door.freshUrl().slice(door.origin.length)
    for (const use of ['image', 'iframe', 'script', 'empty']) {
      const headers = { 'sec-fetch-dest': use }
      for (let i = 0; i < 10; i += 1) expect((await ask(door, `/?token=wrong${i}`, { headers })).status).toBe(401)
      expect((await ask(door, good, { headers })).status).toBe(401)
    }
    expect((await ask(door, good, { headers: { 'sec-fetch-dest': 'document' } })).status).toBe(303)
  })

  it('keeps those inside who came in before, while tokens are not looked at', async () => {
    const { door, cookie } = await comeIn()
    for (let i = 0; i < 12; i += 1) await ask(door, `/?token=wrong${i}`)
    expect((await ask(door, '/', { headers: { cookie } })).status).toBe(200)
  })

  it('gives a fresh address to a second start that knows the key in the data directory', async () => {
    const { door } = await openDoor()
    const headers = { 'x-estuary-key': door.handOverKey }
    const reply = await ask(door, '/api/address', { method: 'POST', headers })
    const { url } = JSON.parse(reply.body) as { url: string }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    expect((await ask(door, url.slice(door.origin.length))).status).toBe(303)
  })

  it('gives no address without the key, not even to a session', async () => {
    const { door, cookie } = await comeIn()
    expect((await ask(door, '/api/address', { method: 'POST' })).status).toBe(401)
    const headers = { cookie, 'x-estuary-key': 'A'.repeat(43) }
    expect((await ask(door, '/api/address', { method: 'POST', headers })).status).toBe(401)
  })

  it('has two browsers side by side, each with a session of its own', async () => {
    const { door } = await openDoor()
    const [one, two] = [await enter(door), await enter(door)]
    expect(one).not.toBe(two)
    expect((await ask(door, '/', { headers: { cookie: one } })).status).toBe(200)
    expect((await ask(door, '/', { headers: { cookie: two } })).status).toBe(200)
  })
})
