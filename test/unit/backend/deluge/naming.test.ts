import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import type { WireInput } from '../../../../main/wire/deluge/rencode.ts'
import { dialTo, hashNumber, ScriptedDaemon, speak13, type Script } from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
const one = hashNumber(1)
/** A torrent as Deluge has it. */
let paths: string[]
let ownName: string

const status: Script = ({ args: [, keys] }) => {
  const all: Record<string, WireInput> = {
    name: ownName || (paths[0]?.split('/')[0] ?? 'dn'),
    num_files: paths.length,
    files: paths.map((path, index) => ({ index, path, size: 10, offset: 0 })),
  }
  return Object.fromEntries((keys as string[]).map((key) => [key, all[key] ?? null]))
}

function script(on: ScriptedDaemon): void {
  on.scripts['core.get_torrent_status'] = status
  on.scripts['core.set_torrent_options'] = ({ args: [, options] }) => {
    ownName = (options as { name: string }).name
    return null
  }
  on.scripts['core.rename_files'] = ({ args: [, pairs] }) => {
    for (const [index, path] of pairs as [number, string][]) paths[index] = path
    return null
  }
  on.scripts['core.rename_folder'] = ({ args: [, from, to] }) => {
    paths = paths.map((path) => path.replace(from as string, to as string))
    return null
  }
}

beforeEach(async () => {
  paths = ['old/a', 'old/b/c']
  ownName = ''
  daemon = await ScriptedDaemon.start()
  script(daemon)
  session = await dialTo(daemon)
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

describe('a torrent gets another name', () => {
  it('with its folder', async () => {
    await session.inside.rename(one, 'new', true)
    expect(paths).toEqual(['new/a', 'new/b/c'])
    expect(daemon.calls('core.set_torrent_options')).toEqual([])
  })

  it('with its one file', async () => {
    paths = ['film.mkv']
    await session.inside.rename(one, 'other.mkv', true)
    expect(paths).toEqual(['other.mkv'])
  })

  it('with its folder, also where it was shown by a name of its own', async () => {
    ownName = 'shown'
    await session.inside.rename(one, 'new', true)
    expect([paths[0], ownName]).toEqual(['new/a', ''])
    ownName = 'shown'
    await session.inside.rename(one, 'new', true)
    expect(ownName).toBe('')
  })

  it('and keeps its files as they are', async () => {
    await session.inside.rename(one, 'shown', false)
    expect([paths[0], ownName]).toEqual(['old/a', 'shown'])
  })

  it('also before its files are known', async () => {
    paths = []
    await session.inside.rename(one, 'shown', false)
    expect(ownName).toBe('shown')
    await expect(session.inside.rename(one, 'other', true)).rejects.toMatchObject({ code: 'remote', retry: 'later' })
  })
})

describe('a name is refused', () => {
  it.each(['', ' ', 'a/b', 'a\\b', '..', 'a ', 'x'.repeat(256)])('that is “%s”', async (name) => {
    for (const withFiles of [true, false]) {
      const fault = { code: 'invalid', details: { field: 'name' } }
      await expect(session.inside.rename(one, name, withFiles)).rejects.toMatchObject(fault)
    }
    expect(daemon.calls('core.get_torrent_status')).toEqual([])
  })

  it('for files that lie in no folder of their own', async () => {
    paths = ['a', 'b/c']
    await expect(session.inside.rename(one, 'new', true)).rejects.toMatchObject({ code: 'invalid' })
    expect(paths).toEqual(['a', 'b/c'])
  })

  it('where the daemon answers and does nothing', async () => {
    daemon.scripts['core.set_torrent_options'] = () => null
    await expect(session.inside.rename(one, 'new', false)).rejects.toMatchObject({ code: 'remote' })
  })

  it('by Deluge 1.3, which calls a torrent as its files are called', async () => {
    const old = await ScriptedDaemon.start()
    speak13(old)
    script(old)
    const session13 = await dialTo(old, { target: { memo: '1.3' } })
    await expect(session13.inside.rename(one, 'new', false)).rejects.toMatchObject({ code: 'incompatible' })
    await session13.inside.rename(one, 'new', true)
    expect(paths[0]).toBe('new/a')
    session13.close()
    await old.stop()
  })
})
