import type { Bound } from '../server/binding.ts'
import { keyError, PythonError } from '../server/exceptions.ts'
import { textArg, type House, type Methods } from './method.ts'

const failed = (message: string): PythonError => new PythonError('Exception', message)

/** What a fresh label has (observed on 2.0.3). */
const defaults = {
  apply_max: false,
  max_download_speed: -1,
  max_upload_speed: -1,
  max_connections: -1,
  max_upload_slots: -1,
  prioritize_first_last: false,
  apply_queue: false,
  is_auto_managed: false,
  stop_at_ratio: false,
  stop_ratio: 2,
  remove_at_ratio: false,
  apply_move_completed: false,
  move_completed: false,
  move_completed_path: '',
  auto_add: false,
  auto_add_trackers: [],
}

function known(house: House, args: Bound): string {
  const label = textArg(args, 'label_id')
  if (!house.engine.labels.has(label)) throw failed('Unknown Label')
  return label
}

function setTorrent(house: House, args: Bound): null {
  const label = textArg(args, 'label_id')
  if (label !== '' && !house.engine.labels.has(label)) throw failed('Unknown Label')
  const torrent = house.engine.get(textArg(args, 'torrent_id'))
  if (!torrent) throw failed('Unknown Torrent')
  torrent.label = label
  return null
}

function remove(house: House, args: Bound): null {
  const label = known(house, args)
  house.engine.labels.delete(label)
  for (const torrent of house.engine.all()) if (torrent.label === label) torrent.label = ''
  return null
}

/** The Label plugin: upper case is lowered, the rest of the alphabet is small (observed texts). */
export const label: Methods = {
  'label.get_labels': (house) => [...house.engine.labels].sort(),
  'label.add': (house, _guest, args) => {
    const name = textArg(args, 'label_id').toLowerCase()
    if (name === '') throw failed('Empty Label')
    if (!/^[a-z0-9_-]+$/.test(name)) throw failed('Invalid label, valid characters:[a-z0-9_-]')
    if (house.engine.labels.has(name)) throw failed('Label already exists')
    house.engine.labels.add(name)
    return null
  },
  'label.remove': (house, _guest, args) => remove(house, args),
  'label.set_torrent': (house, _guest, args) => setTorrent(house, args),
  'label.get_options': (house, _guest, args) => {
    const name = textArg(args, 'label_id')
    if (!house.engine.labels.has(name)) throw keyError(name)
    return defaults
  },
  'label.set_options': (house, _guest, args) => {
    known(house, args)
    return null
  },
  'label.get_config': () => ({ ...defaults }),
  'label.set_config': () => null,
}
