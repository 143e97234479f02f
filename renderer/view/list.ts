import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { SortKey } from '../../preload/contract/settings.ts'
import { Collation } from '../../preload/listing/collation.ts'
import { Filter, noFacets, sameBuckets, type FacetCounts } from '../../preload/listing/filter.ts'
import { Groups } from '../../preload/listing/groups.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { Order, type SortContext } from '../../preload/listing/sort.ts'
import { Choosing } from './choosing.ts'
import { type Entry, isLetIn, matchesText, passes } from './entry.ts'
import { entryOf, keyOf, placesOf, type Plan } from './plan.ts'
import { spliced } from './splice.ts'

export interface Totals {
  readonly count: number
  readonly downBytesPerSecond: number
  readonly upBytesPerSecond: number
}

interface Merged {
  readonly list: readonly Entry[]
  readonly keys: readonly TorrentKey[]
}

/** What is shown while the rest is looked for. */
interface Part extends Merged {
  readonly of: Choosing
}

/** The part of a list that is shown while the rest is still being looked for. */
const mostOfPart = 200

/**
 * The list as it is shown: all rows in order, the ones that pass the filter, and the sidebar's counts. Of a change of
 * rows only the rows that changed are compared, placed and counted; a changed filter never sorts again, and is carried
 * out in slices: what stands first is known first.
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
  /** The filter's rows are being looked for; what is shown in the meantime, if not what was shown before. */
  #choosing: Choosing | null = null
  #part: Part | null = null
  /** Filters that the entries' `matches` may be of: while choosing, not all are of the same. */
  #matched: readonly Filter[] = [this.#filter]
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
    return this.#part?.keys ?? this.#shown
  }

  /** Whether all that the filter lets in is found. */
  get isWhole(): boolean {
    return this.#choosing === null
  }

  /** Rows that the last step moved, brought or took away; an anchor on another row stays true. */
  get moved(): ReadonlySet<TorrentKey> {
    return this.#moved
  }

  /** Whether a row is listed, without looking for its place; also of rows that are still being looked for. */
  has(key: TorrentKey): boolean {
    const entry = this.#entries.get(key)
    if (!entry) return false
    return this.#choosing ? isLetIn(entry) && matchesText(entry, this.#filter) : passes(entry)
  }

  /** The place of a row in the shown list, or -1. */
  indexOf(key: TorrentKey | null): number {
    const entry = key === null ? undefined : this.#entries.get(key)
    if (!entry) return -1
    const list = this.#part?.list ?? this.#passing
    return this.#late ? list.indexOf(entry) : this.#find(list, entry)
  }

  /** Rows in each bucket of the sidebar; the very same object until a count changes. True of a whole list only. */
  counts(): FacetCounts {
    return this.#groups.counts()
  }

  /** True of a whole list only. */
  totals(): Totals {
    return {
      count: this.#shown.length,
      downBytesPerSecond: Math.max(0, this.#down),
      upBytesPerSecond: Math.max(0, this.#up),
    }
  }

  /** Begins to look for the rows of another filter; the list of before is shown until `choose` has found something. */
  setFilter(text: string, facets: Filter['facets']): void {
    const before = this.#filter
    const filter = new Filter(text, facets, (daemon) => this.#context.daemonName(daemon))
    this.#filter = filter
    const isNarrower = this.#matched.every((other) => filter.narrows(other))
    // Without a choice in the sidebar all rows that match are shown: what matches more words is among them.
    const isAmongShown = isNarrower && !this.#late && !this.#choosing && !before.hasFacets
    if (this.#late) this.#sortAll()
    this.#matched = [...this.#matched, filter]
    this.#begin(isAmongShown ? this.#passing : this.#all, isNarrower)
  }

  /**
   * Goes on looking for the filter's rows: until all are found, a first part of them is there to be shown, or `stop`
   * (asked every few hundred rows) says so.
   * @returns whether what is shown is another list now
   */
  choose(stop: () => boolean): boolean {
    const choosing = this.#choosing
    if (!choosing) return false
    const isPartDue = (): boolean => this.#part?.of !== choosing && choosing.keys.length >= mostOfPart
    choosing.go(() => isPartDue() || stop())
    if (choosing.isWhole) return this.#settle(choosing)
    if (!isPartDue()) return false
    const { passing, keys } = choosing
    this.#part = { of: choosing, list: passing.slice(0, mostOfPart), keys: keys.slice(0, mostOfPart) }
    return true
  }

  /** Finds at once what is still being looked for; true when what is shown is another list now. */
  finish(): boolean {
    const choosing = this.#choosing
    choosing?.go(() => false)
    return choosing !== null && this.#settle(choosing)
  }

  setSort(sort: readonly SortKey[]): void {
    this.#order = new Order(sort, this.#context, this.#collation)
    this.#sortAll()
    this.#chooseAll()
  }

  /** Reads, sorts and counts everything from the beginning, as after names of daemons changed. */
  rebuild(): void {
    const { text, facets } = this.#filter
    this.#filter = new Filter(text, facets, (daemon) => this.#context.daemonName(daemon))
    this.#groups.clear()
    this.#entries = new Map([...this.#rows].map(([key, row]) => [key, this.#make(key, row)]))
    this.#matched = [this.#filter]
    this.#collation.clear()
    this.#sortAll()
    this.#chooseAll()
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
    this.#chooseAll()
    return true
  }

  /** Takes changes that the mirror has made, each of another row; true when the shown list itself changed. */
  apply(changes: readonly Change[]): boolean {
    const isOther = this.finish()
    // Places are looked for while the lists are still in order, so before any of the rows is another one.
    const plans = changes.map((change) => this.#plan(change))
    const coming = this.#frozen ? [] : this.#placed(plans)
    let isMoved = false
    const moved = new Set<TorrentKey>()
    for (const plan of plans) {
      this.#enter(plan)
      const { key, entry, stays, wasShown, isShown } = plan
      if (!entry || (stays && wasShown === isShown)) continue
      isMoved = true
      if (wasShown || isShown) moved.add(key)
    }
    this.#moved = this.#frozen ? new Set() : moved
    if (this.#frozen) this.#late ||= isMoved
    if (this.#frozen || !isMoved) return isOther
    return this.#merge(plans, coming) || isOther
  }

  /** What a change is about to do, with nothing done yet. */
  #plan({ key, after }: Change): Plan {
    const entry = this.#entries.get(key)
    const wasShown = entry !== undefined && passes(entry)
    const stays = entry !== undefined && after !== undefined && this.#order.same(entry.row, after)
    const isSure = stays && sameBuckets(entry.row, after)
    const leavesAll = entry !== undefined && !stays && !this.#frozen
    const fromAll = leavesAll ? this.#find(this.#all, entry) : -1
    const mayLeavePassing = entry !== undefined && wasShown && !isSure && !this.#frozen && this.#isTwofold
    const fromPassing = mayLeavePassing ? this.#find(this.#passing, entry) : -1
    return {
      key,
      entry,
      after,
      wasShown,
      isShown: false,
      stays,
      isSure,
      fromAll,
      fromPassing,
      toAll: -1,
      toPassing: -1,
    }
  }

  /** Those of the changes that bring a row somewhere, in the order of the rows, with their places. */
  #placed(plans: readonly Plan[]): Plan[] {
    const coming = plans.filter(({ after, isSure }) => after && !isSure)
    const sorted = this.#order.sort(coming, ({ after }) => after as Row)
    let inAll = 0
    let inPassing = 0
    for (const plan of sorted) {
      const row = plan.after as Row
      if (!plan.stays) plan.toAll = inAll = this.#place(this.#all, row, inAll)
      if (this.#isTwofold) plan.toPassing = inPassing = this.#place(this.#passing, row, inPassing)
    }
    return sorted
  }

  /** Takes one change into the entries, the counts and the sums. */
  #enter(plan: Plan): void {
    const { key, after, wasShown } = plan
    const before = plan.entry?.row
    if (after) plan.entry = this.#put(key, plan.entry, after)
    else if (plan.entry) this.#remove(plan.entry)
    plan.isShown = after !== undefined && plan.entry !== undefined && passes(plan.entry)
    this.#sum(wasShown ? before : undefined, plan.isShown ? after : undefined)
  }

  /** Brings both lists up to what the changes did; true when the shown one is another now. */
  #merge(plans: readonly Plan[], coming: readonly Plan[]): boolean {
    const isTwofold = this.#isTwofold
    const leaving = plans.filter(({ entry, stays }) => entry && !stays)
    const entering = coming.filter(({ stays }) => !stays)
    const from = placesOf(leaving, ({ fromAll }) => fromAll)
    const to = entering.map(({ toAll }) => toAll)
    if (from.length + to.length > 0) this.#all = spliced(this.#all, from, to, entering.map(entryOf))
    if (!isTwofold) {
      this.#passing = this.#all
      this.#shown = spliced(this.#shown, from, to, entering.map(keyOf))
      return true
    }
    const isOther = ({ stays, wasShown, isShown }: Plan): boolean => !stays || wasShown !== isShown
    const going = placesOf(
      plans.filter((plan) => plan.wasShown && isOther(plan)),
      ({ fromPassing }) => fromPassing,
    )
    const showing = coming.filter((plan) => plan.isShown && isOther(plan))
    if (going.length + showing.length === 0) return false
    const places = showing.map(({ toPassing }) => toPassing)
    this.#passing = spliced(this.#passing, going, places, showing.map(entryOf))
    this.#shown = spliced(this.#shown, going, places, showing.map(keyOf))
    return true
  }

  /** Whether the rows that pass are a list of their own. */
  get #isTwofold(): boolean {
    return this.#passing !== this.#all
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
      known.folded = null
      known.matches = matchesText(known, this.#filter)
    }
    this.#groups.leave(known.group)
    known.group = this.#groups.join(row, row.daemon)
    if (known.matches) this.#groups.count(known.group, 1)
    return known
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.key)
    if (entry.matches) this.#groups.count(entry.group, -1)
    this.#groups.leave(entry.group)
  }

  #make(key: TorrentKey, row: Row): Entry {
    const entry: Entry = { key, row, group: this.#groups.join(row, row.daemon), folded: null, matches: true }
    entry.matches = matchesText(entry, this.#filter)
    return entry
  }

  #sum(before: Row | undefined, after: Row | undefined): void {
    this.#down += (after?.downBytesPerSecond ?? 0) - (before?.downBytesPerSecond ?? 0)
    this.#up += (after?.upBytesPerSecond ?? 0) - (before?.upBytesPerSecond ?? 0)
  }

  #sortAll(): void {
    if (this.#collation.size > this.#entries.size * 3 + 1000) this.#collation.clear()
    this.#all = this.#order.sort([...this.#entries.values()], (entry) => entry.row)
    this.#late = false
  }

  #chooseAll(): void {
    const filter = this.#filter
    this.#begin(
      this.#all,
      this.#matched.every((other) => filter.narrows(other)),
    )
    this.finish()
  }

  #begin(among: readonly Entry[], isNarrower: boolean): void {
    this.#choosing = new Choosing(this.#filter, this.#groups, among, isNarrower)
  }

  #settle({ passing, keys, downBytesPerSecond, upBytesPerSecond }: Choosing): true {
    this.#passing = this.#filter.empty ? this.#all : passing
    this.#shown = keys
    this.#down = downBytesPerSecond
    this.#up = upBytesPerSecond
    this.#choosing = null
    this.#part = null
    this.#matched = [this.#filter]
    this.#moved = new Set()
    return true
  }

  /** The place of an entry in a list that is in order, or -1. */
  #find(list: readonly Entry[], entry: Entry): number {
    const at = this.#place(list, entry.row) - 1
    return list[at] === entry ? at : list.indexOf(entry)
  }

  /**
   * Where a row belongs in a sorted list; behind the rows that are equal.
   * @param from a place that it is not before; the nearer, the sooner it is found
   */
  #place(list: readonly Entry[], row: Row, from = 0): number {
    const isBehind = (at: number): boolean => this.#order.compare((list[at] as Entry).row, row) <= 0
    let low = from
    let high = list.length
    for (let step = from === 0 ? high : 1; low + step < high; step *= 2) {
      if (isBehind(low + step - 1)) low += step
      else high = low + step - 1
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBehind(middle)) low = middle + 1
      else high = middle
    }
    return low
  }
}
