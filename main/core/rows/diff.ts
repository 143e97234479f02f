import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'

/** The fields of `patch` that differ from `row`; null = none. */
export function changedFields(row: Torrent, patch: TorrentPatch): TorrentPatch | null {
  let changed: Record<string, unknown> | null = null
  const known = row as unknown as Record<string, unknown>
  const read = patch as unknown as Record<string, unknown>
  // Most rows that are read have not changed at all: pairs of names and values would be made for nothing.
  for (const field in read) {
    const value = read[field]
    if (value === undefined || known[field] === value) continue
    changed ??= { hash: row.hash }
    changed[field] = value
  }
  return changed as TorrentPatch | null
}
