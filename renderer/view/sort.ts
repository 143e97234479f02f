import type { ColumnId, SortKey } from '../../preload/contract/model.ts'
import { isConnected, type Row } from './row.ts'

/** What a comparison needs beside the row. */
export interface SortContext {
  daemonName(id: string): string
}

export type SortValue = number | string | null
type Accessor = (row: Row, context: SortContext) => SortValue

/** Names as people order them: "part 2" before "part 10", accents and case only where nothing else differs. */
const collator = new Intl.Collator('en', { numeric: true })

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

function compareValues(a: SortValue, b: SortValue, sign: 1 | -1): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  if (typeof a === 'string') return sign * collator.compare(a, b as string)
  return a < (b as number) ? -sign : sign
}

/** An order of rows: at most two keys, then name and key, so that equal rows never change places by chance. */
export class Order {
  readonly #keys: readonly { value: Accessor; sign: 1 | -1 }[]
  readonly #context: SortContext

  constructor(keys: readonly SortKey[], context: SortContext) {
    this.#keys = keys.map(({ column, down }) => ({ value: sortValue[column], sign: down ? -1 : 1 }))
    this.#context = context
  }

  readonly compare = (a: Row, b: Row): number => {
    for (const { value, sign } of this.#keys) {
      const difference = compareValues(value(a, this.#context), value(b, this.#context), sign)
      if (difference !== 0) return difference
    }
    return collator.compare(a.name, b.name) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  }

  /** Whether a change leaves the row in its place. */
  same(before: Row, after: Row): boolean {
    return (
      before.name === after.name &&
      this.#keys.every(({ value }) => value(before, this.#context) === value(after, this.#context))
    )
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
