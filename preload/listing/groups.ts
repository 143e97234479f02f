import { type Torrent, torrentStates } from '../contract/torrents.ts'
import { bucketsOf, type Buckets, type FacetCounts, type FacetName, type Filter } from './filter.ts'
import { isActive } from './row.ts'
import { Tally } from './tally.ts'

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
  /** Rows that are in it, counted or not; a group without any is forgotten. */
  members: number
  readonly kind: number
}

/** By daemon, label, tracker and owner: the groups of every state and rate, by their number (see kindOf). */
type Kinds = Map<number, OwnGroup>
type Owners = Map<string, Kinds>
type Trackers = Map<string, Owners>
type Labels = Map<string, Trackers>

/** How many rows each bucket of the sidebar holds under a filter, kept up row by row. Buckets with none are absent. */
export class Groups {
  /** Found text by text, since a name made of all of them would have to be made for every row. */
  readonly #places = new Map<string, Labels>()
  readonly #groups = new Set<OwnGroup>()
  #filter: Filter
  /** null = to be summed up from the groups, which after counting anew is less work than row by row. */
  #tally: Tally | null = null

  constructor(filter: Filter) {
    this.#filter = filter
  }

  /** How many groups rows are in. */
  get size(): number {
    return this.#groups.size
  }

  /** The group that a row is in from now on; it is not counted by that. */
  join(row: Readonly<Torrent>, ofDaemon: string): Group {
    const kinds = this.#kindsOf(row, ofDaemon)
    const kind = kindOf(row)
    const known = kinds.get(kind)
    if (known) {
      known.members += 1
      return known
    }
    const buckets = bucketsOf(row, ofDaemon)
    const group = { buckets, sections: this.#filter.sections(buckets), count: 0, members: 1, kind }
    kinds.set(kind, group)
    this.#groups.add(group)
    return group
  }

  /** A row is not in that group any more. */
  leave(group: Group): void {
    const own = group as OwnGroup
    own.members -= 1
    if (own.members === 0) this.#forget(own)
  }

  /** Counts a row of that group, or (-1) counts it no more. */
  count(group: Group, by: 1 | -1): void {
    const own = group as OwnGroup
    own.count += by
    this.#tally?.add(own.buckets, own.sections, by)
  }

  /** Begins counting anew, under another filter. */
  restart(filter: Filter): void {
    this.#filter = filter
    this.#tally = null
    for (const group of this.#groups) {
      group.sections = filter.sections(group.buckets)
      group.count = 0
    }
  }

  /** Forgets all rows. */
  clear(): void {
    this.#places.clear()
    this.#groups.clear()
    this.#tally = null
  }

  /** The very same object until a count changes. */
  counts(): FacetCounts {
    this.#tally ??= this.#summed()
    return this.#tally.counts()
  }

  #summed(): Tally {
    const tally = new Tally()
    for (const { buckets, sections, count } of this.#groups) if (count > 0) tally.add(buckets, sections, count)
    return tally
  }

  #kindsOf({ label, tracker, owner }: Readonly<Torrent>, daemon: string): Kinds {
    const labels = within(this.#places, daemon, () => new Map() as Labels)
    const trackers = within(labels, label, () => new Map() as Trackers)
    const owners = within(trackers, tracker, () => new Map() as Owners)
    return within(owners, owner, () => new Map() as Kinds)
  }

  #forget(group: OwnGroup): void {
    this.#groups.delete(group)
    const { daemon, label, tracker, owner } = group.buckets
    const labels = this.#places.get(daemon)
    const trackers = labels?.get(label)
    const owners = trackers?.get(tracker)
    const kinds = owners?.get(owner)
    kinds?.delete(group.kind)
    // What has become empty goes with it, from the inside out.
    if (kinds?.size === 0) owners?.delete(owner)
    if (owners?.size === 0) trackers?.delete(tracker)
    if (trackers?.size === 0) labels?.delete(label)
    if (labels?.size === 0) this.#places.delete(daemon)
  }
}

function within<V>(map: Map<string, V>, text: string, make: () => V): V {
  const known = map.get(text)
  if (known) return known
  const fresh = make()
  map.set(text, fresh)
  return fresh
}

/** State, whether bytes flow, and whether the tracker fails, as one number. */
function kindOf(row: Readonly<Torrent>): number {
  return torrentStates.indexOf(row.state) * 4 + (isActive(row) ? 2 : 0) + (row.trackerState === 'error' ? 1 : 0)
}
