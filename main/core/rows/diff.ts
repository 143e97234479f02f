import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'

/** The fields of `patch` that differ from `row`; null = none. */
export function changedFields(row: Torrent, patch: TorrentPatch): TorrentPatch | null {
  let changed: Record<string, unknown> | null = null
  const known = row as unknown as Record<string, unknown>
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined || known[field] === value) continue
    changed ??= { hash: row.hash }
    changed[field] = value
  }
  return changed as TorrentPatch | null
}
