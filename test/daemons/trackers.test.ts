import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { Tracker } from '../../preload/contract/trackers.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { patience } from './dialling.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { startTracker, type Tracker as RealTracker } from './tracker.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('trackers of a torrent, confirmed by Deluge’s own client', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let first: RealTracker
  let second: RealTracker
  let estuary: Estuary
  let id: string
  let torrent: MadeTorrent
  let shown: Tracker[] = []
  const silent = 'http://127.0.0.1:1/announce'

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    first = await startTracker()
    second = await startTracker()
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    torrent = makeTorrent({ name: 'announced', content: 90_000, trackers: [first.url, silent], data: daemon.downloads })
    await witness.call('core.add_torrent_file', 'announced.torrent', torrent.base64, { add_paused: false })
    await estuary.until('it is listed', () => estuary.row(id, torrent.hash) !== undefined)
    estuary.listen('trackers', { key: keyOf(id, torrent.hash) }, (item) => {
      if (item.kind === 'trackers') shown = item.trackers
    })
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await first.close()
    await second.close()
    await daemon.dispose()
    home.remove()
  })

  const places = async (): Promise<unknown[]> => {
    const { trackers } = (await witness.status(torrent.hash, ['trackers'])) as { trackers: Tracker[] }
    return trackers.map(({ url, tier }) => [url, tier])
  }

  it('are shown with what the one in use says', async () => {
    await expect
      .poll(() => shown.map(({ url, tier, state }) => [url, tier, state]), patience)
      .toEqual([
        [first.url, 0, 'ok'],
        [silent, 1, null],
      ])
    expect(shown[0]).toMatchObject({ seeds: 1, peers: 1, status: 'Announce OK' })
    expect(shown[0]?.nextAnnounceMs).toBeGreaterThan(0)
  })

  it('are added and moved between tiers, and the new one is really asked', async () => {
    const key = keyOf(id, torrent.hash)
    const trackers = [
      { url: silent, tier: 4 },
      { url: second.url, tier: 2 },
    ]
    expect(await estuary.call('trackers.set', { key, trackers })).toBeNull()
    expect(await places()).toEqual([
      [silent, 4],
      [second.url, 2],
    ])
    await expect.poll(() => second.announced, patience).toContain(torrent.hash)
    await expect
      .poll(() => shown.map(({ url, tier, state }) => [url, tier, state]), patience)
      .toEqual([
        [second.url, 2, 'ok'],
        [silent, 4, null],
      ])
  })

  it('are all removed', async () => {
    await estuary.call('trackers.set', { key: keyOf(id, torrent.hash), trackers: [] })
    expect(await places()).toEqual([])
    await expect.poll(() => shown, patience).toEqual([])
  })

  it('that are no addresses, or twice there, change nothing', async () => {
    const key = keyOf(id, torrent.hash)
    const trackers = [
      { url: first.url, tier: 0 },
      { url: first.url, tier: 1 },
    ]
    await expect(estuary.call('trackers.set', { key, trackers })).rejects.toMatchObject({
      problem: { code: 'invalid', details: { field: 'trackers.1.url' } },
    })
    expect(await places()).toEqual([])
  })
})
