import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { lists } from '../../../../main/lib/bounds.ts'
import type { WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, HandClock, ScriptedDaemon, silence, speak13, until } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
let paths: WireInput
let clock: HandClock

const method = 'core.get_completion_paths'

beforeEach(async () => {
  daemon = await ScriptedDaemon.start()
  daemon.scripts[method] = () => ({ completion_text: '', show_hidden_files: false, paths })
  clock = new HandClock()
  session = await dialTo(daemon, { clock })
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

describe('folders that a path may go on with', () => {
  it.each([
    ['/srv/', ['/srv/films/', '/srv/music/']],
    ['/srv/fi', ['/srv/films/']],
    ['/srv/films', ['/srv/films/', '/srv/films 2/']],
    ['/', ['/srv/']],
    ['D:\\', ['D:\\films\\']],
    ['D:/fi', ['D:/films\\']],
    ['\\\\nas\\share\\fi', ['\\\\nas\\share\\films\\']],
  ])('are told for %s', async (path, told) => {
    paths = told
    expect(await session.folders(path, false)).toEqual({ folders: told, left: 0 })
    expect(daemon.calls(method)[0]?.args).toEqual([{ completion_text: path, show_hidden_files: false }])
  })

  it('are not asked about for what is no whole path, and what a system stumbles over', async () => {
    paths = ['/srv/']
    for (const path of ['', 'srv', '~/srv', 'C:', './', '/a\0', '/\ud800']) {
      expect(await session.folders(path, false)).toEqual({ folders: [], left: 0 })
    }
    expect(daemon.calls(method)).toEqual([])
  })

  it('are looked for without separators that stand twice, and with hidden ones where these are wanted', async () => {
    paths = ['/srv/.cache/']
    expect(await session.folders('//srv//', true)).toEqual({ folders: ['/srv/.cache/'], left: 0 })
    expect(daemon.calls(method)[0]?.args).toEqual([{ completion_text: '/srv/', show_hidden_files: true }])
  })

  it('are only those that were asked for', async () => {
    paths = [
      '/etc/',
      '/srv',
      '/srv/',
      '/srv/a/b/',
      5,
      null,
      new Uint8Array([47, 255]),
      '/srv//',
      '/srv/ok/',
      `/srv/${'x'.repeat(5000)}/`,
    ]
    expect(await session.folders('/srv/', false)).toEqual({ folders: ['/srv/ok/'], left: 0 })
  })

  it('are no more than somebody looks through', async () => {
    paths = Array.from({ length: lists.folders + 7 }, (_, n) => `/srv/${n}/`)
    const { folders, left } = await session.folders('/srv/', false)
    expect([folders.length, left]).toEqual([lists.folders, 7])
  })

  it('stand in the order of their names, what was typed before what is longer', async () => {
    paths = ['/srv/films 2/', '/srv/films/', '/srv/films-old/']
    const sorted = ['/srv/films/', '/srv/films 2/', '/srv/films-old/']
    expect((await session.folders('/srv/films', false)).folders).toEqual(sorted)
  })

  it('of which one has a name that the daemon cannot say are given up soon, and others are told still', async () => {
    daemon.scripts[method] = ({ args: [asked] }) =>
      (asked as { completion_text: string }).completion_text === '/odd/' ? silence : { paths: ['/srv/films/'] }
    const odd = session.folders('/odd/', false)
    await until(() => daemon.calls(method).length === 1)
    clock.pass(5_000)
    await expect(odd).rejects.toMatchObject({ code: 'timeout' })
    expect((await session.folders('/srv/', false)).folders).toEqual(['/srv/films/'])
  })

  it('fail in words where the answer is none', async () => {
    paths = 'many'
    await expect(session.folders('/srv/', false)).rejects.toMatchObject({ code: 'protocol' })
  })

  it('cannot be told by Deluge 1.3, nor to an account that may do nothing', async () => {
    expect(session.cannot.folders).toBeUndefined()
    daemon.scripts['daemon.login'] = () => 1
    const reader = await dialTo(daemon)
    expect(reader.cannot.folders).toMatchObject({ code: 'level' })
    reader.close()
    const old = await ScriptedDaemon.start()
    speak13(old)
    const session13 = await dialTo(old, { target: { memo: '1.3' } })
    expect(session13.cannot.folders).toMatchObject({ code: 'incompatible', retry: 'never' })
    session13.close()
    await old.stop()
  })
})
