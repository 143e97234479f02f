import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe as group, expect, it } from 'vitest'
import type { Following } from '../../main/backend/backend.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { closeAll, dial, fileOf, gone, patience, quiet } from './dialling.ts'
import { freePort } from './ports.ts'
import { makeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

afterEach(closeAll)

needs('deluged').describe('what our client does at a real Deluge 2 daemon', () => {
  let daemon: Deluged
  let witness: Witness

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
  })
  afterAll(async () => {
    await witness.close()
    await daemon.dispose()
  })

  const status = async (hash: string, key: string): Promise<unknown> => (await witness.status(hash, [key]))[key]

  group('adding', () => {
    let web: Server
    let base: string
    const served = makeTorrent({ name: 'from the web', content: 90_000, seed: 31 })

    beforeAll(async () => {
      web = createServer((request, response) => {
        response.setHeader('content-type', 'application/x-bittorrent')
        if (request.url === '/page') response.end('<html>no torrent</html>')
        else if (request.url === '/moved') response.writeHead(302, { location: '/it.torrent' }).end()
        else response.end(served.bytes)
      })
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
      base = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
    })
    afterAll(() => {
      web.closeAllConnections()
      web.close()
    })

    it('takes a file into the folder asked for, paused or not', async () => {
      const session = await dial(daemon)
      const [still, running] = [torrentNumber(902), torrentNumber(903)]
      const folder = `${daemon.downloads}/ordner ü`
      expect(await session.add(fileOf(still), { folder, paused: true })).toEqual({ hash: still.hash, missed: [] })
      expect(await session.add(fileOf(running), { folder: null, paused: false })).toEqual({
        hash: running.hash,
        missed: [],
      })
      expect(await witness.status(still.hash, ['download_location', 'paused'])).toEqual({
        download_location: folder,
        paused: true,
      })
      await expect.poll(() => status(running.hash, 'state'), patience).toBe('Downloading')
      await session.remove([still.hash, running.hash], true)
    })

    it('takes a magnet link under the name that it carries', async () => {
      const session = await dial(daemon)
      const hash = '0123456789abcdef0123456789abcdef01234567'
      const uri = `magnet:?xt=urn:btih:${hash}&dn=Gr%C3%BC%C3%9Fe%20%E9%9B%AA`
      expect(await session.add({ kind: 'magnet', uri }, quiet)).toEqual({ hash, missed: [] })
      const row = (await session.read([hash], 'first')).get(hash)
      expect(row).toMatchObject({ name: 'Grüße 雪', sizeBytes: 0, progress: 0 })
      expect(await session.details(hash)).toMatchObject({ pieces: null, fileCount: null })
      await session.remove([hash], true)
    })

    it('lets the daemon fetch an address, redirects included', async () => {
      const session = await dial(daemon)
      expect(await session.add({ kind: 'url', url: `${base}/moved` }, quiet)).toMatchObject({ hash: served.hash })
      await session.remove([served.hash], true)
    })

    it('names the torrent that is there already, however it is added', async () => {
      const session = await dial(daemon)
      await session.add(fileOf(served), quiet)
      const duplicate = {
        code: 'remote',
        message: 'Attic already has this torrent.',
        details: { duplicate: served.hash },
      }
      const magnet = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${served.hash}` } as const
      await expect(session.add(fileOf(served), quiet)).rejects.toMatchObject(duplicate)
      await expect(session.add(magnet, quiet)).rejects.toMatchObject(duplicate)
      await expect(session.add({ kind: 'url', url: base }, quiet)).rejects.toMatchObject(duplicate)
      await session.remove([served.hash], true)
    })

    it.each([
      ['garbage', Buffer.from('garbage').toString('base64')],
      ['nothing', ''],
      ['what is not base64', '%%%'],
      ['a bencoded dict that is no torrent', Buffer.from('d4:infod4:name1:aee').toString('base64')],
    ])('says that %s is no torrent file', async (_what, content) => {
      const session = await dial(daemon)
      await expect(session.add({ kind: 'file', name: 'odd.torrent', content }, quiet)).rejects.toMatchObject({
        code: 'remote',
        message: 'Attic could not read odd.torrent: it is not a torrent file.',
      })
    })

    it('says that a magnet link or an address leads nowhere', async () => {
      const session = await dial(daemon)
      await expect(session.add({ kind: 'magnet', uri: 'magnet:?xt=nonsense' }, quiet)).rejects.toMatchObject({
        message: 'Attic could not read the magnet link.',
      })
      const nowhere = `http://127.0.0.1:${await freePort()}/x`
      await expect(session.add({ kind: 'url', url: nowhere }, quiet)).rejects.toMatchObject({
        message: `Attic could not add ${nowhere}: the server refused the connection.`,
      })
      await expect(session.add({ kind: 'url', url: `${base}/page` }, quiet)).rejects.toMatchObject({
        message: `Attic could not add ${base}/page: what is there is not a torrent file.`,
      })
    })
  })

  group('verbs', () => {
    let hashes: string[]
    let session: Following

    beforeAll(async () => {
      hashes = await fill(witness, 5, { first: 500 })
    })
    afterAll(() => witness.call('core.remove_torrents', hashes, true))

    const places = async (): Promise<number[]> =>
      Promise.all(hashes.map(async (hash) => (await status(hash, 'queue')) as number))

    it('resume and pause torrents, and name the one that is gone', async () => {
      session = await dial(daemon)
      for (const [verb, state] of [
        ['resume', 'Downloading'],
        ['pause', 'Paused'],
      ] as const) {
        const outcomes = await session.act(verb, [gone, ...hashes.slice(0, 2)])
        expect(outcomes.map(({ problem }) => problem?.code)).toEqual(['not-found', undefined, undefined])
        for (const hash of hashes.slice(0, 2)) await expect.poll(() => status(hash, 'state'), patience).toBe(state)
      }
    })

    it('check the content again', async () => {
      session = await dial(daemon)
      const torrent = makeTorrent({ name: 'there already', content: 200_000, data: daemon.downloads, seed: 44 })
      await session.add(fileOf(torrent), quiet)
      await session.act('recheck', [torrent.hash])
      await expect.poll(() => status(torrent.hash, 'progress'), patience).toBe(100)
      writeFileSync(join(daemon.downloads, 'there already'), 'spoilt')
      expect(await session.act('recheck', [gone, torrent.hash])).toMatchObject([
        { problem: { code: 'not-found' } },
        { problem: null },
      ])
      await expect.poll(() => status(torrent.hash, 'progress'), patience).toBe(0)
      await session.remove([torrent.hash], true)
    })

    it('move torrents in the queue and keep their order among each other', async () => {
      session = await dial(daemon)
      const inOrder = hashes
      const start = Math.min(...(await places()))
      const now = async (): Promise<number[]> => (await places()).map((place) => place - start)
      expect(await now()).toEqual([0, 1, 2, 3, 4])
      await session.act('queueTop', [inOrder[4]!, inOrder[3]!])
      expect(await now()).toEqual([2, 3, 4, 0, 1])
      await session.act('queueBottom', [inOrder[3]!, inOrder[4]!])
      expect(await now()).toEqual([0, 1, 2, 3, 4])
      await session.act('queueUp', [inOrder[2]!, inOrder[1]!])
      expect(await now()).toEqual([2, 0, 1, 3, 4])
      const outcomes = await session.act('queueDown', [gone, inOrder[1]!, inOrder[2]!])
      expect(outcomes.map(({ problem }) => problem?.code)).toEqual(['not-found', undefined, undefined])
      expect(await now()).toEqual([0, 1, 2, 3, 4])
    })

    it('remove torrents with their files or without, and go on behind one that is gone', async () => {
      session = await dial(daemon)
      const [first, second] = [torrentNumber(910), torrentNumber(911)]
      for (const torrent of [first, second]) await session.add(fileOf(torrent), quiet)
      const outcomes = await session.remove([first.hash, gone, second.hash], false)
      expect(outcomes.map(({ problem }) => problem?.code)).toEqual([undefined, 'not-found', undefined])
      expect(await witness.hashes()).not.toContain(first.hash)
      expect(await witness.hashes()).not.toContain(second.hash)
    })

    it('act on a thousand torrents while others hardly notice', async () => {
      session = await dial(daemon)
      const crowd = await fill(witness, 1000, { first: 2000 })
      await witness.beat(5)
      const paused = await session.act('pause', crowd)
      const removed = await session.remove(crowd, true)
      const waits = await witness.rest()
      expect([...paused, ...removed].filter(({ problem }) => problem)).toEqual([])
      // Others were served in between, not only before and after.
      expect(waits.length).toBeGreaterThan(1)
      expect((await session.hashes()).filter((hash) => crowd.includes(hash))).toEqual([])
    })
  })
})
