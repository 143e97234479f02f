import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { type Torrent } from '../../preload/contract/torrents.ts'
import { knownAs } from '../../preload/torrent/infohash.ts'
import { readMagnet } from '../../preload/torrent/magnet.ts'
import { needs } from '../needs.ts'
import { torrentNumber } from './collection.ts'
import { runConsole } from './console.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { startTracker, type Tracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

const vectors = join(import.meta.dirname, '../vectors/torrent/libtorrent-2.0.8.json')
const { torrents: recorded } = JSON.parse(readFileSync(vectors, 'utf8')) as {
  torrents: { what: string; base64: string; v1: string; v2: string }[]
}
const hybrid = recorded.find(({ what }) => what === 'hybrid file')!

needs('deluged', 'deluge-console').describe('every action, confirmed by Deluge’s own clients', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let tracker: Tracker
  let estuary: Estuary
  let id: string

  const row = ({ hash }: MadeTorrent): Torrent | undefined => estuary.row(id, hash)
  const key = ({ hash }: MadeTorrent): string => keyOf(id, hash)
  const done = (...torrents: MadeTorrent[]): unknown => torrents.map((one) => ({ key: key(one), problem: null }))

  /** A torrent whose content is really there, seeding. */
  async function seed(name: string): Promise<MadeTorrent> {
    const torrent = makeTorrent({ name, content: 100_000, trackers: [tracker.url], data: daemon.downloads })
    await witness.call('core.add_torrent_file', `${name}.torrent`, torrent.base64, { add_paused: false })
    await estuary.until(`${name} seeds`, () => row(torrent)?.state === 'seeding')
    return torrent
  }

  async function addPaused(...numbers: number[]): Promise<MadeTorrent[]> {
    const torrents = numbers.map(torrentNumber)
    for (const { base64, name } of torrents) {
      await witness.call('core.add_torrent_file', `${name}.torrent`, base64, { add_paused: true })
    }
    await estuary.until('they are listed', () => torrents.every(row))
    return torrents
  }

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    tracker = await startTracker()
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await tracker.close()
    await daemon.dispose()
    home.remove()
  })

  it('pauses and resumes', async () => {
    const torrent = await seed('pausing')
    expect(await estuary.call('torrents.pause', { keys: [key(torrent)] })).toEqual(done(torrent))
    await estuary.until('it is paused', () => row(torrent)?.state === 'paused')
    expect(await witness.status(torrent.hash, ['state', 'paused'])).toEqual({ state: 'Paused', paused: true })
    expect(await runConsole(daemon, `info ${torrent.hash}`)).toMatch(/^\[P\] +100% pausing/)

    expect(await estuary.call('torrents.resume', { keys: [key(torrent)] })).toEqual(done(torrent))
    await estuary.until('it seeds again', () => row(torrent)?.state === 'seeding')
    expect(await witness.status(torrent.hash, ['state', 'paused'])).toEqual({ state: 'Seeding', paused: false })
  })

  it('re-checks and shows what is missing then', async () => {
    const torrent = await seed('damaged')
    writeFileSync(join(daemon.downloads, 'damaged'), Buffer.alloc(100_000))
    expect(await estuary.call('torrents.recheck', { keys: [key(torrent)] })).toEqual(done(torrent))
    await estuary.until('nothing is left of it', () => row(torrent)?.progress === 0)
    await expect
      .poll(() => witness.status(torrent.hash, ['progress', 'total_done']))
      .toEqual({ progress: 0, total_done: 0 })
    // It would have a place in the queue now.
    await witness.call('core.remove_torrent', torrent.hash, true)
  })

  it('asks the tracker again', async () => {
    const torrent = await seed('announced')
    const announces = (): number => tracker.announced.filter((hash) => hash === torrent.hash).length
    await expect.poll(announces).toBeGreaterThan(0)
    await estuary.until('it says so', () => row(torrent)?.trackerState === 'ok')
    const before = announces()
    expect(await estuary.call('torrents.reannounce', { keys: [key(torrent)] })).toEqual(done(torrent))
    await expect.poll(announces, { timeout: 20_000 }).toBeGreaterThan(before)
  })

  it('moves torrents in the queue', async () => {
    const [a, b, c] = (await addPaused(1, 2, 3)) as [MadeTorrent, MadeTorrent, MadeTorrent]
    await estuary.call('view.watch', { visible: [a, b, c].map(key), selected: [] })
    const names = new Map([a, b, c].map(({ hash }, index) => [hash, 'abc'[index]]))
    const inOrder = (places: [hash: string, place: number][]): string => {
      return places
        .toSorted(([, one], [, other]) => one - other)
        .map(([hash]) => names.get(hash) ?? '')
        .join('')
    }
    const told = async (): Promise<string> => {
      const all = (await witness.call('core.get_torrents_status', {}, ['queue'])) as Record<string, { queue: number }>
      return inOrder(Object.entries(all).map(([hash, { queue }]) => [hash, queue]))
    }
    const shown = (): string => inOrder([a, b, c].map((one) => [one.hash, row(one)?.queue ?? -1]))
    const expectOrder = async (order: string): Promise<void> => {
      await expect.poll(told, { timeout: 10_000 }).toBe(order)
      await estuary.until(`the rows say ${order}`, () => shown() === order)
    }
    await estuary.call('torrents.queue', { keys: [key(c)], to: 'top' })
    await expectOrder('cab')
    await estuary.call('torrents.queue', { keys: [key(c)], to: 'down' })
    await expectOrder('acb')
    await estuary.call('torrents.queue', { keys: [key(b)], to: 'up' })
    await expectOrder('abc')
    await estuary.call('torrents.queue', { keys: [key(a), key(b)], to: 'bottom' })
    await expectOrder('cab')
  })

  it('removes from the list and leaves the files', async () => {
    const torrent = await seed('kept on disk')
    expect(await estuary.call('torrents.remove', { keys: [key(torrent)], withFiles: false })).toEqual(done(torrent))
    await estuary.until('the row goes', () => !row(torrent))
    expect(await witness.hashes()).not.toContain(torrent.hash)
    expect(existsSync(join(daemon.downloads, 'kept on disk'))).toBe(true)
  })

  it('removes with the files', async () => {
    const torrent = await seed('gone from disk')
    expect(await estuary.call('torrents.remove', { keys: [key(torrent)], withFiles: true })).toEqual(done(torrent))
    await estuary.until('the row goes', () => !row(torrent))
    expect(await witness.hashes()).not.toContain(torrent.hash)
    await expect.poll(() => existsSync(join(daemon.downloads, 'gone from disk'))).toBe(false)
  })

  it('says which of several torrents is not there and acts on the others', async () => {
    const [a, b] = (await addPaused(11, 12)) as [MadeTorrent, MadeTorrent]
    const missing = torrentNumber(99)
    const results = await estuary.call('torrents.resume', { keys: [key(a), key(missing), key(b)] })
    const problems = new Map(results.map((result) => [result.key, result.problem]))
    expect(problems.get(key(missing))).toMatchObject({ code: 'not-found' })
    expect([problems.get(key(a)), problems.get(key(b))]).toEqual([null, null])
    await estuary.until('both run', () => [a, b].every((one) => row(one)?.state !== 'paused'))
    for (const { hash } of [a, b]) expect(await witness.status(hash, ['paused'])).toEqual({ paused: false })
  })

  it('adds a torrent file to the folder given, paused', async () => {
    const torrent = makeTorrent({ name: 'aus Datei ü', content: 50_000, comment: 'drinnen' })
    const folder = join(daemon.configFolder, 'elsewhere')
    const source = { kind: 'file', name: 'aus Datei ü.torrent', content: torrent.base64 } as const
    const answer = await estuary.call('torrents.add', { daemon: id, source, folder, paused: true })
    expect(answer).toEqual({ hash: torrent.hash, missed: [] })
    await estuary.until('it is listed', () => row(torrent)?.name === 'aus Datei ü')
    expect(await witness.status(torrent.hash, ['state', 'download_location', 'comment'])).toEqual({
      state: 'Paused',
      download_location: folder,
      comment: 'drinnen',
    })
    const again = estuary.call('torrents.add', { daemon: id, source, paused: true })
    await expect(again).rejects.toMatchObject({ problem: { code: 'remote', details: { duplicate: torrent.hash } } })
  })

  it('adds a magnet link, running', async () => {
    const hash = 'c0ffee'.padEnd(40, '7')
    const source = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${hash}&dn=from+a+magnet` } as const
    expect(await estuary.call('torrents.add', { daemon: id, source, paused: false })).toEqual({ hash, missed: [] })
    await estuary.until('it is listed', () => estuary.row(id, hash)?.name === 'from a magnet')
    expect(await witness.status(hash, ['name', 'paused'])).toEqual({ name: 'from a magnet', paused: false })
  })

  it('knows a torrent of versions 1 and 2 by every hash that the daemon may list it under', async () => {
    const source = { kind: 'file', name: 'film.torrent', content: hybrid.base64 } as const
    const { hash } = await estuary.call('torrents.add', { daemon: id, source, paused: true })
    expect(hash).toBe(hybrid.v2.slice(0, 40))
    await estuary.until('it is listed', () => estuary.row(id, hash) !== undefined)
    expect(knownAs(hybrid)).toContain(hash)
    const again = (uri: string): Promise<unknown> =>
      estuary.call('torrents.add', { daemon: id, source: { kind: 'magnet', uri }, paused: true })
    await expect(again(`magnet:?xt=urn:btih:${hybrid.v1}`)).rejects.toThrow('already has this torrent')
    await expect(again(`magnet:?xt=urn:btmh:1220${hybrid.v2}`)).rejects.toThrow('only a hash of version 2')
    const [link = ''] = await estuary.call('torrents.magnets', { keys: [keyOf(id, hash)] })
    // 2.0 tells no more than the hash that it goes by.
    const isOld = estuary.daemon(id).version!.startsWith('2.0.')
    expect(readMagnet(link)).toMatchObject(isOld ? { v1: hash, v2: null } : { v1: hybrid.v1, v2: hybrid.v2 })
  })

  it('lets the daemon fetch a torrent from an address', async () => {
    const torrent = makeTorrent({ name: 'fetched', content: 50_000 })
    const server: Server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/x-bittorrent')
      response.end(torrent.bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const source = { kind: 'url', url: `http://127.0.0.1:${port}/x.torrent` } as const
    expect(await estuary.call('torrents.add', { daemon: id, source, paused: true })).toEqual({
      hash: torrent.hash,
      missed: [],
    })
    await estuary.until('it is listed', () => row(torrent)?.name === 'fetched')
    expect(await witness.hashes()).toContain(torrent.hash)
    server.close()
  })

  it('refuses what is no torrent in words that name it', async () => {
    const source = {
      kind: 'file',
      name: 'holiday.jpg',
      content: Buffer.from('not bencoded').toString('base64'),
    } as const
    const adding = estuary.call('torrents.add', { daemon: id, source, paused: true })
    await expect(adding).rejects.toMatchObject({
      problem: { message: expect.stringContaining('holiday.jpg') as string },
    })
  })

  it('reads the details of the torrent in focus', async () => {
    const torrent = await seed('in focus')
    estuary.look(key(torrent))
    await estuary.until('details come', () => estuary.details?.key === key(torrent))
    const told = await witness.status(torrent.hash, ['num_pieces', 'piece_length', 'num_files'])
    expect(told).toEqual({
      num_pieces: estuary.details?.pieceCount,
      piece_length: estuary.details?.pieceBytes,
      num_files: estuary.details?.fileCount,
    })
  })
})
