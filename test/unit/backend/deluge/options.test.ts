import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Following, OptionOutcome } from '../../../../main/backend/backend.ts'
import type { TorrentOptions } from '../../../../preload/contract/options.ts'
import { WireFloat, type WireInput } from '../../../../main/wire/deluge/rencode.ts'
import {
  dialTo,
  HandClock,
  hashNumber,
  keyError,
  OutgoingRefusal,
  ScriptedDaemon,
  silence,
  speak13,
} from './scripted.ts'

let daemon: ScriptedDaemon
let session: Following
const [one, two, gone] = [hashNumber(1), hashNumber(2), hashNumber(3)]
let held: Map<string, Record<string, WireInput>>
let labels: string[]

const fresh = (): Record<string, WireInput> => ({
  max_download_speed: 12.5,
  max_upload_speed: -1,
  max_connections: 200,
  max_upload_slots: 0,
  stop_at_ratio: true,
  stop_ratio: new WireFloat(1.1),
  remove_at_ratio: false,
  move_completed: false,
  move_completed_path: '/srv',
  sequential_download: false,
  prioritize_first_last: true,
  super_seeding: false,
  auto_managed: true,
  shared: false,
  owner: 'ada',
  label: '',
})

/** A daemon that takes what it is told, as Deluge does. */
function takeOptions(on: ScriptedDaemon): void {
  on.scripts['core.get_torrent_status'] = ({ args: [hash, keys] }) => {
    const all = held.get(hash as string)
    if (!all) return {}
    return Object.fromEntries((keys as string[]).flatMap((key) => (key in all ? [[key, all[key]!]] : [])))
  }
  on.scripts['core.set_torrent_options'] = ({ args }) => {
    const [[hash = ''], options] = args as [string[], Record<string, WireInput>]
    const all = held.get(hash)
    if (!all) return keyError(hash)
    const { prioritize_first_last_pieces: firstLast, ...others } = options
    Object.assign(all, others, firstLast === undefined ? {} : { prioritize_first_last: firstLast })
    return null
  }
  on.scripts['core.get_enabled_plugins'] = () => ['Label']
  on.scripts['label.get_labels'] = () => labels
  on.scripts['label.add'] = ({ args: [label] }) => {
    labels.push(label as string)
    return null
  }
  on.scripts['label.set_torrent'] = ({ args: [hash, label] }) => {
    const all = held.get(hash as string)
    if (!all) return new OutgoingRefusal('WrappedException', ['Unknown Torrent', 'Exception', 'Traceback …'])
    all['label'] = label as string
    return null
  }
}

beforeEach(async () => {
  held = new Map([
    [one, fresh()],
    [two, fresh()],
  ])
  labels = ['linux']
  daemon = await ScriptedDaemon.start()
  takeOptions(daemon)
  session = await dialTo(daemon)
})
afterEach(async () => {
  session.close()
  await daemon.stop()
})

const whole: TorrentOptions = {
  downLimitBytesPerSecond: 12_800,
  upLimitBytesPerSecond: null,
  connections: 200,
  uploadSlots: null,
  stopAtRatio: true,
  stopRatio: 1.1,
  removeAtRatio: false,
  moveWhenDone: false,
  moveFolder: '/srv',
  sequential: false,
  firstLast: true,
  superSeeding: false,
  autoManaged: true,
  shared: false,
  owner: 'ada',
  label: '',
}

const failures = (outcomes: readonly OptionOutcome[]): unknown[] =>
  outcomes.map(({ failed }) => failed.map(({ option, problem }) => [option, problem.says?.id ?? problem.code]))

describe('options', () => {
  it('are told in our words, and a torrent that is gone is said to be', async () => {
    const found = await session.inside.options([one, gone])
    expect(found.get(one)).toEqual(whole)
    expect(found.get(gone)).toMatchObject({ code: 'not-found' })
  })

  it('of which a daemon says nothing, or nonsense, are not known', async () => {
    held.set(one, { max_connections: 'many', stop_ratio: null, shared: 1, owner: 7, sequential_download: true })
    expect((await session.inside.options([one])).get(one)).toEqual({ sequential: true })
  })

  it('that cannot be changed are known in advance', async () => {
    const offers = await session.inside.optionOffers()
    expect(offers.labels).toEqual(['linux'])
    expect(offers.cannot.size).toBe(0)
    daemon.scripts['core.get_enabled_plugins'] = () => []
    const without = await session.inside.optionOffers()
    expect(without.labels).toBeNull()
    expect([...without.cannot].map(([option, { says }]) => [option, says?.id])).toEqual([['label', 'options.noLabels']])
  })

  it('of an account below admin leave the owner alone', async () => {
    daemon.scripts['daemon.login'] = () => 5
    const normal = await dialTo(daemon)
    expect((await normal.inside.optionOffers()).cannot.get('owner')).toMatchObject({ code: 'level' })
    const outcomes = await normal.inside.setOptions([one], { owner: 'bob', shared: true })
    expect(failures(outcomes)).toEqual([[['owner', 'options.ownerLevel']]])
    expect(held.get(one)).toMatchObject({ owner: 'ada', shared: true })
    normal.close()
  })
})

describe('setting options', () => {
  it('sends what is changed and nothing else', async () => {
    const outcomes = await session.inside.setOptions([one, two], { downLimitBytesPerSecond: 1_000, uploadSlots: null })
    expect(failures(outcomes)).toEqual([[], []])
    expect(daemon.calls('core.set_torrent_options').map(({ args }) => args)).toEqual([
      [[one], { max_download_speed: 0.9765625, max_upload_slots: -1 }],
      [[two], { max_download_speed: 0.9765625, max_upload_slots: -1 }],
    ])
  })

  it('sets each of them, and reads each of them back', async () => {
    const change: TorrentOptions = {
      downLimitBytesPerSecond: null,
      upLimitBytesPerSecond: 123_456_789,
      connections: 2,
      uploadSlots: 7,
      stopAtRatio: false,
      stopRatio: 2.345,
      removeAtRatio: true,
      moveWhenDone: true,
      moveFolder: '/srv/fertig ü',
      sequential: true,
      firstLast: false,
      superSeeding: true,
      autoManaged: false,
      shared: true,
      owner: 'bob',
      label: 'Films',
    }
    expect(failures(await session.inside.setOptions([one], change))).toEqual([[]])
    const { upLimitBytesPerSecond, ...now } = (await session.inside.options([one])).get(one) as TorrentOptions
    expect(upLimitBytesPerSecond).toBeCloseTo(123_456_789, -2)
    const { upLimitBytesPerSecond: _asked, ...others } = change
    expect(now).toEqual({ ...others, label: 'films' })
    expect(labels).toContain('films')
    expect((await session.inside.options([two])).get(two)).toEqual(whole)
  })

  it('goes on behind a torrent that is gone', async () => {
    const outcomes = await session.inside.setOptions([gone, one], { shared: true, label: 'linux' })
    expect(outcomes.map(({ failed }) => failed.map(({ option, problem }) => [option, problem.code]))).toEqual([
      [
        ['shared', 'not-found'],
        ['label', 'not-found'],
      ],
      [],
    ])
  })

  it('names what was answered and not taken', async () => {
    daemon.scripts['core.set_torrent_options'] = () => null
    const outcomes = await session.inside.setOptions([one], { shared: true, sequential: false })
    expect(failures(outcomes)).toEqual([[['shared', 'options.notTaken']]])
  })

  it('loses only the owner when there is no such account', async () => {
    const script = daemon.scripts['core.set_torrent_options']!
    daemon.scripts['core.set_torrent_options'] = (call) =>
      'owner' in (call.args[1] as object)
        ? new OutgoingRefusal('DelugeError', ['Username "eve" is not known.'])
        : script(call)
    const outcomes = await session.inside.setOptions([one], { owner: 'eve', shared: true })
    expect(failures(outcomes)).toEqual([[['owner', 'options.noOwner']]])
    expect(held.get(one)).toMatchObject({ shared: true, owner: 'ada' })
  })

  it.each([
    ['no label', 'options.badLabel'],
    ['größer', 'options.badLabel'],
  ])('does not ask for a label %j', async (label, id) => {
    expect(failures(await session.inside.setOptions([one], { label }))).toEqual([[['label', id]]])
    expect(daemon.calls('label.add')).toEqual([])
  })

  it('does not call a plugin that is off', async () => {
    daemon.scripts['core.get_enabled_plugins'] = () => []
    expect(failures(await session.inside.setOptions([one], { label: '' }))).toEqual([[['label', 'options.noLabels']]])
    expect(daemon.calls('label.set_torrent')).toEqual([])
  })

  it('does not send one connection, of which the daemon would make two', async () => {
    expect(failures(await session.inside.setOptions([one], { connections: 1 }))).toEqual([
      [['connections', 'options.fewConnections']],
    ])
  })

  it('asks no further when nothing is answered', async () => {
    const clock = new HandClock()
    const slow = await dialTo(daemon, { clock })
    daemon.scripts['core.set_torrent_options'] = () => silence
    daemon.scripts['core.get_torrent_status'] = () => silence
    const hashes = Array.from({ length: 120 }, (_, n) => hashNumber(n + 1))
    const setting = slow.inside.setOptions(hashes, { shared: true })
    const turning = setInterval(() => clock.pass(5_000), 5)
    const outcomes = await setting
    clearInterval(turning)
    expect(outcomes).toHaveLength(120)
    expect(outcomes.every(({ failed }) => failed.length === 1)).toBe(true)
    expect(outcomes[0]?.failed[0]?.problem.code).toBe('outcome-unknown')
    expect(outcomes[119]?.failed[0]?.problem.code).toBe('timeout')
    expect(daemon.calls('core.set_torrent_options')).toHaveLength(50)
    slow.close()
  })

  it('of 1.3 leaves out what it would keep and do nothing about', async () => {
    const old = await ScriptedDaemon.start()
    speak13(old)
    takeOptions(old)
    const legacy = await dialTo(old, { target: { memo: '1.3' } })
    const { cannot } = await legacy.inside.optionOffers()
    expect([...cannot.keys()]).toEqual(['sequential', 'superSeeding', 'shared', 'owner'])
    const outcomes = await legacy.inside.setOptions([one], { sequential: true, firstLast: false, label: 'linux' })
    expect(failures(outcomes)).toEqual([[['sequential', 'options.tooOld']]])
    expect(held.get(one)).toMatchObject({ sequential_download: false, prioritize_first_last: false, label: 'linux' })
    legacy.close()
    await old.stop()
  })
})
