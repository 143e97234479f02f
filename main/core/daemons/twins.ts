import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { DaemonRecord } from '../../store/records.ts'

type Pinned = Readonly<Pick<DaemonRecord, 'id' | 'fingerprint' | 'trustedAt' | 'keptTwin'>>

/**
 * The entry that has this one's certificate already. Every daemon makes its own key, so both reach the same daemon and
 * its torrents would show twice. The later one is asked about: the one whose certificate was trusted later, else the
 * one further down in the list. null = there is none, or the person kept both.
 */
export function twinOf<R extends Pinned>(id: DaemonId, list: readonly R[]): R | null {
  const place = list.findIndex((record) => record.id === id)
  const own = list[place]
  if (!own || own.fingerprint === null || own.keptTwin === own.fingerprint) return null
  const since = own.trustedAt ?? 0
  const earlier = list.filter((other, at) => {
    if (other.id === id || other.fingerprint !== own.fingerprint) return false
    const otherSince = other.trustedAt ?? 0
    return otherSince < since || (otherSince === since && at < place)
  })
  return earlier.toSorted((a, b) => (a.trustedAt ?? 0) - (b.trustedAt ?? 0))[0] ?? null
}
