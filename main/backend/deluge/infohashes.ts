import type { Hash } from '../../../preload/contract/keys.ts'
import { type InfoHashes, knownAs } from '../../../preload/torrent/infohash.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
import type { Requests } from './requests.ts'
import { asText } from './shapes.ts'

/** Calls of one message: the daemon serves a message in one go, and must not be held for long. */
const perMessage = 50
/** Somebody waits for a link. */
const deadlineMs = 3_000
const longestLink = 65_536

/**
 * The info-hashes of these torrents, out of the links that 2.1 and later write. A hybrid is known by one of its two
 * (from its file by the start of v2; from a magnet link, on 2.2.0, by v1), which tells nothing of the other. 2.0 has no
 * such call and says nothing else that would tell; then they are absent.
 */
export async function readInfoHashes(requests: Requests, hashes: readonly Hash[]): Promise<Map<Hash, InfoHashes>> {
  const found = new Map<Hash, InfoHashes>()
  if (!requests.generation.has('core.get_magnet_uri')) return found
  for (let at = 0; at < hashes.length; at += perMessage) {
    const part = hashes.slice(at, at + perMessage)
    const calls = part.map((hash) => ({ method: 'core.get_magnet_uri', args: [hash], torrent: hash, deadlineMs }))
    const answers = await requests.ask(calls)
    for (const [index, hash] of part.entries()) {
      const answer = answers[index]
      const magnet = typeof answer === 'string' ? readMagnet(asText(answer, longestLink)) : null
      if (magnet && knownAs(magnet).includes(hash)) found.set(hash, { v1: magnet.v1, v2: magnet.v2 })
    }
    // A daemon that has no such call, or does not answer now, is not asked for the others.
    if (found.size === 0) return found
  }
  return found
}
