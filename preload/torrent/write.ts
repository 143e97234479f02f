import { writeBencode, type Bencodable } from './bencode.ts'
import { longestAddressBytes, mostTrackers } from './limits.ts'
import type { Magnet } from './magnet.ts'

/**
 * A torrent file around an info dict, whose bytes stay as they are, with the trackers and web seeds of a magnet link.
 * Every tracker has a tier of its own: that is what a link means.
 */
export function writeTorrentFile(
  info: Uint8Array,
  { trackers, webSeeds }: Pick<Magnet, 'trackers' | 'webSeeds'>,
): Uint8Array {
  const urls = fitting(trackers)
  const seeds = fitting(webSeeds)
  // In the order of the keys, as bencoding wants them.
  return joined([
    open,
    ...(urls[0] === undefined ? [] : entry('announce', urls[0])),
    ...(urls.length > 1
      ? entry(
          'announce-list',
          urls.map((url) => [url]),
        )
      : []),
    writeBencode('info'),
    info,
    ...(seeds.length > 0 ? entry('url-list', seeds) : []),
    close,
  ])
}

/** What a dict begins and ends with. */
const [open, close] = [Uint8Array.of(0x64), Uint8Array.of(0x65)]

function entry(key: string, value: Bencodable): Uint8Array[] {
  return [writeBencode(key), writeBencode(value)]
}

function fitting(urls: readonly string[]): string[] {
  const encoder = new TextEncoder()
  return urls.filter((url) => encoder.encode(url).length <= longestAddressBytes).slice(0, mostTrackers)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
