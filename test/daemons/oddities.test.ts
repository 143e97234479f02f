import { afterAll, beforeAll, expect, it } from 'vitest'
import { longest } from '../../main/lib/bounds.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { fill, torrentNumber } from './collection.ts'
import { differences } from './compare.ts'
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
  'y'.repeat(100_000),
]
/** Rows but for the burst: a few ordinary ones, those with odd names, one with many files. */
const others = 20 + names.length + 1 + 1
/** Cut where a character has two halves. */
const longName = `x${'🌊'.repeat(50_000)}`

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

  /** Every field of every row as Deluge's own client is told it. */
  async function expectTruth(count: number): Promise<void> {
    const keys = estuary.rowsOf(id).map(({ hash }) => keyOf(id, hash))
    expect(keys).toHaveLength(count)
    await estuary.call('view.watch', { visible: keys, selected: [] })
    const wrong = (): Promise<string[]> => differences(witness, estuary.rowsOf(id))
    await expect.poll(wrong, { timeout: 30_000, interval: 500 }).toEqual([])
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

  it('shows the beginning of a name of 100,000 letters, from a magnet link and given by hand', async () => {
    const magnet = 'ef'.repeat(20)
    const uri = `magnet:?xt=urn:btih:${magnet}&dn=${encodeURIComponent(longName)}`
    await witness.call('core.add_torrent_magnet', uri, { add_paused: true })
    const { hash } = torrentNumber(1)
    await estuary.call('view.watch', { visible: [keyOf(id, hash)], selected: [] })
    await witness.call('core.set_torrent_options', [hash], { name: longName })
    for (const one of [magnet, hash]) {
      expect(await witness.status(one, ['name'])).toEqual({ name: longName })
      await estuary.until('its name is known', () => estuary.row(id, one)?.name === longName.slice(0, longest.name - 1))
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
    await expectTruth(others + burst)
    await witness.call('core.remove_torrents', hashes, false)
    await estuary.until('all are gone', () => hashes.every((hash) => !estuary.row(id, hash)))
    const linesOf = (wanted: string) =>
      estuary.events.filter(({ kind, hash }) => kind === wanted && hash !== null && hashes.includes(hash))
    // Lines that come in crowds are told together, a second later.
    await estuary.until('all that came is told', () => linesOf('added').length === burst)
    await estuary.until('all that went is told', () => linesOf('removed').length === burst)
    expect(linesOf('added').find(({ hash }) => hash === hashes[0])?.name).toBe(torrentNumber(first).name)
  })

  it('has every field of every row as Deluge’s own client has it, and remembers it', async () => {
    await expectTruth(others)
    expect((await poller.rest()).length).toBeGreaterThan(0)
    const before = new Map(estuary.rows)
    await estuary.close()
    daemon.pause()
    estuary = await home.open()
    await estuary.until('the remembered rows are there', () => estuary.rows.size === others)
    expect(estuary.rows).toEqual(before)
    daemon.resume()
    await estuary.untilLink(id, 'live')
    await expectTruth(others)
  })
})
