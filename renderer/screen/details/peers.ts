import { type Peer, peerFlags } from '../../../preload/contract/peers.ts'
import { isConnected, type Row } from '../../../preload/listing/row.ts'
import { count, region, unknown } from '../../text/format.ts'
import { peerWords as words } from '../../text/words.ts'

export const peerColumns = ['country', 'address', 'client', 'flags', 'progress', 'down', 'up'] as const
export type PeerColumn = (typeof peerColumns)[number]

export interface PeerSort {
  readonly by: PeerColumn
  readonly down: boolean
}

/** A peer as it is listed. */
export interface PeerLine {
  /** Its address: one peer has one. */
  readonly key: string
  readonly peer: Peer
  /** Which one it was that came: those of the same rank stand in this order. */
  readonly born: number
  /** It is told of no more; it goes with the next telling. */
  readonly isGone: boolean
}

/** The lines after another telling: new peers come last, and those that left are there once more. */
export function told(before: readonly PeerLine[], peers: readonly Peer[]): PeerLine[] {
  const known = new Map(before.map((line) => [line.key, line]))
  let next = before.reduce((last, { born }) => Math.max(last, born + 1), 0)
  const here = peers.map((peer): PeerLine => {
    const line = known.get(peer.address)
    known.delete(peer.address)
    return { key: peer.address, peer, born: line?.born ?? next++, isGone: false }
  })
  const gone = [...known.values()].filter(({ isGone }) => !isGone)
  return [...here, ...gone.map((line) => ({ ...line, isGone: true }))]
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const comparisons: Record<PeerColumn, (one: Peer, other: Peer) => number> = {
  country: (one, other) => collator.compare(one.country ?? '', other.country ?? ''),
  address: (one, other) => collator.compare(one.address, other.address),
  client: (one, other) => collator.compare(one.client, other.client),
  flags: (one, other) => collator.compare(flagLetters(one), flagLetters(other)),
  progress: (one, other) => one.progress - other.progress,
  down: (one, other) => one.downBytesPerSecond - other.downBytesPerSecond,
  up: (one, other) => one.upBytesPerSecond - other.upBytesPerSecond,
}

const downFirst: ReadonlySet<PeerColumn> = new Set(['progress', 'down', 'up'])

/** A click on a head: its own first way, then the other one. */
export function nextPeerSort(sort: PeerSort, by: PeerColumn): PeerSort {
  return { by, down: sort.by === by ? !sort.down : downFirst.has(by) }
}

/** What is shown of the lines: those that match, in order. What is not known comes last, whichever the way. */
export function ordered(lines: readonly PeerLine[], sort: PeerSort, text: string): PeerLine[] {
  const wanted = fold(text.trim())
  const found = wanted === '' ? lines : lines.filter(({ peer }) => matches(peer, wanted))
  const compare = comparisons[sort.by]
  const way = sort.down ? -1 : 1
  return found.toSorted(
    (one, other) =>
      Number(isBlank(one.peer, sort.by)) - Number(isBlank(other.peer, sort.by)) ||
      way * compare(one.peer, other.peer) ||
      one.born - other.born,
  )
}

function isBlank(peer: Peer, by: PeerColumn): boolean {
  return (by === 'country' && peer.country === null) || (by === 'client' && peer.client === '')
}

const fold = (text: string): string => text.toLocaleLowerCase()

function matches({ address, client, country }: Peer, wanted: string): boolean {
  const place = country === null ? '' : `${country} ${region(country)}`
  return fold(`${address} ${client} ${place}`).includes(wanted)
}

const letters: Record<(typeof peerFlags)[number], string> = {
  down: 'D',
  'down-wanted': 'd',
  up: 'U',
  'up-wanted': 'u',
  encrypted: 'E',
  incoming: 'I',
  exchange: 'X',
  dht: 'H',
}

function flagsOf({ flags }: Peer): (typeof peerFlags)[number][] {
  return peerFlags.filter((flag) => flags?.includes(flag))
}

/** "D E X"; empty = none, or the daemon tells none. */
export function flagLetters(peer: Peer): string {
  return flagsOf(peer)
    .map((flag) => letters[flag])
    .join(' ')
}

/** The same in words, one each line. */
export function flagWords(peer: Peer): string {
  return flagsOf(peer)
    .map((flag) => `${letters[flag]}: ${words.flags[flag]}`)
    .join('\n')
}

/** What stands at the foot of the rail. */
export function swarmOf(row: Row, left: number): string[] {
  const lines = [
    words.seeds(count(row.seeds), row.seedsTotal === null ? unknown : count(row.seedsTotal)),
    words.others(count(row.peers), row.peersTotal === null ? unknown : count(row.peersTotal)),
  ]
  return left > 0 ? [lines.join(' · '), words.more(left)] : lines
}

/** Why there are no peers, as far as the row tells; empty = nobody knows. */
export function whyNone(row: Row): string {
  if (row.state === 'paused' || row.state === 'queued') return words.why[row.state]
  return isConnected(row) && row.trackerState === 'error' ? words.why.tracker : ''
}
