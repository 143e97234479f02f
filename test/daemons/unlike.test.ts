import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rtorrent } from '../../main/backend/rtorrent/rtorrent.ts'
import { Registry } from '../../main/backend/registry.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { keyOf, type TorrentKey } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { type Estuary, Home } from './estuary.ts'
import { type RtorrentDaemon, startRtorrent } from './rtorrent.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'

const trackers = ['http://127.0.0.1:1/announce']
const plain = (seed: number, more: Partial<Parameters<typeof makeTorrent>[0]> = {}): MadeTorrent =>
  makeTorrent({ name: `made ${seed}`, content: 60_000, trackers, seed, ...more })

needs('rtorrent').describe('real rTorrent daemons', () => {
  let seeder: RtorrentDaemon
  let leecher: RtorrentDaemon
  let home: Home
  let estuary: Estuary
  let id: string
  let shop: Server
  let shopAt: string
  const onShelf = new Map<string, Buffer>()

  const row = (hash: string): Torrent | undefined => estuary.row(id, hash)
  const add = (args: object): Promise<{ hash: string }> =>
    estuary.call('torrents.add', { daemon: id, paused: true, ...args } as never)
  const fileOf = (made: MadeTorrent): object => ({ kind: 'file', name: `${made.name}.torrent`, content: made.base64 })

  beforeAll(async () => {
    shop = createServer((request, response) => {
      const bytes = onShelf.get(request.url ?? '')
      response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/x-bittorrent' }).end(bytes)
    })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    shopAt = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
    ;[seeder, leecher] = await Promise.all([startRtorrent(), startRtorrent({ way: 'tcp' })])
    home = new Home()
    estuary = await home.open({ registry: new Registry([rtorrent]) })
    const { id: made } = await estuary.call('daemons.add', {
      name: 'leecher',
      kind: 'rtorrent',
      address: leecher.address,
      username: '',
    })
    id = made
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    home.remove()
    await Promise.all([seeder.dispose(), leecher.dispose()])
    await new Promise((resolve) => shop.close(resolve))
  })

  it('what somebody types becomes a folder, a label and options, and never a command', async () => {
    const made = plain(1)
    const folder = join(leecher.folder, 'a, b; "$cat=1" \\ ünï')
    mkdirSync(folder)
    const label = 'x ; execute.nothrow=touch,/tmp/never "$y" 🌊'
    const added = await add({
      source: fileOf(made),
      folder,
      options: { label, connections: 33, superSeeding: true },
      top: true,
    })
    expect(added).toMatchObject({ hash: made.hash, missed: [{ what: 'superSeeding' }, { what: 'top' }] })
    await estuary.until('it is listed', () => row(made.hash)?.label === label)
    expect(row(made.hash)).toMatchObject({ name: made.name, folder, state: 'paused', progress: 0 })
    const there = await leecher.meet()
    expect(await there.torrent(made.hash).peersMax().label().first()).toEqual({
      peersMax: 33,
      label: encodeURIComponent(label),
    })
  })

  it('takes more trackers and no fewer, and limits of its whole speed', async () => {
    const made = plain(9)
    await add({ source: fileOf(made) })
    await estuary.until('it is listed', () => row(made.hash) !== undefined)
    const key = keyOf(id, made.hash)
    const first = { url: trackers[0]!, tier: 0 }
    const more = { url: 'udp://tracker.example:80/announce', tier: 1 }
    await estuary.call('trackers.set', { key, trackers: [first, more] })
    const there = await leecher.meet()
    expect(await there.trackersOf(made.hash).url().group().all()).toEqual([
      { url: first.url, group: 0 },
      { url: more.url, group: 1 },
    ])
    await expect(estuary.call('trackers.set', { key, trackers: [more] })).rejects.toMatchObject({
      problem: { code: 'incompatible' },
    })
    const limits = { downBytesPerSecond: 500 * 1024, upBytesPerSecond: null }
    expect(await estuary.call('limits.set', { daemons: [id], limits })).toEqual([{ daemon: id, problem: null }])
    expect(await there.query().downloadThrottle().uploadThrottle().first()).toEqual({
      downloadThrottle: 500 * 1024,
      uploadThrottle: 0,
    })
  })

  it('says what it took silently nothing of: garbage, a duplicate, an address with nothing', async () => {
    const made = plain(2)
    const [garbage, bare] = [Buffer.from('d8:announce3:abce').toString('base64'), plain(3, { trackers: [] })]
    await expect(add({ source: { kind: 'file', name: 'x', content: garbage } })).rejects.toMatchObject({
      problem: { code: 'remote' },
    })
    await expect(add({ source: fileOf(bare) })).rejects.toMatchObject({
      problem: { message: expect.stringContaining('A torrent without a tracker') as string },
    })
    await add({ source: fileOf(made) })
    await expect(add({ source: fileOf(made) })).rejects.toMatchObject({
      problem: { details: { duplicate: made.hash } },
    })
  })

  it('adds what is at an address, and a magnet link, and knows them by their hashes', async () => {
    const made = plain(4)
    onShelf.set('/four.torrent', made.bytes)
    expect(await add({ source: { kind: 'url', url: `${shopAt}/four.torrent` } })).toMatchObject({ hash: made.hash })
    const hash = 'ab'.repeat(20)
    const uri = `magnet:?xt=urn:btih:${hash}&dn=film&tr=${encodeURIComponent(trackers[0]!)}`
    expect(await add({ source: { kind: 'magnet', uri } })).toMatchObject({ hash })
    await estuary.until('it is listed', () => row(hash)?.state === 'paused')
    expect(row(hash)).toMatchObject({ sizeBytes: 0, progress: 0 })
  })

  it('takes torrent files that are longer than it takes at first, and says which are too long', async () => {
    const large = plain(5, { content: 16_384 * 24_000 })
    expect(large.base64.length).toBeGreaterThan(524_288)
    expect(await add({ source: fileOf(large) })).toMatchObject({ hash: large.hash })
    const enormous = plain(6, { content: 16_384 * 90_000 })
    await expect(add({ source: fileOf(enormous) })).rejects.toMatchObject({ problem: { code: 'too-large' } })
  })

  /** Leads the leecher to the seeder, again and again: rTorrent answers alike whatever comes of it. */
  async function meetUntil(key: TorrentKey, isDone: () => boolean): Promise<void> {
    const meet = async (): Promise<boolean> => {
      await estuary.call('peers.connect', { key, peer: `127.0.0.1:${seeder.peerPort}` }).catch(() => {})
      return isDone()
    }
    await expect.poll(meet, { timeout: 40_000, interval: 500 }).toBe(true)
  }

  /** What the seeder has whole, and gives; another one each time. */
  let seed = 7
  async function shared(): Promise<MadeTorrent> {
    seed += 1
    const content = [
      { path: ['one.bin'], sizeBytes: 1_500_000 },
      { path: ['two.bin'], sizeBytes: 400_000 },
    ]
    const made = makeTorrent({ name: `shared ${seed}`, content, trackers, seed, data: seeder.downloads })
    const there = await seeder.meet()
    await there.query().addTorrentRaw(made.bytes).first()
    const begin = (): Promise<unknown> => there.torrent(made.hash).start().first()
    await expect.poll(begin, { timeout: 10_000 }).toBeDefined()
    const isWhole = async (): Promise<number> => (await there.torrent(made.hash).isComplete().first()).isComplete
    await expect.poll(isWhole, { timeout: 30_000 }).toBe(1)
    return made
  }

  it('shows a transfer from one daemon to the other until it is whole', async () => {
    const made = await shared()
    const there = await leecher.meet()
    await there
      .query()
      .setDownloadThrottle(800 * 1024)
      .first()
    await add({ source: fileOf(made), paused: false, priorities: ['normal', 'high'] })
    await estuary.until('it is listed', () => row(made.hash)?.state === 'downloading')
    const key = keyOf(id, made.hash)
    // Where it is quick, it is whole before anybody has looked.
    const flows = (): boolean =>
      (row(made.hash)?.downBytesPerSecond ?? 0) > 50_000 || row(made.hash)?.state === 'seeding'
    await meetUntil(key, flows)
    await there.query().setDownloadThrottle(0).first()
    await estuary.until('it is whole', () => row(made.hash)?.state === 'seeding', 60_000)
    expect(row(made.hash)).toMatchObject({ progress: 1, remainingBytes: 0, doneBytes: 1_900_000 })
    const isTold = (): boolean => estuary.events.some(({ kind, hash }) => kind === 'finished' && hash === made.hash)
    await estuary.until('it is told', isTold)
  })

  it('a magnet link is what it was to be when its metadata is there', async () => {
    const made = await shared()
    const folder = join(leecher.folder, 'from links')
    mkdirSync(folder)
    const uri = `magnet:?xt=urn:btih:${made.hash}&tr=${encodeURIComponent(trackers[0]!)}`
    await add({ source: { kind: 'magnet', uri }, paused: false, folder, options: { label: 'links' } })
    await estuary.until('it is listed', () => row(made.hash) !== undefined)
    const key = keyOf(id, made.hash)
    await meetUntil(key, () => row(made.hash)?.name === made.name)
    await estuary.until(
      'it is as it was to be',
      () => row(made.hash)?.folder === folder && row(made.hash)?.label === 'links',
    )
    await estuary.until('it runs', () => row(made.hash)?.state !== 'paused')
  })
})
