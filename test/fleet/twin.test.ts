import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isDict, type WireInput, type WireValue } from '../../main/wire/deluge/rencode.ts'
import { accounts } from '../daemons/config.ts'
import { startDeluged, type Deluged } from '../daemons/deluged.ts'
import { makeTorrent } from '../daemons/torrents.ts'
import { needs } from '../needs.ts'
import { CallFailed, openCaller, openLoggedIn, type Caller } from './caller.ts'
import { startFleetDaemon, type FleetDaemon } from './daemon.ts'

/*
 * The same calls to a real deluged and to a simulated one: whatever a client may build on has to come out the same.
 */

type Step = readonly [method: string, args?: readonly WireInput[], kwargs?: Readonly<Record<string, WireInput>>]

const a = 'ab'.repeat(20)
const b = 'cd'.repeat(20)
const unknown = 'ff'.repeat(20)
const magnet = `magnet:?xt=urn:btih:${a}&dn=Some+name&tr=http%3A%2F%2F127.0.0.1%3A1%2Fannounce`
const base32 = 'magnet:?xt=urn:btih:ZXG43TONZXG43TONZXG43TONZXG43TON'
const file = makeTorrent({
  name: 'Küste 潮',
  content: [
    { path: ['eins', 'a.bin'], sizeBytes: 40_000 },
    { path: ['b.bin'], sizeBytes: 30_001 },
  ],
  trackers: ['https://tracker.alpha.example.co.uk:443/announce', 'udp://b.example:1/announce'],
  comment: 'äöü',
  private: true,
})

let real: Deluged
let simulated: FleetDaemon

beforeAll(async () => {
  real = await startDeluged({ label: true, core: { add_paused: false } })
  simulated = await startFleetDaemon({ torrents: 0, version: '2.0.3', accounts: Object.values(accounts) })
  simulated.engine.labels.clear()
})
afterAll(async () => {
  await simulated.close()
  await real.dispose()
})

/** What differs between any two daemons: where they keep things and what their source looks like. */
function neutral(value: WireValue): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('Traceback')) return '<traceback>'
    return value.replaceAll(real.downloads, '<folder>').replaceAll('/srv/torrents', '<folder>')
  }
  if (Array.isArray(value)) return value.map(neutral)
  if (value instanceof Map) return ['map', ...[...value].map(([key, item]) => [key, neutral(item)])]
  if (isDict(value))
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, neutral(value[key]!)]),
    )
  return value
}

async function outcome(caller: Caller, [method, args, kwargs]: Step): Promise<unknown> {
  try {
    return neutral(await caller.call(method, args, kwargs))
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error
    return [error.error.exception, ...error.error.args.map(neutral)]
  }
}

/** Both daemons' outcomes, step by step. */
async function sameOutcomes(open: (port: number) => Promise<Caller>, steps: readonly Step[]): Promise<void> {
  const [there, here] = [await open(real.port), await open(simulated.port)]
  try {
    for (const step of steps) {
      const expected = await outcome(there, step)
      expect(await outcome(here, step), `${step[0]} ${JSON.stringify(step[1] ?? [])}`).toEqual(expected)
    }
  } finally {
    there.close()
    here.close()
  }
}

const still = ['name', 'state', 'progress', 'total_size', 'num_files', 'owner', 'queue', 'private', 'comment', 'eta']
const more = ['ratio', 'label', 'tracker_host', 'tracker', 'message', 'files', 'file_priorities', 'file_progress']
const limits = [
  'max_download_speed',
  'stop_ratio',
  'stop_at_ratio',
  'shared',
  'completed_time',
  'is_finished',
  'pieces',
]

needs('deluged').describe('A simulated daemon, beside a real deluged,', () => {
  it('gives the same answers about adding, reading, filtering and removing', async () => {
    await sameOutcomes(openLoggedIn, [
      ['core.add_torrent_magnet', [magnet, { add_paused: true }]],
      ['core.add_torrent_magnet', [base32, { add_paused: true }]],
      ['core.add_torrent_magnet', [magnet, {}]],
      ['core.add_torrent_magnet', ['nonsense', {}]],
      ['core.add_torrent_file', ['k.torrent', file.base64, { add_paused: true }]],
      ['core.add_torrent_file', ['k.torrent', file.base64, { add_paused: true, nonsense: 1 }]],
      ['core.add_torrent_file_async', ['k.torrent', '', {}]],
      ['core.add_torrent_file', ['k.torrent', Buffer.from('garbage').toString('base64'), {}]],
      ['core.add_torrent_url', ['http://127.0.0.1:9/x.torrent', {}]],
      ['core.get_session_state'],
      ['core.get_torrents_status', [{}, [...still, ...more, ...limits]]],
      ['core.get_torrents_status', [{ id: [a, unknown] }, ['name', 'nonsense']]],
      ['core.get_torrents_status', [{ id: a }, ['name']]],
      ['core.get_torrents_status', [{ state: 'Paused' }, ['name']]],
      ['core.get_torrents_status', [{ state: ['Seeding', 'Paused'] }, ['name']]],
      ['core.get_torrents_status', [{ state: 'All' }, ['name']]],
      ['core.get_torrents_status', [{ state: 'Active' }, ['name']]],
      ['core.get_torrents_status', [{ tracker_host: '127.0.0.1' }, ['name']]],
      ['core.get_torrents_status', [{ tracker_host: 'example.co.uk' }, ['name']]],
      ['core.get_torrents_status', [{ tracker_host: 'Error' }, ['name']]],
      ['core.get_torrents_status', [{ owner: ['admin'], state: 'Paused' }, ['name']]],
      ['core.get_torrents_status', [{ label: '' }, ['name']]],
      ['core.get_torrents_status', [{ nonsense: 'x' }, ['name']]],
      ['core.get_torrents_status', [null, ['name']]],
      ['core.get_torrents_status', [{}, 'name']],
      ['core.get_torrent_status', [a, ['name', 'label', 'state']]],
      ['core.get_torrent_status', [unknown, ['name']]],
      ['core.get_filter_tree'],
      ['core.get_filter_tree', [false]],
      ['core.get_filter_tree', [true, ['owner', 'label']]],
      ['core.remove_torrent', [unknown, false]],
      ['core.remove_torrents', [[b, unknown], false]],
      ['core.remove_torrent', [file.hash, false]],
      ['core.get_session_state'],
    ])
  })

  it('names the same keys for a torrent, all of them', async () => {
    const keysOf = async (port: number): Promise<unknown> => {
      const caller = await openLoggedIn(port)
      const one = (await caller.call('core.get_torrent_status', [a, []])) as Record<string, WireValue>
      const list = (await caller.call('core.get_torrents_status', [{}, []])) as Record<
        string,
        Record<string, WireValue>
      >
      caller.close()
      return [Object.keys(one).sort(), Object.keys(list[a]!).sort()]
    }
    expect(await keysOf(simulated.port)).toEqual(await keysOf(real.port))
  })

  it('fails the same way for torrents that it does not have, and leaves those behind them alone', async () => {
    const methods = [
      'pause_torrents',
      'resume_torrents',
      'force_recheck',
      'force_reannounce',
      'queue_top',
      'queue_down',
    ]
    await sameOutcomes(openLoggedIn, [
      ...methods.map((name): Step => [`core.${name}`, [[unknown, a]]]),
      ['core.move_storage', [[unknown], '/tmp/x']],
      ['core.set_torrent_options', [[unknown], { stop_at_ratio: true }]],
      [
        'core.set_torrent_options',
        [[a], { stop_at_ratio: true, stop_ratio: 1.5, max_download_speed: 20, nonsense: 1 }],
      ],
      ['core.get_torrent_status', [a, limits]],
    ])
  })

  it('takes and refuses arguments as Python does', async () => {
    await sameOutcomes(openLoggedIn, [
      ['core.get_torrents_status', [{}]],
      ['core.get_torrents_status', [{}, ['name'], false, 1]],
      ['core.get_torrents_status', [], { filter_dict: {}, keys: ['name'] }],
      ['core.get_free_space', [], { nonsense: 1 }],
      ['core.get_free_space', ['/tmp'], { path: '/tmp' }],
      ['core.get_free_space', ['/nowhere']],
      ['core.get_config_value', []],
      ['core.get_config_value', ['nonsense']],
      ['core.get_config_values', [['nonsense', 'download_location']]],
      ['core.pause_session', [1]],
      ['core.no_such_method'],
      ['nonsense'],
    ])
  })

  it('has the same accounts, levels and refusals', async () => {
    await sameOutcomes(openLoggedIn, [
      ['core.get_known_accounts'],
      ['core.get_auth_levels_mappings'],
      ['core.create_account', ['zed', 'p', 'NORMAL']],
      ['core.create_account', ['zed', 'p', 'NORMAL']],
      ['core.create_account', ['zed2', 'p', 'NONSENSE']],
      ['core.update_account', ['zed', 'q', 'READONLY']],
      ['core.update_account', ['nobody', 'q', 'READONLY']],
      ['core.remove_account', ['nobody']],
      ['core.remove_account', ['admin']],
      ['core.remove_account', ['zed']],
      ['daemon.authorized_call', ['core.get_known_accounts']],
      ['daemon.get_method_list'],
      ['daemon.get_version'],
      ['core.get_available_plugins'],
      ['core.get_enabled_plugins'],
      ['core.enable_plugin', ['Nonsense']],
      ['core.disable_plugin', ['Nonsense']],
    ])
    await sameOutcomes(
      (port) => openLoggedIn(port, 'normal', 'normalpass'),
      [
        ['core.get_session_state'],
        ['core.get_torrents_status', [{}, ['name']]],
        ['core.get_torrents_status', [{ id: [a] }, ['name', 'owner']]],
        ['core.get_torrent_status', [a, ['name']]],
        ['core.get_known_accounts'],
        ['daemon.authorized_call', ['core.get_known_accounts']],
      ],
    )
    await sameOutcomes(
      (port) => openLoggedIn(port, 'reader', 'readerpass'),
      [
        ['core.get_session_state'],
        ['daemon.get_version'],
        ['daemon.info'],
        ['daemon.authorized_call', ['core.pause_session']],
      ],
    )
  })

  it('serves and refuses the same before login', async () => {
    await sameOutcomes(openCaller, [
      ['daemon.info'],
      ['core.get_session_state'],
      ['core.nonsense'],
      ['daemon.set_event_interest', [[]]],
      ['daemon.login', ['', ''], { client_version: 'x' }],
      ['daemon.login', ['nobody', 'x'], { client_version: 'x' }],
      ['daemon.login', ['admin', ''], { client_version: 'x' }],
      ['daemon.login', ['admin', 'wrong'], { client_version: 'x' }],
      ['daemon.login', ['admin', 'adminpass']],
      ['daemon.login', ['admin'], { client_version: 'x' }],
      ['daemon.login', [], { client_version: 'x' }],
      ['daemon.login', ['admin', 'adminpass', 'x'], { client_version: 'x' }],
      ['daemon.login', ['admin', 'adminpass'], { client_version: '' }],
      ['daemon.login', ['reader', 'readerpass'], { client_version: 'x' }],
      ['core.get_session_state'],
    ])
  })

  it('has the same labels', async () => {
    await sameOutcomes(openLoggedIn, [
      ['label.get_labels'],
      ['label.add', ['Linux']],
      ['label.add', ['linux']],
      ['label.add', ['']],
      ['label.add', ['a b']],
      ['label.get_labels'],
      ['label.set_torrent', [a, 'linux']],
      ['label.set_torrent', [a, 'nonsense']],
      ['label.set_torrent', [unknown, 'linux']],
      ['core.get_torrents_status', [{ label: 'linux' }, ['label', 'name']]],
      ['core.get_filter_tree'],
      ['label.get_options', ['linux']],
      ['label.get_options', ['nonsense']],
      ['label.remove', ['nonsense']],
      ['label.remove', ['linux']],
      ['core.get_torrent_status', [a, ['label']]],
    ])
  })

  it('tells the same events in the same order, before and after its answers', async () => {
    const [c, d] = ['ad'.repeat(20), 'bd'.repeat(20)]
    const steps: Step[] = [
      ['core.add_torrent_magnet', [`magnet:?xt=urn:btih:${c}`, { add_paused: true }]],
      ['core.add_torrent_file', ['k.torrent', file.base64, { add_paused: true }]],
      ['core.add_torrent_magnet', [`magnet:?xt=urn:btih:${d}`, { add_paused: false }]],
      ['core.queue_bottom', [[c]]],
      ['core.queue_bottom', [[c]]],
      ['core.pause_session'],
      ['core.resume_session'],
      ['core.pause_torrent', [d]],
      ['core.set_config', [{ max_active_limit: 77, nonsense: 1 }]],
      ['core.set_config', [{ max_active_limit: 77 }]],
      ['core.rename_folder', [file.hash, 'a', 'b']],
      ['core.disable_plugin', ['Label']],
      ['core.enable_plugin', ['Label']],
      ['core.remove_torrents', [[c, unknown, d, file.hash], false]],
    ]
    const tale = async (port: number): Promise<string[]> => {
      const caller = await openLoggedIn(port)
      await caller.call('daemon.set_event_interest', [told])
      const lines: string[] = []
      for (const [method, args] of steps) {
        const before = caller.messages.length
        await caller.call(method, args)
        // The real one speaks of what libtorrent tells it in its next round.
        await wait(700)
        lines.push(`${method}: ${caller.messages.slice(before).map(word).join(', ')}`)
      }
      caller.close()
      return lines
    }
    const [ours, theirs] = await Promise.all([tale(simulated.port), tale(real.port)])
    expect(ours).toEqual(theirs)
  })

  it('harms others when an unauthenticated guest asked for events', async () => {
    const harmed = async (port: number): Promise<unknown[]> => {
      const [guest, admin] = [await openCaller(port), await openLoggedIn(port)]
      const during: unknown[] = []
      for (const names of [['SomethingElseEvent'], ['SessionResumedEvent']]) {
        await guest.call('daemon.set_event_interest', [names])
        await admin.call('core.pause_session')
        const [exception, , type] = [await outcome(admin, ['core.resume_session'])].flat()
        during.push(exception, type)
      }
      guest.close()
      admin.close()
      return during
    }
    expect(await harmed(simulated.port)).toEqual(await harmed(real.port))
    expect(simulated.counters.harmDone).toBe(1)
  })
})

const told = [
  'TorrentAddedEvent',
  'TorrentRemovedEvent',
  'PreTorrentRemovedEvent',
  'TorrentStateChangedEvent',
  'TorrentQueueChangedEvent',
  'TorrentResumedEvent',
  'TorrentFolderRenamedEvent',
  'SessionPausedEvent',
  'SessionResumedEvent',
  'ConfigValueChangedEvent',
  'PluginEnabledEvent',
  'PluginDisabledEvent',
]

function word(message: WireValue): string {
  const [kind, name, args] = message as [number, WireValue, WireValue]
  return kind === 3 ? `${String(name)} ${JSON.stringify(args)}` : 'answer'
}
