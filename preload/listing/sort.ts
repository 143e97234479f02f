import type { ColumnId, SortKey } from '../contract/settings.ts'
import type { Field } from '../contract/rows.ts'
import { Collation } from './collation.ts'
import { isConnected, type Row } from './row.ts'

/** What a comparison needs beside the row. */
export interface SortContext {
  daemonName(id: string): string
}

export type SortValue = number | string | null
type Accessor = (row: Row, context: SortContext) => SortValue

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
  daemon: (row, context) => context.daemonName(row.daemon),
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

/** An order of rows: at most two keys, then name and key, so that equal rows never change places by chance. */
export class Order {
  readonly #keys: readonly { value: Accessor; sign: 1 | -1 }[]
  readonly #context: SortContext
  readonly #collation: Collation

  constructor(keys: readonly SortKey[], context: SortContext, collation: Collation = new Collation()) {
    this.#keys = keys.map(({ column, down }) => ({ value: sortValue[column], sign: down ? -1 : 1 }))
    this.#context = context
    this.#collation = collation
  }

  readonly compare = (a: Row, b: Row): number => {
    for (const key of this.#keys) {
      const left = this.#number(key, a)
      const right = this.#number(key, b)
      if (left !== right) return left < right ? -1 : 1
    }
    const names = this.#collation.rank(a.name) - this.#collation.rank(b.name)
    return names || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  }

  /** Many at once: what they are sorted by is read once for each, not for each comparison. */
  sort<T>(items: readonly T[], rowOf: (item: T) => Row): T[] {
    const rows = items.map(rowOf)
    this.prepare(rows)
    const [first, second] = this.#keys.map((key) => Float64Array.from(rows, (row) => this.#number(key, row)))
    const names = Float64Array.from(rows, (row) => this.#collation.rank(row.name))
    const columns = [first, second, names].filter((column) => column !== undefined)
    const order = rows.map((_, index) => index)
    order.sort((a, b) => {
      for (const column of columns) {
        const left = column[a] as number
        const right = column[b] as number
        if (left !== right) return left < right ? -1 : 1
      }
      return (rows[a] as Row).key < (rows[b] as Row).key ? -1 : 1
    })
    return order.map((index) => items[index] as T)
  }

  /** Makes rows ready to be compared; without it each new name is placed alone. */
  prepare(rows: readonly Row[]): void {
    this.#collation.prepare(this.#texts(rows))
  }

  /** Whether a change leaves the row in its place. */
  same(before: Row, after: Row): boolean {
    return (
      before.name === after.name &&
      this.#keys.every(({ value }) => value(before, this.#context) === value(after, this.#context))
    )
  }

  *#texts(rows: readonly Row[]): Iterable<string> {
    for (const row of rows) {
      yield row.name
      for (const { value } of this.#keys) {
        const text = value(row, this.#context)
        if (typeof text === 'string') yield text
      }
    }
  }

  /** What a row is sorted by, as a number that grows in the direction wanted; null grows last in both. */
  #number({ value, sign }: { value: Accessor; sign: 1 | -1 }, row: Row): number {
    const found = value(row, this.#context)
    if (found === null) return last
    return sign * (typeof found === 'string' ? this.#collation.rank(found) : found)
  }
}

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
