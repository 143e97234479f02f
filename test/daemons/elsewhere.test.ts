import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { needs } from '../needs.ts'
import { fill } from './collection.ts'
import { type Deluged, startDeluged } from './deluged.ts'
import { type Estuary, Home } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

const count = 40

needs('deluged').describe('what somebody else changes at a real daemon without a word of it', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let estuary: Estuary
  let id: string
  let hashes: string[]

  const row = (hash: string): Torrent | undefined => estuary.row(id, hash)

  beforeAll(async () => {
    daemon = await startDeluged({ label: true })
    witness = await openWitness(daemon)
    hashes = await fill(witness, count)
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

  it('shows on screen: label, limits, folder, sharing and owner', async () => {
    const hash = hashes[3] ?? ''
    await estuary.call('view.watch', { visible: [keyOf(id, hash)], selected: [] })
    await witness.call('label.add', 'elsewhere')
    await witness.call('label.set_torrent', hash, 'elsewhere')
    await witness.call('core.set_torrent_options', [hash], {
      max_download_speed: 64,
      shared: true,
      owner: 'normal',
      download_location: '/srv/elsewhere',
    })
    await estuary.until('the label', () => row(hash)?.label === 'elsewhere')
    await estuary.until('the limit', () => row(hash)?.downLimitBytesPerSecond === 64 * 1024)
    await estuary.until('who may see it', () => row(hash)?.shared === true && row(hash)?.owner === 'normal')
    await estuary.until('the folder', () => row(hash)?.folder === '/srv/elsewhere')
  })

  it('places in the queue end up as they are, also while others ask for them all the time', async () => {
    await estuary.call('view.watch', { visible: [], selected: [] })
    const places = async (): Promise<Record<string, unknown>> =>
      Object.fromEntries(
        await Promise.all(
          hashes.map(async (hash) => [hash, (await witness.status(hash, ['queue']))['queue']] as const),
        ),
      )
    const shown = (): Record<string, unknown> => Object.fromEntries(hashes.map((hash) => [hash, row(hash)?.queue]))
    const other = await openWitness(daemon)
    let isOver = false
    const polling = (async () => {
      // So the daemon's own memory of its torrents is never older, or newer, than its 1.5 s.
      while (!isOver) await other.call('core.get_torrents_status', {}, ['queue'])
    })()
    try {
      for (let move = 0; move < 6; move += 1) {
        const verb = move % 2 === 0 ? 'core.queue_top' : 'core.queue_bottom'
        await witness.call(verb, [hashes[(move * 7) % count]])
        await expect.poll(shown, { timeout: 10_000, interval: 250 }).toEqual(await places())
      }
    } finally {
      isOver = true
      await polling
      await other.close()
    }
  })
})
