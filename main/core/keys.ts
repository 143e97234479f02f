import { type DaemonId, type Hash, splitKey, type TorrentKey } from '../../preload/contract/keys.ts'

/** The torrents of each daemon, each once, in the order of the keys. */
export function keysByDaemon(keys: readonly TorrentKey[]): Map<DaemonId, Hash[]> {
  const groups = new Map<DaemonId, Hash[]>()
  for (const key of new Set(keys)) {
    const { daemon, hash } = splitKey(key)
    const group = groups.get(daemon)
    if (group) group.push(hash)
    else groups.set(daemon, [hash])
  }
  return groups
}
