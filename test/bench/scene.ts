import type { Deluged } from '../daemons/deluged.ts'
import type { Witness } from '../daemons/witness.ts'
import { milliseconds, type BenchRow, type Spread } from './figures.ts'
import type { Relay } from './relay.ts'

/** One daemon with very many torrents, and who looks at it. */
export interface Scene {
  daemon: Deluged
  /** Counts what passes between us and it. */
  relay: Relay
  /** Another person at the same daemon. */
  witness: Witness
  say: (line: string) => void
}

/** What Deluge's own windows ask of every torrent, all the time. */
export const usualKeys =
  'queue name total_wanted state progress num_seeds total_seeds num_peers total_peers seeds_peers_ratio download_payload_rate upload_payload_rate eta ratio distributed_copies time_added tracker_host save_path total_done total_uploaded total_remaining is_auto_managed last_seen_complete owner shared'.split(
    ' ',
  )

export function holdingRows(ours: Spread, reference: Spread): BenchRow[] {
  return (['p50', 'p95', 'max'] as const).map((which) => ({
    what: `others wait, ${which}`,
    ours: milliseconds(ours[which]),
    ...(which === 'p50' ? {} : { goal: '≤ 50 ms' }),
    reference: milliseconds(reference[which]),
    ratio: ours[which] / reference[which],
  }))
}
