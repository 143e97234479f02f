import type { Hash } from '../../../preload/contract/keys.ts'
import { mostPeers, type Peer, type PeerAddress, readPeerAddress } from '../../../preload/contract/peers.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import { isDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { PeerList } from '../backend.ts'
import type { Requests } from './requests.ts'
import { asCount, asFraction, asText, itemsOf } from './shapes.ts'
import { readStatusOf } from './status.ts'

/*
 * Peers of a torrent. Observed on 2.0.3 and 2.2.0: seven fields, no flags; `ip` is address and port with a colon
 * between them, an IPv6 address without brackets; `seed` is 1024 or 0; connect_peer is answered with null whatever
 * comes of it, and with an exception where the address is none.
 */

/** @throws Fault as every call, 'not-found', 'protocol' */
export async function readPeers(requests: Requests, hash: Hash): Promise<PeerList> {
  const items = itemsOf((await readStatusOf(requests, hash, ['peers']))['peers'] ?? null, 'peers')
  const peers = new Map<string, Peer>()
  // What is no peer, or is there twice, is left out.
  for (const item of items.slice(0, mostPeers)) {
    const peer = peerOf(item)
    if (peer) peers.set(peer.address, peer)
  }
  return { peers: [...peers.values()], left: Math.max(0, items.length - mostPeers) }
}

function peerOf(item: WireValue): Peer | null {
  if (!isDict(item)) return null
  const address = addressOf(asText(item['ip'], longest.word))
  if (address === null) return null
  const country = asText(item['country'], 2).toUpperCase()
  return {
    address,
    client: asText(item['client'], longest.word),
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    flags: null,
    isSeed: asCount(item['seed']) > 0 || item['seed'] === true,
    progress: Math.floor(Math.min(asFraction(item['progress'], 6) ?? 0, 1) * 10_000) / 10_000,
    downBytesPerSecond: asCount(item['down_speed']),
    upBytesPerSecond: asCount(item['up_speed']),
  }
}

/** As it is written everywhere; null = that is no address. */
function addressOf(ip: string): string | null {
  const colon = ip.lastIndexOf(':')
  const host = ip.slice(0, colon).replace(/^\[|\]$/g, '')
  const written = `${host.includes(':') ? `[${host}]` : host}:${ip.slice(colon + 1)}`
  return typeof readPeerAddress(written) === 'string' ? null : written
}

/** @throws Fault 'invalid' (details.field = peer), 'not-found', 'remote', 'outcome-unknown' */
export async function connectPeer(requests: Requests, hash: Hash, peer: string): Promise<void> {
  const address: PeerAddress = readPeerAddress(peer)
  if (typeof address === 'string') {
    throw new Fault('invalid', say(`peers.${address}`), { details: { field: 'peer' } })
  }
  const args = [hash, address.host, address.port]
  await requests.call({ method: 'core.connect_peer', args, changing: true, torrent: hash })
}
