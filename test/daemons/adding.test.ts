import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Missed } from '../../preload/contract/adding.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { readTorrentFile } from '../../preload/torrent/file.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent } from './torrents.ts'
import { startTracker, type Tracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

/** A torrent of version 2 alone: libtorrent puts files that fill up pieces between its own. */
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/torrent/libtorrent-2.0.8.json'), 'utf8'),
) as { torrents: { what: string; base64: string; id: string }[] }
const newer = vectors.torrents.find(({ what }) => what === 'v2 folder')!

needs('deluged').describe('torrents that are added with everything that they are to be', () => {
  const home = new Home()
  let labelled: Deluged
  let plain: Deluged
  let witness: Witness
  let other: Witness
  let tracker: Tracker
  let estuary: Estuary
  let nas: string
  let box: string
  let server: Server
  let asked: IncomingHttpHeaders[] = []
  let served: Buffer = Buffer.alloc(0)
  let url: string

  beforeAll(async () => {
    tracker = await startTracker()
    ;[labelled, plain] = await Promise.all([startDeluged({ label: true }), startDeluged()])
    ;[witness, other] = await Promise.all([openWitness(labelled), openWitness(plain)])
    server = createServer((request, response) => {
      asked.push(request.headers)
      response.setHeader('content-type', 'application/x-bittorrent')
      response.end(served)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x.torrent`
    estuary = await home.open()
    nas = await estuary.add(labelled, 'nas')
    box = await estuary.add(plain, 'box')
    await estuary.untilLink(nas, 'live')
    await estuary.untilLink(box, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([witness.close(), other.close()])
    await Promise.all([labelled.dispose(), plain.dispose()])
    await tracker.close()
    server.closeAllConnections()
    server.close()
    home.remove()
  })

  const three = [
    { path: ['film.mkv'], sizeBytes: 60_000 },
    { path: ['extra', 'notes.txt'], sizeBytes: 300 },
    { path: ['extra', 'cover.png'], sizeBytes: 9_000 },
  ]
  const fileOf = (base64: string) => ({ kind: 'file', name: 'x.torrent', content: base64 }) as const
  const idsOf = (missed: readonly Missed[]): unknown[] =>
    missed.map(({ what, problem }) => [what, problem.says?.id ?? problem.code])

  it('have their options, label, place in the queue and chosen files from the first moment on', async () => {
    const before = makeTorrent({ name: 'before', content: 100, seed: 900 })
    await witness.call('core.add_torrent_file', 'b.torrent', before.base64, { add_paused: true })
    const { hash, base64 } = makeTorrent({ name: 'wanted', content: three, seed: 901 })
    const options = {
      downLimitBytesPerSecond: 12_800,
      connections: 30,
      moveWhenDone: true,
      moveFolder: '/srv/fertig ü',
      sequential: true,
      firstLast: false,
      shared: true,
      owner: 'normal',
      label: 'Films',
    }
    const folder = join(labelled.configFolder, 'neu')
    const wishes = { folder, paused: true, options, priorities: ['high', 'skip', 'low'], top: true } as const
    const added = await estuary.call('torrents.add', {
      daemon: nas,
      source: fileOf(base64),
      ...wishes,
      priorities: [...wishes.priorities],
    })
    expect(added).toEqual({ hash, missed: [] })
    const keys = 'file_priorities max_connections move_completed move_completed_path sequential_download shared owner'
    const more = 'label queue download_location paused max_download_speed prioritize_first_last_pieces'
    expect(await witness.status(hash, `${keys} ${more}`.split(' '))).toEqual({
      file_priorities: [7, 0, 1],
      max_connections: 30,
      max_download_speed: 12.5,
      move_completed: true,
      move_completed_path: '/srv/fertig ü',
      sequential_download: true,
      prioritize_first_last_pieces: false,
      shared: true,
      owner: 'normal',
      label: 'films',
      queue: 0,
      download_location: folder,
      paused: true,
    })
  })

  it('are called as somebody said, with their files as they were, and never as nothing can be called', async () => {
    const { hash, base64 } = makeTorrent({ name: 'unnamed', content: three, seed: 905 })
    const args = { daemon: nas, source: fileOf(base64), paused: true }
    await expect(estuary.call('torrents.add', { ...args, name: 'a/b' })).rejects.toMatchObject({
      problem: { code: 'invalid', details: { field: 'name' } },
    })
    expect(await estuary.call('torrents.add', { ...args, name: 'Schöner Name' })).toEqual({ hash, missed: [] })
    const told = await witness.status(hash, ['name', 'files'])
    expect(told['name']).toBe('Schöner Name')
    expect((told['files'] as { path: string }[])[0]?.path).toBe('unnamed/film.mkv')
    await estuary.until('its row has that name', () => estuary.row(nas, hash)?.name === 'Schöner Name')
  })

  it('of version 2 have the right files chosen, though the daemon counts others between them', async () => {
    const priorities = ['skip', 'high', 'normal'] as const
    const source = fileOf(newer.base64)
    const added = await estuary.call('torrents.add', {
      daemon: nas,
      source,
      paused: false,
      priorities: [...priorities],
    })
    expect(added).toEqual({ hash: newer.id, missed: [] })
    const told = await witness.status(newer.id, ['files', 'file_priorities', 'paused'])
    const places = (told['files'] as { path: string }[]).flatMap(({ path }, at) => (path.includes('.pad/') ? [] : [at]))
    expect(places.length).toBeLessThan((told['files'] as unknown[]).length)
    expect(places.map((at) => (told['file_priorities'] as number[])[at])).toEqual([0, 7, 4])
    expect(told['paused']).toBe(false)
  })

  it('are told truly what they are not: a label without the plugin, an owner who is nobody', async () => {
    const { hash, base64 } = makeTorrent({ name: 'unlabelled', content: three, seed: 902 })
    const options = { label: 'film', owner: 'nobody', uploadSlots: 3 }
    const added = await estuary.call('torrents.add', { daemon: box, source: fileOf(base64), paused: true, options })
    expect(added.hash).toBe(hash)
    expect(idsOf(added.missed)).toEqual([
      ['label', 'options.noLabels'],
      ['owner', 'options.noOwner'],
    ])
    expect(await other.status(hash, ['max_upload_slots', 'owner'])).toEqual({ max_upload_slots: 3, owner: 'admin' })
    const files = estuary.call('torrents.add', {
      daemon: box,
      source: { kind: 'magnet', uri: `magnet:?xt=urn:btih:${'ab'.repeat(20)}` },
      paused: true,
      priorities: ['skip'],
    })
    await expect(files).rejects.toMatchObject({ problem: { code: 'invalid' } })
    expect(await other.hashes()).not.toContain('ab'.repeat(20))
  })

  it('are a hundred at once, each with its own result in its place, one of them refused', async () => {
    const made = Array.from({ length: 100 }, (_, n) => makeTorrent({ name: `many ${n}`, content: 100, seed: 1000 + n }))
    const sources = made.map(({ base64 }, n) => fileOf(n === 50 ? 'eHg=' : base64))
    const results = await Promise.all(
      sources.map((source) =>
        estuary.call('torrents.add', { daemon: box, source, paused: true }).then(
          ({ hash }) => hash,
          (error: unknown) => String(error),
        ),
      ),
    )
    expect(results.map((result, n) => n === 50 || result === made[n]?.hash)).toEqual(made.map(() => true))
    expect(results[50]).toContain('not a torrent file')
    const present = new Set(await other.hashes())
    expect(made.filter(({ hash }) => present.has(hash))).toHaveLength(99)
  })

  it('are fetched by the daemon with headers that stand nowhere afterwards', async () => {
    const secret = 'c00k1e-of-mine-4711'
    const torrent = makeTorrent({ name: 'behind a login', content: 100, seed: 903 })
    served = torrent.bytes
    asked = []
    const headers = [
      { name: 'Cookie', value: `session=${secret}; lang=de` },
      { name: 'X-Who', value: 'me' },
    ]
    const source = { kind: 'url', url, headers } as const
    const added = await estuary.call('torrents.add', {
      daemon: nas,
      source: { ...source, headers: [...headers] },
      paused: true,
    })
    expect(added).toEqual({ hash: torrent.hash, missed: [] })
    expect(asked[0]).toMatchObject({ cookie: `session=${secret}; lang=de`, 'x-who': 'me' })
    const events = await estuary.call('events.list', { limit: 200 })
    expect(JSON.stringify(events)).not.toContain(secret)
  })

  it('that are there already are named, and can be given the trackers of the other', async () => {
    const plan = { name: 'twice', content: three, seed: 904 }
    const one = makeTorrent({ ...plan, trackers: ['http://one.example/announce'], private: true })
    await estuary.call('torrents.add', { daemon: nas, source: fileOf(one.base64), paused: true })
    const again = estuary.call('torrents.add', { daemon: nas, source: fileOf(one.base64), paused: true })
    await expect(again).rejects.toMatchObject({ problem: { details: { duplicate: one.hash } } })
    const key = keyOf(nas, one.hash)
    const trackers = ['http://one.example/announce', 'http://two.example/announce', 'http://two.example/announce']
    expect(await estuary.call('adding.mergeTrackers', { key, trackers })).toEqual({ added: 1 })
    expect(await estuary.call('adding.mergeTrackers', { key, trackers })).toEqual({ added: 0 })
    const told = (await witness.status(one.hash, ['trackers'])) as { trackers: { url: string; tier: number }[] }
    expect(told.trackers.map((found) => [found.url, found.tier])).toEqual([
      ['http://one.example/announce', 0],
      ['http://two.example/announce', 1],
    ])
  })

  it('from magnet links tell their files first, and are then added with those that were chosen', async () => {
    const torrent = makeTorrent({ name: 'Grüße 雪', content: three, data: plain.downloads, seed: 905 })
    await other.call('core.add_torrent_file', 'x.torrent', torrent.base64, { add_paused: false })
    await expect.poll(() => other.status(torrent.hash, ['state']), { timeout: 20_000 }).toEqual({ state: 'Seeding' })
    await other.call('core.set_torrent_trackers', torrent.hash, [{ url: tracker.url, tier: 0 }])
    await other.call('core.force_reannounce', [torrent.hash])
    await expect.poll(() => tracker.announced, { timeout: 20_000 }).toContain(torrent.hash)
    const uri = `magnet:?xt=urn:btih:${torrent.hash}&dn=x&tr=${encodeURIComponent(tracker.url)}`
    const kinds: string[] = []
    let content = ''
    const stop = estuary.listen('metadata', { daemon: nas, uri }, (item) => {
      kinds.push(item.kind)
      if (item.kind === 'found') content = item.content
    })
    await expect.poll(() => content, { timeout: 40_000 }).not.toBe('')
    stop()
    expect(kinds).toEqual(['asking', 'found'])
    const read = readTorrentFile(Buffer.from(content, 'base64'))
    expect(read).toMatchObject({ ok: true, file: { v1: torrent.hash, fileCount: 3, trackers: [[tracker.url]] } })
    expect(await witness.hashes()).not.toContain(torrent.hash)
    const priorities = ['skip', 'normal', 'skip'] as const
    const wishes = { daemon: nas, source: fileOf(content), paused: false, priorities: [...priorities] }
    expect(await estuary.call('torrents.add', wishes)).toEqual({ hash: torrent.hash, missed: [] })
    expect(await witness.status(torrent.hash, ['file_priorities', 'name'])).toEqual({
      file_priorities: [0, 4, 0],
      name: 'Grüße 雪',
    })
    await expect
      .poll(() => witness.status(torrent.hash, ['total_done', 'is_finished']), { timeout: 40_000 })
      .toMatchObject({ is_finished: true })
  })

  it('need room: what a folder has is told, and whether it is there', async () => {
    const there = await estuary.call('adding.space', { daemon: nas, folder: labelled.downloads })
    expect(there.isMissing).toBe(false)
    expect(there.freeBytes).toBeGreaterThan(0)
    const folder = join(labelled.downloads, 'not', 'yet')
    expect(await estuary.call('adding.space', { daemon: nas, folder })).toMatchObject({ isMissing: true })
    const { labels, cannot, defaults } = await estuary.call('adding.offers', { daemon: nas })
    expect(labels).toContain('films')
    expect(defaults).toMatchObject({ moveWhenDone: false, downLimitBytesPerSecond: null, autoManaged: true })
    expect(cannot).toEqual([])
    const offers = await estuary.call('adding.offers', { daemon: box })
    expect(offers).toMatchObject({ labels: null, cannot: [{ option: 'label' }] })
  })
})
