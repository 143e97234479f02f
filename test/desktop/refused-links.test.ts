import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '../daemons/folder.ts'
import { Window } from '../e2e/pages/window.ts'
import { soon } from '../e2e/soon.ts'
import { startFleetDaemon, type FleetDaemon } from '../fleet/daemon.ts'
import { needs } from '../needs.ts'
import { connect, useOneDesktop } from './desk.ts'

const hash = 'c'.repeat(40)

needs('chromium').describe('what cannot be added', () => {
  const desk = useOneDesktop()
  let harbour: FleetDaemon
  let view: Window

  beforeAll(async () => {
    harbour = await startFleetDaemon({ torrents: 3, activity: 'none' })
    await connect(desk.desktop, harbour)
    view = new Window(await desk.desktop.page())
  })
  afterEach(async () => {
    expect(await view.page.getByRole('dialog').count()).toBe(0)
    expect(harbour.engine.count).toBe(3)
    await view.dismissMessages()
  })
  afterAll(() => harbour.close())

  /** As a second start hands it over. */
  const handOver = (...args: unknown[]): Promise<unknown> =>
    desk.desktop.ask({ do: 'emit', on: 'app', event: 'second-instance', args })

  it.each<[string, string[]]>([
    ['a magnet link of nothing', ['magnet:?dn=x']],
    ['a magnet link with a wrong hash', [`magnet:?xt=urn:btih:${'z'.repeat(40)}`]],
    ['a very long magnet link', [`magnet:?xt=urn:btih:${hash}&dn=${'x'.repeat(20_000)}`]],
    ['a file that is not there', ['/no/such/file.torrent']],
    ['a share of another machine', ['\\\\host\\share\\x.torrent', '//host/share/x.torrent']],
    ['another file behind the ending', ['file:///etc/passwd?.torrent', 'file:///etc/passwd#.torrent']],
  ])('is %s, and the window says why', async (_what, argv) => {
    await handOver(argv, '/')
    await soon(async () => (await view.messages()).length).toBeGreaterThan(0)
  })

  it('is a folder with the name of a torrent file', async () => {
    const folder = temporaryFolder('links')
    mkdirSync(join(folder, 'x.torrent'))
    await handOver(['estuary', '--flag', 'x.torrent'], folder)
    await soon(() => view.messages()).toEqual([expect.stringContaining('x.torrent is not a file')])
  })

  it('is nothing to speak of when it is switches, folders, programs and scripts', async () => {
    await handOver(['/', '--help', 'javascript:alert(1)', 'https://example.com/', '/bin/sh', ''], '/')
    await handOver(['/', 'magnet:?dn=behind'], '/')
    await soon(() => view.messages()).toEqual([expect.stringContaining('names no torrent')])
  })

  it('does not hurt when it is not even a list of words', async () => {
    for (const args of [[null, null], [{ length: 3 }, 7], [['magnet:', 5, null, {}], '\0'], []]) await handOver(...args)
    expect(await desk.desktop.call('app.info', {})).toMatchObject({ ok: true })
    await soon(() => view.messages()).toEqual([expect.stringContaining('names no torrent')])
  })
})
