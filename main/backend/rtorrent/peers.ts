import type { Hash } from '../../../preload/contract/keys.ts'
import {
  mostPeers,
  type Peer,
  type PeerAddress,
  type peerFlags,
  readPeerAddress,
} from '../../../preload/contract/peers.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { PeerList } from '../backend.ts'
import { asCount, asFlag, asText, type Told } from './shapes.ts'
import { aboutOne, person } from './verbs.ts'

const fields = [
  'address',
  'port',
  'clientVersion',
  'completedPercent',
  'downloadRate',
  'uploadRate',
  'isEncrypted',
  'isIncoming',
] as const

/** @throws Fault 'not-found', and as every request */
export function readPeers(rtorrent: Rtorrent, hash: Hash): Promise<PeerList> {
  return aboutOne(rtorrent, hash, async () => {
    const list = rtorrent.peersOf(hash)
    for (const name of fields) if (rtorrent.has('peer', name)) list.named(name)
    const told = (await list.all(person)) as Told[]
    const peers = new Map<string, Peer>()
    // What is no peer, or is there twice, is left out.
    for (const one of told.slice(0, mostPeers)) {
      const peer = peerOf(one)
      if (peer) peers.set(peer.address, peer)
    }
    return { peers: [...peers.values()], left: Math.max(0, told.length - mostPeers) }
  })
}

function peerOf(told: Told): Peer | null {
  const host = asText(told['address'], longest.word)
  const address = `${host.includes(':') ? `[${host}]` : host}:${asCount(told['port'])}`
  if (typeof readPeerAddress(address) === 'string') return null
  const percent = Math.min(100, asCount(told['completedPercent']))
  const [down, up] = [asCount(told['downloadRate']), asCount(told['uploadRate'])]
  return {
    address,
    client: asText(told['clientVersion'], longest.word),
    country: null,
    flags: flagsOf(told, down, up),
    isSeed: percent === 100,
    progress: percent / 100,
    downBytesPerSecond: down,
    upBytesPerSecond: up,
  }
}

function flagsOf(told: Told, down: number, up: number): (typeof peerFlags)[number][] {
  const flags: (typeof peerFlags)[number][] = []
  if (down > 0) flags.push('down')
  if (up > 0) flags.push('up')
  if (asFlag(told['isEncrypted'])) flags.push('encrypted')
  if (asFlag(told['isIncoming'])) flags.push('incoming')
  return flags
}

/** @throws Fault 'invalid' (details.field = peer), 'not-found', 'outcome-unknown' */
export async function connectPeer(rtorrent: Rtorrent, hash: Hash, peer: string): Promise<void> {
  const address: PeerAddress = readPeerAddress(peer)
  if (typeof address === 'string') {
    throw new Fault('invalid', say(`peers.${address}`), { details: { field: 'peer' } })
  }
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  await aboutOne(rtorrent, hash, () => rtorrent.torrent(hash).connectPeer(`${host}:${address.port}`).first(person))
}
