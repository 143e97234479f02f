import { type Torrent, torrentStates } from '../contract/torrents.ts'
import {
  bucketsOf,
  type Buckets,
  type FacetCounts,
  facetNames,
  type FacetName,
  type Filter,
  secondBucket,
} from './filter.ts'
import { isActive } from './row.ts'

/** Rows that no choice in the sidebar tells apart: what holds for one of them is found out once for all. */
export interface Group {
  readonly buckets: Buckets
  /** Where they count; all sections = the choices let them in. */
  readonly sections: readonly FacetName[]
  readonly count: number
}

interface OwnGroup extends Group {
  sections: readonly FacetName[]
  count: number
}

/** By label, then tracker, then owner: the groups of every state and rate, by their number (see kindOf). */
type Kinds = (OwnGroup | undefined)[]
type Places = Map<string, Map<string, Map<string, Map<string, Kinds>>>>

/** How many rows each bucket of the sidebar holds, kept up row by row. Buckets with none are absent. */
export class Groups {
  /** Found text by text, since a name made of all of them would have to be made for every row. */
  readonly #places: Places = new Map()
  readonly #groups: OwnGroup[] = []
  #filter: Filter
  /** null = to be summed up from the groups, which after counting anew is less work than row by row. */
  #sums: Sums | null = null
  #counts: FacetCounts | null = null

  constructor(filter: Filter) {
    this.#filter = filter
  }

  /** How many groups are known, with those that no row is in any more. */
  get size(): number {
    return this.#groups.length
  }

  /** The group of a row, which is not counted by that. */
  of(row: Readonly<Torrent>, ofDaemon: string): Group {
    const labels = within(this.#places, ofDaemon)
    const kinds = kindsOf(within(within(labels, row.label), row.tracker), row.owner)
    const kind = kindOf(row)
    const known = kinds[kind]
    if (known) return known
    const buckets = bucketsOf(row, ofDaemon)
    const group = { buckets, sections: this.#filter.sections(buckets), count: 0 }
    kinds[kind] = group
    this.#groups.push(group)
    return group
  }

  /** Counts a row of that group, or (-1) counts it no more. */
  count(group: Group, by: 1 | -1): void {
    const own = group as OwnGroup
    own.count += by
    if (own.sections.length === 0) return
    this.#counts = null
    if (this.#sums) sum(this.#sums, own, by)
  }

  /** Begins counting anew, under another filter. */
  restart(filter: Filter): void {
    this.#filter = filter
    this.#sums = null
    this.#counts = null
    for (const group of this.#groups) {
      group.sections = filter.sections(group.buckets)
      group.count = 0
    }
  }

  clear(): void {
    this.#places.clear()
    this.#groups.length = 0
    this.restart(this.#filter)
  }

  /** The very same object until a count changes. */
  counts(): FacetCounts {
    if (this.#counts) return this.#counts
    const sums = this.#sums ?? noSums()
    if (!this.#sums) for (const group of this.#groups) if (group.count > 0) sum(sums, group, group.count)
    this.#sums = sums
    this.#counts = copied(sums)
    return this.#counts
  }
}

function within<V>(map: Map<string, Map<string, V>>, text: string): Map<string, V> {
  const known = map.get(text)
  if (known) return known
  const fresh = new Map<string, V>()
  map.set(text, fresh)
  return fresh
}

function kindsOf(owners: Map<string, Kinds>, owner: string): Kinds {
  const known = owners.get(owner)
  if (known) return known
  const fresh: Kinds = []
  owners.set(owner, fresh)
  return fresh
}

/** State, whether bytes flow, and whether the tracker fails, as one number. */
function kindOf(row: Readonly<Torrent>): number {
  return torrentStates.indexOf(row.state) * 4 + (isActive(row) ? 2 : 0) + (row.trackerState === 'error' ? 1 : 0)
}

type Sums = Record<FacetName, Map<string, number>>

function noSums(): Sums {
  return { daemon: new Map(), state: new Map(), label: new Map(), tracker: new Map(), owner: new Map() }
}

function copied(sums: Sums): FacetCounts {
  const copy = noSums()
  for (const facet of facetNames) copy[facet] = new Map(sums[facet])
  return copy
}

function sum(sums: Sums, { buckets, sections }: Group, by: number): void {
  for (const facet of sections) {
    add(sums[facet], buckets[facet], by)
    const second = secondBucket(buckets, facet)
    if (second !== undefined) add(sums[facet], second, by)
  }
}

function add(sums: Map<string, number>, value: string, by: number): void {
  const count = (sums.get(value) ?? 0) + by
  if (count === 0) sums.delete(value)
  else sums.set(value, count)
}
