import * as v from 'valibot'
import { TorrentKeySchema } from './keys.ts'
import { bytes, count, time } from './units.ts'

/** What the details panel's Status tab adds to the row; read while the torrent is in focus. */
export const TorrentDetailsSchema = v.object({
  key: TorrentKeySchema,
  /** Runs of equal pieces: [state, how many]; 0 missing, 1 available, 2 coming, 3 have. null = not known or all there. */
  pieces: v.nullable(v.array(v.tuple([v.picklist([0, 1, 2, 3]), count]))),
  pieceCount: count,
  pieceBytes: bytes,
  fileCount: v.nullable(count),
  /** null = the daemon does not tell. */
  activeMs: v.nullable(v.number()),
  seedingMs: v.nullable(v.number()),
  nextAnnounceMs: v.nullable(v.number()),
  seedRank: v.nullable(v.number()),
  /** The ratio at which the daemon stops it; null = never. */
  stopRatio: v.nullable(v.number()),
  /** The announce URL in use; empty = none has answered. */
  trackerUrl: v.string(),
  creator: v.string(),
})
export type TorrentDetails = v.InferOutput<typeof TorrentDetailsSchema>

/** The rates of a torrent at one moment. */
export const RateSampleSchema = v.object({ at: time, down: bytes, up: bytes })
export type RateSample = v.InferOutput<typeof RateSampleSchema>

export const detailsCalls = {
  /**
   * What the core remembers of one torrent's rates in the last five minutes, oldest first; moments are missing in which
   * its daemon was not seen.
   */
  'details.rates': { args: v.object({ key: TorrentKeySchema }), result: v.array(RateSampleSchema) },
} as const

export const detailsFeeds = {
  /**
   * One torrent's details, every second; null = its daemon cannot say now. Ends by itself when the torrent or its
   * daemon is gone.
   */
  details: { args: v.object({ key: TorrentKeySchema }), item: v.nullable(TorrentDetailsSchema) },
} as const
