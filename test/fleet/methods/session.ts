import { WireFloat, type WireInput, type WireValue } from '../../../main/wire/deluge/rencode.ts'
import { readVector } from '../server/binding.ts'
import { DelugeError, PythonError } from '../server/exceptions.ts'
import { asInput, asText } from '../server/words.ts'
import { dictArg, listArg, textArg, type House, type Methods } from './method.ts'

interface RecordedCounter {
  type: string
  example: number
}

const FREE_BYTES = 734_003_200_000

/** Folders that the simulated machine has: within its download folder, and elsewhere. */
const folders = ['linux', 'linux/images', 'linux/old', 'video', 'music', 'books', 'data', 'incoming', '.hidden']
const elsewhere = ['/home/deluge', '/media/archive/2024', '/media/archive/2025', '/srv/backup', '/tmp']

/** All 303 names of libtorrent's counters; those of the network follow the torrents. */
function sessionStatus(house: House): Map<string, WireInput> {
  const status = new Map<string, WireInput>()
  const recorded = readVector(`session-keys-${house.version}.json`) as Record<string, RecordedCounter>
  for (const [key, { type, example }] of Object.entries(recorded)) {
    status.set(key, type === 'float' ? new WireFloat(example) : example)
  }
  let [down, up, peers] = [0, 0, 0]
  if (!house.engine.sessionPaused) {
    for (const torrent of house.engine.lively) {
      down += torrent.downRate
      up += torrent.upRate
      peers += torrent.seeds + torrent.peers
    }
  }
  for (const key of ['download_rate', 'payload_download_rate']) status.set(key, new WireFloat(down))
  for (const key of ['upload_rate', 'payload_upload_rate']) status.set(key, new WireFloat(up))
  for (const key of ['peer.num_peers_connected', 'num_peers']) status.set(key, peers)
  status.set('dht.dht_nodes', 214)
  status.set('dht_nodes', 214)
  status.set('has_incoming_connections', 1)
  return status
}

/** Folders of a path, or those beside its last name that begin with it, as Deluge does it [src 2.0.3]. */
function completionPaths(house: House, text: string, hiddenToo: boolean): string[] {
  const at = text.lastIndexOf('/') + 1
  // What it is in without separators at its end: of nothing there is nothing.
  const above = text.slice(0, at).replace(/\/+$/, '') || (at > 0 ? '/' : '')
  const begun = text.slice(at)
  const before = above === '/' ? '/' : `${above}/`
  const names = new Set<string>()
  for (const folder of allFolders(house.engine.folder)) {
    if (!folder.startsWith(before)) continue
    const [name = ''] = folder.slice(before.length).split('/')
    if (name !== '' && name.startsWith(begun) && (begun !== '' || hiddenToo || !name.startsWith('.'))) names.add(name)
  }
  return [...names].sort().map((name) => `${before}${name}/`)
}

function allFolders(downloads: string): string[] {
  return [...folders.map((name) => `${downloads}/${name}`), ...elsewhere]
}

function configValues(house: House, keys: readonly string[]): Map<string, WireInput> {
  const values = new Map<string, WireInput>()
  for (const key of keys) values.set(key, house.config.get(key))
  return values
}

function setConfig(house: House, changes: Readonly<Record<string, WireValue>>): null {
  for (const [key, changed] of Object.entries(changes)) {
    const value = asInput(changed)
    if (!house.config.set(key, value)) continue
    // The event comes after the answer (observed), unlike that of pause_session.
    house.engine.afterAnswer(() => house.say('ConfigValueChangedEvent', [key, value]))
  }
  return null
}

const plugins = [
  'AutoAdd',
  'Blocklist',
  'Execute',
  'Extractor',
  'Label',
  'Notifications',
  'Scheduler',
  'Stats',
  'Toggle',
  'WebUi',
]

/** The session as a whole: pausing it, its preferences, its numbers, its plugins. */
export const session: Methods = {
  'core.pause_session': (house) => {
    house.engine.pauseSession()
    return null
  },
  'core.resume_session': (house) => {
    house.engine.resumeSession()
    return null
  },
  'core.is_session_paused': (house) => house.engine.sessionPaused,
  'core.get_session_status': (house, _guest, args) => {
    const status = sessionStatus(house)
    const keys = listArg(args, 'keys')
    if (keys.length === 0) return status
    return new Map([...status].filter(([key]) => keys.includes(key)))
  },
  'core.get_free_space': (_house, _guest, args) => {
    const path = textArg(args, 'path', '')
    return path === '' || path.startsWith('/srv') || path.startsWith('/tmp') ? FREE_BYTES : -1
  },
  'core.get_path_size': (house, _guest, args) => {
    const path = textArg(args, 'path')
    const inside = house.engine.all().filter((torrent) => `${torrent.folder}/${torrent.name}` === path)
    return inside.length === 0 ? -1 : Math.floor(inside[0]!.doneBytes)
  },
  'core.get_completion_paths': (house, _guest, args) => {
    const asked = dictArg(args, 'args')
    const text = typeof asked['completion_text'] === 'string' ? asked['completion_text'] : ''
    return { ...asked, paths: completionPaths(house, text, Boolean(asked['show_hidden_files'])) }
  },
  'core.glob': (house, _guest, args) => completionPaths(house, textArg(args, 'path').replace(/\*.*$/, ''), false),

  'core.get_config': (house) => house.config.all(),
  'core.get_config_value': (house, _guest, args) => house.config.get(textArg(args, 'key')),
  'core.get_config_values': (house, _guest, args) => configValues(house, listArg(args, 'keys').map(asText)),
  'core.set_config': (house, _guest, args) => setConfig(house, dictArg(args, 'config')),
  'core.get_proxy': (house) => house.config.get('proxy'),
  'core.get_listen_port': () => 6881,
  'core.test_listen_port': () => null,
  'core.get_external_ip': () => null,
  'core.get_libtorrent_version': () => '2.0.8.0',

  'core.get_available_plugins': () => plugins,
  'core.get_enabled_plugins': (house) => [...house.plugins],
  'core.enable_plugin': (house, _guest, args) => {
    const name = textArg(args, 'plugin')
    if (!plugins.includes(name)) return false
    house.plugins.add(name)
    house.say('PluginEnabledEvent', [name])
    return true
  },
  // Also true for a plugin that nobody knows (observed).
  'core.disable_plugin': (house, _guest, args) => {
    const name = textArg(args, 'plugin')
    if (house.plugins.delete(name)) house.say('PluginDisabledEvent', [name])
    return true
  },
  'core.rescan_plugins': () => null,
  'core.upload_plugin': () => null,
  'core.create_torrent': () => {
    throw new PythonError('FileNotFoundError', "[Errno 2] No such file or directory: '/nowhere'")
  },

  'daemon.get_version': (house) => house.version,
  'daemon.get_method_list': (house) => house.methodNames(),
  'daemon.authorized_call': (house, guest, args) => {
    const need = house.levelOf(textArg(args, 'rpc'))
    if (need === undefined) throw new DelugeError('WrappedException', ['unknown method', 'KeyError', ''])
    return guest.level >= need
  },
  'daemon.shutdown': (house) => {
    house.engine.afterAnswer(() => house.shutDown())
    return null
  },
}
