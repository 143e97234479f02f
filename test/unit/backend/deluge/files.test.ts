import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following } from '../../../../main/backend/backend.ts'
import { lists } from '../../../../main/lib/bounds.ts'
import {
  dialTo,
  HandClock,
  hashNumber,
  keyError,
  OutgoingRefusal,
  ScriptedDaemon,
  speak13,
  type Script,
} from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
const clock = new HandClock()
const one = hashNumber(1)

/** A torrent as the daemon has it; what it is asked to change, it changes. */
interface Held {
  paths: string[]
  priorities: unknown[]
  progress: unknown[]
}
let held: Held

const fileDicts = (paths: readonly string[]) => paths.map((path, index) => ({ index, path, size: 10, offset: 0 }))

const status: Script = ({ args: [, keys] }) => {
  const all: Record<string, unknown> = {
    num_files: held.paths.length,
    files: fileDicts(held.paths),
    file_progress: held.progress,
    file_priorities: held.priorities,
  }
  return Object.fromEntries((keys as string[]).map((key) => [key, all[key]])) as never
}

beforeEach(async () => {
  held = { paths: ['t/a', 't/b', 't/c 1/d', 't/c 10/e'], priorities: [4, 0, 1, 7], progress: [0.5, 1, 0, 0.99999] }
  daemon = await ScriptedDaemon.start()
  daemon.scripts['core.get_torrent_status'] = status
  daemon.scripts['core.set_torrent_options'] = ({ args: [, options] }) => {
    held.priorities = (options as { file_priorities: number[] }).file_priorities
    return null
  }
  daemon.scripts['core.rename_files'] = ({ args: [, pairs] }) => {
    for (const [index, path] of pairs as [number, string][]) held.paths[index] = path
    return null
  }
  daemon.scripts['core.rename_folder'] = ({ args: [, from, to] }) => {
    held.paths = held.paths.map((path) =>
      path.startsWith(from as string) ? path.replace(from as string, to as string) : path,
    )
    return null
  }
  session = await dialTo(daemon, { clock })
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

describe('files', () => {
  it('are told by place, with how much there is of them and how much they are wanted', async () => {
    expect(await session.inside.files(one)).toEqual({
      revision: 0,
      files: held.paths.map((path) => ({ path, sizeBytes: 10 })),
    })
    expect(await session.inside.fileStates(one)).toEqual({
      revision: 0,
      progress: [0.5, 1, 0, 0.9999],
      priorities: ['normal', 'skip', 'low', 'high'],
    })
  })

  it('of a magnet link without metadata are not known', async () => {
    held = { paths: [], priorities: [], progress: [] }
    expect(await session.inside.files(one)).toBeNull()
    expect(await session.inside.fileStates(one)).toBeNull()
    await expect(session.inside.prioritize(one, [0], 'high')).rejects.toMatchObject({ says: { id: 'files.unknown' } })
    await expect(session.inside.renameFiles(one, [{ index: 0, path: 'x' }])).rejects.toMatchObject({ retry: 'later' })
    expect(daemon.calls('core.rename_files')).toEqual([])
  })

  it('beyond the bound are not even asked for', async () => {
    daemon.scripts['core.get_torrent_status'] = () => ({ num_files: lists.files + 1, files: 'never' })
    await expect(session.inside.files(one)).rejects.toMatchObject({ code: 'too-large', retry: 'never' })
    expect(daemon.calls('core.get_torrent_status')).toHaveLength(1)
  })

  it.each([
    ['no number of them', { num_files: 'two', files: [] }],
    ['no list', { num_files: 2, files: 7 }],
    ['what is no file', { num_files: 1, files: ['x'] }],
    ['another order', { num_files: 2, files: fileDicts(['a', 'b']).toReversed() }],
  ])('are not believed where the daemon tells %s', async (_what, answer) => {
    daemon.scripts['core.get_torrent_status'] = () => answer
    await expect(session.inside.files(one)).rejects.toMatchObject({ code: 'protocol' })
  })

  it.each([
    ['progress', { progress: [1] }],
    ['priorities', { priorities: [1, 2, 3, 4, 5] }],
  ])('are not shown where there are more or less %s than files', async (_what, odd) => {
    held = { ...held, ...odd }
    await expect(session.inside.fileStates(one)).rejects.toMatchObject({ says: { id: 'files.uneven' } })
  })

  it('are told with odd values mended', async () => {
    held = { paths: ['p'.repeat(9_000), 'q'], progress: ['x', 7], priorities: [null, 99] }
    expect((await session.inside.files(one))?.files.map(({ path }) => path.length)).toEqual([4_096, 1])
    expect(await session.inside.fileStates(one)).toMatchObject({ progress: [0, 1], priorities: ['normal', 'high'] })
  })

  it('of a torrent that is gone end in a fault', async () => {
    daemon.scripts['core.get_torrent_status'] = () => ({})
    await expect(session.inside.files(one)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are told with another revision after somebody renamed them', async () => {
    const revision = (await session.inside.files(one))?.revision
    daemon.sendEvent('TorrentFileRenamedEvent', hashNumber(2), 0, 'x')
    daemon.sendEvent('TorrentFolderRenamedEvent', one, 'a/', 'b/')
    await expect.poll(async () => (await session.inside.fileStates(one))?.revision).not.toBe(revision)
  })
})

describe('priorities', () => {
  it('are written as a whole, and those of others stay as they are', async () => {
    held.priorities = [4, 0, 5, 7]
    const outcomes = await session.inside.prioritize(one, [0, 3, 9], 'low')
    expect(held.priorities).toEqual([1, 0, 5, 1])
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual([undefined, undefined, 'not-found'])
  })

  it('that two set at once are both set', async () => {
    const { inside } = session
    await Promise.all([inside.prioritize(one, [0], 'high'), inside.prioritize(one, [1], 'high')])
    expect(held.priorities).toEqual([7, 7, 1, 7])
  })

  it('that were not taken are told so, though the daemon answered', async () => {
    daemon.scripts['core.set_torrent_options'] = () => null
    const outcomes = await session.inside.prioritize(one, [0, 3], 'high')
    expect(outcomes.map(({ problem }) => problem?.says?.id)).toEqual(['files.notTaken', undefined])
  })

  it('of a torrent that went meanwhile end in a fault', async () => {
    daemon.scripts['core.set_torrent_options'] = () => keyError(one)
    await expect(session.inside.prioritize(one, [0], 'high')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('of 1.3 have no low, and other numbers', async () => {
    const old = await ScriptedDaemon.start()
    speak13(old)
    old.scripts['core.get_torrent_status'] = status
    old.scripts['core.set_torrent_options'] = daemon.scripts['core.set_torrent_options']!
    const legacy = await dialTo(old, { clock, target: { memo: '1.3' } })
    held.priorities = [0, 1, 2, 7]
    expect((await legacy.inside.fileStates(one))?.priorities).toEqual(['skip', 'normal', 'high', 'high'])
    expect(legacy.cannot['low-priority']).toMatchObject({ code: 'incompatible' })
    await expect(legacy.inside.prioritize(one, [0], 'low')).rejects.toMatchObject({ code: 'incompatible' })
    await legacy.inside.prioritize(one, [0], 'normal')
    expect(held.priorities).toEqual([1, 1, 2, 7])
    legacy.close()
    await old.stop()
  })
})

describe('renaming files', () => {
  it('is asked for what can be, and outcomes name the rest', async () => {
    const renames = [
      { index: 0, path: 't/z' },
      { index: 1, path: 't/a' },
      { index: 2, path: 't/../x' },
      { index: 3, path: 't/z/e' },
      { index: 9, path: 't/y' },
    ]
    const outcomes = await session.inside.renameFiles(one, renames)
    expect(outcomes.map(({ index, problem }) => [index, problem?.says?.id])).toEqual([
      [0, undefined],
      [1, undefined],
      [2, 'path.dots'],
      [3, 'path.taken'],
      [9, 'files.noSuch'],
    ])
    expect(daemon.calls('core.rename_files').map(({ args }) => args[1])).toEqual([
      [
        [0, 't/z'],
        [1, 't/a'],
      ],
    ])
  })

  it('never asks about a file that there is not: it would hang the daemon', async () => {
    await session.inside.renameFiles(one, [{ index: 4, path: 't/y' }])
    expect(daemon.calls('core.rename_files')).toEqual([])
  })

  it('that is refused half-way says of each file what became of it', async () => {
    held.paths = Array.from({ length: 400 }, (_, n) => `t/${n}`)
    const script = daemon.scripts['core.rename_files']!
    let calls = 0
    daemon.scripts['core.rename_files'] = (call) =>
      calls++ === 0 ? script(call) : new OutgoingRefusal('WrappedException', ['Full.', 'OSError', 'Traceback …'])
    const renames = held.paths.map((path, index) => ({ index, path: `${path}.new` }))
    const outcomes = await session.inside.renameFiles(one, renames)
    expect(outcomes.filter(({ problem }) => problem === null)).toHaveLength(300)
    expect(outcomes[399]?.problem).toMatchObject({ code: 'remote', message: 'Attic reported OSError: Full.' })
  })

  it('that the daemon does not do is told so in the end', async () => {
    daemon.scripts['core.rename_files'] = () => null
    const outcomes = session.inside.renameFiles(one, [{ index: 0, path: 't/z' }])
    const turning = setInterval(() => clock.pass(200), 5)
    expect((await outcomes)[0]?.problem?.says?.id).toBe('files.notRenamed')
    clearInterval(turning)
  })
})

describe('renaming a folder', () => {
  it('takes that folder and none whose name begins alike', async () => {
    await session.inside.renameFolder(one, 't/c 1', 't/CD')
    expect(held.paths).toEqual(['t/a', 't/b', 't/CD/d', 't/c 10/e'])
  })

  it.each([
    ['t/c 1', 't/c 10', 'path.taken'],
    ['t/c 1', 't/a/x', 'path.taken'],
    ['t/c 1', 't/c 1/x', 'path.own'],
    ['t/c 1', '', 'path.empty'],
    ['t/c 1', 't//x', 'path.slash'],
    ['t/no', 't/yes', 'files.noFolder'],
    ['t/a', 't/yes', 'files.noFolder'],
  ])('%s to %s is refused: %s', async (folder, path, id) => {
    await expect(session.inside.renameFolder(one, folder, path)).rejects.toMatchObject({ says: { id } })
    expect(daemon.calls('core.rename_folder')).toEqual([])
  })

  it('that is half done is told so, though no answer ever comes', async () => {
    held.paths = ['t/c/d', 't/c/e', 't/f']
    daemon.scripts['core.rename_folder'] = () => {
      held.paths[0] = 't/x/d'
      return null
    }
    const renaming = session.inside.renameFolder(one, 't/c', 't/x')
    const turning = setInterval(() => clock.pass(200), 5)
    await expect(renaming).rejects.toMatchObject({ says: { id: 'files.partlyRenamed', with: { done: 1, number: 2 } } })
    clearInterval(turning)
  })
})
