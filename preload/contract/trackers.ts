import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { TorrentKeySchema } from './keys.ts'
import { ItemResultSchema, trackerStates } from './torrents.ts'
import { count, text } from './units.ts'

/** Trackers of one torrent that are shown, and that may be set. */
export const mostTrackers = 1_000
export const longestTrackerUrl = 4_096
/** Tiers are a byte where the protocol is spoken. */
const lastTier = 255
/** At most so many torrents at once: each is read and changed by itself. */
const mostTorrents = 10_000

/**
 * A tracker of a torrent. Its address may hold what is a person's own (a passkey): it is shown to whoever may look,
 * and stands in no log, no history and no failure.
 */
export const TrackerSchema = v.object({
  url: v.string(),
  /** Those of the lowest number are asked first, and of one tier one after the other. */
  tier: count,
  /** What it did last; null = the daemon does not tell of this one. */
  state: v.nullable(v.picklist(trackerStates)),
  /** The words behind the state. */
  status: v.string(),
  /** What it knows of the swarm; null = not told. */
  seeds: v.nullable(count),
  peers: v.nullable(count),
  /** Until it is asked again; null = not told. */
  nextAnnounceMs: v.nullable(v.number()),
})
export type Tracker = v.InferOutput<typeof TrackerSchema>

export const TrackersItemSchema = v.variant('kind', [
  /** All of them, in the order in which they are asked; beside them the number of those beyond the bound. */
  v.object({ kind: v.literal('trackers'), trackers: v.array(TrackerSchema), left: count }),
  v.object({ kind: v.literal('away'), problem: ProblemSchema }),
])
export type TrackersItem = v.InferOutput<typeof TrackersItemSchema>

/** Why an address cannot be a tracker's; null = it can. */
export type TrackerFault = 'empty' | 'scheme' | 'host' | 'blank' | 'long'

export function faultOfTracker(url: string): TrackerFault | null {
  if (url.trim() === '') return 'empty'
  if (url.length > longestTrackerUrl) return 'long'
  if (/[\s\p{Cc}]/u.test(url) || !url.isWellFormed()) return 'blank'
  if (!/^(https?|udp|wss?):\/\//i.test(url)) return 'scheme'
  // The platform knows hosts of http only.
  return URL.canParse(url.replace(/^[a-z]+:/i, 'http:')) ? null : 'host'
}

const Places = v.pipe(
  v.array(
    v.object({
      url: text(longestTrackerUrl),
      tier: v.pipe(count, v.maxValue(lastTier, 'A tier is a number from 0 to 255.')),
    }),
  ),
  v.maxLength(mostTrackers, 'Give fewer trackers.'),
)
/** An address in its tier. */
export type TrackerPlace = v.InferOutput<typeof Places>[number]

export const trackerCalls = {
  /** The whole list of a torrent's trackers, in place of what it has. The addresses are looked at by faultOfTracker. */
  'trackers.set': {
    args: v.object({ key: TorrentKeySchema, trackers: Places }),
    result: v.null(),
    needs: 'trackers',
  },
  /**
   * Adds trackers to each of these torrents: tiers count from behind those that it has, and what it has already stays
   * where it is. Each torrent fares by itself.
   */
  'trackers.add': {
    args: v.object({
      keys: v.pipe(
        v.array(TorrentKeySchema),
        v.minLength(1, 'Choose a torrent first.'),
        v.maxLength(mostTorrents, 'Choose fewer torrents.'),
      ),
      trackers: v.pipe(Places, v.minLength(1, 'Give the address of a tracker.')),
    }),
    result: v.array(ItemResultSchema),
    needs: 'trackers',
  },
} as const

/** A list with others behind it: their tiers begin behind its last one, and what it has already is left out. */
export function addedTo(places: readonly TrackerPlace[], added: readonly TrackerPlace[]): TrackerPlace[] {
  const known = new Set(places.map(({ url }) => url))
  const fresh = added.filter(({ url }) => !known.has(url))
  const tiers = [...new Set(fresh.map(({ tier }) => tier))].toSorted((one, other) => one - other)
  const behind = places.reduce((last, { tier }) => Math.max(last, tier + 1), 0)
  const own = places.map(({ url, tier }) => ({ url, tier }))
  // There is no tier behind the last one.
  return [...own, ...fresh.map(({ url, tier }) => ({ url, tier: Math.min(lastTier, behind + tiers.indexOf(tier)) }))]
}

export const trackerFeeds = {
  /** One torrent's trackers, every other second, when something about them changed. Ends when the torrent is gone. */
  trackers: { args: v.object({ key: TorrentKeySchema }), item: TrackersItemSchema },
} as const
