import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useOneDesktop } from './desk.ts'

needs('chromium').describe('the desktop window', () => {
  const desk = useOneDesktop()
  let harbour: FleetDaemon
  let id: string
  let view: Window

  beforeAll(async () => {
    harbour = await startFleetDaemon({ name: 'Harbour', torrents: 200, activity: 'none' })
    id = await connect(desk.desktop, harbour)
    view = new Window(await desk.desktop.page())
  })
  afterAll(() => harbour.close())

  it('shows the torrents of a daemon, which come through its preload', async () => {
    await soon(() => view.grid.count()).toBe(200)
    const shown = (await view.grid.lines()).map(({ cells }) => cells['Name'] ?? '')
    const names = harbour.engine.all().map(({ name }) => name)
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.filter((text) => !names.some((name) => text.endsWith(name)))).toEqual([])
  })

  it('carries what the person does to the daemon, and the change back', async () => {
    const all = harbour.engine.all()
    const torrent = all.find(({ name, paused }) => !paused && all.filter((one) => one.name === name).length === 1)!
    await view.search.fill(torrent.name)
    await soon(() => view.grid.count()).toBeLessThan(10)
    await view.grid.pick(torrent.name, 'Harbour')
    await view.tool('Pause').click()
    await soon(() => torrent.paused).toBe(true)
    await soon(() => view.grid.stateOf(torrent.name, 'Harbour')).toBe('Paused')
    await view.tool('Resume').click()
    await soon(() => torrent.paused).toBe(false)
    await view.search.fill('')
  })

  it('answers calls of the page with plain data', async () => {
    const answer = await desk.desktop.call('torrents.pause', { keys: [keyOf(id, 'f'.repeat(40))] })
    expect(answer).toMatchObject({ ok: true, value: [{ problem: { code: 'not-found' } }] })
  })

  it('stops telling a listener that has ended, and goes on telling the others', async () => {
    const { page } = view
    await page.evaluate(() => {
      const heard = { ended: 0, other: 0 }
      const stop = window.estuary!.on('settings', {}, () => (heard.ended += 1))
      window.estuary!.on('settings', {}, () => (heard.other += 1))
      Object.assign(globalThis, { heard, stop })
    })
    const heard = (): Promise<{ ended: number; other: number }> => page.evaluate('heard')
    await soon(heard).toEqual({ ended: 1, other: 1 })
    await desk.desktop.call('settings.set', { sidebarPx: 300 })
    await soon(heard).toEqual({ ended: 2, other: 2 })
    await page.evaluate('stop()')
    await desk.desktop.call('settings.set', { sidebarPx: 310 })
    await soon(heard).toEqual({ ended: 2, other: 3 })
  })

  it('gives a listener the item and nothing else, no event of Electron', async () => {
    const args = await view.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.estuary!.on('settings', {}, (...all: unknown[]) =>
            resolve(JSON.stringify(all.map((one) => typeof one))),
          )
        }),
    )
    expect(args).toBe('["object"]')
  })

  it('has three functions of the program, frozen, and nothing of Electron or Node', async () => {
    const found = await view.page.evaluate(() => {
      const own = globalThis as unknown as Record<string, unknown>
      return {
        parts: Object.keys(window.estuary!).sort(),
        frozen: Object.isFrozen(window.estuary),
        writable: Object.getOwnPropertyDescriptor(window, 'estuary')?.writable,
        strangers: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
          (name) => own[name] !== undefined,
        ),
      }
    })
    expect(found).toEqual({ parts: ['call', 'on', 'pathOf'], frozen: true, writable: false, strangers: [] })
  })

  it('keeps its preload in a world of its own: what a page changes there changes nothing', async () => {
    const answer = await view.page.evaluate(async () => {
      const promise = Promise.prototype.then
      Object.assign(Array.prototype, { at: () => 'hijacked' })
      JSON.stringify = () => '"hijacked"'
      Promise.prototype.then = promise
      return window.estuary!.call('app.info', {})
    })
    expect(answer).toMatchObject({ ok: true, value: { door: 'desktop' } })
    await view.reload()
  })

  it.each(['no.such', '__proto__', 'constructor', 'toString', ''])('refuses the call "%s"', async (name) => {
    expect(await desk.desktop.call(name as 'app.info', {})).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })

  it('refuses arguments that do not fit, and names the field', async () => {
    const answer = await desk.desktop.call('events.list', { limit: -1 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', details: { field: 'limit' } } })
  })

  it('cannot be made to send a function or to listen to what does not exist', async () => {
    const failure = await view.page.evaluate(async () => {
      try {
        await window.estuary!.call('app.info', { run: () => 1 })
        return 'sent'
      } catch (error) {
        return String(error)
      }
    })
    expect(failure).toMatch(/could not be cloned/)
    const why = await view.page.evaluate(
      () =>
        new Promise((ended) => {
          window.estuary!.on('no-such-feed' as 'daemons', {}, () => {}, ended)
        }),
    )
    expect(why).toMatchObject({ code: 'invalid' })
    expect(await desk.desktop.call('app.info', {})).toMatchObject({ ok: true })
  })

  it('tells where a chosen file is, and of anything else that it has no place', async () => {
    const places = await view.page.evaluate(() => {
      const { pathOf } = window.estuary!
      return [pathOf(new File(['x'], 'a.torrent')), pathOf('a.torrent'), pathOf(null), pathOf({ path: '/etc/passwd' })]
    })
    expect(places).toEqual(['/double/chosen/a.torrent', null, null, null])
  })

  it('runs nothing that is not one of its files, and reaches nobody', async () => {
    const found = await view.page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        violations.push(effectiveDirective)
      })
      // What DevTools itself runs may do more than the page; this goes on as the page's own.
      await new Promise((resolve) => setTimeout(resolve, 0))
      const script = document.createElement('script')
      const tries: Record<string, string> = {}
      const attempt = async (name: string, run: () => unknown): Promise<void> => {
        try {
          await run()
          tries[name] = 'done'
        } catch (error) {
          tries[name] = (error as Error).name
        }
      }
      await attempt('eval', () => Reflect.construct(Function, ['return 1']))
      await attempt('markup', () => (document.body.innerHTML = '<b>x</b>'))
      await attempt('inline script', () => {
        script.text = 'window.ran = true'
        document.head.append(script)
      })
      await attempt('elsewhere', () => fetch('https://example.com/'))
      await attempt(
        'socket',
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket('wss://example.com/')
            socket.onerror = () => reject(new TypeError('closed'))
            socket.onopen = resolve
          }),
      )
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 200))
      frame.remove()
      return { tries, ran: 'ran' in window, violations: [...new Set(violations)].sort() }
    })
    expect(found.ran).toBe(false)
    expect(found.tries).toMatchObject({ eval: 'EvalError', markup: 'TypeError', elsewhere: 'TypeError' })
    expect(found.tries['inline script']).not.toBe('done')
    expect(found.tries['socket']).not.toBe('done')
    expect(found.violations).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'require-trusted-types-for']))
    expect(desk.desktop.all('requestCancelled')).toEqual([])
  })

  it('shows the words of a torrent as words, whatever they are', async () => {
    const hostile = '<img src=x onerror="window.ran=1"><b>bold</b>\u202Egpj.exe {{1+1}}'
    const uri = `magnet:?xt=urn:btih:${'9'.repeat(40)}&dn=${encodeURIComponent(hostile)}`
    const added = await desk.desktop.call('torrents.add', { daemon: id, source: { kind: 'magnet', uri }, paused: true })
    expect(added).toMatchObject({ ok: true })
    await view.search.fill('gpj.exe')
    await soon(() => view.grid.count()).toBe(1)
    const row = view.grid.rows.first()
    expect(await row.textContent()).toContain('<img src=x onerror="window.ran=1"><b>bold</b>')
    expect(await row.locator('img, b').count()).toBe(0)
    expect(await view.page.evaluate(() => 'ran' in window)).toBe(false)
    await desk.desktop.call('torrents.remove', { keys: [keyOf(id, '9'.repeat(40))], withFiles: false })
    await view.search.fill('')
    await soon(() => view.grid.count()).toBe(200)
  })

  it('breaks its own policy nowhere', async () => {
    const complaints: string[] = []
    view.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    view.page.on('pageerror', (error) => complaints.push(String(error)))
    await view.reload()
    await soon(() => view.grid.count()).toBe(200)
    await view.openMenu('Columns')
    await view.press('Escape')
    await view.page.getByRole('button', { name: 'Add', exact: true }).click()
    await view.adding.untilOpen()
    await view.press('Escape')
    expect(complaints).toEqual([])
  })
})
