import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { needs } from '../needs.ts'
import { connect, placeOf, useDesk } from './desk.ts'
import type { Desktop } from './desktop.ts'
import { newPlace, type Place } from './program.ts'

const basic = { backend: 'basic_text' } as const

needs('chromium').describe('the passwords of the desktop program', () => {
  const desk = useDesk()
  let harbour: FleetDaemon
  let place: Place

  beforeEach(async () => {
    harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    place = newPlace()
  })
  afterEach(() => harbour.close())

  /** Every file that the program keeps, by its name. */
  function files(): Map<string, Buffer> {
    const entries = readdirSync(place.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return new Map(entries.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]))
  }

  function filesWithPassword(): string[] {
    const forms = [harbour.password, Buffer.from(harbour.password).toString('base64'), encodeURI(harbour.password)]
    return [...files()].filter(([, body]) => forms.some((form) => body.includes(form))).map(([name]) => name)
  }

  async function untilConnected(desktop: Desktop): Promise<void> {
    const view = new Window(await desktop.page())
    await soon(() => view.status.text()).toContain('1 of 1 daemon connected')
  }

  it('are sealed by the system’s safe, and in clear in no file', async () => {
    const desktop = await desk.open({ place })
    await connect(desktop, harbour)
    expect([...files().keys()]).toContain('secrets-of-the-system.json')
    expect([...files().keys()]).not.toContain('secrets.key')
    expect(await desktop.quit()).toBe(0)
    expect(filesWithPassword()).toEqual([])
    const again = await desk.open({ place })
    await untilConnected(again)
  })

  it('reach neither the window nor the terminal', async () => {
    const desktop = await desk.open({ place })
    const page = await desktop.page()
    await page.evaluate(() => {
      const heard: string[] = []
      for (const feed of ['daemons', 'events', 'settings'] as const) {
        window.estuary!.on(feed, {}, (item: unknown) => heard.push(JSON.stringify(item)))
      }
      Object.assign(globalThis, { heard })
    })
    await connect(desktop, harbour)
    await untilConnected(desktop)
    const heard = await page.evaluate<string[]>('heard')
    expect(heard.join()).toContain('"hasPassword":true')
    expect(heard.join()).not.toContain(harbour.password)
    expect(desktop.output).not.toContain(harbour.password)
  })

  it('are sealed anew when the system has changed its key', async () => {
    const first = await desk.open({ place })
    await connect(first, harbour)
    await first.quit()
    const before = files().get('secrets-of-the-system.json')
    const second = await desk.open({ place, safe: { rotated: true } })
    await untilConnected(second)
    const after = files().get('secrets-of-the-system.json')
    expect(after).not.toEqual(before)
    await second.quit()
    await untilConnected(await desk.open({ place }))
  })

  it('are waited for while the safe is busy', async () => {
    const first = await desk.open({ place })
    await connect(first, harbour)
    await first.quit()
    const second = await desk.open({ place, safe: { busy: 2 } })
    await untilConnected(second)
    expect(second.all('safeBusy')).toHaveLength(2)
  })

  it('are kept in the data folder where there is no safe, when the person wants that; asked once', async () => {
    const first = await desk.open({ place, safe: basic })
    const connecting = connect(first, harbour)
    const question = await first.until('question')
    expect(question).toMatchObject({ defaultId: 1, cancelId: 1, checkboxChecked: false })
    expect(question['detail']).toMatch(/whoever can read your files can read them/)
    await first.ask({ do: 'answer', response: 0 })
    await connecting
    await first.quit()
    expect([...files().keys()]).toEqual(expect.arrayContaining(['secrets.json', 'secrets.key']))
    expect(filesWithPassword()).toEqual([])
    const second = await desk.open({ place, safe: basic })
    await untilConnected(second)
    const other = await startFleetDaemon({ torrents: 1, activity: 'none' })
    const { username, password } = other
    expect(await second.call('daemons.add', { name: 'other', ...placeOf(other), username, password })).toMatchObject({
      ok: true,
    })
    expect(second.all('question')).toEqual([])
    await other.close()
  })

  it('are forgotten at the end where there is no safe, when the person wants that', async () => {
    const first = await desk.open({ place, safe: basic })
    const connecting = connect(first, harbour)
    await first.until('question')
    await first.ask({ do: 'answer', response: 1 })
    await connecting
    await untilConnected(first)
    await first.quit()
    expect([...files().keys()].filter((name) => name.startsWith('secrets'))).toEqual([])
    expect(filesWithPassword()).toEqual([])
    const second = await desk.open({ place, safe: basic })
    const view = new Window(await second.page())
    await soon(() => view.page.locator('body').innerText()).toMatch(/[Pp]assword/)
    // It was not said for good, so the next password is asked about again.
    const { username, password, fingerprint } = harbour
    const account = { ...placeOf(harbour), username, password, fingerprint }
    expect(await second.call('daemons.test', account)).toMatchObject({ ok: true })
    expect(second.all('question')).toEqual([])
  })

  it('are asked about never again when the person says so', async () => {
    const first = await desk.open({ place, safe: basic })
    const connecting = connect(first, harbour)
    await first.until('question')
    await first.ask({ do: 'answer', response: 1, checkboxChecked: true })
    await connecting
    await first.quit()
    const second = await desk.open({ place, safe: basic })
    const answer = await second.call('daemons.add', {
      name: 'other',
      kind: 'deluge',
      address: { way: 'tls', host: '127.0.0.1', port: 1 },
      username: 'x',
      password: harbour.password,
    })
    expect(answer).toMatchObject({ ok: true })
    expect(second.all('question')).toEqual([])
    expect(filesWithPassword()).toEqual([])
  })

  it('that were kept without a safe are still good when there is one', async () => {
    const first = await desk.open({ place, safe: basic })
    const connecting = connect(first, harbour)
    await first.until('question')
    await first.ask({ do: 'answer', response: 0 })
    await connecting
    await first.quit()
    await untilConnected(await desk.open({ place }))
  })

  it('are forgotten with their daemon', async () => {
    const desktop = await desk.open({ place })
    const id = await connect(desktop, harbour)
    expect(JSON.parse(String(files().get('secrets-of-the-system.json')))).not.toEqual({})
    await desktop.call('daemons.remove', { id })
    expect(JSON.parse(String(files().get('secrets-of-the-system.json')))).toEqual({})
  })
})
