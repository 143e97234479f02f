import { describe, expect, it } from 'vitest'
import { ManualClock } from '../core/clock.ts'
import { ask, comeIn, enter, openDoor, proofIn, proofOf } from './browser.ts'

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

  it('says so in the language of the browser, where that is one of ours', async () => {
    const { door } = await openDoor()
    const given = (languages: string) => ask(door, '/', { headers: { 'accept-language': languages } })
    const german = await given('fr-CH, de-DE;q=0.9, en;q=0.5')
    expect([german.status, german.body]).toEqual([401, expect.stringContaining('<html lang="de">')])
    expect(german.body).toContain('Diese Seite braucht eine frische Adresse.')
    for (const languages of ['en-GB,en;q=0.9', 'fr', '*', ',;q=', 'x'.repeat(5_000)]) {
      expect((await given(languages)).body, languages).toContain('<html lang="en">')
    }
    const visit = door.freshUrl().slice(door.origin.length)
    const page = await ask(door, visit, { headers: { 'accept-language': 'de' } })
    expect(page.body).toContain('<noscript>Das Fenster von Estuary braucht JavaScript.</noscript>')
    const data = await ask(door, '/api/session', { headers: { 'accept-language': 'de' } })
    expect(JSON.parse(data.body)).toMatchObject({
      error: { message: expect.stringContaining('This page needs') as string, says: { id: 'door.fresh' } },
    })
  })

  it('exchanges the token of the start address for a cookie that scripts and other sites cannot use', async () => {
    const { door } = await openDoor()
    const reply = await ask(door, door.freshUrl().slice(door.origin.length))
    expect(reply.status).toBe(200)
    expect(reply.headers.location).toBeUndefined()
    expect(reply.headers['cache-control']).toBe('no-store')
    const [cookie = ''] = reply.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^estuary-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const [own = ''] = cookie.split(';')
    const window = await ask(door, '/', { headers: { cookie: own } })
    expect(window.status).toBe(200)
    expect(window.body).toContain('<title>Estuary</title>')
  })

  it('gives the proof in the page of the first visit, whose script keeps it and goes on to the window', async () => {
    const { door } = await openDoor()
    // As when the link was on another site, whose redirects would carry no strict cookie.
    const headers = { 'sec-fetch-site': 'cross-site' }
    const reply = await ask(door, door.freshUrl().slice(door.origin.length), { headers })
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(proofIn(reply.body)).toMatch(/^[\w-]{43}$/)
    expect([...reply.body.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual(['<script src="/api/enter.js">'])
    const script = await ask(door, '/api/enter.js')
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(script.body).not.toContain(String(proofIn(reply.body)))
  })

  it('shows whoever is refused a page with a style, which everybody may have', async () => {
    const { door } = await openDoor()
    const reply = await ask(door, '/')
    expect(reply.status).toBe(401)
    const [, path = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(reply.body) ?? []
    const style = await ask(door, path)
    expect([style.status, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
    expect(style.body).toContain('light-dark(')
  })

  it('says the proof in no answer that the cookie alone can fetch', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    const first = await ask(door, path)
    const [cookie = ''] = first.headers['set-cookie'] ?? []
    const proof = String(proofIn(first.body))
    const paths = ['/', path, '/index.html', '/assets/index-abc.js', '/api/session', '/api/enter.js', '/nothing']
    for (const one of paths) {
      const reply = await ask(door, one, { headers: { cookie } })
      expect(JSON.stringify(reply), one).not.toContain(proof)
    }
  })

  it('asks for cookie and proof together wherever more than the window’s files is to be had', async () => {
    const { core, door, cookie } = await comeIn()
    const other = await enter(door)
    const post = { method: 'POST', body: '{"name":"app.info"}' }
    const json = { 'content-type': 'application/json' }
    const pairs: [Record<string, string>, number][] = [
      [{ cookie }, 401],
      [{ 'x-estuary-proof': proofOf(cookie) }, 401],
      [{ cookie, 'x-estuary-proof': '' }, 401],
      [{ cookie, 'x-estuary-proof': 'A'.repeat(43) }, 401],
      [{ cookie, 'x-estuary-proof': `${proofOf(cookie)}A` }, 401],
      // The proof of another session of the same door.
      [{ cookie, 'x-estuary-proof': proofOf(other) }, 401],
      [{ cookie: other, 'x-estuary-proof': proofOf(cookie) }, 401],
      // The cookie's own secret is no proof.
      [{ cookie, 'x-estuary-proof': cookie.split('=')[1] ?? '' }, 401],
      [{ cookie, 'x-estuary-proof': proofOf(cookie) }, 200],
    ]
    for (const [headers, status] of pairs) {
      const reply = await ask(door, '/api/call', { ...post, headers: { ...headers, ...json } })
      expect(reply.status, JSON.stringify(headers)).toBe(status)
      expect((await ask(door, '/api/session', { headers })).status).toBe(status === 200 ? 204 : 401)
      if (status === 401) expect(reply.body).toContain('npm start -- --web')
    }
    expect(core.made).toHaveLength(1)
  })

  it('takes a token once', async () => {
    const { door } = await openDoor()
    const path = door.freshUrl().slice(door.origin.length)
    expect((await ask(door, path)).status).toBe(200)
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
    expect((await ask(door, path, { method: 'HEAD' })).status).not.toBe(200)
    expect((await ask(door, path)).status).toBe(200)
  })

  it('refuses made-up tokens and cookies', async () => {
    const { door } = await openDoor()
    expect((await ask(door, '/?token=')).status).toBe(401)
    expect((await ask(door, `/?token=${'A'.repeat(43)}`)).status).toBe(401)
    expect((await ask(door, '/?token=a&token=b')).status).toBe(401)
    const cookie = `estuary-${door.port}=${'A'.repeat(43)}`
    expect((await ask(door, '/', { headers: { cookie } })).status).toBe(401)
  })

  it('takes a right token after any number of wrong ones, which are told to wait after ten in a minute', async () => {
    const clock = new ManualClock()
    const { door } = await openDoor({ clock })
    for (let i = 0; i < 10; i += 1) expect((await ask(door, `/?token=wrong${i}`)).status).toBe(401)
    for (let i = 0; i < 30; i += 1) {
      const refused = await ask(door, `/?token=wrong${i}`)
      expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60'])
    }
    expect((await ask(door, door.freshUrl().slice(door.origin.length))).status).toBe(200)
    await clock.advance(minuteMs)
    expect((await ask(door, '/?token=wrong')).status).toBe(401)
  })

  it('gives a browser that is inside already a new proof for a fresh address, should it have lost the old one', async () => {
    const { door, cookie } = await comeIn()
    const again = await ask(door, door.freshUrl().slice(door.origin.length), { headers: { cookie } })
    expect([again.status, proofIn(again.body)]).toEqual([200, expect.stringMatching(/^[\w-]{43}$/)])
    expect(proofIn(again.body)).not.toBe(proofOf(cookie))
  })

  it('does not count tokens that a page names in its images and frames, and spends none on them', async () => {
    const { door } = await openDoor()
    const good = door.freshUrl().slice(door.origin.length)
    for (const use of ['image', 'iframe', 'script', 'empty']) {
      const headers = { 'sec-fetch-dest': use }
      for (let i = 0; i < 10; i += 1) expect((await ask(door, `/?token=wrong${i}`, { headers })).status).toBe(401)
      expect((await ask(door, good, { headers })).status).toBe(401)
    }
    expect((await ask(door, good, { headers: { 'sec-fetch-dest': 'document' } })).status).toBe(200)
  })

  it('keeps those inside who came in before, while wrong tokens come', async () => {
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
    expect((await ask(door, url.slice(door.origin.length))).status).toBe(200)
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
