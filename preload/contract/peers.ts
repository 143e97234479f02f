import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { TorrentKeySchema } from './keys.ts'
import { bytes, count, text } from './units.ts'

/** Peers of one torrent that are shown. */
export const mostPeers = 2_000

/** What goes on between a peer and the daemon: data that flows (or is only wanted) either way, and how they met. */
export const peerFlags = [
  'down',
  'down-wanted',
  'up',
  'up-wanted',
  'encrypted',
  /** It came to us. */
  'incoming',
  /** Another peer told of it. */
  'exchange',
  'dht',
] as const

/** Somebody else's client. Everything about it is a stranger's word, the name of its program most of all. */
export const PeerSchema = v.object({
  /** Address and port as they are written, IPv6 in brackets; one peer has one. */
  address: v.string(),
  /** What its program calls itself; empty = it does not. */
  client: v.string(),
  /** Two capital letters (ISO 3166); null = not known. */
  country: v.nullable(v.string()),
  /** null = the daemon tells none. */
  flags: v.nullable(v.array(v.picklist(peerFlags))),
  isSeed: v.boolean(),
  /** 0…1 of the torrent. */
  progress: v.number(),
  downBytesPerSecond: bytes,
  upBytesPerSecond: bytes,
})
export type Peer = v.InferOutput<typeof PeerSchema>

export const PeersItemSchema = v.variant('kind', [
  /** All of them; of more than are shown the rest is only counted. */
  v.object({ kind: v.literal('peers'), peers: v.array(PeerSchema), left: count }),
  v.object({ kind: v.literal('away'), problem: ProblemSchema }),
])
export type PeersItem = v.InferOutput<typeof PeersItemSchema>

/** Why a text is no peer's address. */
export type PeerFault = 'empty' | 'address' | 'port' | 'brackets'

/** A peer's address and port as they are asked for; the address without brackets. */
export type PeerAddress = { host: string; port: number } | PeerFault

const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/

/** Reads "192.0.2.7:6881" or "[2001:db8::7]:6881". */
export function readPeerAddress(given: string): PeerAddress {
  const written = given.trim()
  if (written === '') return 'empty'
  const six = /^\[([^\]]*)\](?::(.*))?$/.exec(written)
  if (!six && written.split(':').length > 2) return 'brackets'
  const [host = '', port = ''] = six ? [six[1], six[2]] : written.split(':')
  if (six ? !isIpv6(host) : !ipv4.test(host)) return 'address'
  return /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535 ? { host, port: Number(port) } : 'port'
}

/** The platform reads such addresses itself. */
function isIpv6(host: string): boolean {
  return /^[0-9a-f:.]+$/i.test(host) && URL.canParse(`http://[${host}]/`)
}

export const peerCalls = {
  /** Asks the daemon to connect to a peer (readPeerAddress); whether the peer answers, the feed shows. */
  'peers.connect': {
    args: v.object({ key: TorrentKeySchema, peer: text(100) }),
    result: v.null(),
    needs: 'connect-peer',
  },
} as const

export const peerFeeds = {
  /** One torrent's peers, every second, when something about them changed. Ends when the torrent is gone. */
  peers: { args: v.object({ key: TorrentKeySchema }), item: PeersItemSchema },
} as const
