import { createServer } from 'node:http'
import { writeBencode } from '../../preload/torrent/bencode.ts'

export interface Tracker {
  /** The announce URL. */
  url: string
  /** Info-hashes (hex) of every announce so far, in order. */
  announced: readonly string[]
  close(): Promise<void>
}

/** Percent-encoded raw bytes (an info_hash is not UTF-8) as a key. */
function rawQuery(url: string): Map<string, string> {
  const query = url.slice(url.indexOf('?') + 1)
  return new Map(query.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

function hexOf(escaped: string): string {
  return escaped
    .replaceAll(/%([0-9a-f]{2})|(.)/gi, (_match, hex: string | undefined, plain: string | undefined) => {
      return hex ?? (plain ?? '').charCodeAt(0).toString(16).padStart(2, '0')
    })
    .toLowerCase()
}

/** An HTTP tracker on loopback: it tells every peer about every other peer of the same torrent. */
export async function startTracker(): Promise<Tracker> {
  const swarms = new Map<string, Set<number>>()
  const announced: string[] = []
  const server = createServer((request, response) => {
    const query = rawQuery(request.url ?? '')
    const hash = hexOf(query.get('info_hash') ?? '')
    announced.push(hash)
    const port = Number(query.get('port'))
    const swarm = swarms.get(hash) ?? new Set()
    swarms.set(hash, swarm)
    if (query.get('event') === 'stopped') swarm.delete(port)
    else swarm.add(port)
    const others = [...swarm].filter((other) => other !== port)
    const peers = Buffer.concat(others.map((other) => Buffer.from([127, 0, 0, 1, other >> 8, other & 255])))
    response.end(writeBencode({ interval: 5, 'min interval': 1, complete: 1, incomplete: 1, peers }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/announce`,
    announced,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
