import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { type FacetCounts, Filter, noFacets, sameBuckets } from '../../../preload/listing/filter.ts'
import { Groups } from '../../../preload/listing/groups.ts'

/** So many groups that no row is in any more are kept before all are counted anew. */
const mostEmpty = 1_000

/** How many of one daemon's rows each bucket of the sidebar holds: known at any time, without looking at the rows. */
export class Census {
  readonly #daemon: DaemonId
  readonly #rows: ReadonlyMap<unknown, Torrent>
  readonly #groups = new Groups(new Filter('', noFacets))

  /** @param rows those that are counted, as they are after each change */
  constructor(daemon: DaemonId, rows: ReadonlyMap<unknown, Torrent>) {
    this.#daemon = daemon
    this.#rows = rows
  }

  /** A row became another one; null = it is new, or gone. */
  change(before: Torrent | null, after: Torrent | null): void {
    if (before && after && sameBuckets(before, after)) return
    if (before) this.#groups.count(this.#groups.of(before, this.#daemon), -1)
    if (after) this.#groups.count(this.#groups.of(after, this.#daemon), 1)
  }

  counts(): FacetCounts {
    return this.#groups.counts()
  }

  /** A daemon may go on making up labels for ever: what nothing has any more is forgotten now and then. */
  tidy(): void {
    if (this.#groups.size <= this.#rows.size + mostEmpty) return
    this.#groups.clear()
    for (const row of this.#rows.values()) this.change(null, row)
  }
}
