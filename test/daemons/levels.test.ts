import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import { quickClock } from '../conformance/rig.ts'
import { needs } from '../needs.ts'
import { lookedAt } from './certificate.ts'
import { torrentNumber } from './collection.ts'
import { accounts } from './config.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { addressOf, Home, type Estuary } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('accounts of different levels on a real daemon', () => {
  const admins = torrentNumber(1)
  const own = torrentNumber(2)
  let daemon: Deluged
  let witness: Witness
  let home: Home
  let estuary: Estuary

  beforeAll(async () => {
    daemon = await startDeluged()
    witness = await openWitness(daemon)
    await witness.call('core.add_torrent_file', 'a.torrent', admins.base64, { add_paused: true })
  })
  afterAll(async () => {
    await witness.close()
    await daemon.dispose()
  })
  // One person each: the same daemon twice in one list is asked about.
  beforeEach(async () => {
    home = new Home()
    estuary = await home.open()
  })
  afterEach(async () => {
    await estuary.close()
    home.remove()
  })

  it('shows everything to level 10', async () => {
    const id = await estuary.add(daemon, 'as admin')
    await estuary.untilLink(id, 'live')
    expect(estuary.daemon(id)).toMatchObject({ level: 10, torrents: 1 })
    expect(estuary.row(id, admins.hash)).toMatchObject({ name: admins.name })
  })

  it('lets level 5 work with its own torrents and shows no others', async () => {
    const id = await estuary.add(daemon, 'as normal', accounts.normal)
    await estuary.untilLink(id, 'live')
    expect(estuary.daemon(id).level).toBe(5)
    const source = { kind: 'file', name: 'own.torrent', content: own.base64 } as const
    await estuary.call('torrents.add', { daemon: id, source, paused: true })
    await estuary.until('the own one is listed', () => estuary.row(id, own.hash) !== undefined)
    const foreign = torrentNumber(3)
    await witness.call('core.add_torrent_file', 'b.torrent', foreign.base64, { add_paused: true })
    await estuary.call('torrents.resume', { keys: [keyOf(id, own.hash)] })
    await estuary.until('the own one runs', () => estuary.row(id, own.hash)?.state !== 'paused')
    expect(estuary.rowsOf(id).map(({ hash }) => hash)).toEqual([own.hash])
    expect(await witness.status(own.hash, ['owner', 'paused'])).toEqual({ owner: 'normal', paused: false })
  })

  it('shows level 5 within a minute what is shared with it or given to it, and what others do to that', async () => {
    const [shared, given] = [torrentNumber(5), torrentNumber(6)]
    for (const { base64 } of [shared, given]) {
      await witness.call('core.add_torrent_file', 'x.torrent', base64, { add_paused: true })
    }
    await estuary.close()
    // Nobody is told of any of this: minutes pass.
    estuary = await home.open({ clock: quickClock(15) })
    const id = await estuary.add(daemon, 'as normal', accounts.normal)
    await estuary.untilLink(id, 'live')
    const names = (): string[] => estuary.rowsOf(id).map(({ name }) => name)
    expect(names()).not.toContain(shared.name)
    await witness.call('core.set_torrent_options', [shared.hash], { shared: true })
    await witness.call('core.set_torrent_options', [given.hash], { owner: 'normal' })
    await estuary.until('they are listed', () => [shared, given].every(({ name }) => names().includes(name)))
    await witness.call('core.set_torrent_options', [given.hash], { download_location: '/srv/given' })
    await estuary.until('it is there', () => estuary.row(id, given.hash)?.folder === '/srv/given', 40_000)
    await witness.call('core.set_torrent_options', [shared.hash], { shared: false })
    await estuary.until('it is not shown any more', () => !names().includes(shared.name))
    expect(estuary.events.filter(({ kind }) => kind === 'removed')).toEqual([])
  })

  it('says that level 1 may not even read the list, and changes nothing', async () => {
    const id = await estuary.add(daemon, 'as reader', accounts.reader)
    await estuary.untilLink(id, 'refused')
    expect(estuary.daemon(id)).toMatchObject({ level: 1, torrents: 0, link: { problem: { code: 'level' } } })
    expect(estuary.daemon(id).link.problem?.message).toMatch(/level 1/)
    const source = { kind: 'file', name: 'c.torrent', content: torrentNumber(4).base64 } as const
    const before = await witness.hashes()
    const adding = estuary.call('torrents.add', { daemon: id, source, paused: true })
    await expect(adding).rejects.toThrow('as reader is not connected')
    const [result] = await estuary.call('torrents.pause', { keys: [keyOf(id, own.hash)] })
    expect(result?.problem).not.toBeNull()
    expect(await witness.hashes()).toEqual(before)
    expect(await witness.status(own.hash, ['paused'])).toEqual({ paused: false })
  })

  it('does not connect with level 0 and says why', async () => {
    const id = await estuary.add(daemon, 'as nobody', accounts.none)
    await estuary.untilLink(id, 'refused')
    expect(estuary.daemon(id).link.problem).toMatchObject({ code: 'level', retry: 'after-change' })
    const account = { username: 'none', password: 'nonepass', ...(await lookedAt(daemon)) }
    const trial = estuary.call('daemons.test', { kind: 'deluge', address: addressOf(daemon), ...account })
    await expect(trial).rejects.toMatchObject({ problem: { code: 'level' } })
  })
})
