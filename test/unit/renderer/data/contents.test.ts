import { beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../../../preload/contract/errors.ts'
import type { FilePriority, FilesItem } from '../../../../preload/contract/files.ts'
import { words } from '../../../../preload/listing/fold.ts'
import { Contents } from '../../../../renderer/data/contents.svelte.ts'
import { Looks } from '../../../../renderer/data/looks.ts'
import { hashOf } from '../view/rows.ts'
import { byHand, HandBridge, offline } from './bridge.ts'

const key = `nas0/${hashOf(1)}`
const refused: Problem = { code: 'remote', message: 'It did not change it.', retry: 'never' }

let bridge: HandBridge
let rest: ReturnType<typeof byHand>
let settle: ReturnType<typeof byHand>
let contents: Contents

function list(paths: readonly string[], more: { first?: number; of?: number } = {}): FilesItem {
  return {
    kind: 'part',
    first: more.first ?? 0,
    of: more.of ?? paths.length,
    paths: [...paths],
    sizes: paths.map(() => 10),
    progress: paths.map(() => 0),
    priorities: paths.map(() => 'normal' as const),
  }
}

function changes(at: number, progress: number, priority: FilePriority): FilesItem {
  return { kind: 'changes', at: [at], progress: [progress], priorities: [priority] }
}

const shown = (index: number): [FilePriority, boolean] | undefined => {
  const leaf = contents.tree?.leaves[index]
  return leaf && [leaf.priority, leaf.isPending]
}

beforeEach(() => {
  bridge = new HandBridge()
  rest = byHand()
  settle = byHand()
  contents = new Contents({ bridge, looks: new Looks(bridge, rest.schedule), key, settle: settle.schedule })
  rest.run()
})

describe('the files of a torrent', () => {
  it('are shown when their list is whole, and go on with what changes', () => {
    bridge.say('files', list(['a/1', 'a/2'], { of: 3 }))
    expect(contents.tree).toBeNull()
    bridge.say('files', list(['b'], { first: 2, of: 3 }))
    expect(contents.tree?.leaves.map(({ path }) => path)).toEqual(['a/1', 'a/2', 'b'])
    const before = contents.version
    bridge.say('files', changes(1, 0.5, 'high'))
    expect(contents.version).toBeGreaterThan(before)
    expect(contents.tree?.folder('a')?.sums).toMatchObject({ doneBytes: 5, high: 1 })
  })

  it('stay the same tree when a list with the same paths comes again, and are another one after a rename', () => {
    bridge.say('files', list(['a/1', 'a/2']))
    const { tree } = contents
    bridge.say('files', changes(0, 1, 'normal'))
    bridge.say('files', list(['a/1', 'a/2']))
    expect(contents.tree).toBe(tree)
    expect(tree?.leaves[0]?.progress).toBe(0)
    bridge.say('files', list(['a/one', 'a/2']))
    expect(contents.tree).not.toBe(tree)
  })

  it('keep the filter over a rename', () => {
    bridge.say('files', list(['a/1', 'a/2']))
    contents.narrow(words('2'))
    bridge.say('files', list(['a/2 one', 'a/2', 'c']))
    expect(contents.tree?.hits).toBe(2)
  })

  it('of a magnet link are unknown until its metadata is there', () => {
    bridge.say('files', { kind: 'unknown' })
    expect([contents.isUnknown, contents.tree]).toEqual([true, null])
    bridge.say('files', list(['a']))
    expect([contents.isUnknown, contents.tree?.leaves.length]).toEqual([false, 1])
  })

  it('stay as they were told while the daemon cannot say, which is told with its reason', () => {
    bridge.say('files', list(['a']))
    bridge.say('files', { kind: 'away', problem: offline })
    expect([contents.away, contents.tree?.leaves.length]).toEqual([offline, 1])
    bridge.say('files', { kind: 'changes', at: [], progress: [], priorities: [] })
    expect(contents.away).toBeNull()
  })

  it('can be asked for again when their feed ended', () => {
    bridge.end('files', refused)
    expect(contents.ended).toEqual(refused)
    contents.again()
    rest.run()
    expect([contents.ended, bridge.listenings('files')]).toEqual([null, [{ key }]])
    contents.close()
    expect(bridge.listenings('files')).toEqual([])
  })
})

describe('a priority that was asked for', () => {
  beforeEach(() => bridge.say('files', list(['a/1', 'a/2', 'a/3'])))

  it('is pending until the daemon says so, whatever else it tells meanwhile', async () => {
    bridge.answers['files.prioritize'] = () => [{ indexes: [0, 1], problem: null }]
    const done = contents.prioritize([0, 1], 'high')
    expect(shown(0)).toEqual(['high', true])
    expect(contents.tree?.folder('a')?.sums).toMatchObject({ high: 2, pending: 2 })
    bridge.say('files', changes(0, 0.3, 'normal'))
    expect(shown(0)).toEqual(['high', true])
    expect(await done).toEqual([])
    bridge.say('files', changes(0, 0.3, 'high'))
    expect(shown(0)).toEqual(['high', false])
    expect(shown(1)).toEqual(['high', true])
    expect(bridge.named('files.prioritize')).toEqual([{ key, indexes: [0, 1], priority: 'high' }])
  })

  it('gives way to what the daemon said last when that never comes', async () => {
    bridge.answers['files.prioritize'] = () => [{ indexes: [0], problem: null }]
    await contents.prioritize([0], 'skip')
    expect(shown(0)).toEqual(['skip', true])
    settle.run()
    expect(shown(0)).toEqual(['normal', false])
  })

  it('is taken back where it was refused, and stays where it was not', async () => {
    bridge.answers['files.prioritize'] = () => [
      { indexes: [0, 2], problem: refused },
      { indexes: [1], problem: null },
    ]
    expect(await contents.prioritize([0, 1, 2], 'low')).toEqual([{ indexes: [0, 2], problem: refused }])
    expect([shown(0), shown(1), shown(2)]).toEqual([
      ['normal', false],
      ['low', true],
      ['normal', false],
    ])
  })

  it('is taken back of all when nobody answers', async () => {
    bridge.answers['files.prioritize'] = () => offline
    expect(await contents.prioritize([0, 1], 'low')).toEqual([{ indexes: [0, 1], problem: offline }])
    expect([shown(0), shown(1)]).toEqual([
      ['normal', false],
      ['normal', false],
    ])
  })

  it('is the last one that was asked for, also when an earlier one is refused behind it', async () => {
    bridge.answers['files.prioritize'] = ({ priority }: { priority: FilePriority }) =>
      priority === 'low' ? refused : [{ indexes: [0], problem: null }]
    const both = [contents.prioritize([0], 'low'), contents.prioritize([0], 'skip')]
    expect(await Promise.all(both)).toEqual([[{ indexes: [0], problem: refused }], []])
    expect(shown(0)).toEqual(['skip', true])
  })
})

describe('a new name', () => {
  beforeEach(() => bridge.say('files', list(['a/1', 'a/2'])))

  it('is asked for as a path within the torrent, and what is refused says why', async () => {
    bridge.answers['files.rename'] = ({ renames }: { renames: { path: string }[] }) => [
      { indexes: [0], problem: renames[0]?.path === 'a/taken' ? refused : null },
    ]
    bridge.answers['files.renameFolder'] = () => null
    expect(await contents.rename(0, 'a/one')).toBeNull()
    expect(await contents.rename(0, 'a/taken')).toEqual(refused)
    expect(await contents.renameFolder('a', 'b')).toBeNull()
    expect(bridge.named('files.rename')[0]).toEqual({ key, renames: [{ index: 0, path: 'a/one' }] })
    expect(bridge.named('files.renameFolder')).toEqual([{ key, folder: 'a', path: 'b' }])
  })
})
