import * as v from 'valibot'
import { ProblemSchema } from './errors.ts'
import { TorrentKeySchema } from './keys.ts'
import { trackerStates } from './torrents.ts'
import { count, text } from './units.ts'

/** Trackers of one torrent that are shown, and that may be set. */
export const mostTrackers = 1_000
export const longestTrackerUrl = 4_096
/** Tiers are a byte where the protocol is spoken. */
const lastTier = 255

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

export const trackerCalls = {
  /** The whole list of a torrent's trackers, in place of what it has. The addresses are looked at by faultOfTracker. */
  'trackers.set': {
    args: v.object({
      key: TorrentKeySchema,
      trackers: v.pipe(
        v.array(
          v.object({
            url: text(longestTrackerUrl),
            tier: v.pipe(count, v.maxValue(lastTier, 'A tier is a number from 0 to 255.')),
          }),
        ),
        v.maxLength(mostTrackers, 'Give fewer trackers.'),
      ),
    }),
    result: v.null(),
    needs: 'trackers',
  },
} as const

export const trackerFeeds = {
  /** One torrent's trackers, every other second, when something about them changed. Ends when the torrent is gone. */
  trackers: { args: v.object({ key: TorrentKeySchema }), item: TrackersItemSchema },
} as const
