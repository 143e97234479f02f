import * as v from 'valibot'

/* How torrents and daemons are told apart, everywhere. */

/** Info-hash in lower-case hex: 40 digits (v1) or 64 (v2), whichever its daemon knows the torrent by. */
export const HashSchema = v.pipe(
  v.string(),
  v.maxLength(64, 'That is not a torrent’s info-hash.'),
  v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'That is not a torrent’s info-hash.'),
)

/** A daemon's own id: made here, never its address, so that a renamed or moved daemon keeps its history. */
export const DaemonIdSchema = v.pipe(
  v.string(),
  v.maxLength(32, 'That is not a daemon’s id.'),
  v.regex(/^[a-z0-9]{4,32}$/, 'That is not a daemon’s id.'),
)

/** One torrent on one daemon: `daemon/hash`. The same hash on two daemons is two rows. */
export const TorrentKeySchema = v.pipe(
  v.string(),
  v.maxLength(97, 'That is not a torrent’s key.'),
  v.regex(/^[a-z0-9]{4,32}\/([0-9a-f]{40}|[0-9a-f]{64})$/, 'That is not a torrent’s key.'),
)

export type Hash = string
export type DaemonId = string
export type TorrentKey = string

export function keyOf(daemon: DaemonId, hash: Hash): TorrentKey {
  return `${daemon}/${hash}`
}

export function splitKey(key: TorrentKey): { daemon: DaemonId; hash: Hash } {
  const slash = key.indexOf('/')
  return { daemon: key.slice(0, slash), hash: key.slice(slash + 1) }
}
