import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FilesReader, type FilesItem } from '../../preload/contract/files.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { patience } from './dialling.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('files inside a torrent, confirmed by Deluge’s own client', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let estuary: Estuary
  let id: string

  /** What somebody sees who looks into a torrent; ended with the test. */
  class Look {
    readonly reader = new FilesReader()
    readonly items: FilesItem[] = []
    readonly stop: () => void

    constructor(key: string) {
      this.stop = estuary.listen('files', { key }, (item) => {
        this.items.push(item)
        this.reader.read(item)
      })
    }

    get paths(): string[] {
      return this.reader.files.map(({ path }) => path)
    }

    get lists(): number {
      return this.items.filter((item) => item.kind === 'part' && item.first === 0).length
    }
  }

  const key = ({ hash }: MadeTorrent): string => keyOf(id, hash)
  const told = async ({ hash }: MadeTorrent): Promise<string[]> => {
    const { files } = (await witness.status(hash, ['files'])) as { files: { path: string }[] }
    return files.map(({ path }) => path)
  }

  async function seed(name: string, number: number): Promise<MadeTorrent> {
    const torrent = makeTorrent({
      name,
      content: [
        { path: ['a.bin'], sizeBytes: 50_000 },
        { path: ['disc 1', 'one.bin'], sizeBytes: 40_000 },
        { path: ['disc 1', 'two.bin'], sizeBytes: 30_000 },
        { path: ['disc 10', 'größer.bin'], sizeBytes: 30_000 },
        { path: ['nothing'], sizeBytes: 0 },
      ],
      data: daemon.downloads,
      seed: number,
    })
    await witness.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, {
      add_paused: false,
      auto_managed: false,
    })
    await estuary.until(`${name} seeds`, () => estuary.row(id, torrent.hash)?.state === 'seeding')
    return torrent
  }

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await daemon.dispose()
    home.remove()
  })

  it('are told with sizes, progress and priorities', async () => {
    const torrent = await seed('told', 61)
    const look = new Look(key(torrent))
    await expect.poll(() => look.reader.files.length, patience).toBe(5)
    expect(look.reader.files[3]).toEqual({
      path: 'told/disc 10/größer.bin',
      sizeBytes: 30_000,
      progress: 1,
      priority: 'normal',
    })
    await witness.call('core.set_torrent_options', [torrent.hash], { file_priorities: [0, 1, 4, 7, 4] })
    await expect
      .poll(() => look.reader.files.map(({ priority }) => priority), patience)
      .toEqual(['skip', 'low', 'normal', 'high', 'normal'])
    expect(look.lists).toBe(1)
    look.stop()
  })

  it('get other priorities, also those beside others', async () => {
    const torrent = await seed('wanted', 62)
    const [one, other] = await Promise.all([
      estuary.call('files.prioritize', { key: key(torrent), indexes: [1, 2], priority: 'high' }),
      estuary.call('files.prioritize', { key: key(torrent), indexes: [4, 9], priority: 'skip' }),
    ])
    expect(one).toEqual([{ indexes: [1, 2], problem: null }])
    expect(other).toMatchObject([
      { indexes: [4], problem: null },
      { indexes: [9], problem: { code: 'not-found' } },
    ])
    expect(await witness.status(torrent.hash, ['file_priorities'])).toEqual({ file_priorities: [4, 7, 7, 4, 0] })
  })

  it('get other names, on the disk too, and the list is told again', async () => {
    const torrent = await seed('named', 63)
    const look = new Look(key(torrent))
    await expect.poll(() => look.lists, patience).toBe(1)
    const results = await estuary.call('files.rename', {
      key: key(torrent),
      renames: [
        { index: 0, path: 'named/neu ü.bin' },
        { index: 1, path: 'named/disc 10/one.bin' },
        { index: 2, path: 'named/../outside' },
        { index: 3, path: 'named/disc 10/one.bin' },
        { index: 77, path: 'named/x' },
      ],
    })
    expect(results.map(({ indexes, problem }) => [indexes, problem?.says?.id])).toEqual([
      [[0, 1], undefined],
      [[2], 'path.dots'],
      [[3], 'path.taken'],
      [[77], 'files.noSuch'],
    ])
    const paths = [
      'named/neu ü.bin',
      'named/disc 10/one.bin',
      'named/disc 1/two.bin',
      'named/disc 10/größer.bin',
      'named/nothing',
    ]
    expect(await told(torrent)).toEqual(paths)
    expect(existsSync(join(daemon.downloads, 'named/neu ü.bin'))).toBe(true)
    await expect.poll(() => look.paths, patience).toEqual(paths)
    look.stop()
  })

  it('that somebody else renames are told again', async () => {
    const torrent = await seed('elsewhere', 64)
    const look = new Look(key(torrent))
    await expect.poll(() => look.lists, patience).toBe(1)
    await witness.call('core.rename_files', torrent.hash, [[0, 'elsewhere/b.bin']])
    await expect.poll(() => look.paths[0], patience).toBe('elsewhere/b.bin')
    look.stop()
  })

  it('move with their folder, and no other folder does', async () => {
    const torrent = await seed('folders', 65)
    const move = { key: key(torrent), folder: 'folders/disc 1', path: 'folders/CD/first' }
    await estuary.call('files.renameFolder', move)
    expect(await told(torrent)).toEqual([
      'folders/a.bin',
      'folders/CD/first/one.bin',
      'folders/CD/first/two.bin',
      'folders/disc 10/größer.bin',
      'folders/nothing',
    ])
    expect(existsSync(join(daemon.downloads, 'folders/CD/first/two.bin'))).toBe(true)
    await expect(estuary.call('files.renameFolder', move)).rejects.toMatchObject({
      problem: { code: 'not-found', says: { id: 'files.noFolder' } },
    })
    const taken = { key: key(torrent), folder: 'folders/CD', path: 'folders/disc 10' }
    await expect(estuary.call('files.renameFolder', taken)).rejects.toMatchObject({
      problem: { code: 'invalid', details: { field: 'path' } },
    })
  })

  it('take the whole torrent’s name with them when its folder is renamed', async () => {
    const torrent = await seed('before', 66)
    await estuary.call('files.renameFolder', { key: key(torrent), folder: 'before', path: 'after' })
    expect(await witness.status(torrent.hash, ['name'])).toEqual({ name: 'after' })
    await estuary.until('the row has the name', () => estuary.row(id, torrent.hash)?.name === 'after')
  })

  it('of a magnet link are not known before its metadata is there', async () => {
    const hash = '0123456789abcdef0123456789abcdef01234567'
    await witness.call('core.add_torrent_magnet', `magnet:?xt=urn:btih:${hash}&dn=soon`, { add_paused: true })
    await estuary.until('it is listed', () => estuary.row(id, hash) !== undefined)
    const look = new Look(keyOf(id, hash))
    await expect.poll(() => look.items, patience).toEqual([{ kind: 'unknown' }])
    const call = estuary.call('files.prioritize', { key: keyOf(id, hash), indexes: [0], priority: 'skip' })
    await expect(call).rejects.toMatchObject({ problem: { says: { id: 'files.unknown' } } })
    look.stop()
  })

  it('are a line of history, each change', () => {
    const said = estuary.events.flatMap(({ kind, says }) => (kind === 'acted' && says ? [says.id] : []))
    expect(new Set(said)).toEqual(
      new Set(['history.files.high', 'history.files.skip', 'history.renamed', 'history.folderRenamed']),
    )
  })
})
