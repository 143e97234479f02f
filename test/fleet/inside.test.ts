import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FilesItem, FilesReader } from '../../preload/contract/files.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import type { PeersItem } from '../../preload/contract/peers.ts'
import type { TrackersItem } from '../../preload/contract/trackers.ts'
import { Home, type Estuary } from '../daemons/estuary.ts'
import { startFleetDaemon, type FleetDaemon } from './daemon.ts'
import type { Torrent } from './engine/torrent.ts'

/* What is inside of torrents, over a daemon that does what no real one can be asked to do. */

const home = new Home()
const soon = { timeout: 20_000 }
let daemon: FleetDaemon
let estuary: Estuary
let id: string
let torrent: Torrent
let key: string

beforeAll(async () => {
  daemon = await startFleetDaemon({ name: 'Wild', torrents: 30, activity: 'busy' })
  estuary = await home.open()
  id = await estuary.add(daemon, 'Wild')
  await estuary.untilLink(id, 'live')
  await estuary.until('all rows are there', () => estuary.rowsOf(id).length === 30)
})
afterAll(async () => {
  await estuary.close()
  await daemon.close()
  home.remove()
})

const stops: (() => void)[] = []
let files: FilesItem[]
let reader: FilesReader
let trackers: TrackersItem[]
let peers: PeersItem[]

/** Looks at everything inside of the torrent from now on. */
function look(): void {
  stops.push(
    estuary.listen('files', { key }, (item) => {
      files.push(item)
      reader.read(item)
    }),
    estuary.listen('trackers', { key }, (item) => trackers.push(item)),
    estuary.listen('peers', { key }, (item) => peers.push(item)),
  )
}

beforeEach(() => {
  torrent = daemon.engine.all().find((one) => one.running && one.hasMetadata && one.seeds + one.peers > 0)!
  key = keyOf(id, torrent.id)
  files = []
  reader = new FilesReader()
  trackers = []
  peers = []
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await daemon.behave()
  await estuary.untilLink(id, 'live')
  expect(estuary.rowsOf(id)).toHaveLength(30)
})

describe('a torrent with 10,000 files', () => {
  it('is told in a few parts, and one change of all of them is one call', async () => {
    torrent.fileCount = 10_000
    torrent.fileEnding = 'bin'
    torrent.files = null
    torrent.priorities = null
    look()
    await expect.poll(() => reader.files.length, soon).toBe(10_000)
    expect(files.length).toBeLessThan(5)
    const indexes = Array.from({ length: 10_000 }, (_, n) => n)
    const results = await estuary.call('files.prioritize', { key, indexes, priority: 'skip' })
    expect(results).toMatchObject([{ problem: null }])
    expect(torrent.priorities).toEqual(indexes.map(() => 0))
    await expect.poll(() => reader.files.every(({ priority }) => priority === 'skip'), soon).toBe(true)
  })
})

describe('what is changed at a simulated daemon', () => {
  it('is there: names, trackers, options', async () => {
    look()
    await expect.poll(() => reader.isWhole && reader.files.length > 0, soon).toBe(true)
    const [first] = reader.files
    const path = `${first?.path}.new`
    await estuary.call('files.rename', { key, renames: [{ index: 0, path }] })
    await expect.poll(() => reader.files[0]?.path, soon).toBe(path)
    const list = [
      { url: 'http://b.example/x', tier: 7 },
      { url: 'http://a.example/x', tier: 2 },
    ]
    await estuary.call('trackers.set', { key, trackers: list })
    await expect
      .poll(() => trackers.at(-1), soon)
      .toMatchObject({ kind: 'trackers', trackers: [{ tier: 2 }, { tier: 7 }] })
    const change = { sequential: true, uploadSlots: 5, label: 'seen', owner: 'normal' }
    expect(await estuary.call('options.set', { keys: [key], change })).toEqual([{ key, failed: [] }])
    expect(torrent.options).toMatchObject({ sequential_download: true, max_upload_slots: 5, owner: 'normal' })
    expect(peers.at(-1)?.kind).toBe('peers')
  })

  it('is told not to be where the daemon only answers', async () => {
    await daemon.misbehave({
      answers: { 'core.set_torrent_options': () => null, 'core.set_torrent_trackers': () => null },
    })
    const [result] = await estuary.call('options.set', { keys: [key], change: { connections: 77 } })
    expect(result?.failed).toMatchObject([{ option: 'connections', problem: { code: 'remote' } }])
    const set = estuary.call('trackers.set', { key, trackers: [{ url: 'udp://c.example:1', tier: 0 }] })
    await expect(set).rejects.toMatchObject({ problem: { code: 'remote' } })
  })
})

describe('a daemon that answers nonsense about what is inside', () => {
  it.each([
    ['texts and lists in place of everything', { wrongTypes: true }],
    ['a list where a status belongs', { answers: { 'core.get_torrent_status': () => [1, 2] } }],
    ['two million files', { answers: { 'core.get_torrent_status': () => ({ num_files: 2_000_000 }) } }],
    [
      'more progress than files',
      { answers: { 'core.get_torrent_status': () => ({ num_files: 1, file_progress: [1, 1], file_priorities: [4] }) } },
    ],
  ])('%s: is told so, and nothing else suffers', async (_what, manners) => {
    await daemon.misbehave(manners)
    look()
    await expect.poll(() => files.at(-1), soon).toMatchObject({ kind: 'away' })
    await expect.poll(() => trackers.at(-1)?.kind, soon).toBe('away')
    await expect.poll(() => peers.at(-1)?.kind, soon).toBe('away')
    expect(estuary.linkState(id)).toBe('live')
    await daemon.behave()
    await expect.poll(() => reader.files.length, soon).toBeGreaterThan(0)
    await expect.poll(() => trackers.at(-1)?.kind, soon).toBe('trackers')
  })
})
