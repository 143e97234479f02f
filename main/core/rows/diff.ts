import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'

/** A row about which nothing but its hash is known yet. */
export function blankTorrent(hash: string): Torrent {
  return {
    hash,
    name: '',
    state: 'unknown',
    message: '',
    progress: 0,
    sizeBytes: 0,
    wantedBytes: 0,
    doneBytes: 0,
    remainingBytes: 0,
    downloadedBytes: 0,
    uploadedBytes: 0,
    downBytesPerSecond: 0,
    upBytesPerSecond: 0,
    downLimitBytesPerSecond: null,
    upLimitBytesPerSecond: null,
    leftMs: null,
    ratio: null,
    seeds: 0,
    seedsTotal: null,
    peers: 0,
    peersTotal: null,
    seedsPeersRatio: null,
    availability: null,
    addedAt: null,
    completedAt: null,
    seenCompleteAt: null,
    lastTransferAt: null,
    queue: null,
    tracker: '',
    trackerState: 'none',
    trackerStatus: '',
    label: '',
    owner: '',
    shared: false,
    private: false,
    autoManaged: false,
    folder: '',
    comment: '',
  }
}

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
