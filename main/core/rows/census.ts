import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { bucketsOf, type FacetCounts, facetNames, sameBuckets } from '../../../preload/listing/filter.ts'
import { Tally } from '../../../preload/listing/tally.ts'

/** How many of one daemon's rows each bucket of the sidebar holds: known at any time, without looking at the rows. */
export class Census {
  readonly #daemon: DaemonId
  readonly #tally = new Tally()

  constructor(daemon: DaemonId) {
    this.#daemon = daemon
  }

  /** A row became another one; null = it is new, or gone. */
  change(before: Torrent | null, after: Torrent | null): void {
    if (before && after && sameBuckets(before, after)) return
    if (before) this.#tally.add(bucketsOf(before, this.#daemon), facetNames, -1)
    if (after) this.#tally.add(bucketsOf(after, this.#daemon), facetNames, 1)
  }

  counts(): FacetCounts {
    return this.#tally.counts()
  }
}
