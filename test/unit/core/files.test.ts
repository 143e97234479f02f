import { describe, expect, it } from 'vitest'
import { type FilesItem, FilesReader } from '../../../preload/contract/files.ts'
import { Fault } from '../../../main/lib/fault.ts'
import { FakeConnection, hashOf } from './fake-backend.ts'
import { answering, nas, open, torrent, unreachable } from './house.ts'
import { said } from '../../said.ts'

const hash = hashOf(1)

/** A window that looks into the one torrent of a daemon. */
async function lookInside(prepare: (session: FakeConnection) => void = () => {}) {
  const session = new FakeConnection([torrent(1)])
  prepare(session)
  const backend = answering(session)
  const house = await open(backend)
  const { id } = await house.window.value('daemons.add', nas)
  await house.clock.advance(1_000)
  const key = `${id}/${hash}`
  const items: FilesItem[] = []
  const reader = new FilesReader()
  const ends: string[] = []
  const stop = house.window.listen(
    'files',
    { key },
    (item) => {
      items.push(item)
      reader.read(item)
    },
    ({ code }) => ends.push(code),
  )
  await house.clock.advance(0)
  return { ...house, backend, session, inside: session.inside, id, key, items, reader, ends, stop }
}

describe('the feed of files', () => {
  it('asks for the list once, and then tells what changes', async () => {
    const { inside, clock, items, reader } = await lookInside()
    expect(items).toEqual([
      { kind: 'part', first: 0, of: 1, paths: ['one.bin'], sizes: [100], progress: [0], priorities: ['normal'] },
    ])
    await clock.advance(5_000)
    expect(items).toHaveLength(1)
    inside.progress = [0.5]
    await clock.advance(1_000)
    expect(items[1]).toEqual({ kind: 'changes', at: [0], progress: [0.5], priorities: ['normal'] })
    expect(reader.files[0]?.progress).toBe(0.5)
    expect(inside.asked.filter((what) => what === 'files')).toHaveLength(1)
  })

  it('asks for the list again after a rename, here or elsewhere', async () => {
    const { inside, clock, reader, window, key } = await lookInside()
    inside.revision += 1
    inside.list = [{ path: 'two.bin', sizeBytes: 100 }]
    await clock.advance(1_000)
    expect(reader.files[0]?.path).toBe('two.bin')
    await window.value('files.rename', { key, renames: [{ index: 0, path: 'three.bin' }] })
    await clock.advance(0)
    expect(reader.files[0]?.path).toBe('three.bin')
  })

  it('tells at once what was changed from here', async () => {
    const { clock, reader, window, key } = await lookInside()
    const results = await window.value('files.prioritize', { key, indexes: [0, 5, 5], priority: 'skip' })
    expect(results).toMatchObject([
      { indexes: [0], problem: null },
      { indexes: [5], problem: { code: 'not-found' } },
    ])
    await clock.advance(0)
    expect(reader.files[0]?.priority).toBe('skip')
    expect(window.events.at(-1)).toMatchObject({
      kind: 'acted',
      hash,
      says: { id: 'history.files.skip', with: { number: 1 } },
    })
  })

  it('says that a magnet link has no metadata yet, and begins when it has', async () => {
    const { inside, clock, items } = await lookInside(({ inside }) => (inside.list = null))
    expect(items).toEqual([{ kind: 'unknown' }])
    await clock.advance(6_000)
    expect(items).toHaveLength(1)
    inside.list = [{ path: 'known', sizeBytes: 100 }]
    await clock.advance(2_000)
    expect(items[1]).toMatchObject({ kind: 'part', paths: ['known'] })
  })

  it('keeps what was told while the daemon fails, and says once why', async () => {
    const { inside, clock, items, reader } = await lookInside()
    inside.fault = new Fault('timeout', said('It does not answer.'))
    await clock.advance(10_000)
    expect(items.slice(1)).toMatchObject([{ kind: 'away', problem: { code: 'timeout' } }])
    expect(reader.files).toHaveLength(1)
    inside.fault = null
    await clock.advance(3_000)
    expect(items.at(-1)).toEqual({ kind: 'changes', at: [], progress: [], priorities: [] })
  })

  it('asks nothing more of a torrent with too many files', async () => {
    const { inside, items, clock } = await lookInside(({ inside }) => {
      inside.fault = new Fault('too-large', said('Too many files.'), { retry: 'never' })
    })
    await clock.advance(20_000)
    expect(items).toMatchObject([{ kind: 'away', problem: { code: 'too-large' } }])
    expect(new Set(inside.asked)).toEqual(new Set(['files']))
  })

  it('says that a daemon is off', async () => {
    const { backend, session, clock, items } = await lookInside()
    backend.script = [unreachable]
    session.break()
    await clock.advance(1_000)
    expect(items.at(-1)).toMatchObject({ kind: 'away', problem: { code: 'offline' } })
  })

  it('does not show lists that do not fit each other', async () => {
    const { items } = await lookInside(({ inside }) => (inside.progress = [0, 0]))
    expect(items).toMatchObject([{ kind: 'away', problem: { code: 'protocol', says: { id: 'files.uneven' } } }])
  })

  it('tells many files in parts, and asks about them slowly', async () => {
    const number = 12_000
    const { inside, clock, items, reader } = await lookInside(({ inside }) => {
      inside.list = Array.from({ length: number }, (_, n) => ({ path: `f/${n}`, sizeBytes: n }))
      inside.progress = Array<number>(number).fill(0)
      inside.priorities = Array<'normal'>(number).fill('normal')
    })
    expect(items.map((item) => item.kind === 'part' && item.first)).toEqual([0, 5_000, 10_000])
    expect(reader.isWhole).toBe(true)
    const before = inside.asked.length
    await clock.advance(60_000)
    expect(inside.asked.length - before).toBe(10)
  })

  it('ends with its torrent', async () => {
    const { session, clock, ends, inside } = await lookInside()
    session.torrents.clear()
    session.say({ kind: 'removed', hash })
    await clock.advance(2_000)
    expect(ends).toEqual(['not-found'])
    const before = inside.asked.length
    await clock.advance(5_000)
    expect(inside.asked).toHaveLength(before)
  })

  it('is not asked on when nobody listens', async () => {
    const { clock, stop, inside } = await lookInside()
    stop()
    const before = inside.asked.length
    await clock.advance(5_000)
    expect(inside.asked).toHaveLength(before)
  })
})

describe('changes of files', () => {
  it('are refused where the daemon cannot, with its reason', async () => {
    const problem = { code: 'level', message: 'Level 1 may not.', retry: 'after-change' } as const
    const { window, key, session } = await lookInside(({ cannot }) => (cannot['rename-files'] = problem))
    const answer = await window.call('files.renameFolder', { key, folder: 'a', path: 'b' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'level', message: 'Level 1 may not.' } })
    session.cannot = { 'low-priority': problem }
    const low = await window.call('files.prioritize', { key, indexes: [0], priority: 'low' })
    expect(low).toMatchObject({ ok: false, error: { code: 'level' } })
    expect(session.inside.asked).not.toContain('prioritize')
  })

  it('are lines of history', async () => {
    const { window, key } = await lookInside()
    await window.value('files.rename', { key, renames: [{ index: 0, path: 'b/x' }] })
    await window.value('files.renameFolder', { key, folder: 'b', path: 'c' })
    expect(window.events.slice(-2).map(({ says }) => says)).toEqual([
      { id: 'history.renamedTo', with: { torrent: 'torrent 1', path: 'b/x' } },
      { id: 'history.folderRenamed', with: { torrent: 'torrent 1', old: 'b', path: 'c' } },
    ])
  })
})
