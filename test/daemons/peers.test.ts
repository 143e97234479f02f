import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { Peer } from '../../preload/contract/peers.ts'
import { needs } from '../needs.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { patience } from './dialling.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('peers of a torrent, confirmed by Deluge’s own client', () => {
  const home = new Home()
  let seeder: Deluged
  let leecher: Deluged
  let witness: Witness
  let other: Witness
  let estuary: Estuary
  let id: string
  let key: string
  let hash: string
  let shown: Peer[] = []

  beforeAll(async () => {
    ;[seeder, leecher] = await Promise.all([startDeluged(), startDeluged()])
    witness = await openWitness(seeder)
    other = await openWitness(leecher)
    const torrent = makeTorrent({ name: 'slow', content: 3_000_000, data: seeder.downloads, seed: 71 })
    hash = torrent.hash
    await witness.call('core.add_torrent_file', 'slow.torrent', torrent.base64, { add_paused: false })
    const limits = { add_paused: false, max_download_speed: 20 }
    await other.call('core.add_torrent_file', 'slow.torrent', torrent.base64, limits)
    estuary = await home.open()
    id = await estuary.add(leecher, 'nas')
    key = keyOf(id, hash)
    await estuary.untilLink(id, 'live')
    await estuary.until('it is listed', () => estuary.row(id, hash)?.state === 'downloading')
    estuary.listen('peers', { key }, (item) => {
      if (item.kind === 'peers') shown = item.peers
    })
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await other.close()
    await seeder.dispose()
    await leecher.dispose()
    home.remove()
  })

  it('come when somebody connects to them, and bring data', async () => {
    expect(shown).toEqual([])
    expect(await estuary.call('peers.connect', { key, peer: `127.0.0.1:${seeder.listenPort}` })).toBeNull()
    await expect.poll(() => shown.map(({ address }) => address), patience).toEqual([`127.0.0.1:${seeder.listenPort}`])
    await expect.poll(() => shown[0]?.downBytesPerSecond, patience).toBeGreaterThan(0)
    expect(shown[0]).toMatchObject({ isSeed: true, progress: 1, country: null, flags: null })
    expect(shown[0]?.client).toMatch(/^Deluge/)
    const { peers } = (await witness.status(hash, ['peers'])) as { peers: { seed: number }[] }
    expect(peers).toHaveLength(1)
  })

  it('that are no addresses are refused', async () => {
    for (const peer of ['localhost:1', '::1:6881', '127.0.0.1']) {
      await expect(estuary.call('peers.connect', { key, peer })).rejects.toMatchObject({ problem: { code: 'invalid' } })
    }
  })

  it('go when the torrent is paused', async () => {
    await estuary.call('torrents.pause', { keys: [key] })
    await expect.poll(() => shown, patience).toEqual([])
  })

  it('of a torrent that is not there are refused', async () => {
    const gone = keyOf(id, 'f'.repeat(40))
    await expect(estuary.call('peers.connect', { key: gone, peer: '127.0.0.1:1' })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    })
  })
})
