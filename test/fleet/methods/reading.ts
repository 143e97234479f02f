import type { WireInput } from '../../../main/wire/deluge/rencode.ts'
import { writeMagnet } from '../../../preload/torrent/magnet.ts'
import { filtered, filterTree, listFor } from '../engine/filters.ts'
import { allKeys, changedSince, statusOf, type Status } from '../engine/status.ts'
import type { Torrent } from '../engine/torrent.ts'
import type { Bound } from '../server/binding.ts'
import { PythonError } from '../server/exceptions.ts'
import { dictArg, flagArg, listArg, textArg, type Guest, type House, type Methods } from './method.ts'

const never = new Promise<never>(() => {})

function keysOf(args: Bound): string[] {
  return listArg(args, 'keys').filter((key) => typeof key === 'string')
}

/** What Python says of a name with a byte of Latin-1 in it (observed on 2.0.3). */
const misspelt = (): PythonError =>
  new PythonError('UnicodeDecodeError', "'utf-8' codec can't decode byte 0xf6 in position 3: invalid start byte")

/** No keys = all keys; on 2.0.3 the list's answer then leaves out what plugins add (observed). */
function statusFor(house: House, torrent: Torrent, keys: readonly string[], one: boolean): Status {
  if (house.manners.unspellable.includes(torrent.id) && (keys.length === 0 || keys.includes('name'))) throw misspelt()
  const labels = house.plugins.has('Label')
  const status = statusOf(torrent, house.engine, keys.length === 0 ? allKeys : keys)
  const wanted = keys.includes('label') || (keys.length === 0 && (one || house.version !== '2.0.3'))
  if (labels && wanted) status['label'] = torrent.label
  return status
}

/** Plugin keys are never left out of a diff (observed: an unchanged torrent is {label: …}). */
function changes(before: Status | undefined, now: Status): Status {
  const changed = changedSince(before, now)
  if ('label' in now) changed['label'] = now['label'] ?? ''
  return changed
}

/**
 * The baseline of diff=True is that of whoever called last when the answer is made, not of whoever asked (observed on
 * 2.0.3 and 2.2.0: changes vanish when two people poll).
 */
function diffed(house: House, statuses: Map<string, Status>): Map<string, Status> {
  const guest = house.latestGuest
  const answer = new Map<string, Status>()
  for (const [id, status] of statuses) answer.set(id, changes(guest.baseline.get(id), status))
  guest.baseline = statuses
  return answer
}

async function torrentsStatus(house: House, guest: Guest, args: Bound): Promise<WireInput> {
  const filter = dictArg(args, 'filter_dict')
  // Observed on all three daemons: with keys=None no answer comes, ever.
  if (args['keys'] === null) return never
  const keys = keysOf(args)
  const diff = flagArg(args, 'diff', false)
  if (house.version === '2.0.3' && 'keyword' in filter && hasMagnet(house)) {
    throw new PythonError('AttributeError', "'NoneType' object has no attribute 'lower'")
  }
  await new Promise<void>((resolve) => setTimeout(resolve, house.statusDelayMs))
  if (house.version === '2.0.3' && house.manners.unspellable.length > 0) return never
  const statuses = new Map<string, Status>()
  for (const torrent of filtered(house.engine, guest, filter)) {
    statuses.set(torrent.id, statusFor(house, torrent, keys, false))
  }
  return diff ? diffed(house, statuses) : statuses
}

const hasMagnet = (house: House): boolean => house.engine.all().some((torrent) => !torrent.hasMetadata)

function torrentStatus(house: House, guest: Guest, args: Bound): WireInput {
  const id = textArg(args, 'torrent_id')
  const torrent = house.engine.get(id)
  if (!torrent) return {}
  const status = statusFor(house, torrent, keysOf(args), true)
  if (!flagArg(args, 'diff', false)) return status
  const changed = changes(guest.baseline.get(id), status)
  guest.baseline.set(id, status)
  return changed
}

/** Reading torrents: the list, one, the counts. */
export const reading: Methods = {
  'core.get_session_state': (house, guest) => listFor(house.engine, guest).map((torrent) => torrent.id),
  'core.get_torrents_status': torrentsStatus,
  'core.get_torrent_status': torrentStatus,
  'core.get_filter_tree': (house, guest, args) => {
    const hidden = args['hide_cat']
    if (hidden !== undefined && hidden !== null && !Array.isArray(hidden)) {
      throw new PythonError('TypeError', `'${typeof hidden}' object is not iterable`)
    }
    const names = (hidden ?? []).filter((name) => typeof name === 'string')
    const zeros = flagArg(args, 'show_zero_hits', true)
    return filterTree(house.engine, guest, zeros, names, house.plugins.has('Label'))
  },
  'core.get_magnet_uri': (house, _guest, args) => {
    const torrent = house.engine.get(textArg(args, 'torrent_id'))
    return torrent ? writeMagnet({ v1: torrent.id, v2: null, name: torrent.name, trackers: [] }) : ''
  },
}
