import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { rowsToldTo } from './compare.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { makeTorrent, type MadeTorrent } from './torrents.ts'
import { openWitness, type Witness } from './witness.ts'

const burst = 300
const polled = ['name', 'state', 'progress', 'queue', 'download_payload_rate', 'label', 'owner', 'shared']
const names = [
  '🏴‍☠️ 𝕱𝖗𝖆𝖐𝖙𝖚𝖗 👨‍👩‍👧‍👦',
  'שלום \u202Egpj.exe עולם',
  'tab\tbell\u0007 escape\u001b[31m del\u007f',
  '__proto__',
  'constructor',
  'e\u0301 \u200b \ufeff zero',
  'x'.repeat(200),
]

needs('deluged').describe('one window while Deluge’s own client polls the same daemon', () => {
  const home = new Home()
  let daemon: Deluged
  let witness: Witness
  let poller: Witness
  let estuary: Estuary
  let id: string

  async function give(torrent: MadeTorrent): Promise<void> {
    await witness.call('core.add_torrent_file', 'odd.torrent', torrent.base64, { add_paused: true })
  }

  beforeAll(async () => {
    daemon = await startDeluged({ label: true })
    ;[witness, poller] = await Promise.all([openWitness(daemon), openWitness(daemon)])
    await fill(witness, 20, { withLabels: true })
    // As Deluge's own windows do.
    await poller.beat(2_000, 'core.get_torrents_status', [{}, polled, true])
    estuary = await home.open()
    id = await estuary.add(daemon, 'nas')
    await estuary.untilLink(id, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([witness.close(), poller.close()])
    await daemon.dispose()
    home.remove()
  })

  it('shows names of every kind as the daemon tells them', async () => {
    for (const [seed, name] of names.entries()) {
      const torrent = makeTorrent({ name, content: 50_000, seed: 900 + seed, comment: `about ${name}` })
      await give(torrent)
      await estuary.until(`row of ${name}`, () => estuary.row(id, torrent.hash) !== undefined)
      expect(await witness.status(torrent.hash, ['name'])).toEqual({ name: estuary.row(id, torrent.hash)?.name })
    }
  })

  it('shows a torrent of 5,000 files', async () => {
    const content = Array.from({ length: 5_000 }, (_, n) => ({ path: [`part ${n % 50}`, `${n} ✓.bin`], sizeBytes: 20 }))
    const torrent = makeTorrent({ name: 'many', content, seed: 77 })
    await give(torrent)
    await estuary.until('it is listed', () => estuary.row(id, torrent.hash) !== undefined)
    estuary.look(keyOf(id, torrent.hash))
    await estuary.until('its files are counted', () => estuary.details?.fileCount === 5_000)
    expect(estuary.row(id, torrent.hash)?.sizeBytes).toBe(100_000)
  })

  it('follows a burst of additions and removals to the end', async () => {
    const first = 1_000
    const hashes = await fill(witness, burst, { first })
    await estuary.until('all came', () => hashes.every((hash) => estuary.row(id, hash)?.name), 40_000)
    const gone = hashes.filter((_, at) => at % 3 > 0)
    await witness.call('core.remove_torrents', gone, false)
    await estuary.until('those are gone', () => gone.every((hash) => !estuary.row(id, hash)))
    const lines = estuary.events.filter(({ hash }) => hash !== null && hashes.includes(hash))
    expect(lines.filter(({ kind }) => kind === 'added')).toHaveLength(burst)
    expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(gone.length)
    expect(lines.find(({ hash }) => hash === hashes[0])?.name).toBe(torrentNumber(first).name)
  })

  it('has every field of every row as Deluge’s own client has it', async () => {
    const rows = (): Torrent[] => estuary.rowsOf(id)
    await estuary.call('view.watch', { visible: rows().map(({ hash }) => keyOf(id, hash)), selected: [] })
    const told = await rowsToldTo(witness)
    expect(Object.keys(told)).toHaveLength(20 + names.length + 1 + burst / 3)
    await expect.poll(() => Object.fromEntries(rows().map((row) => [row.hash, row])), { timeout: 30_000 }).toEqual(told)
    expect((await poller.rest()).length).toBeGreaterThan(0)
  })
})
