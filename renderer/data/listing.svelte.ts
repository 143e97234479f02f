import type { DaemonId, TorrentKey } from '../../preload/contract/keys.ts'
import type { Field } from '../../preload/contract/rows.ts'
import type { ColumnId, SortKey } from '../../preload/contract/settings.ts'
import { columnSpecs } from '../view/columns.ts'
import {
  Filter,
  noFacets,
  toggleFacet,
  type FacetCounts,
  type FacetName,
  type Facets,
} from '../../preload/listing/filter.ts'
import { ListModel, type Totals } from '../view/list.ts'
import type { Change, Row } from '../../preload/listing/row.ts'
import { keep, nothingSelected, selectAll, selectOnly, type Listed, type Selection } from '../view/select.ts'
import { nextSort, sortFields } from '../../preload/listing/sort.ts'
import type { Daemons } from './daemons.svelte.ts'
import { after, type Schedule } from './schedule.ts'
import type { SettingsMirror } from './settings.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'

/** So long is looked for rows in one go: less than a picture takes. */
const goMs = 8

export interface SelectedSum {
  readonly count: number
  readonly sizeBytes: number
  readonly downBytesPerSecond: number
  readonly upBytesPerSecond: number
}

/** How the shown list changed, for whoever keeps a scroll position. */
export interface Move {
  readonly before: readonly TorrentKey[]
  readonly after: readonly TorrentKey[]
  /** Rows that moved themselves, came or went. */
  readonly moved: ReadonlySet<TorrentKey>
}

/** What the table shows: which rows, in which order, which of them are selected; and the sidebar's choices and counts. */
export class Listing implements Listed {
  readonly #torrents: Torrents
  readonly #settings: SettingsMirror
  readonly #model: ListModel
  readonly #moves = new Set<(move: Move) => void>()
  readonly #reveals = new Set<(key: TorrentKey) => void>()
  readonly #calls = new Set<() => void>()
  readonly #stops: (() => void)[]
  readonly #freezes = new Set<string>()
  readonly #turn: Schedule
  /** Another choice of rows is being carried out: what was shown before it, and what changed meanwhile. */
  #choosing: { before: readonly TorrentKey[]; held: (readonly Change[])[]; callOff: (() => void) | null } | null = null
  #sort: readonly SortKey[]
  #order = $state.raw<readonly TorrentKey[]>([])
  #counts = $state.raw<FacetCounts>({
    daemon: new Map(),
    state: new Map(),
    label: new Map(),
    tracker: new Map(),
    owner: new Map(),
  })
  #totals = $state.raw<Totals>({ count: 0, downBytesPerSecond: 0, upBytesPerSecond: 0 })
  #found = $state(0)
  #text = $state('')
  #facets = $state.raw<Facets>(noFacets)
  #selection = $state.raw<Selection>(nothingSelected)
  readonly #selected = $derived.by(() => {
    void this.#order
    return [...this.#selection.keys].filter((key) => this.#model.has(key))
  })
  readonly #sum = $derived.by(() => this.#sumOf(this.#selected))

  /** @param turn when the search goes on after a go that was not enough: between other work of the window */
  constructor(torrents: Torrents, daemons: Daemons, settings: SettingsMirror, turn: Schedule = after(0)) {
    this.#turn = turn
    this.#torrents = torrents
    this.#settings = settings
    this.#sort = settings.value.sort
    this.#model = new ListModel(torrents.rows, this.#sort, { daemonName: (id) => daemons.name(id) })
    this.#stops = [
      torrents.listen((changes) => this.#take(changes)),
      settings.listen((value) => this.#takeSort(value.sort)),
      daemons.listen((list, before) => {
        const renamed = before.some((old) => list.some(({ id, name }) => id === old.id && name !== old.name))
        const isByName = this.#text.trim() !== '' || this.#sort.some(({ column }) => column === 'daemon')
        if (renamed && isByName) this.#redo(() => this.#model.rebuild())
      }),
    ]
  }

  // ---- what is shown

  /** Keys of the rows shown, in order. */
  get order(): readonly TorrentKey[] {
    return this.#order
  }

  get shown(): readonly TorrentKey[] {
    return this.#order
  }

  /** All rows there are, shown or not. */
  get total(): number {
    return this.#torrents.size
  }

  /** Count and rates of the rows shown. */
  get totals(): Totals {
    return this.#totals
  }

  indexOf(key: TorrentKey | null): number {
    return this.#model.indexOf(key)
  }

  has(key: TorrentKey): boolean {
    return this.#model.has(key)
  }

  row(key: TorrentKey): Row | undefined {
    return this.#torrents.get(key)
  }

  // ---- filter

  /** Rises when all rows of another choice are found; until then a first part of them is shown. */
  get found(): number {
    return this.#found
  }

  get text(): string {
    return this.#text
  }

  get facets(): Facets {
    return this.#facets
  }

  /** Rows in each bucket of the sidebar; a section's counts ignore its own choice. Buckets with none are absent. */
  get counts(): FacetCounts {
    return this.#counts
  }

  get filtered(): boolean {
    return this.#text.trim() !== '' || Object.values(this.#facets).some((chosen) => chosen.size > 0)
  }

  setText(text: string): void {
    if (text === this.#text) return
    this.#text = text
    this.#choose()
  }

  toggle(facet: FacetName, value: string, additive: boolean): void {
    this.#facets = toggleFacet(this.#facets, facet, value, additive)
    this.#choose()
  }

  clearFacet(facet: FacetName): void {
    this.#facets = { ...this.#facets, [facet]: new Set() }
    this.#choose()
  }

  clear(): void {
    this.#text = ''
    this.#facets = noFacets
    this.#choose()
  }

  /** The fields on which the order and the choice of rows depend. */
  get fields(): readonly Field[] {
    return [...sortFields(this.sort), ...new Filter(this.#text, this.#facets).fields]
  }

  // ---- sort

  get sort(): readonly SortKey[] {
    return this.#settings.value.sort
  }

  sortBy(column: ColumnId, second: boolean): void {
    this.#settings.set({ sort: nextSort(this.sort, column, second, (id) => columnSpecs[id].downFirst) })
  }

  setSort(sort: SortKey[]): void {
    this.#settings.set({ sort })
  }

  /** Nothing moves until every reason to hold still is lifted. */
  freeze(reason: string): void {
    this.#freezes.add(reason)
    this.#model.freeze()
  }

  thaw(reason: string): void {
    if (!this.#freezes.delete(reason) || this.#freezes.size > 0) return
    this.#findAll()
    const before = this.#order
    if (this.#model.thaw()) this.#shownChanged(before, new Set())
  }

  // ---- selection

  get selection(): Selection {
    return this.#selection
  }

  /** Keys of the selected rows that are shown: what a verb acts on. */
  get selected(): readonly TorrentKey[] {
    return this.#selected
  }

  get selectedSum(): SelectedSum {
    return this.#sum
  }

  /** The one selected row, whose details are shown; null when none or several are. */
  get single(): TorrentKey | null {
    return this.#selected.length === 1 ? (this.#selected[0] ?? null) : null
  }

  setSelection(selection: Selection): void {
    this.#selection = selection
  }

  select(keys: readonly TorrentKey[]): void {
    const focus = keys[0] ?? null
    this.#selection = { keys: new Set(keys), focus, anchor: focus }
  }

  selectAll(): void {
    this.#findAll()
    this.#selection = selectAll(this.#selection, this)
  }

  /** Nothing selected; the keyboard stays where it is. */
  deselect(): void {
    this.#selection = { ...this.#selection, keys: new Set() }
  }

  /** These are on their way out: the selection goes to the next row that stays, or to the one before them. */
  leave(keys: readonly TorrentKey[]): void {
    const going = new Set(keys)
    if (![...this.#selection.keys].some((key) => going.has(key))) return
    const order = this.#model.shown
    const at = order.indexOf(this.#selection.focus ?? keys[0] ?? '')
    const stays = (key: TorrentKey): boolean => !going.has(key)
    const next = order.slice(Math.max(0, at)).find(stays) ?? order.slice(0, Math.max(0, at)).findLast(stays)
    this.#selection = next === undefined ? { ...this.#selection, keys: new Set() } : selectOnly(next)
  }

  /** Selects a row and brings it into view, lifting filters that hide it. False when there is no such row. */
  show(key: TorrentKey): boolean {
    if (!this.#torrents.rows.has(key)) return false
    if (!this.#model.has(key)) this.clear()
    this.#selection = selectOnly(key)
    for (const reveal of this.#reveals) reveal(key)
    return true
  }

  /** Shows one daemon's rows and nothing else narrows them. */
  showDaemon(id: DaemonId): void {
    this.#text = ''
    this.#facets = { ...noFacets, daemon: new Set([id]) }
    this.#choose()
  }

  /** Brings the keyboard to the list. */
  call(): void {
    for (const listener of this.#calls) listener()
  }

  // ---- listeners

  onMove(listener: (move: Move) => void): () => void {
    this.#moves.add(listener)
    return () => void this.#moves.delete(listener)
  }

  onReveal(listener: (key: TorrentKey) => void): () => void {
    this.#reveals.add(listener)
    return () => void this.#reveals.delete(listener)
  }

  /** The keyboard is to go to the list. */
  onCall(listener: () => void): () => void {
    this.#calls.add(listener)
    return () => void this.#calls.delete(listener)
  }

  close(): void {
    this.#choosing?.callOff?.()
    for (const stop of this.#stops) stop()
  }

  // ---- inside

  #take(changes: readonly Change[]): void {
    if (this.#choosing) return void this.#choosing.held.push(changes)
    const before = this.#order
    if (this.#model.apply(changes)) this.#shownChanged(before, this.#model.moved)
    this.#count()
    if (changes.some(({ after }) => !after)) this.#keep((key) => this.#torrents.rows.has(key), before)
  }

  #takeSort(sort: readonly SortKey[]): void {
    if (sameSort(sort, this.#sort)) return
    this.#sort = sort
    this.#redo(() => this.#model.setSort(sort))
  }

  #choose(): void {
    this.#choosing ??= { before: this.#order, held: [], callOff: null }
    this.#model.setFilter(this.#text, this.#facets)
    this.#goOn()
  }

  /** Looks for rows for a while. Changes wait until all are found: they would have to find them at once. */
  #goOn(): void {
    const choosing = this.#choosing
    if (!choosing) return
    choosing.callOff?.()
    const end = performance.now() + goMs
    const isOther = this.#model.choose(() => performance.now() >= end)
    if (isOther) this.#shownChanged([], null)
    if (this.#model.isWhole) return this.#findAll()
    choosing.callOff = this.#turn(() => {
      choosing.callOff = null
      this.#goOn()
    })
  }

  /** Ends the search, if there is one, with all that it finds. */
  #findAll(): void {
    const choosing = this.#choosing
    if (!choosing) return
    this.#choosing = null
    choosing.callOff?.()
    if (this.#model.finish()) this.#shownChanged([], null)
    this.#count()
    this.#keep((key) => this.#model.has(key), choosing.before)
    this.#found += 1
    for (const changes of choosing.held) this.#take(changes)
  }

  #redo(step: () => void): void {
    this.#findAll()
    const before = this.#order
    step()
    this.#count()
    this.#shownChanged(before, null)
  }

  #count(): void {
    const first = this.filtered ? null : this.#torrents.firstCounts
    this.#counts = first ?? this.#model.counts()
    this.#totals = this.#model.totals()
  }

  /** @param moved rows that moved themselves; null = the person asked for another list, so nothing is held in place */
  #shownChanged(before: readonly TorrentKey[], moved: ReadonlySet<TorrentKey> | null): void {
    this.#order = this.#model.shown
    if (moved) for (const listener of this.#moves) listener({ before, after: this.#order, moved })
  }

  #keep(keeps: (key: TorrentKey) => boolean, before: readonly TorrentKey[]): void {
    this.#selection = keep(this.#selection, keeps, this, before)
  }

  #sumOf(keys: readonly TorrentKey[]): SelectedSum {
    void this.#torrents.version
    let sizeBytes = 0
    let down = 0
    let up = 0
    for (const key of keys) {
      const row = this.#torrents.rows.get(key)
      sizeBytes += row?.sizeBytes ?? 0
      down += row?.downBytesPerSecond ?? 0
      up += row?.upBytesPerSecond ?? 0
    }
    return { count: keys.length, sizeBytes, downBytesPerSecond: down, upBytesPerSecond: up }
  }
}

function sameSort(a: readonly SortKey[], b: readonly SortKey[]): boolean {
  return a.length === b.length && a.every((key, at) => key.column === b[at]?.column && key.down === b[at]?.down)
}
