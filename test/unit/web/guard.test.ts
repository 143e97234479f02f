import { describe, expect, it } from 'vitest'
import { ask, call, comeIn, enter, openDoor, proofOf, refusedSocket } from './browser.ts'

describe('what the web door refuses', () => {
  it('answers only to its own two names, whatever cookie comes along (DNS rebinding)', async () => {
    const { door, cookie } = await comeIn()
    const names = ['evil.test', `evil.test:${door.port}`, '127.0.0.1', '127.0.0.1:1', '[::1]', `0.0.0.0:${door.port}`]
    for (const host of names) {
      expect((await ask(door, '/', { headers: { host, cookie } })).status, host).toBe(421)
    }
    expect((await ask(door, '/', { headers: { host: `localhost:${door.port}`, cookie } })).status).toBe(200)
  })

  it('listens on the loopback address alone', async () => {
    const { door } = await openDoor()
    expect(door.origin).toBe(`http://127.0.0.1:${door.port}`)
    await expect(fetch(`http://[::1]:${door.port}/`)).rejects.toThrow()
  })

  it('takes calls from its own pages only', async () => {
    const { core, door, cookie } = await comeIn()
    const body = { name: 'app.info', args: {} }
    const foreign = [
      'http://evil.test',
      'null',
      'http://127.0.0.1:1',
      `https://127.0.0.1:${door.port}`,
      `${door.origin}.evil.test`,
    ]
    for (const origin of foreign) {
      expect((await call(door, cookie, body, { origin })).status, origin).toBe(403)
    }
    // Another program's page on this machine is of the same site, so its browser sends our cookie.
    expect((await call(door, cookie, body, { origin: `http://localhost:${door.port}` })).status).toBe(403)
    expect(core.made).toEqual([])
  })

  it('takes calls of programs without a browser, which say nothing of their origin', async () => {
    const { door, cookie } = await comeIn()
    const headers = { cookie, 'x-estuary-proof': proofOf(cookie), 'content-type': 'application/json' }
    const body = '{"name":"app.info","args":{}}'
    expect((await ask(door, '/api/call', { method: 'POST', headers, body })).status).toBe(200)
    const fromBrowser = { ...headers, 'sec-fetch-site': 'cross-site' }
    expect((await ask(door, '/api/call', { method: 'POST', headers: fromBrowser, body })).status).toBe(403)
  })

  it('opens no socket without a session, from a foreign origin or under a foreign name', async () => {
    const { door, cookie } = await comeIn()
    const { origin } = door
    expect(await refusedSocket(door, { origin })).toBe(401)
    expect(await refusedSocket(door, { origin, cookie: `estuary-${door.port}=nonsense` })).toBe(401)
    expect(await refusedSocket(door, { cookie })).toBe(403)
    expect(await refusedSocket(door, { cookie, origin: 'http://evil.test' })).toBe(403)
    expect(await refusedSocket(door, { cookie, origin: 'http://evil.test', host: `evil.test:${door.port}` })).toBe(421)
  })

  it('shares nothing with other origins', async () => {
    const { door, cookie } = await comeIn()
    const headers = { cookie, origin: 'http://evil.test' }
    const seen = await ask(door, '/', { headers })
    expect(Object.keys(seen.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    const asked = await ask(door, '/api/call', {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-method': 'POST' },
    })
    expect(asked.status).toBe(403)
  })

  it('sends the whole set of protecting headers with everything, refusals too', async () => {
    const { door, cookie } = await comeIn()
    const replies = [
      await ask(door, '/', { headers: { cookie } }),
      await ask(door, '/assets/index-abc.js', { headers: { cookie } }),
      await ask(door, '/nothing', { headers: { cookie } }),
      await ask(door, '/'),
      await ask(door, '/', { headers: { host: 'evil.test' } }),
      await call(door, cookie, '{'),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 404, 401, 421, 400])
    for (const { headers } of replies) {
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-frame-options']).toBe('DENY')
    }
  })

  it('forbids by policy whatever did not come from a file of ours', async () => {
    const { door, cookie } = await comeIn()
    const { headers } = await ask(door, '/', { headers: { cookie } })
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    )
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('style-src')).toBe("'self'")
    expect(policy.get('connect-src')).toBe(`'self' ws://127.0.0.1:${door.port}`)
    for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(policy.get(name), name).toBe("'none'")
    }
    expect(String(headers['content-security-policy'])).not.toContain('unsafe')
  })

  it('finds nothing outside of the list of built files, however a path is spelled', async () => {
    const { door, cookie } = await comeIn()
    const paths = [
      '/../package.json',
      '/assets/../../package.json',
      '/%2e%2e/package.json',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets\\..\\..\\package.json',
      '//etc/passwd',
      '/C:/Windows/win.ini',
      '/assets/index-abc.js%00.html',
      '/assets/',
      '/assets',
      '/index.html',
      '/__proto__',
      '/constructor',
    ]
    for (const path of paths) {
      const { status, body } = await ask(door, path, { headers: { cookie } })
      expect([400, 404], path).toContain(status)
      expect(body, path).not.toContain('"name"')
    }
  })

  it('lets hashed files be kept for ever and the window never', async () => {
    const { door, cookie } = await comeIn()
    const script = await ask(door, '/assets/index-abc.js', { headers: { cookie } })
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await ask(door, '/', { headers: { cookie } })).headers['cache-control']).toBe('no-store')
    const headers = { cookie, 'if-none-match': String(script.headers.etag) }
    expect((await ask(door, '/assets/index-abc.js', { headers })).status).toBe(304)
  })

  it('names the port in the failure when another program has it', async () => {
    const { door } = await openDoor()
    await expect(openDoor({ port: door.port })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`port ${door.port}`) as string,
    })
    await enter(door)
  })
})
