import { say } from '../../../preload/words/sentences.ts'
import { type Bencodable, writeBencode } from '../../../preload/torrent/bencode.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { knownAs } from '../../../preload/torrent/infohash.ts'
import { readMagnet, respellMagnet } from '../../../preload/torrent/magnet.ts'
import { writeTorrentFile } from '../../../preload/torrent/write.ts'
import { Fault } from '../../lib/fault.ts'
import { isDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { Requests } from './requests.ts'

export const metadataMethod = 'core.prefetch_magnet_metadata'

/** The daemon answers when its own time is over, behind whatever else it is at. */
const patienceMs = 20_000
/** libtorrent nests no deeper. */
const mostDepth = 100

/**
 * A torrent file of what a magnet link names; null = nobody told it in that time. 2.0.3 answers the info dict as plain
 * values (texts that are not UTF-8 among them) and null when there is none, 2.1 and later its bytes in base64 and "".
 * What does not have the link's hash is not believed.
 * @throws Fault as every call, 'invalid' for a link that names no torrent, 'protocol' for other metadata than its own
 */
export async function readMetadata(requests: Requests, uri: string, waitMs: number): Promise<Uint8Array | null> {
  const { daemon } = requests
  const magnet = readMagnet(uri)
  if (!magnet || magnet.v1 === null) {
    throw new Fault('invalid', magnet?.v2 ? say('add.only-v2', { daemon }) : say('metadata.no-hash'))
  }
  const args = [respellMagnet(uri), Math.round(waitMs / 1000)]
  const answer = await requests.call({ method: metadataMethod, args, deadlineMs: waitMs + patienceMs })
  const info = infoIn(Array.isArray(answer) ? (answer[1] ?? null) : null)
  if (info === null) return null
  const bytes = writeTorrentFile(info, magnet)
  const read = readTorrentFile(bytes)
  if (read.ok && knownAs(read.file).includes(magnet.v1)) return bytes
  throw new Fault('protocol', say('metadata.other', { daemon }))
}

/** null = there is none. */
function infoIn(answer: WireValue): Uint8Array | null {
  if (isDict(answer)) {
    const value = bencodable(answer, 0)
    return value === null ? null : writeBencode(value)
  }
  if (answer instanceof Uint8Array) return infoIn(Buffer.from(answer).toString('latin1'))
  if (typeof answer !== 'string' || answer === '') return null
  const bytes = Buffer.from(answer, 'base64')
  return bytes.length > 0 ? bytes : null
}

/** null = a value that no info dict has. */
function bencodable(value: WireValue, depth: number): Bencodable | null {
  if (depth > mostDepth) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null
  if (typeof value === 'string' || value instanceof Uint8Array) return value
  if (Array.isArray(value)) {
    const items = value.map((item) => bencodable(item, depth + 1))
    return items.every((item) => item !== null) ? items : null
  }
  if (!isDict(value)) return null
  const dict = Object.create(null) as { [key: string]: Bencodable }
  for (const [key, item] of Object.entries(value)) {
    const found = bencodable(item, depth + 1)
    if (found === null) return null
    dict[key] = found
  }
  return dict
}
