import type { WireValue } from '../../../main/wire/deluge/rencode.ts'
import type { Engine } from '../engine/engine.ts'
import { asText } from './words.ts'

const heavyKeys = new Set(['files', 'orig_files', 'file_progress', 'peers', 'trackers', 'pieces', 'file_priorities'])
const LIGHT_KEYS = 70
const MS = 1 / 1000

/** µs per file: `files` of 10,000 files held a real daemon 64 ms, file_progress 27 ms, file_priorities 2 ms. */
const perFile: Readonly<Record<string, number>> = {
  files: 6.4,
  orig_files: 6.4,
  file_progress: 2.7,
  file_priorities: 0.2,
}

/**
 * For how many ms a real daemon would serve nobody else while it computes this answer: fitted to what 2.0.3 and 2.2.0
 * took for name only, 20, 35 and all keys of 50 to 10,000 torrents, the filter tree and the session state.
 */
export function heldMs(engine: Engine, method: string, args: readonly WireValue[]): number {
  const count = engine.count
  switch (method) {
    case 'core.get_torrents_status':
      return heldByStatus(engine, args[0], args[1])
    case 'core.get_torrent_status':
      return heldByStatus(engine, { id: [args[0] ?? ''] }, args[1])
    case 'core.get_filter_tree':
      return count * 30 * MS
    case 'core.get_session_state':
      return count * 3 * MS
  }
  return 0.4
}

function heldByStatus(engine: Engine, filter: WireValue | undefined, keys: WireValue | undefined): number {
  const named = Array.isArray(keys) ? keys : []
  const ids =
    typeof filter === 'object' && filter !== null && 'id' in filter && Array.isArray(filter.id) ? filter.id : null
  const heavy = named.length === 0 ? heavyKeys.size : named.filter((key) => heavyKeys.has(asText(key))).length
  const light = named.length === 0 ? LIGHT_KEYS : named.length - heavy
  const count = ids ? ids.length : engine.count
  const each = 8 + 1.6 * light + 20 * heavy
  return (count * each + heldByFiles(engine, ids, named.map(asText))) * MS
}

function heldByFiles(engine: Engine, ids: readonly WireValue[] | null, keys: readonly string[]): number {
  const cost = keys.reduce((sum, key) => sum + (perFile[key] ?? 0), 0)
  if (!ids || cost === 0) return 0
  return ids.reduce<number>((sum, id) => sum + (engine.get(asText(id))?.fileCount ?? 0) * cost, 0)
}
