import { afterAll, beforeAll, expect, it } from 'vitest'
import { keyOf } from '../../preload/contract/keys.ts'
import type { OptionResult, OptionsReading, TorrentOptions } from '../../preload/contract/options.ts'
import { needs } from '../needs.ts'
import { fill } from './collection.ts'
import { startDeluged, type Deluged } from './deluged.ts'
import { Home, type Estuary } from './estuary.ts'
import { openWitness, type Witness } from './witness.ts'

needs('deluged').describe('options of torrents, confirmed by Deluge’s own client', () => {
  const home = new Home()
  let labelled: Deluged
  let plain: Deluged
  let witness: Witness
  let other: Witness
  let estuary: Estuary
  let hashes: string[]
  /** A daemon with the Label plugin, one without, and the first again for an account that is no admin. */
  let nas: string
  let box: string

  beforeAll(async () => {
    ;[labelled, plain] = await Promise.all([startDeluged({ label: true }), startDeluged()])
    witness = await openWitness(labelled)
    other = await openWitness(plain)
    hashes = await fill(witness, 3)
    await fill(other, 3)
    estuary = await home.open()
    nas = await estuary.add(labelled, 'nas')
    box = await estuary.add(plain, 'box', plain.accounts.normal)
    for (const hash of hashes) await other.call('core.set_torrent_options', [hash], { owner: 'normal' })
    await estuary.untilLink(nas, 'live')
    await estuary.untilLink(box, 'live')
    await estuary.until('all are listed', () => estuary.rowsOf(nas).length === 3)
  })
  afterAll(async () => {
    await estuary.close()
    await witness.close()
    await other.close()
    await labelled.dispose()
    await plain.dispose()
    home.remove()
  })

  const keysOn = (daemon: string): string[] => hashes.map((hash) => keyOf(daemon, hash))
  const failures = (results: readonly OptionResult[]): unknown[] =>
    results.map(({ failed }) => failed.map(({ option, problem }) => [option, problem.says?.id ?? problem.code]))
  const valueOf = (reading: OptionsReading, option: string): unknown => {
    const found = reading.options.find((one) => one.option === option)
    return found?.mixed ? 'mixed' : found?.value
  }

  const change: TorrentOptions = {
    downLimitBytesPerSecond: 12_800,
    upLimitBytesPerSecond: 1_000_000,
    connections: 30,
    uploadSlots: 4,
    stopAtRatio: true,
    stopRatio: 1.5,
    removeAtRatio: false,
    moveWhenDone: true,
    moveFolder: '/srv/fertig ü',
    sequential: true,
    firstLast: true,
    superSeeding: true,
    autoManaged: false,
    shared: true,
    owner: 'normal',
    label: 'Films',
  }

  it('are all set, each of them', async () => {
    const [first] = keysOn(nas) as [string]
    expect(failures(await estuary.call('options.set', { keys: [first], change }))).toEqual([[]])
    const keys = 'max_download_speed max_connections max_upload_slots stop_at_ratio stop_ratio remove_at_ratio'
    const more = 'move_completed move_completed_path sequential_download prioritize_first_last_pieces super_seeding'
    const rest = 'auto_managed shared owner label max_upload_speed'
    const { max_upload_speed: up, ...status } = await witness.status(hashes[0]!, `${keys} ${more} ${rest}`.split(' '))
    expect(up).toBeCloseTo(1_000_000 / 1024, 2)
    expect(status).toEqual({
      max_download_speed: 12.5,
      max_connections: 30,
      max_upload_slots: 4,
      stop_at_ratio: true,
      stop_ratio: 1.5,
      remove_at_ratio: false,
      move_completed: true,
      move_completed_path: '/srv/fertig ü',
      sequential_download: true,
      prioritize_first_last_pieces: true,
      super_seeding: true,
      auto_managed: false,
      shared: true,
      owner: 'normal',
      label: 'films',
    })
    const reading = await estuary.call('options.read', { keys: [first] })
    for (const [option, value] of Object.entries({ ...change, label: 'films' })) {
      expect([option, valueOf(reading, option)]).toEqual([option, value])
    }
  })

  it('are read over torrents and daemons, and what differs is mixed', async () => {
    const reading = await estuary.call('options.read', { keys: [...keysOn(nas), ...keysOn(box)] })
    expect(reading).toMatchObject({ read: 6, problems: [] })
    expect(valueOf(reading, 'sequential')).toBe('mixed')
    expect(valueOf(reading, 'removeAtRatio')).toBe(false)
    expect(reading.options.find(({ option }) => option === 'sequential')?.by).toEqual([
      { daemon: nas, value: null, mixed: true, share: { on: 1, of: 3 } },
      { daemon: box, value: false, mixed: false },
    ])
    const [first, second] = reading.daemons
    expect(first).toEqual({ daemon: nas, cannot: [], labels: ['films'] })
    expect(second?.cannot.map(({ option, problem }) => [option, problem.says?.id])).toEqual([
      ['owner', 'options.ownerLevel'],
      ['label', 'options.noLabels'],
    ])
  })

  it('are set as far as each daemon can', async () => {
    const keys = [keysOn(nas)[1]!, keysOn(box)[1]!]
    const results = await estuary.call('options.set', {
      keys,
      change: { owner: 'admin', label: 'music', uploadSlots: 9 },
    })
    expect(failures(results)).toEqual([
      [],
      [
        ['owner', 'options.ownerLevel'],
        ['label', 'options.noLabels'],
      ],
    ])
    const told = ['owner', 'label', 'max_upload_slots']
    expect(await witness.status(hashes[1]!, told)).toEqual({ owner: 'admin', label: 'music', max_upload_slots: 9 })
    expect(await other.status(hashes[1]!, told)).toEqual({ owner: 'normal', max_upload_slots: 9 })
  })

  it('keep everything else when there is no such account, or no such torrent', async () => {
    const gone = keyOf(nas, 'f'.repeat(40))
    const keys = [gone, keysOn(nas)[2]!]
    const results = await estuary.call('options.set', { keys, change: { owner: 'nobody', connections: 55 } })
    expect(results.map(({ failed }) => failed.map(({ option, problem }) => [option, problem.code]))).toEqual([
      [
        ['connections', 'not-found'],
        ['owner', 'not-found'],
      ],
      [['owner', 'invalid']],
    ])
    expect(await witness.status(hashes[2]!, ['owner', 'max_connections'])).toEqual({
      owner: 'admin',
      max_connections: 55,
    })
  })

  it('are lifted again', async () => {
    const keys = [keysOn(nas)[0]!]
    const none = { downLimitBytesPerSecond: null, connections: null, uploadSlots: null, label: '', superSeeding: false }
    expect(failures(await estuary.call('options.set', { keys, change: none }))).toEqual([[]])
    const told = ['max_download_speed', 'max_connections', 'max_upload_slots', 'label', 'super_seeding']
    expect(await witness.status(hashes[0]!, told)).toEqual({
      max_download_speed: -1,
      max_connections: -1,
      max_upload_slots: -1,
      label: '',
      super_seeding: false,
    })
  })
})
