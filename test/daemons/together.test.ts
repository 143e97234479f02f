import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { needs } from '../needs.ts'
import { fill, labelOfNumber, torrentNumber } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

const count = 120

needs('deluged').describe('one window over two daemons', () => {
  const home = new Home()
  const twin = torrentNumber(3)
  let nas: Deluged
  let attic: Deluged
  let atNas: Witness
  let atAttic: Witness
  let estuary: Estuary
  let nasId: string
  let atticId: string

  beforeAll(async () => {
    ;[nas, attic] = await Promise.all([startDeluged({ label: true }), startDeluged()])
    ;[atNas, atAttic] = await Promise.all([openWitness(nas), openWitness(attic)])
    await fill(atNas, count, { withLabels: true })
    await atAttic.call('core.add_torrent_file', 'twin.torrent', twin.base64, { add_paused: true })
    estuary = await home.open()
    nasId = await estuary.add(nas, 'nas')
    atticId = await estuary.add(attic, 'attic')
    await estuary.untilLink(nasId, 'live')
    await estuary.untilLink(atticId, 'live')
  })
  afterAll(async () => {
    await estuary.close()
    await Promise.all([atNas.close(), atAttic.close()])
    await Promise.all([nas.dispose(), attic.dispose()])
    home.remove()
  })

  it('lists the torrents of both, each under its own daemon', () => {
    expect(estuary.rowsOf(nasId)).toHaveLength(count)
    expect(estuary.rowsOf(atticId).map(({ hash }) => hash)).toEqual([twin.hash])
    expect(estuary.daemons.map(({ name, torrents, level }) => ({ name, torrents, level }))).toEqual([
      { name: 'nas', torrents: count, level: 10 },
      { name: 'attic', torrents: 1, level: 10 },
    ])
  })

  it('says of each row what Deluge’s own client says', async () => {
    const keys = ['name', 'total_size', 'state', 'progress', 'label', 'tracker_host', 'time_added', 'queue', 'owner']
    const told = (await atNas.call('core.get_torrents_status', {}, keys)) as Record<string, Record<string, unknown>>
    const ours = estuary.rowsOf(nasId).map((row) => [
      row.hash,
      {
        name: row.name,
        total_size: row.sizeBytes,
        state: row.state === 'paused' ? 'Paused' : row.state,
        progress: row.progress * 100,
        label: row.label,
        tracker_host: row.tracker,
        time_added: (row.addedAt ?? 0) / 1000,
        queue: row.queue,
        owner: row.owner,
      },
    ])
    expect(Object.fromEntries(ours)).toEqual(told)
    expect(new Set(estuary.rowsOf(nasId).map(({ label }) => label))).toEqual(
      new Set(Array.from({ length: count }, (_, index) => labelOfNumber(index))),
    )
  })

  it('reads the remaining columns, too', async () => {
    const folder = (): string | undefined => estuary.row(nasId, twin.hash)?.folder
    await estuary.until('the folder is known', () => folder() !== '')
    const told = await atNas.status(twin.hash, ['download_location', 'private', 'comment', 'total_wanted'])
    const row = estuary.row(nasId, twin.hash)
    expect(told).toEqual({
      download_location: folder(),
      private: row?.private,
      comment: row?.comment,
      total_wanted: row?.wantedBytes,
    })
  })

  it('acts on one of two equal torrents without touching the other', async () => {
    await estuary.call('torrents.resume', { keys: [keyOf(atticId, twin.hash)] })
    await estuary.until('it runs on attic', () => estuary.row(atticId, twin.hash)?.state === 'downloading')
    expect(estuary.row(nasId, twin.hash)?.state).toBe('paused')
    expect(await atNas.status(twin.hash, ['state'])).toEqual({ state: 'Paused' })
    expect(await atAttic.status(twin.hash, ['state'])).toEqual({ state: 'Downloading' })
  })

  it('carries out one call on torrents of both', async () => {
    const keys = [keyOf(atticId, twin.hash), keyOf(nasId, twin.hash)]
    const results = await estuary.call('torrents.remove', { keys, withFiles: false })
    expect(results.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(
      keys.toSorted((a, b) => a.localeCompare(b)).map((key) => ({ key, problem: null })),
    )
    await estuary.until('both rows went', () => keys.every((key) => !estuary.rows.has(key)))
    expect(await atNas.hashes()).not.toContain(twin.hash)
    expect(await atAttic.hashes()).toEqual([])
  })

  it('shows what another client adds, labels and removes', async () => {
    const torrent = torrentNumber(count + 1)
    await atNas.call('core.add_torrent_file', 'x.torrent', torrent.base64, { add_paused: true })
    await estuary.until('it appears', () => estuary.row(nasId, torrent.hash)?.name === torrent.name)
    expect(estuary.row(atticId, torrent.hash)).toBeUndefined()
    const key = keyOf(nasId, torrent.hash)
    await estuary.call('view.watch', { visible: [key], selected: [] })
    await atNas.call('label.set_torrent', torrent.hash, 'books')
    await estuary.until('it has its label', () => estuary.rows.get(key)?.label === 'books', 30_000)
    await atNas.call('core.remove_torrent', torrent.hash, false)
    await estuary.until('it goes', () => !estuary.rows.has(key))
    const told = estuary.events.filter(({ hash }) => hash === torrent.hash).map(({ kind, name }) => ({ kind, name }))
    expect(told).toEqual([
      { kind: 'added', name: torrent.name },
      { kind: 'removed', name: torrent.name },
    ])
  })
})
