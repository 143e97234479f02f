import type { SortKey, TorrentKey } from '../../preload/contract/model.ts'
import { Counts, Filter, noFacets, sameForFilter, type FacetCounts } from './filter.ts'
import { Folded } from './fold.ts'
import type { Change, Row } from './row.ts'
import { Order, type SortContext } from './sort.ts'

export interface Totals {
  readonly count: number
  readonly downBytesPerSecond: number
  readonly upBytesPerSecond: number
}

type Rows = ReadonlyMap<TorrentKey, Row>

/**
 * The list as it is shown: all rows in order, the ones that pass the filter, and the sidebar's counts. Every change of
 * rows costs about as much as rows changed, not as rows there are; a changed filter never sorts again.
 */
export class ListModel {
  readonly #rows: Rows
  readonly #folded = new Folded()
  readonly #context: SortContext
  #filter: Filter
  #order: Order
  #counts = new Counts()
  /** Every key, in order, and the part of it that passes. Replaced, never changed in place. */
  #all: TorrentKey[] = []
  #shown: TorrentKey[] = []
  #down = 0
  #up = 0
  #frozen = false
  /** Something was held back while frozen. */
  #late = false
  #moved: ReadonlySet<TorrentKey> = new Set()

  /** @param rows the mirror's own map: read at every step, never written. */
  constructor(rows: Rows, sort: readonly SortKey[], context: SortContext) {
    this.#rows = rows
    this.#context = context
    this.#filter = new Filter('', noFacets, this.#folded)
    this.#order = new Order(sort, context)
  }

  get shown(): readonly TorrentKey[] {
    return this.#shown
  }

  /** Rows that the last step moved, brought or took away; an anchor on another row stays true. */
  get moved(): ReadonlySet<TorrentKey> {
    return this.#moved
  }

  /** Whether a row is listed, without looking for its place. */
  has(key: TorrentKey): boolean {
    const row = this.#rows.get(key)
    return row !== undefined && this.#filter.passes(row)
  }

  /** The place of a row in the shown list, or -1. */
  indexOf(key: TorrentKey | null): number {
    const row = key === null ? undefined : this.#rows.get(key)
    if (key === null || !row) return -1
    if (!this.#late) {
      const at = this.#place(this.#shown, row, 0) - 1
      if (this.#shown[at] === key) return at
    }
    return this.#shown.indexOf(key)
  }

  counts(): FacetCounts {
    return this.#counts.snapshot()
  }

  totals(): Totals {
    return {
      count: this.#shown.length,
      downBytesPerSecond: Math.max(0, this.#down),
      upBytesPerSecond: Math.max(0, this.#up),
    }
  }

  setFilter(text: string, facets: Filter['facets']): void {
    this.#folded.trim(this.#rows.size)
    this.#filter = new Filter(text, facets, this.#folded)
    if (this.#late) this.#sortAll()
    this.#choose()
  }

  setSort(sort: readonly SortKey[]): void {
    this.#order = new Order(sort, this.#context)
    this.#sortAll()
    this.#choose()
  }

  /** Sorts and counts from the beginning, as after names of daemons changed. */
  rebuild(): void {
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
    this.#late = false
    this.rebuild()
    return true
  }

  /** Takes changes that the mirror has already made; true when the shown list itself changed. */
  apply(changes: readonly Change[]): boolean {
    this.#moved = new Set()
    const leaving = new Set<TorrentKey>()
    const leavingShown = new Set<TorrentKey>()
    const entering: Row[] = []
    const enteringShown: Row[] = []
    for (const { key, before, after } of changes) {
      const stays = before !== undefined && after !== undefined && this.#order.same(before, after)
      const wasShown = before !== undefined && this.#filter.passes(before)
      const isShown =
        stays && sameForFilter(before, after) ? wasShown : after !== undefined && this.#filter.passes(after)
      this.#tally(before, after, wasShown, isShown)
      if (stays && wasShown === isShown) continue
      if (before && !stays) leaving.add(key)
      if (wasShown) leavingShown.add(key)
      if (after && !stays) entering.push(after)
      if (after && isShown) enteringShown.push(after)
    }
    if (this.#frozen) {
      this.#late ||= leaving.size + leavingShown.size + entering.length + enteringShown.length > 0
      return false
    }
    this.#all = this.#merge(this.#all, leaving, entering)
    if (leavingShown.size + enteringShown.length === 0) return false
    this.#moved = new Set([...leavingShown, ...enteringShown.map((row) => row.key)])
    this.#shown = this.#merge(this.#shown, leavingShown, enteringShown)
    return true
  }

  #tally(before: Row | undefined, after: Row | undefined, wasShown: boolean, isShown: boolean): void {
    if (!before || !after || !sameForFilter(before, after)) {
      if (before) this.#counts.add(before, this.#filter, -1)
      if (after) this.#counts.add(after, this.#filter, 1)
    }
    if (before && wasShown) {
      this.#down -= before.downBytesPerSecond
      this.#up -= before.upBytesPerSecond
    }
    if (after && isShown) {
      this.#down += after.downBytesPerSecond
      this.#up += after.upBytesPerSecond
    }
  }

  #sortAll(): void {
    const rows = [...this.#rows.values()].sort(this.#order.compare)
    this.#all = rows.map((row) => row.key)
  }

  #choose(): void {
    this.#counts.clear()
    this.#down = 0
    this.#up = 0
    this.#late = false
    this.#moved = new Set()
    const shown: TorrentKey[] = []
    for (const key of this.#all) {
      const row = this.#rows.get(key)
      if (!row) continue
      if (!this.#counts.add(row, this.#filter, 1)) continue
      shown.push(key)
      this.#down += row.downBytesPerSecond
      this.#up += row.upBytesPerSecond
    }
    this.#shown = shown
  }

  /** Takes some keys out of a sorted list and puts rows where they belong. */
  #merge(list: TorrentKey[], leaving: ReadonlySet<TorrentKey>, entering: Row[]): TorrentKey[] {
    if (leaving.size === 0 && entering.length === 0) return list
    const staying = leaving.size === 0 ? list : list.filter((key) => !leaving.has(key))
    if (entering.length === 0) return staying
    const merged: TorrentKey[] = []
    let from = 0
    for (const row of entering.sort(this.#order.compare)) {
      const at = this.#place(staying, row, from)
      while (from < at) merged.push(staying[from++] as TorrentKey)
      merged.push(row.key)
    }
    while (from < staying.length) merged.push(staying[from++] as TorrentKey)
    return merged
  }

  /** Where a row belongs in a sorted list, at `low` or after. */
  #place(list: readonly TorrentKey[], row: Row, low: number): number {
    let high = list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#rows.get(list[middle] as TorrentKey)
      if (other && this.#order.compare(other, row) <= 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
