import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Counts } from '../../../preload/contract/rows.ts'
import type { SortKey } from '../../../preload/contract/settings.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import type { FacetName } from '../../../preload/listing/filter.ts'
import { Order, type Sortable, type SortContext } from '../../../preload/listing/sort.ts'
import type { Rows } from '../rows/rows.ts'

/** Rows that are looked at before other work gets its turn: a few milliseconds. */
const sliceRows = 25_000

/** What a window shows before it has all rows: those that its order puts first, by daemon, in order. */
export async function findFirst(
  all: readonly Rows[],
  sort: readonly SortKey[],
  most: number,
  context: SortContext,
): Promise<ReadonlyMap<DaemonId, readonly Hash[]>> {
  const order = new Order(sort, context)
  const candidates: Sortable[] = []
  let seen = 0
  for (const rows of all) {
    const { daemon } = rows
    const best = new Best(order, most)
    for (const row of rows.all()) {
      best.take(row)
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
  return first
}

/** Rows that are sent together. */
const partRows = 2_000

/**
 * The hashes of one daemon's rows, those that stand first in an order first: sorted from part to part, not within one,
 * which costs a tenth. A window that gets its rows so puts each part behind the ones before.
 */
export async function inParts(rows: Rows, sort: readonly SortKey[], context: SortContext): Promise<readonly Hash[]> {
  const order = new Order(sort, context)
  const hashes: Hash[] = []
  const numbers: number[] = []
  for (const row of rows.all()) {
    hashes.push(row.hash)
    numbers.push(order.rough(row))
    if (hashes.length % sliceRows === 0) await new Promise(setImmediate)
  }
  const sorted = Float64Array.from(numbers).sort()
  const ends = sorted.filter((_, at) => at % partRows === partRows - 1)
  const parts: Hash[][] = Array.from({ length: ends.length + 1 }, () => [])
  await new Promise(setImmediate)
  hashes.forEach((hash, at) => parts[placeIn(ends, numbers[at] as number)]?.push(hash))
  return parts.flat()
}

/** The place of the first number that is not below another. */
function placeIn(sorted: Float64Array, number: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** What the sidebar counts, of all daemons together. */
export function countAll(all: readonly Rows[]): Counts {
  const sumOf = (facet: FacetName): [string, number][] => {
    const sums = new Map<string, number>()
    for (const { counts } of all) {
      for (const [value, count] of counts[facet]) sums.set(value, (sums.get(value) ?? 0) + count)
    }
    return [...sums]
  }
  return {
    daemon: sumOf('daemon'),
    state: sumOf('state'),
    label: sumOf('label'),
    tracker: sumOf('tracker'),
    owner: sumOf('owner'),
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
