import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { channels } from '../../preload/contract/channels.ts'
import { soon } from '../e2e/soon.ts'
import { needs } from '../needs.ts'
import { useOneDesktop } from './desk.ts'
import type { ForgedFrame } from './double/driver.ts'

const ours = 'app://estuary/index.html'
const electronTypes = join(import.meta.dirname, '../../node_modules/electron/electron.d.ts')

/** Every permission that this version of Electron knows, from its own types. */
function permissionNames(): string[] {
  const types = readFileSync(electronTypes, 'utf8')
  const union = /setPermissionCheckHandler\(handler: .*?permission: ([^,]*),/.exec(types)?.[1] ?? ''
  return [...union.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
}

needs('chromium').describe('the guards of the window', () => {
  const desk = useOneDesktop()
  let page: Page

  beforeAll(async () => {
    page = await desk.desktop.page()
  })

  const denied = (): unknown[] => desk.desktop.all('navigationDenied').map(({ url }) => url)
  const opened = (): unknown[] => desk.desktop.all('openedOutside').map(({ url }) => url)

  it('were there before the window went anywhere', () => {
    const order = desk.desktop.told.map(({ what }) => what)
    expect(order.indexOf('schemes')).toBe(0)
    expect(order.indexOf('windowOpened')).toBeGreaterThan(0)
    expect(desk.desktop.all('schemes')).toEqual([
      {
        list: [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
      },
    ])
  })

  it('keep every window sandboxed, isolated and without Node', () => {
    const [window] = desk.desktop.all('windowOpened')
    expect(window?.['preferences']).toEqual({
      preload: join(import.meta.dirname, '../../dist/preload/preload.cjs'),
      devTools: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })

  it.each([
    'https://example.com/',
    'http://127.0.0.1:8112/',
    'https://estuary.app.scheme.test.example.com/',
    'https://estuary.evil.app.scheme.test/index.html',
    'https://user:secret@estuary.app.scheme.test/index.html',
    'https://estuary.app.scheme.test/assets/none.html',
  ])('keep the window from going to %s', async (url) => {
    const before = denied().length
    await page.evaluate((to) => location.assign(to), url)
    await soon(() => denied().length).toBe(before + 1)
    expect(desk.desktop.all('navigated')).toHaveLength(1)
    expect(await page.evaluate(() => location.pathname)).toBe('/index.html')
  })

  it.each(['javascript:window.hijacked=true', 'data:text/html,hello', 'file:///etc/passwd', 'blob:null/none'])(
    'keep the window from going to %s, with Chromium’s own rules',
    async (url) => {
      await page.evaluate((to) => {
        const link = document.createElement('a')
        link.href = to
        document.body.append(link)
        link.click()
        link.remove()
      }, url)
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
      expect(await page.evaluate(() => ['hijacked' in window, location.pathname])).toEqual([false, '/index.html'])
      expect(desk.desktop.all('navigated')).toHaveLength(1)
    },
  )

  it('follow no redirect and attach no webview, and download nothing', async () => {
    expect(await desk.desktop.ask({ do: 'redirect', url: ours })).toBe(false)
    expect(await desk.desktop.ask({ do: 'webview' })).toBe(false)
    expect(await desk.desktop.ask({ do: 'download' })).toBe(false)
  })

  it('open no window: an address goes to the person’s browser, after asking', async () => {
    await page.evaluate(() => {
      window.open('https://tracker.example/comment?id=1')
    })
    const question = await desk.desktop.until('question')
    expect(desk.desktop.all('windowOpen').at(-1)).toMatchObject({ action: 'deny' })
    expect(question).toMatchObject({ overWindow: true, defaultId: 1, cancelId: 1, buttons: ['Open', 'Cancel'] })
    expect(question['detail']).toContain('https://tracker.example/comment?id=1')
    expect(opened()).toEqual([])
    await desk.desktop.ask({ do: 'answer', response: 0 })
    await soon(opened).toEqual(['https://tracker.example/comment?id=1'])
  })

  it('open no window for a link either', async () => {
    const before = desk.desktop.all('question').length
    await page.evaluate(() => {
      const link = document.createElement('a')
      Object.assign(link, { href: 'https://other.example/', target: '_blank', rel: 'noopener' })
      document.body.append(link)
      link.click()
      link.remove()
    })
    await desk.desktop.until('question', before + 1)
    await desk.desktop.ask({ do: 'answer', response: 1 })
    expect(desk.desktop.all('windowOpen').at(-1)).toEqual({ url: 'https://other.example/', action: 'deny' })
    expect(opened()).toHaveLength(1)
  })

  it('ask in the one spelling that is opened, so that no letters look like others', async () => {
    const asked = desk.desktop.call('app.openExternal', { url: 'https://аррӏе.com/\u202Egpj.exe' })
    const question = await desk.desktop.until('question', desk.desktop.all('question').length + 1)
    expect(question['detail']).toContain('https://xn--80ak6aa92e.com/%E2%80%AEgpj.exe')
    await desk.desktop.ask({ do: 'answer', response: 1 })
    expect(await asked).toEqual({ ok: true, value: 'declined' })
    expect(opened()).toHaveLength(1)
  })

  it('ask one question at a time, however many windows a page wants', async () => {
    const before = desk.desktop.all('question').length
    const asked = desk.desktop.call('app.openExternal', { url: 'https://one.example/' })
    await desk.desktop.until('question', before + 1)
    expect(await desk.desktop.call('app.openExternal', { url: 'https://two.example/' })).toEqual({
      ok: true,
      value: 'declined',
    })
    await desk.desktop.ask({ do: 'answer', response: 1 })
    expect(await asked).toEqual({ ok: true, value: 'declined' })
    expect(desk.desktop.all('question')).toHaveLength(before + 1)
  })

  it('open what Estuary itself points to without asking', async () => {
    const before = desk.desktop.all('question').length
    expect(await desk.desktop.call('app.openExternal', { url: 'https://deluge-torrent.org/x' })).toEqual({
      ok: true,
      value: 'opened',
    })
    expect(opened().at(-1)).toBe('https://deluge-torrent.org/x')
    expect(desk.desktop.all('question')).toHaveLength(before)
  })

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-settings:',
    'javascript:alert(1)',
    'https://user:pw@example.com/',
    'mailto:a@example.com?attach=/etc/passwd',
    'not an address',
  ])('never open %s', async (url) => {
    const before = desk.desktop.told.length
    expect(await desk.desktop.call('app.openExternal', { url })).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    })
    expect(desk.desktop.told).toHaveLength(before)
  })

  it('grant a page one permission, and none of the others that Electron knows', async () => {
    const names = permissionNames()
    expect(names.length).toBeGreaterThan(30)
    const granted: string[] = []
    for (const name of names) {
      const { request, check } = await desk.desktop.ask<{ request: boolean; check: boolean }>({
        do: 'permission',
        name,
        url: ours,
        isMainFrame: true,
      })
      if (request || check) granted.push(name)
    }
    expect(granted).toEqual(['clipboard-sanitized-write'])
  })

  it.each([
    ['another page', 'https://example.com/', true],
    ['a page of another host', 'app://estuary.evil/', true],
    ['a frame within the window', ours, false],
    ['nobody', '', true],
  ])('grant nothing to %s, and no device to anybody', async (_who, url, isMainFrame) => {
    const name = 'clipboard-sanitized-write'
    expect(await desk.desktop.ask({ do: 'permission', name, url, isMainFrame })).toEqual({
      request: false,
      check: false,
    })
    expect(await desk.desktop.ask({ do: 'device' })).toBe(false)
  })

  it('let the page copy, and neither read the clipboard nor notify nor locate', async () => {
    const came = await page.evaluate(async () => {
      const attempt = (run: () => Promise<unknown>): Promise<string> =>
        run().then(
          () => 'allowed',
          (error: unknown) => (error as Error).name,
        )
      return {
        copy: await attempt(() => navigator.clipboard.writeText('a name')),
        paste: await attempt(() => navigator.clipboard.readText()),
        notify: await Notification.requestPermission(),
        locate: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('allowed'),
            ({ code }) => resolve(code),
          ),
        ),
      }
    })
    expect(came).toEqual({ copy: 'allowed', paste: 'NotAllowedError', notify: 'denied', locate: 1 })
  })

  it.each<[string, ForgedFrame]>([
    ['a frame within the window', { child: true }],
    ['a frame that is gone', { gone: true }],
    ['another page', { url: 'https://example.com/' }],
    ['a host that looks like ours', { url: 'app://estuary.evil/index.html' }],
    ['an address with a name in it', { url: 'app://me@estuary/index.html' }],
    ['contents that are no window of ours', { stranger: true }],
  ])('answer no message from %s', async (_who, frame) => {
    const args = ['app.info', {}]
    expect(await desk.desktop.ask({ do: 'forge', channel: channels.call, args, frame })).toMatchObject({
      ok: false,
      error: { code: 'unauthorized' },
    })
    await soon(() => desk.desktop.takeComplaints().join()).toContain('refused a call')
  })

  it('answer the window’s own messages, and know no channel besides', async () => {
    const args = ['app.info', {}]
    expect(await desk.desktop.ask({ do: 'forge', channel: channels.call, args, frame: {} })).toMatchObject({ ok: true })
    await expect(desk.desktop.ask({ do: 'forge', channel: 'estuary:other', args, frame: {} })).rejects.toThrow(
      'No handler',
    )
  })
})
