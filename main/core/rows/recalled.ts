import { blankTorrent, type Torrent } from '../../../preload/contract/torrents.ts'

/** Fields whose texts many rows have in common. */
const sharedFields = ['message', 'tracker', 'trackerStatus', 'label', 'owner', 'folder', 'comment'] as const

/**
 * Rows that came from another thread as all other rows are: of one shape, with one copy of each text that they share.
 * As copies of the other thread's they take half as much again.
 */
export function likeOwn(kept: readonly Torrent[]): Torrent[] {
  const texts = new Map<string, string>()
  return kept.map((row) => {
    const own = { ...blankTorrent(row.hash), ...row }
    for (const field of sharedFields) {
      const text = own[field]
      const known = texts.get(text)
      if (known === undefined) texts.set(text, text)
      else own[field] = known
    }
    return own
  })
}
