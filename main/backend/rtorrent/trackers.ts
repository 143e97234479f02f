import type { Hash } from '../../../preload/contract/keys.ts'
import {
  faultOfTracker,
  longestTrackerUrl,
  mostTrackers,
  type Tracker,
  type TrackerPlace,
} from '../../../preload/contract/trackers.ts'
import { say } from '../../../preload/words/sentences.ts'
import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import type { Rtorrent } from '../../wire/rtorrent/rtorrent.ts'
import type { TrackerList } from '../backend.ts'
import { asCount, asFlag, asText, asTime, type Told } from './shapes.ts'
import { aboutOne, person } from './verbs.ts'

/*
 * Trackers of a torrent. The daemon adds one behind those of its tier, and has no call that takes one away or gives it
 * another place (0.9.8). The words of a tracker's failure stand in the torrent's message, without saying whose they are.
 */

/** The daemon's own network without trackers stands among them. */
const ownNetwork = /^dht:\/\//i
/** The daemon takes no tier beyond. */
const lastTier = 32

const fields = [
  'url',
  'group',
  'isEnabled',
  'isBusy',
  'successCounter',
  'failedCounter',
  'scrapeComplete',
  'scrapeIncomplete',
  'activityTimeNext',
] as const

/** @throws Fault 'not-found', and as every request */
export function readTrackers(rtorrent: Rtorrent, hash: Hash): Promise<TrackerList> {
  return aboutOne(rtorrent, hash, async () => {
    const list = rtorrent.trackersOf(hash)
    for (const name of fields) if (rtorrent.has('tracker', name)) list.named(name)
    const [torrent, told, clock] = await rtorrent.together(
      [rtorrent.torrent(hash).message().isActive(), list, rtorrent.query().timeSeconds()],
      person,
    )
    if (torrent instanceof Fault) throw torrent
    if (told instanceof Fault) throw told
    const nowAt = clock instanceof Fault ? Date.now() : (asTime(clock.timeSeconds) ?? 0)
    const failure = /^Tracker: \[(.*)\]$/s.exec(asText(torrent.message, longest.status))?.[1] ?? ''
    const all = (told as Told[]).filter(({ url }) => !ownNetwork.test(asText(url, 10)))
    const trackers = all
      .slice(0, mostTrackers)
      .map((one) => trackerOf(one, { nowAt, isActive: asFlag(torrent.isActive) }))
    const failed = trackers.filter(({ state }) => state === 'error')
    const [only] = failed
    if (only && failed.length === 1) only.status = failure
    return { trackers: trackers.toSorted((one, other) => one.tier - other.tier), left: all.length - trackers.length }
  })
}

function trackerOf(told: Told, { nowAt, isActive }: { nowAt: number; isActive: boolean }): Tracker {
  const isEnabled = told['isEnabled'] === undefined || asFlag(told['isEnabled'])
  const [seeds, peers] = [asCount(told['scrapeComplete']), asCount(told['scrapeIncomplete'])]
  // Nobody was asked, or nobody is there.
  const isTold = seeds + peers > 0
  const nextAt = asTime(told['activityTimeNext'])
  return {
    url: asText(told['url'], longestTrackerUrl),
    tier: asCount(told['group']),
    state: isEnabled ? stateOf(told) : null,
    status: '',
    seeds: isTold ? seeds : null,
    peers: isTold ? peers : null,
    nextAnnounceMs: isEnabled && isActive && nextAt !== null && nextAt > nowAt ? nextAt - nowAt : null,
  }
}

function stateOf(told: Told): Tracker['state'] {
  if (asFlag(told['isBusy'])) return 'announcing'
  if (asCount(told['failedCounter']) > 0) return 'error'
  return asCount(told['successCounter']) > 0 ? 'ok' : 'none'
}

/**
 * Adds those trackers that a list has more than the torrent, and reads it back.
 * @throws Fault 'invalid' (details.field), 'incompatible' for a list in which one is missing or stands elsewhere,
 * 'not-found', 'remote', 'outcome-unknown'; none names an address
 */
export async function addTrackers(rtorrent: Rtorrent, hash: Hash, places: readonly TrackerPlace[]): Promise<void> {
  checkTrackers(places)
  const wanted = places.toSorted((one, other) => one.tier - other.tier)
  const { trackers: present } = await readTrackers(rtorrent, hash)
  const known = new Set(present.map(({ url }) => url))
  const more = wanted.filter(({ url }) => !known.has(url))
  const after = [...present, ...more].toSorted((one, other) => one.tier - other.tier)
  if (!isSame(after, wanted)) throw new Fault('incompatible', say('rtorrent.keeps-trackers'), { retry: 'after-change' })
  await aboutOne(rtorrent, hash, async () => {
    const answers = await rtorrent.together(
      more.map(({ tier, url }) => rtorrent.torrent(hash).insertTracker(tier, url)),
      person,
    )
    const gone = answers.find((answer) => answer instanceof Fault && answer.code !== 'remote')
    if (gone instanceof Fault) throw gone
  })
  if (!isSame((await readTrackers(rtorrent, hash)).trackers, wanted)) {
    throw new Fault('remote', say('trackers.notTaken', { daemon: rtorrent.client.daemon }))
  }
}

function isSame(some: readonly TrackerPlace[], others: readonly TrackerPlace[]): boolean {
  return some.length === others.length && some.every(({ url, tier }, at) => sameAt(others[at], url, tier))
}

function sameAt(other: TrackerPlace | undefined, url: string, tier: number): boolean {
  return other?.url === url && other.tier === tier
}

function checkTrackers(places: readonly TrackerPlace[]): void {
  const seen = new Set<string>()
  for (const [at, { url, tier }] of places.entries()) {
    const details = { field: `trackers.${at}.url` }
    const fault = faultOfTracker(url) ?? (seen.has(url) ? 'twice' : null)
    if (fault) throw new Fault('invalid', say(`tracker.${fault}`), { details })
    if (tier > lastTier) throw new Fault('invalid', say('rtorrent.last-tier', { number: lastTier }), { details })
    seen.add(url)
  }
}
