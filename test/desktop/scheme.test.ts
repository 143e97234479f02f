import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPageFiles } from '../../main/lib/page.ts'
import { soon } from '../e2e/soon.ts'
import { needs } from '../needs.ts'
import { useOneDesktop } from './desk.ts'

type Served = 'cancelled' | { status: number; headers: Record<string, string> }

needs('chromium').describe('the window’s own scheme', () => {
  const desk = useOneDesktop()
  const request = (url: string, method = 'GET'): Promise<Served> => desk.desktop.ask({ do: 'request', url, method })

  it('serves every file that was built, with its type and a policy that lets nothing else in', async () => {
    const files = await readPageFiles(join(import.meta.dirname, '../../dist/renderer'))
    for (const [path, { type }] of files) {
      const served = await request(`app://estuary${path}`)
      expect(served, path).toMatchObject({ status: 200, headers: { 'content-type': type } })
      if (served === 'cancelled') continue
      expect(served.headers['x-content-type-options']).toBe('nosniff')
      expect(served.headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(served.headers['cross-origin-resource-policy']).toBe('same-origin')
      const policy = served.headers['content-security-policy']
      expect(policy?.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "object-src 'none'",
          "require-trusted-types-for 'script'",
        ]),
      )
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
    }
    expect(files.size).toBeGreaterThan(3)
  })

  it.each([
    'app://estuary/../../package.json',
    'app://estuary/%2e%2e/%2e%2e/package.json',
    'app://estuary/..%2f..%2fpackage.json',
    'app://estuary/%2e%2e%5c%2e%2e%5cpackage.json',
    'app://estuary/..\\..\\package.json',
    'app://estuary/assets/../../main/index.cjs',
    'app://estuary/index.html%00.png',
    'app://estuary/index\0.html',
    'app://estuary//etc/passwd',
    'app://estuary/etc/passwd',
    'app://estuary/C:/Windows/win.ini',
    'app://estuary/C:\\Windows\\win.ini',
    'app://estuary/%5c%5chost%5cshare',
    'app://estuary/file:///etc/passwd',
    'app://estuary/__proto__',
    'app://estuary/constructor',
    'app://estuary/INDEX.HTML',
    'app://estuary/index.html/',
    'app://estuary/assets',
  ])('has nothing at %j', async (url) => {
    expect(await request(url)).toMatchObject({ status: 404 })
  })

  it.each([
    'app://estuary.evil/index.html',
    'app://evil/index.html',
    'app://estuary:80/index.html',
    'app://me:pw@estuary/index.html',
    'app:estuary/index.html',
    'https://example.com/',
    'http://127.0.0.1:58846/',
    'wss://example.com/',
    'file:///etc/passwd',
    'file://host/share',
    'chrome://settings/',
    'view-source:app://estuary/index.html',
    'nonsense',
  ])('lets the window load nothing from %s', async (url) => {
    expect(await request(url)).toBe('cancelled')
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses %s', async (method) => {
    expect(await request('app://estuary/index.html', method)).toMatchObject({ status: 403 })
  })

  it('shows the page that it serves', async () => {
    const page = await desk.desktop.page()
    await soon(() => page.title()).toBe('Estuary')
    const status = await page.evaluate(async () => (await fetch('/no-such-file')).status)
    expect(status).toBe(404)
  })
})
