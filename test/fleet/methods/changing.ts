import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import { filesOf, followFiles, prioritiesOf } from '../engine/content.ts'
import { listFor } from '../engine/filters.ts'
import type { Torrent, TorrentOptions } from '../engine/torrent.ts'
import type { Bound } from '../server/binding.ts'
import { DelugeError, invalidTorrent, PythonError } from '../server/exceptions.ts'
import { asText } from '../server/words.ts'
import {
  dictArg,
  eachTorrent,
  listArg,
  textArg,
  torrentArg,
  type Guest,
  type House,
  type Method,
  type Methods,
} from './method.ts'

/** pause_torrent takes one id or a list of them. */
function oneOrMore(house: House, args: Bound, act: (torrent: Torrent) => void): null {
  const value = args['torrent_id']
  for (const id of Array.isArray(value) ? value : [value]) act(torrentArg(house, id))
  return null
}

/** Without ids: all that the guest may list. */
function someOrAll(house: House, guest: Guest, args: Bound, act: (torrent: Torrent) => void): null {
  const value = args['torrent_ids']
  if (value !== undefined && value !== null) return eachTorrent(house, args, 'torrent_ids', act)
  for (const torrent of listFor(house.engine, guest)) act(torrent)
  return null
}

const queueMethod =
  (to: 'top' | 'up' | 'down' | 'bottom'): Method =>
  (house, _guest, args) => {
    const torrents = listArg(args, 'torrent_ids').map((id) => torrentArg(house, id))
    torrents.sort((a, b) => a.queue - b.queue)
    // So that several keep their order among themselves.
    if (to === 'top' || to === 'down') torrents.reverse()
    for (const torrent of torrents) if (house.engine.queue.move(torrent, to)) house.say('TorrentQueueChangedEvent')
    return null
  }

/** Removing carries on past unknown ids and reports them: [[id, message]…] (observed). */
function removeAll(house: House, args: Bound): WireInput {
  const failures: [string, string][] = []
  for (const id of listArg(args, 'torrent_ids')) {
    const known = asText(id)
    const torrent = house.engine.get(known)
    if (torrent) house.engine.remove(torrent)
    else failures.push([known, invalidTorrent(known).message])
  }
  return failures
}

const aliases: Readonly<Record<string, keyof TorrentOptions>> = {
  prioritize_first_last: 'prioritize_first_last_pieces',
  move_on_completed: 'move_completed',
  move_on_completed_path: 'move_completed_path',
}

const isOption = (name: string, torrent: Torrent): name is keyof TorrentOptions => Object.hasOwn(torrent.options, name)

/** Unknown option names are taken without a word (observed). */
export function setOptions(torrent: Torrent, options: Readonly<Record<string, WireValue>>): void {
  for (const [key, value] of Object.entries(options)) {
    const name = aliases[key] ?? key
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
    if (!isOption(name, torrent) || typeof value !== typeof torrent.options[name]) continue
    Object.assign(torrent.options, { [name]: value })
  }
  if (Array.isArray(options['file_priorities'])) setPriorities(torrent, options['file_priorities'])
}

/** An owner who is no account fails the whole call; below level 10 an owner is passed over in silence (observed). */
function allowedOptions(house: House, guest: Guest, options: Readonly<Record<string, WireValue>>) {
  if (!('owner' in options)) return options
  const { owner, ...others } = options
  const isKnown = house.accounts.all().some(({ username }) => username === owner)
  if (!isKnown) throw new DelugeError('DelugeError', [`Username "${asText(owner)}" is not known.`])
  return guest.level < 10 ? others : options
}

function setPriorities(torrent: Torrent, priorities: readonly WireValue[]): void {
  // A list of the wrong length is passed over.
  if (priorities.length !== prioritiesOf(torrent).length) return
  torrent.priorities = priorities.map((priority) => (typeof priority === 'number' ? priority : 4))
}

const optionMethod =
  (option: keyof TorrentOptions): Method =>
  (house, _guest, args) => {
    setOptions(torrentArg(house, args['torrent_id']), { [option]: args['value'] ?? null })
    return null
  }

function renameFolder(house: House, args: Bound): null {
  const torrent = torrentArg(house, args['torrent_id'])
  const [from, to] = [textArg(args, 'folder'), textArg(args, 'new_folder')]
  const slashed = to.endsWith('/') ? to : `${to}/`
  const prefix = from.endsWith('/') ? from : `${from}/`
  const first = filesOf(torrent)[0]?.path ?? ''
  for (const file of filesOf(torrent)) {
    if (file.path.startsWith(prefix)) file.path = slashed + file.path.slice(prefix.length)
  }
  followFiles(torrent, first)
  // Said also for a folder that does not exist: the old name as given, the new one with a slash (observed).
  house.say('TorrentFolderRenamedEvent', [torrent.id, from, slashed])
  return null
}

/** Of other names a real daemon is never heard of again (observed). */
const isTakenByDisks = (path: string): boolean =>
  path.split('/').every((name) => name.replaceAll('.', '').trim() !== '' && Buffer.byteLength(name) <= 255)

function renameFiles(house: House, args: Bound): null {
  const torrent = torrentArg(house, args['torrent_id'])
  for (const entry of listArg(args, 'filenames')) {
    const [index, path] = Array.isArray(entry) ? entry : []
    const file = typeof index === 'number' ? filesOf(torrent)[index] : undefined
    if (!file || typeof path !== 'string' || !isTakenByDisks(path)) continue
    const first = filesOf(torrent)[0]?.path ?? ''
    file.path = path
    followFiles(torrent, first)
    house.engine.afterAnswer(() => house.say('TorrentFileRenamedEvent', [torrent.id, file.index, path]))
  }
  return null
}

/** Takes anything for an address; a tier is a byte (observed). */
function setTrackers(house: House, args: Bound): null {
  const torrent = torrentArg(house, args['torrent_id'])
  const places = listArg(args, 'trackers').map((tracker) => {
    const { url, tier } = tracker as { url?: WireValue; tier?: WireValue }
    if (typeof tier !== 'number' || tier > 255) {
      throw new PythonError('OverflowError', 'bad numeric conversion: positive overflow')
    }
    return { url: asText(url), tier }
  })
  torrent.trackers = places.map(({ url }) => url)
  torrent.tiers = places.map(({ tier }) => tier)
  torrent.trackerStatus = ''
  return null
}

/** A target that cannot be written to is passed over without error, message or event (observed). */
const impossible = (folder: string): boolean => folder.startsWith('/proc') || folder.includes('\0')

/** Changing torrents. */
export const changing: Methods = {
  'core.pause_torrent': (house, _guest, args) => oneOrMore(house, args, (torrent) => house.engine.pause(torrent)),
  'core.resume_torrent': (house, _guest, args) => oneOrMore(house, args, (torrent) => house.engine.resume(torrent)),
  'core.pause_torrents': (house, guest, args) =>
    someOrAll(house, guest, args, (torrent) => house.engine.pause(torrent)),
  'core.resume_torrents': (house, guest, args) =>
    someOrAll(house, guest, args, (torrent) => house.engine.resume(torrent)),
  'core.force_recheck': (house, _guest, args) =>
    eachTorrent(house, args, 'torrent_ids', (torrent) => house.engine.recheck(torrent)),
  'core.force_reannounce': (house, _guest, args) =>
    eachTorrent(house, args, 'torrent_ids', (torrent) => house.engine.reannounce(torrent)),
  'core.queue_top': queueMethod('top'),
  'core.queue_up': queueMethod('up'),
  'core.queue_down': queueMethod('down'),
  'core.queue_bottom': queueMethod('bottom'),
  'core.remove_torrent': (house, _guest, args) => {
    const id = textArg(args, 'torrent_id')
    const torrent = house.engine.get(id)
    if (!torrent) throw invalidTorrent(id)
    house.engine.remove(torrent)
    return true
  },
  'core.remove_torrents': (house, _guest, args) => removeAll(house, args),
  'core.move_storage': (house, _guest, args) => {
    const folder = textArg(args, 'dest')
    return eachTorrent(house, args, 'torrent_ids', (torrent) => {
      if (!impossible(folder)) house.engine.moveStorage(torrent, folder)
    })
  },
  'core.connect_peer': (house, _guest, args) => {
    torrentArg(house, args['torrent_id'])
    return null
  },
  'core.set_torrent_options': (house, guest, args) => {
    const options = allowedOptions(house, guest, dictArg(args, 'options'))
    return eachTorrent(house, args, 'torrent_ids', (torrent) => setOptions(torrent, options))
  },
  'core.set_torrent_trackers': (house, _guest, args) => setTrackers(house, args),
  'core.set_torrent_file_priorities': (house, _guest, args) => {
    setPriorities(torrentArg(house, args['torrent_id']), listArg(args, 'priorities'))
    return null
  },
  'core.rename_files': (house, _guest, args) => renameFiles(house, args),
  'core.rename_folder': (house, _guest, args) => renameFolder(house, args),
  'core.set_torrent_auto_managed': optionMethod('auto_managed'),
  'core.set_torrent_max_connections': optionMethod('max_connections'),
  'core.set_torrent_max_download_speed': optionMethod('max_download_speed'),
  'core.set_torrent_max_upload_slots': optionMethod('max_upload_slots'),
  'core.set_torrent_max_upload_speed': optionMethod('max_upload_speed'),
  'core.set_torrent_move_completed': optionMethod('move_completed'),
  'core.set_torrent_move_completed_path': optionMethod('move_completed_path'),
  'core.set_torrent_prioritize_first_last': optionMethod('prioritize_first_last_pieces'),
  'core.set_torrent_remove_at_ratio': optionMethod('remove_at_ratio'),
  'core.set_torrent_stop_at_ratio': optionMethod('stop_at_ratio'),
  'core.set_torrent_stop_ratio': optionMethod('stop_ratio'),
}
