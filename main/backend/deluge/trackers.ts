import {
  faultOfTracker,
  longestTrackerUrl,
  mostTrackers,
  type Tracker,
  type TrackerPlace,
} from '../../../preload/contract/trackers.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import { isDict, type WireDict, type WireValue } from '../../wire/deluge/rencode.ts'
import type { TrackerList } from '../backend.ts'
import { trackerFields } from './fields.ts'
import type { Requests } from './requests.ts'
import { asCount, asCountOrNull, asSpan, asText, itemsOf } from './shapes.ts'
import { readStatusOf } from './status.ts'

/*
 * Trackers of a torrent. What stands beside each of them in the status key `trackers` is how it was when the torrent
 * was added or the list was set, and never changes (observed on 2.0.3 and 2.2.0: an empty message and no fails beside
 * one that had answered long ago). What is true now is told of the torrent alone: the tracker in use, and what the last
 * one that was heard of said.
 */

const keys = ['trackers', 'tracker', 'tracker_status', 'next_announce', 'total_seeds', 'total_peers', 'paused']

/** @throws Fault as every call, 'not-found', 'protocol' */
export async function readTrackers(requests: Requests, hash: Hash): Promise<TrackerList> {
  const status = await readStatusOf(requests, hash, keys)
  const items = itemsOf(status['trackers'] ?? null, 'trackers')
  const places = items.slice(0, mostTrackers).map(placeOf)
  const trackers = places.map((place) => ({ ...place, ...factsOf(place, places.length, status) }))
  // Deluge keeps the order in which they were given.
  return { trackers: trackers.toSorted((one, other) => one.tier - other.tier), left: items.length - places.length }
}

function placeOf(item: WireValue): TrackerPlace {
  if (!isDict(item)) return { url: '', tier: 0 }
  return { url: asText(item['url'], longestTrackerUrl), tier: asCount(item['tier']) }
}

/** What is told of the torrent is this tracker's where it is the one in use, or the only one. */
function factsOf({ url }: TrackerPlace, count: number, status: WireDict): Omit<Tracker, 'url' | 'tier'> {
  const used = asText(status['tracker'], longestTrackerUrl)
  if (url === '' || !(used === url || count === 1)) {
    return { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }
  }
  const { trackerState: state, trackerStatus } = trackerFields(status['tracker_status'])
  return {
    state,
    status: trackerStatus,
    seeds: asCountOrNull(status['total_seeds']),
    peers: asCountOrNull(status['total_peers']),
    nextAnnounceMs: status['paused'] === true ? null : asSpan(status['next_announce']) || null,
  }
}

/**
 * Sets the whole list and reads it back. Failures say nothing of the addresses: what the daemon says of its own
 * exception may hold them.
 * @throws Fault 'invalid' (details.field), 'not-found', 'remote', 'outcome-unknown'
 */
export async function setTrackers(requests: Requests, hash: Hash, places: readonly TrackerPlace[]): Promise<void> {
  checkTrackers(places)
  const trackers = places.map(({ url, tier }) => ({ url, tier }))
  const call = { method: 'core.set_torrent_trackers', args: [hash, trackers], changing: true, torrent: hash }
  const [answer] = await requests.ask([call])
  if (answer instanceof Fault) throw answer.code === 'remote' ? refusedFault(requests) : answer
  const { trackers: found } = await readTrackers(requests, hash)
  const wanted = places.toSorted((one, other) => one.tier - other.tier)
  const isSame = wanted.every(({ url, tier }, at) => found[at]?.url === url && found[at].tier === tier)
  if (!isSame || found.length !== wanted.length) throw refusedFault(requests)
}

/** Deluge takes anything: an address that is none is an error of the torrent later, and one given twice is twice there. */
function checkTrackers(places: readonly TrackerPlace[]): void {
  const seen = new Set<string>()
  for (const [at, { url }] of places.entries()) {
    const fault = faultOfTracker(url) ?? (seen.has(url) ? 'twice' : null)
    if (fault) throw new Fault('invalid', say(`tracker.${fault}`), { details: { field: `trackers.${at}.url` } })
    seen.add(url)
  }
}

function refusedFault({ daemon }: Requests): Fault {
  return new Fault('remote', say('trackers.notTaken', { daemon }))
}
