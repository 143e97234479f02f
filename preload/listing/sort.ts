import type { ColumnId, SortKey } from '../contract/settings.ts'
import type { Field } from '../contract/rows.ts'
import { Collation } from './collation.ts'
import type { DaemonId } from '../contract/keys.ts'
import type { Torrent } from '../contract/torrents.ts'
import { isConnected, type Row } from './row.ts'

/** What a comparison needs beside the row. */
export interface SortContext {
  daemonName(id: string): string
}

export type SortValue = number | string | null
/** A row, or a torrent where the daemon is the same for all. */
export type Sortable = Readonly<Torrent> & { readonly daemon?: DaemonId }
type Accessor = (row: Sortable, context: SortContext) => SortValue

/** Order in which states stand when sorted by state: what wants attention first. */
const stateRank: Record<Row['state'], number> = {
  error: 0,
  downloading: 1,
  checking: 2,
  allocating: 3,
  moving: 4,
  queued: 5,
  paused: 6,
  seeding: 7,
  unknown: 8,
}

/** What each column sorts by; null stands last whichever way the column is turned. */
export const sortValue: Record<ColumnId, Accessor> = {
  queue: (row) => row.queue,
  name: (row) => row.name,
  daemon: (row, context) => context.daemonName(row.daemon ?? ''),
  size: (row) => row.sizeBytes,
  progress: (row) => row.progress,
  state: (row) => stateRank[row.state],
  down: (row) => row.downBytesPerSecond,
  up: (row) => row.upBytesPerSecond,
  left: (row) => row.leftMs,
  ratio: (row) => row.ratio,
  seeds: (row) => (isConnected(row) ? row.seeds * 1e6 : 0) + (row.seedsTotal ?? 0),
  peers: (row) => (isConnected(row) ? row.peers * 1e6 : 0) + (row.peersTotal ?? 0),
  label: (row) => row.label || null,
  added: (row) => row.addedAt,
  completed: (row) => row.completedAt,
  done: (row) => row.downloadedBytes,
  uploaded: (row) => row.uploadedBytes,
  remaining: (row) => row.remainingBytes,
  seedsPeers: (row) => row.seedsPeersRatio,
  downLimit: (row) => row.downLimitBytesPerSecond,
  upLimit: (row) => row.upLimitBytesPerSecond,
  availability: (row) => row.availability,
  seenComplete: (row) => row.seenCompleteAt,
  lastTransfer: (row) => row.lastTransferAt,
  tracker: (row) => row.tracker || null,
  trackerStatus: (row) => row.trackerStatus || null,
  folder: (row) => row.folder || null,
  owner: (row) => row.owner || null,
  shared: (row) => Number(row.shared),
  private: (row) => Number(row.private),
}

/** The fields that a column's value is made of. */
const fieldsOf: Record<ColumnId, readonly Field[]> = {
  queue: ['queue'],
  name: ['name'],
  daemon: [],
  size: ['sizeBytes'],
  progress: ['progress'],
  state: ['state'],
  down: ['downBytesPerSecond'],
  up: ['upBytesPerSecond'],
  left: ['leftMs'],
  ratio: ['ratio'],
  seeds: ['seeds', 'seedsTotal', 'state'],
  peers: ['peers', 'peersTotal', 'state'],
  label: ['label'],
  added: ['addedAt'],
  completed: ['completedAt'],
  done: ['downloadedBytes'],
  uploaded: ['uploadedBytes'],
  remaining: ['remainingBytes'],
  seedsPeers: ['seedsPeersRatio'],
  downLimit: ['downLimitBytesPerSecond'],
  upLimit: ['upLimitBytesPerSecond'],
  availability: ['availability'],
  seenComplete: ['seenCompleteAt'],
  lastTransfer: ['lastTransferAt'],
  tracker: ['tracker'],
  trackerStatus: ['trackerStatus'],
  folder: ['folder'],
  owner: ['owner'],
  shared: ['shared'],
  private: ['private'],
}

/** The fields on which an order depends; every order ends with the name. */
export function sortFields(sort: readonly SortKey[]): Field[] {
  return [...new Set([...sort.flatMap(({ column }) => fieldsOf[column]), 'name' as const])]
}

/** Behind every number: where null stands when small comes first. */
const last = Infinity

interface Key {
  readonly value: Accessor
  readonly sign: 1 | -1
}

/** An order of rows: at most two keys, then name, hash and daemon, so that equal rows never change places by chance. */
export class Order {
  readonly #keys: readonly Key[]
  readonly #context: SortContext
  readonly #collation: Collation

  constructor(keys: readonly SortKey[], context: SortContext, collation: Collation = new Collation()) {
    this.#keys = keys.map(({ column, down }) => ({ value: sortValue[column], sign: down ? -1 : 1 }))
    this.#context = context
    this.#collation = collation
  }

  readonly compare = (a: Sortable, b: Sortable): number => {
    for (const { value, sign } of this.#keys) {
      const left = value(a, this.#context)
      const right = value(b, this.#context)
      if (left === right) continue
      // What is unknown stands last, whichever way the column is turned.
      if (left === null || right === null) return left === null ? 1 : -1
      const by = typeof left === 'string' ? this.#collation.compare(left, String(right)) : left - Number(right)
      if (by !== 0) return sign * by
    }
    return this.#compareNames(a, b)
  }

  /** Many at once: what they are sorted by is read once for each, and names only where nothing else tells them apart. */
  sort<T>(items: readonly T[], rowOf: (item: T) => Sortable): T[] {
    if (items.length < 2) return items.slice()
    const rows = items.map(rowOf)
    this.#prepare(rows)
    const columns = this.#keys.map((key) => Float64Array.from(rows, (row) => this.#number(key, row)))
    const compare = (a: number, b: number): number => {
      for (const column of columns) {
        const left = column[a] as number
        const right = column[b] as number
        if (left !== right) return left < right ? -1 : 1
      }
      return 0
    }
    const order = rows.map((_, index) => index)
    // Without keys all are equal, and the names alone decide.
    if (columns.length > 0) order.sort(compare)
    this.#sortEqual(rows, order, compare)
    return order.map((index) => items[index] as T)
  }

  /**
   * A number that mostly grows with the order, found without comparing. Rows sent so come nearly in order; where it is
   * wrong, they only have farther to go.
   */
  rough(row: Sortable): number {
    const [first] = this.#keys
    const found = first ? first.value(row, this.#context) : row.name
    if (found === null) return last
    return (first?.sign ?? 1) * (typeof found === 'string' ? roughText(found) : found)
  }

  /** Whether a change leaves the row in its place. */
  same(before: Row, after: Row): boolean {
    return (
      before.name === after.name &&
      this.#keys.every(({ value }) => value(before, this.#context) === value(after, this.#context))
    )
  }

  #compareNames(a: Sortable, b: Sortable): number {
    const names = a.name === b.name ? 0 : this.#collation.compare(a.name, b.name)
    if (names !== 0 || (a.hash === b.hash && a.daemon === b.daemon)) return names
    if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1
    return (a.daemon ?? '') < (b.daemon ?? '') ? -1 : 1
  }

  /** Brings each run of equal rows into the order of their names. */
  #sortEqual(rows: readonly Sortable[], order: number[], compare: (a: number, b: number) => number): void {
    const runs: [number, number][] = []
    const names: string[] = []
    for (let start = 0, end = 1; end <= order.length; end += 1) {
      if (end < order.length && compare(order[start] as number, order[end] as number) === 0) continue
      if (end - start > 1) runs.push([start, end])
      if (end - start > fewNames) {
        for (let at = start; at < end; at += 1) names.push((rows[order[at] as number] as Sortable).name)
      }
      start = end
    }
    this.#collation.prepare(names)
    for (const [start, end] of runs) {
      const run = order.slice(start, end)
      run.sort((a, b) => this.#compareNames(rows[a] as Sortable, rows[b] as Sortable))
      for (let at = start; at < end; at += 1) order[at] = run[at - start] as number
    }
  }

  /** Texts that are sorted by are placed once; names, which may never be compared, are not. */
  #prepare(rows: readonly Sortable[]): void {
    const texts: string[] = []
    for (const { value } of this.#keys) {
      for (const row of rows) {
        const text = value(row, this.#context)
        if (typeof text === 'string') texts.push(text)
      }
    }
    this.#collation.prepare(texts)
  }

  /** What a row is sorted by, as a number that grows in the direction wanted; null grows last in both. */
  #number({ value, sign }: Key, row: Sortable): number {
    const found = value(row, this.#context)
    if (found === null) return last
    return sign * (typeof found === 'string' ? this.#collation.rank(found) : found)
  }
}

/** The beginning of a text as a number. */
function roughText(text: string): number {
  const start = text.slice(0, 6).toLowerCase()
  let number = 0
  for (let at = 0; at < 6; at += 1) number = number * 256 + Math.min(255, at < start.length ? start.charCodeAt(at) : 0)
  return number
}

/** So few equal rows have their names compared rather than placed among all others. */
const fewNames = 200

/**
 * A click on a column's head. Alone: that column alone, turned when it was first already. As second key: added after
 * the first, turned when it was second already.
 */
export function nextSort(
  sort: readonly SortKey[],
  column: ColumnId,
  second: boolean,
  downFirst: (column: ColumnId) => boolean,
): SortKey[] {
  const [first, next] = sort
  if (!second || !first || first.column === column) {
    const turned = first?.column === column
    const key = { column, down: turned ? !first.down : downFirst(column) }
    return second && next ? [key, next] : [key]
  }
  return [first, { column, down: next?.column === column ? !next.down : downFirst(column) }]
}
