import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { SortKey } from '../../preload/contract/settings.ts'
import { Collation } from '../../preload/listing/collation.ts'
import { facetNames, Filter, noFacets, sameBuckets, type FacetCounts } from '../../preload/listing/filter.ts'
import { fold } from '../../preload/listing/fold.ts'
import { Groups, type Group } from '../../preload/listing/groups.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { Order, type SortContext } from '../../preload/listing/sort.ts'
import { spliced } from './splice.ts'

export interface Totals {
  readonly count: number
  readonly downBytesPerSecond: number
  readonly upBytesPerSecond: number
}

/** A row's place in the lists: stays the same thing while the row changes, so that no list has to look it up. */
interface Entry {
  readonly key: TorrentKey
  row: Row
  group: Group
  /** The name as a search sees it. */
  folded: string
  /** Whether the words typed are in it. */
  matches: boolean
}

function passes(entry: Entry): boolean {
  return entry.matches && entry.group.sections === facetNames
}

function keyOf(entry: Entry): TorrentKey {
  return entry.key
}

/** What a batch of changes does to a list, in places of the list as it was. */
interface Steps {
  readonly leaving: number[]
  readonly entering: { readonly entry: Entry; readonly place: number }[]
}

/** A row that changes, as it was. */
interface Left {
  /** undefined = it is new. */
  readonly row: Row | undefined
  readonly wasShown: boolean
  /** Whether it keeps its place in the order. */
  readonly stays: boolean
  /** Where it leaves and where it goes, among all rows and among those that pass; null = it does not, or is not asked. */
  readonly all: Way | null
  readonly passing: Way | null
}

/** Places from which and before which; -1 = from nowhere, or to nowhere. */
interface Way {
  readonly from: number
  readonly to: number
}

interface Merged {
  readonly list: readonly Entry[]
  readonly keys: readonly TorrentKey[]
}

/**
 * The list as it is shown: all rows in order, the ones that pass the filter, and the sidebar's counts. Of a change of
 * rows only the rows that changed are compared, placed and counted; a changed filter never sorts again.
 */
export class ListModel {
  readonly #rows: ReadonlyMap<TorrentKey, Row>
  readonly #collation = new Collation()
  readonly #context: SortContext
  #filter = new Filter('', noFacets)
  readonly #groups = new Groups(this.#filter)
  #entries = new Map<TorrentKey, Entry>()
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
    return this.#late ? this.#passing.indexOf(entry) : this.#find(this.#passing, entry)
  }

  /** Rows in each bucket of the sidebar; the very same object until a count changes. */
  counts(): FacetCounts {
    return this.#groups.counts()
  }

  totals(): Totals {
    return {
      count: this.#shown.length,
      downBytesPerSecond: Math.max(0, this.#down),
      upBytesPerSecond: Math.max(0, this.#up),
    }
  }

  setFilter(text: string, facets: Filter['facets']): void {
    const before = this.#filter
    const filter = new Filter(text, facets)
    this.#filter = filter
    // Without a choice in the sidebar all rows that match are shown: what matches more words is among them.
    const isAmongShown = !this.#late && !before.hasFacets && filter.narrows(before)
    if (this.#late) this.#sortAll()
    this.#choose(before, isAmongShown ? this.#passing : this.#all)
  }

  setSort(sort: readonly SortKey[]): void {
    this.#order = new Order(sort, this.#context, this.#collation)
    this.#sortAll()
    this.#choose(this.#filter)
  }

  /** Reads, sorts and counts everything from the beginning, as after names of daemons changed. */
  rebuild(): void {
    this.#groups.clear()
    this.#entries = new Map([...this.#rows].map(([key, row]) => [key, this.#make(key, row)]))
    this.#collation.clear()
    this.#sortAll()
    this.#choose(this.#filter)
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
    this.#choose(this.#filter)
    return true
  }

  /** Takes changes that the mirror has made; true when the shown list itself changed. */
  apply(changes: readonly Change[]): boolean {
    const all: Steps = { leaving: [], entering: [] }
    const passing: Steps = { leaving: [], entering: [] }
    const moved = new Set<TorrentKey>()
    // Places are looked for while the lists are still in order, so before any of the rows is another one.
    const left = changes.map((change) => this.#leave(change))
    changes.forEach((change, at) => this.#enter(change, left[at] as Left, all, passing, moved))
    const isMoved = moved.size + all.leaving.length + all.entering.length > 0
    this.#moved = this.#frozen ? new Set() : moved
    if (this.#frozen) this.#late ||= isMoved
    if (this.#frozen || !isMoved) return false
    if (this.#passing === this.#all) {
      const merged = this.#merge(this.#all, this.#shown, all)
      this.#all = merged.list
      this.#passing = merged.list
      this.#shown = merged.keys
      return true
    }
    this.#all = this.#merge(this.#all, null, all).list
    if (moved.size === 0) return false
    const merged = this.#merge(this.#passing, this.#shown, passing)
    this.#passing = merged.list
    this.#shown = merged.keys
    return true
  }

  /** What a change is about to do, with nothing done yet. */
  #leave({ key, after }: Change): Left {
    const entry = this.#entries.get(key)
    const wasShown = entry !== undefined && passes(entry)
    const stays = entry !== undefined && after !== undefined && this.#order.same(entry.row, after)
    const isSure = stays && sameBuckets(entry.row, after)
    const isTwofold = this.#passing !== this.#all
    return {
      row: entry?.row,
      wasShown,
      stays,
      all: stays || this.#frozen ? null : this.#way(this.#all, entry, after),
      passing:
        isSure || this.#frozen || !isTwofold ? null : this.#way(this.#passing, wasShown ? entry : undefined, after),
    }
  }

  #way(list: readonly Entry[], entry: Entry | undefined, after: Row | undefined): Way {
    return { from: entry ? this.#find(list, entry) : -1, to: after ? this.#place(list, after) : -1 }
  }

  /** Takes one change into the entries, the counts and the sums, and notes what it does to both lists. */
  #enter({ key, after }: Change, left: Left, all: Steps, passing: Steps, moved: Set<TorrentKey>): void {
    const { row, wasShown, stays } = left
    const known = this.#entries.get(key)
    const entry = after ? this.#put(key, known, after) : known
    if (!entry) return
    if (!after) this.#remove(entry)
    const isShown = after !== undefined && passes(entry)
    this.#sum(wasShown ? row : undefined, isShown ? after : undefined)
    if (stays && wasShown === isShown) return
    if (!stays && row) all.leaving.push(left.all?.from ?? -1)
    if (!stays && after) all.entering.push({ entry, place: left.all?.to ?? -1 })
    if (wasShown) passing.leaving.push(left.passing?.from ?? -1)
    if (isShown) passing.entering.push({ entry, place: left.passing?.to ?? -1 })
    if (wasShown || isShown) moved.add(key)
  }

  #put(key: TorrentKey, known: Entry | undefined, row: Row): Entry {
    if (!known) {
      const fresh = this.#make(key, row)
      this.#entries.set(key, fresh)
      if (fresh.matches) this.#groups.count(fresh.group, 1)
      return fresh
    }
    const before = known.row
    known.row = row
    const renamed = before.name !== row.name
    if (!renamed && sameBuckets(before, row)) return known
    if (known.matches) this.#groups.count(known.group, -1)
    if (renamed) {
      known.folded = fold(row.name)
      known.matches = this.#filter.matchesText(row, known.folded)
    }
    known.group = this.#groups.of(row, row.daemon)
    if (known.matches) this.#groups.count(known.group, 1)
    return known
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.key)
    if (entry.matches) this.#groups.count(entry.group, -1)
  }

  #make(key: TorrentKey, row: Row): Entry {
    const folded = fold(row.name)
    const group = this.#groups.of(row, row.daemon)
    return { key, row, group, folded, matches: this.#filter.matchesText(row, folded) }
  }

  #sum(before: Row | undefined, after: Row | undefined): void {
    this.#down += (after?.downBytesPerSecond ?? 0) - (before?.downBytesPerSecond ?? 0)
    this.#up += (after?.upBytesPerSecond ?? 0) - (before?.upBytesPerSecond ?? 0)
  }

  #sortAll(): void {
    if (this.#collation.size > this.#entries.size * 3 + 1000) this.#collation.clear()
    this.#all = this.#order.sort([...this.#entries.values()], (entry) => entry.row)
  }

  /** @param before the filter that every entry's `matches` is of */
  #choose(before: Filter, among = this.#all): void {
    const filter = this.#filter
    this.#down = 0
    this.#up = 0
    this.#late = false
    this.#moved = new Set()
    this.#groups.restart(filter)
    const isNarrower = filter.narrows(before)
    const passing: Entry[] = []
    const shown: TorrentKey[] = []
    for (const entry of among) {
      if (isNarrower && !entry.matches) continue
      entry.matches = filter.matchesText(entry.row, entry.folded)
      if (!entry.matches) continue
      this.#groups.count(entry.group, 1)
      if (entry.group.sections !== facetNames) continue
      passing.push(entry)
      shown.push(entry.key)
      // Reading every row for the few that move would be most of the work.
      if (entry.group.buckets.active) this.#sum(undefined, entry.row)
    }
    this.#passing = filter.empty ? this.#all : passing
    this.#shown = shown
  }

  /** Takes some entries out of a sorted list and puts others where they belong; the same with their keys. */
  #merge(list: readonly Entry[], keys: readonly TorrentKey[] | null, { leaving, entering }: Steps): Merged {
    if (leaving.length + entering.length === 0) return { list, keys: keys ?? [] }
    const from = leaving.filter((place) => place >= 0).sort((a, b) => a - b)
    const sorted = this.#order.sort(entering, ({ entry }) => entry.row)
    const to = sorted.map(({ place }) => place)
    const entries = sorted.map(({ entry }) => entry)
    return { list: spliced(list, from, to, entries), keys: keys ? spliced(keys, from, to, entries.map(keyOf)) : [] }
  }

  /** The place of an entry in a list that is in order, or -1. */
  #find(list: readonly Entry[], entry: Entry): number {
    const at = this.#place(list, entry.row) - 1
    return list[at] === entry ? at : list.indexOf(entry)
  }

  /** Where a row belongs in a sorted list; behind the rows that are equal. */
  #place(list: readonly Entry[], row: Row): number {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#order.compare((list[middle] as Entry).row, row) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
