import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { makeDelugeFolder, type Suite } from '../debian/deluge.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { rowsToldTo } from './compare.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

const count = 25

needs('deluged', 'mmdebstrap').describe('a daemon that is upgraded in place, and back', () => {
  const home = new Home()
  let daemon: Deluged
  let estuary: Estuary
  let id: string

  /** The same folder under another Deluge, and somebody who uses the client of that one. */
  async function moveTo(suite: Suite | null): Promise<Witness> {
    await daemon.stop()
    daemon.suite = suite
    await daemon.start()
    await estuary.untilLink(id, 'live', 40_000)
    return openWitness(daemon)
  }

  const rows = (): Record<string, Torrent> => Object.fromEntries(estuary.rowsOf(id).map((row) => [row.hash, row]))

  async function expectTruth(witness: Witness): Promise<void> {
    await estuary.call('view.watch', { visible: Object.keys(rows()).map((hash) => keyOf(id, hash)), selected: [] })
    await expect.poll(rows, { timeout: 30_000 }).toEqual(await rowsToldTo(witness))
  }

  beforeAll(async () => {
    await makeDelugeFolder('trixie')
    daemon = await startDeluged({ suite: null })
    const witness = await openWitness(daemon)
    await fill(witness, count)
    await witness.close()
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
    await estuary.until('all are there', () => estuary.rowsOf(id).length === count)
  }, 300_000)
  afterAll(async () => {
    await estuary.close()
    await daemon.dispose()
    home.remove()
  })

  it('is the same daemon with the same torrents under the newer Deluge', async () => {
    const before = estuary.daemon(id)
    const witness = await moveTo('trixie')
    expect(estuary.daemon(id).version).not.toBe(before.version)
    expect(estuary.daemon(id).certificate).toEqual(before.certificate)
    await expectTruth(witness)
    const fresh = torrentNumber(count)
    await witness.call('core.add_torrent_file', 'x.torrent', fresh.base64, { add_paused: true })
    await estuary.until('one that is added there is listed', () => estuary.row(id, fresh.hash)?.name === fresh.name)
    await witness.close()
  })

  it('and under the older one again', async () => {
    const witness = await moveTo(null)
    expect(await witness.hashes()).toHaveLength(count + 1)
    await expectTruth(witness)
    await witness.close()
    const said = estuary.events.filter(({ kind }) => kind === 'removed' || kind === 'failed' || kind === 'refused')
    expect(said).toEqual([])
  })
})
