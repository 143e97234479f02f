import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

/*
 * 2.0.3 cannot speak of a torrent whose name is not UTF-8, and from then on answers nobody's question about the whole
 * list; 2.2.0 sends the name's bytes as they are.
 */
needs('deluged').describe('a torrent whose name is not UTF-8', () => {
  const home = new Home()
  const misspelt = 'ab'.repeat(20)
  const count = 30
  let daemon: Deluged
  let witness: Witness
  let estuary: Estuary
  let id: string

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    await fill(witness, count)
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await estuary.until('all are there', () => estuary.rowsOf(id).length === count)
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await daemon.dispose()
    home.remove()
  })

  it('is sent in UTF-8 by Estuary, so that the daemon can speak of it', async () => {
    const hash = 'cd'.repeat(20)
    const source = { kind: 'magnet', uri: `magnet:?xt=urn:btih:${hash}&dn=Mot%F6rhead` } as const
    await estuary.call('torrents.add', { daemon: id, source, paused: true })
    await estuary.until('it is listed', () => estuary.row(id, hash)?.name === 'Motörhead')
    expect(await witness.status(hash, ['name'])).toEqual({ name: 'Motörhead' })
    await estuary.call('torrents.remove', { keys: [keyOf(id, hash)], withFiles: false })
    await estuary.until('it is gone', () => estuary.row(id, hash) === undefined)
  })

  it('is listed when another client adds it, and costs no other torrent anything', async () => {
    await witness.call('core.add_torrent_magnet', `magnet:?xt=urn:btih:${misspelt}&dn=Mot%F6rhead`, {
      add_paused: true,
    })
    await estuary.until('it is listed', () => estuary.row(id, misspelt) !== undefined)
    const row = estuary.row(id, misspelt)!
    if (row.state === 'error')
      expect(row.message).toMatch(/^The daemon cannot tell about this torrent: its name is not UTF-8/)
    else expect(row.name).toBe('Mot\uFFFDrhead')
    const other = torrentNumber(1)
    await witness.call('core.set_torrent_options', [other.hash], { max_download_speed: 12 })
    await estuary.call('view.watch', { visible: [keyOf(id, other.hash)], selected: [] })
    const limit = (): unknown => estuary.row(id, other.hash)?.downLimitBytesPerSecond
    await estuary.until('another row is true', () => limit() === 12 * 1024, 25_000)
    const fresh = torrentNumber(count + 1)
    await witness.call('core.add_torrent_file', 'x.torrent', fresh.base64, { add_paused: true })
    await estuary.until('a new one is listed', () => estuary.row(id, fresh.hash)?.name === fresh.name)
    expect(estuary.linkState(id)).toBe('live')
  })

  it('is there with all others after a new start of Estuary', async () => {
    await estuary.close()
    const other = new Home()
    try {
      estuary = await other.open()
      id = await estuary.add(daemon, 'nas')
      await estuary.untilLink(id, 'live')
      expect(estuary.rowsOf(id)).toHaveLength(count + 2)
      await estuary.until('the rest is read', () => estuary.row(id, torrentNumber(2).hash)?.folder !== '')
      const names = estuary.rowsOf(id).filter(({ state }) => state !== 'error')
      expect(names.length).toBeGreaterThan(count)
    } finally {
      await estuary.close()
      other.remove()
      estuary = await home.open()
      id = estuary.daemons[0]!.id
      await estuary.untilLink(id, 'live')
    }
  })

  it('can be removed', async () => {
    const keys = [keyOf(id, torrentNumber(5).hash), keyOf(id, misspelt), keyOf(id, torrentNumber(6).hash)]
    const results = await estuary.call('torrents.remove', { keys, withFiles: false })
    expect(results.map(({ problem }) => problem)).toEqual([null, null, null])
    await estuary.until('they are gone', () => keys.every((key) => !estuary.rows.has(key)))
    const left = await witness.hashes()
    expect(left).not.toContain(misspelt)
    expect(left).toHaveLength(count - 1)
  })
})
