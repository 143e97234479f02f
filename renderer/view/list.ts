import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { SortKey } from '../../preload/contract/settings.ts'
import { Collation } from '../../preload/listing/collation.ts'
import {
  bucketsOf,
  countBuckets,
  facetNames,
  Filter,
  noFacets,
  sameBuckets,
  type Buckets,
  type FacetCounts,
  type FacetName,
} from '../../preload/listing/filter.ts'
import { fold } from '../../preload/listing/fold.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { Order, type SortContext } from '../../preload/listing/sort.ts'

export interface Totals {
  readonly count: number
  readonly downBytesPerSecond: number
  readonly upBytesPerSecond: number
}

/** A row's place in the lists: stays the same thing while the row changes, so that no list has to look it up. */
interface Entry {
  readonly key: TorrentKey
  row: Row
  group: RowGroup
  /** The name as a search sees it; null until one asks. */
  folded: string | null
  /** Whether the words typed are in it. */
  matches: boolean
}

/** Rows that no choice in the sidebar tells apart: what holds for one of them is found out once for all. */
interface RowGroup {
  readonly buckets: Buckets
  sections: readonly FacetName[]
  count: number
}

function passes(entry: Entry): boolean {
  return entry.matches && entry.group.sections === facetNames
}

/** What a batch of changes does to a list. */
interface Steps {
  readonly leaving: Set<Entry>
  readonly entering: Entry[]
}

/**
 * The list as it is shown: all rows in order, the ones that pass the filter, and the sidebar's counts. Every change of
 * rows costs about as much as rows changed, not as rows there are; a changed filter never sorts again.
 */
export class ListModel {
  readonly #rows: ReadonlyMap<TorrentKey, Row>
  readonly #collation = new Collation()
  readonly #context: SortContext
  readonly #groups = new Map<string, RowGroup>()
  #entries = new Map<TorrentKey, Entry>()
  #filter = new Filter('', noFacets)
  #order: Order
  /** Everything in order, and the part of it that passes (the very same list where all pass). Never changed in place. */
  #all: readonly Entry[] = []
  #passing: readonly Entry[] = []
  #shown: readonly TorrentKey[] = []
  #down = 0
  #up = 0
  #frozen = false
  /** Something was held back while frozen. */
  #late = false
  #moved: ReadonlySet<TorrentKey> = new Set()

  /** @param rows the mirror's own map, read when the list is made afresh */
  constructor(rows: ReadonlyMap<TorrentKey, Row>, sort: readonly SortKey[], context: SortContext) {
    this.#rows = rows
    this.#context = context
    this.#order = new Order(sort, context, this.#collation)
  }

  /** The keys of the rows shown, in order; another array whenever they change. */
  get shown(): readonly TorrentKey[] {
    return this.#shown
  }

  /** Rows that the last step moved, brought or took away; an anchor on another row stays true. */
  get moved(): ReadonlySet<TorrentKey> {
    return this.#moved
  }

  /** Whether a row is listed, without looking for its place. */
  has(key: TorrentKey): boolean {
    const entry = this.#entries.get(key)
    return entry !== undefined && passes(entry)
  }

  /** The place of a row in the shown list, or -1. */
  indexOf(key: TorrentKey | null): number {
    const entry = key === null ? undefined : this.#entries.get(key)
    if (!entry) return -1
    if (!this.#late) {
      const at = this.#place(this.#passing, entry.row, 0) - 1
      if (this.#passing[at] === entry) return at
    }
    return this.#passing.indexOf(entry)
  }

  counts(): FacetCounts {
    return countBuckets(this.#groups.values())
  }

  totals(): Totals {
    return {
      count: this.#shown.length,
      downBytesPerSecond: Math.max(0, this.#down),
      upBytesPerSecond: Math.max(0, this.#up),
    }
  }

  setFilter(text: string, facets: Filter['facets']): void {
    this.#filter = new Filter(text, facets)
    if (this.#late) this.#sortAll()
    this.#choose()
  }

  setSort(sort: readonly SortKey[]): void {
    this.#order = new Order(sort, this.#context, this.#collation)
    this.#sortAll()
    this.#choose()
  }

  /** Reads, sorts and counts everything from the beginning, as after names of daemons changed. */
  rebuild(): void {
    this.#groups.clear()
    this.#entries = new Map([...this.#rows].map(([key, row]) => [key, this.#make(key, row)]))
    this.#collation.clear()
    this.#sortAll()
    this.#choose()
  }

  /** While frozen no row moves, comes or goes: what changes inside the rows is still seen through the mirror. */
  freeze(): void {
    this.#frozen = true
  }

  /** Makes good what was held back; true when the list changed. */
  thaw(): boolean {
    this.#frozen = false
    if (!this.#late) return false
    this.#sortAll()
    this.#choose()
    return true
  }

  /** Takes changes that the mirror has made; true when the shown list itself changed. */
  apply(changes: readonly Change[]): boolean {
    const all: Steps = { leaving: new Set(), entering: [] }
    const passing: Steps = { leaving: new Set(), entering: [] }
    for (const change of changes) this.#take(change, all, passing)
    this.#moved = new Set()
    const moved = [...passing.leaving, ...passing.entering]
    if (this.#frozen) {
      this.#late ||= moved.length + all.leaving.size + all.entering.length > 0
      return false
    }
    const shared = this.#passing === this.#all
    this.#order.prepare(all.entering.map((entry) => entry.row))
    this.#all = this.#merge(this.#all, all)
    if (moved.length === 0) {
      if (shared) this.#passing = this.#all
      return false
    }
    this.#moved = new Set(moved.map((entry) => entry.key))
    this.#show(shared ? this.#all : this.#merge(this.#passing, passing))
    return true
  }

  /** Takes one change into the entries, the counts and the sums, and notes what it does to both lists. */
  #take({ key, before, after }: Change, all: Steps, passing: Steps): void {
    const known = this.#entries.get(key)
    const wasShown = known !== undefined && passes(known)
    const entry = after ? this.#put(key, known, after) : known
    if (!entry) return
    if (!after) this.#remove(entry)
    const isShown = after !== undefined && passes(entry)
    const stays = before !== undefined && after !== undefined && this.#order.same(before, after)
    this.#sum(wasShown ? before : undefined, isShown ? after : undefined)
    if (before && !stays) all.leaving.add(entry)
    if (after && !stays) all.entering.push(entry)
    if (stays && wasShown === isShown) return
    if (wasShown) passing.leaving.add(entry)
    if (isShown) passing.entering.push(entry)
  }

  #put(key: TorrentKey, known: Entry | undefined, row: Row): Entry {
    if (!known) {
      const fresh = this.#make(key, row)
      this.#entries.set(key, fresh)
      if (fresh.matches) fresh.group.count += 1
      return fresh
    }
    const before = known.row
    known.row = row
    const renamed = before.name !== row.name
    if (!renamed && sameBuckets(before, row)) return known
    if (known.matches) known.group.count -= 1
    if (renamed) {
      known.folded = null
      known.matches = this.#matches(known)
    }
    known.group = this.#groupOf(row)
    if (known.matches) known.group.count += 1
    return known
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.key)
    if (entry.matches) entry.group.count -= 1
  }

  #make(key: TorrentKey, row: Row): Entry {
    const entry: Entry = { key, row, group: this.#groupOf(row), folded: null, matches: true }
    entry.matches = this.#matches(entry)
    return entry
  }

  #matches(entry: Entry): boolean {
    if (!this.#filter.hasWords) return true
    entry.folded ??= fold(entry.row.name)
    return this.#filter.matchesText(entry.row, entry.folded)
  }

  #groupOf(row: Row): RowGroup {
    const buckets = bucketsOf(row)
    const { daemon, state, label, tracker, owner, active, failing } = buckets
    // With the lengths no two different rows can have one name, whatever a daemon writes into its labels.
    const name = `${daemon} ${state} ${active} ${failing} ${label.length} ${tracker.length} ${label}${tracker}${owner}`
    const known = this.#groups.get(name)
    if (known) return known
    const group = { buckets, sections: this.#filter.sections(buckets), count: 0 }
    this.#groups.set(name, group)
    return group
  }

  #sum(before: Row | undefined, after: Row | undefined): void {
    this.#down += (after?.downBytesPerSecond ?? 0) - (before?.downBytesPerSecond ?? 0)
    this.#up += (after?.upBytesPerSecond ?? 0) - (before?.upBytesPerSecond ?? 0)
  }

  #sortAll(): void {
    if (this.#collation.size > this.#entries.size * 3 + 1000) this.#collation.clear()
    this.#all = this.#order.sort([...this.#entries.values()], (entry) => entry.row)
  }

  #choose(): void {
    this.#down = 0
    this.#up = 0
    this.#late = false
    this.#moved = new Set()
    for (const group of this.#groups.values()) {
      group.sections = this.#filter.sections(group.buckets)
      group.count = 0
    }
    const passing: Entry[] = []
    for (const entry of this.#all) {
      entry.matches = this.#matches(entry)
      if (!entry.matches) continue
      entry.group.count += 1
      if (entry.group.sections !== facetNames) continue
      passing.push(entry)
      this.#sum(undefined, entry.row)
    }
    this.#show(this.#filter.empty ? this.#all : passing)
  }

  #show(passing: readonly Entry[]): void {
    this.#passing = passing
    this.#shown = passing.map((entry) => entry.key)
  }

  /** Takes some entries out of a sorted list and puts others where they belong. */
  #merge(list: readonly Entry[], { leaving, entering }: Steps): readonly Entry[] {
    if (leaving.size === 0 && entering.length === 0) return list
    const staying = leaving.size === 0 ? list : list.filter((entry) => !leaving.has(entry))
    if (entering.length === 0) return staying
    const merged: Entry[] = []
    let from = 0
    for (const entry of this.#order.sort(entering, (each) => each.row)) {
      const at = this.#place(staying, entry.row, from)
      while (from < at) merged.push(staying[from++] as Entry)
      merged.push(entry)
    }
    while (from < staying.length) merged.push(staying[from++] as Entry)
    return merged
  }

  /** Where a row belongs in a sorted list, at `low` or after; behind the rows that are equal. */
  #place(list: readonly Entry[], row: Row, low: number): number {
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#order.compare((list[middle] as Entry).row, row) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
