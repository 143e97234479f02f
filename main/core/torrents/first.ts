import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Counts } from '../../../preload/contract/rows.ts'
import type { SortKey } from '../../../preload/contract/settings.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { Filter, noFacets } from '../../../preload/listing/filter.ts'
import { Groups } from '../../../preload/listing/groups.ts'
import { Order, type Sortable, type SortContext } from '../../../preload/listing/sort.ts'
import type { Rows } from '../rows/rows.ts'

/** Rows that are looked at before other work gets its turn. */
const sliceRows = 5_000

export interface FirstScreen {
  /** The rows that stand first of all, by daemon, in order. */
  first: ReadonlyMap<DaemonId, readonly Hash[]>
  counts: Counts
}

/** What a window shows before it has all rows: those that its order puts first, and how many there are of each kind. */
export async function findFirst(
  all: readonly Rows[],
  sort: readonly SortKey[],
  most: number,
  context: SortContext,
): Promise<FirstScreen> {
  const order = new Order(sort, context)
  const groups = new Groups(new Filter('', noFacets))
  const candidates: Sortable[] = []
  let seen = 0
  for (const rows of all) {
    const { daemon } = rows
    const best = new Best(order, most)
    for (const row of rows.all()) {
      best.take(row)
      groups.count(groups.of(row, daemon), 1)
      seen += 1
      if (seen % sliceRows === 0) await new Promise(setImmediate)
    }
    for (const row of best.rows) candidates.push({ ...row, daemon })
  }
  const first = new Map<DaemonId, Hash[]>()
  for (const { daemon = '', hash } of order.sort(candidates, (row) => row).slice(0, most)) {
    const hashes = first.get(daemon)
    if (hashes) hashes.push(hash)
    else first.set(daemon, [hash])
  }
  const { daemon, state, label, tracker, owner } = groups.counts()
  return {
    first,
    counts: { daemon: [...daemon], state: [...state], label: [...label], tracker: [...tracker], owner: [...owner] },
  }
}

/** The first rows of one daemon in an order, found in one walk without ordering the rest. */
class Best {
  readonly rows: Torrent[] = []
  readonly #order: Order
  readonly #most: number

  constructor(order: Order, most: number) {
    this.#order = order
    this.#most = most
  }

  take(row: Torrent): void {
    const last = this.rows.at(-1)
    if (last && this.rows.length >= this.#most && this.#order.compare(last, row) <= 0) return
    let low = 0
    let high = this.rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#order.compare(this.rows[middle] as Torrent, row) <= 0) low = middle + 1
      else high = middle
    }
    this.rows.splice(low, 0, row)
    if (this.rows.length > this.#most) this.rows.pop()
  }
}
