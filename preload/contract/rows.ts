import * as v from 'valibot'
import { type DaemonId, DaemonIdSchema, type Hash, HashSchema } from './keys.ts'
import { SortSchema } from './settings.ts'
import { blankTorrent, type Torrent, type TorrentPatch, TorrentSchema } from './torrents.ts'
import { count } from './units.ts'

/* How rows travel: columns instead of objects, since thousands of rows name the same fields and share many values. */

export type Field = Exclude<keyof Torrent, 'hash'>
/** Every field of a row beside its hash, in the contract's order. */
export const fields = Object.keys(TorrentSchema.entries).filter((name) => name !== 'hash') as Field[]
const FieldSchema = v.picklist(fields)

const ValueSchema = v.nullable(v.union([v.string(), v.number(), v.boolean()]))
type Value = v.InferOutput<typeof ValueSchema>

/**
 * One field of several rows. `rows` are the places of the rows that have a value (absent = every row has one), as runs:
 * where one begins and how long it is, and so on; the values are `one` for all of them, or `each` in order, or picked `of` a list by the numbers in `at`.
 */
const ColumnSchema = v.object({
  rows: v.optional(v.array(count)),
  one: v.optional(ValueSchema),
  each: v.optional(v.array(ValueSchema)),
  of: v.optional(v.array(ValueSchema)),
  at: v.optional(v.array(count)),
})
type Column = v.InferOutput<typeof ColumnSchema>

/** Rows, or what changed in them, as columns; pack and unpack are the only ones to know how. */
export const PackedRowsSchema = v.object({
  hashes: v.array(HashSchema),
  columns: v.partial(v.object(Object.fromEntries(fields.map((field) => [field, ColumnSchema])) as Columns)),
})
type Columns = Record<Field, typeof ColumnSchema>
export type PackedRows = v.InferOutput<typeof PackedRowsSchema>

/**
 * A step of one daemon's rows. `from` is the revision it builds on: null = forget that daemon's rows and begin here;
 * a reader whose revision differs asks for torrents.resend. Revisions are the listener's own and rise by one.
 * `rest` rows of the beginning are still to come; at 0 the reader has them all, and drops what it had from before and
 * was not named since the beginning.
 */
export const RowsStepSchema = v.object({
  daemon: DaemonIdSchema,
  from: v.nullable(v.number()),
  revision: v.number(),
  rest: count,
  /** Rows that are new (whole) or changed (only what changed). */
  put: PackedRowsSchema,
  drop: v.array(HashSchema),
})
export type RowsStep = v.InferOutput<typeof RowsStepSchema>

const Buckets = v.array(v.tuple([v.string(), count]))
/** Rows in each bucket of the sidebar, of all daemons. */
export const CountsSchema = v.object({
  daemon: Buckets,
  state: Buckets,
  label: Buckets,
  tracker: Buckets,
  owner: Buckets,
})
export type Counts = v.InferOutput<typeof CountsSchema>

/** Steps of one or several daemons that go together. */
export const RowsItemSchema = v.object({
  steps: v.array(RowsStepSchema),
  /** In the first item only: what the sidebar counts, before all rows are there. */
  counts: v.nullable(CountsSchema),
})
export type RowsItem = v.InferOutput<typeof RowsItemSchema>

/** More rows than any screen shows at once. */
export const mostFirstRows = 500

export const rowsFeeds = {
  /**
   * Every daemon's rows. The first item begins every daemon that there is, with the `first` rows of the order asked for
   * (absent: that of the settings) in that order; the other rows follow in parts. Then come changes: rows that come or
   * go and what is no moving figure at once, moving figures of what view.watch names within a second, the others
   * gathered within five.
   */
  torrents: {
    args: v.object({
      first: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostFirstRows)), 100),
      sort: v.optional(v.pipe(v.array(SortSchema), v.maxLength(2))),
    }),
    item: RowsItemSchema,
  },
} as const

/** Fields of a row by which a list is sorted or filtered, as view.watch names them. */
export const WatchedFieldsSchema = v.pipe(v.array(FieldSchema), v.maxLength(fields.length))

/** Whether a patch names every field, so that nothing has to be known before. */
export function isWhole(patch: TorrentPatch): patch is Torrent {
  return fields.every((field) => patch[field] !== undefined)
}

/** The rows as columns; what is undefined is left out. */
export function packRows(patches: readonly TorrentPatch[]): PackedRows {
  const columns: PackedRows['columns'] = {}
  for (const field of fields) {
    const rows: number[] = []
    const values: Value[] = []
    let next = -1
    for (let row = 0; row < patches.length; row += 1) {
      const value = (patches[row] as TorrentPatch)[field]
      if (value === undefined) continue
      if (row === next) rows[rows.length - 1]! += 1
      else rows.push(row, 1)
      next = row + 1
      values.push(value)
    }
    if (values.length === 0) continue
    const column = columnOf(values)
    columns[field] = values.length === patches.length ? column : { rows, ...column }
  }
  return { hashes: patches.map(({ hash }) => hash), columns }
}

/** The rows of packRows, in their order; whole ones (isWhole) have the shape of blankTorrent. */
export function unpackRows({ hashes, columns }: PackedRows): TorrentPatch[] {
  const whole = fields.every((field) => columns[field] && !columns[field].rows)
  const patches = hashes.map((hash): TorrentPatch => (whole ? blankTorrent(hash) : { hash }))
  for (const field of fields) {
    const column = columns[field]
    if (column) fill(patches as unknown as Record<Field, Value>[], field, column)
  }
  return patches
}

/** Rows of so few kinds that naming each kind once is shorter. */
const fewKinds = 0.5

function columnOf(values: readonly Value[]): Column {
  const first = values[0] as Value
  if (values.every((value) => value === first)) return { one: first }
  if (typeof first !== 'string') return { each: [...values] }
  const places = new Map<Value, number>()
  const at = values.map((value) => {
    const known = places.get(value)
    if (known !== undefined) return known
    places.set(value, places.size)
    return places.size - 1
  })
  return places.size <= values.length * fewKinds ? { of: [...places.keys()], at } : { each: [...values] }
}

function fill(patches: Record<Field, Value>[], field: Field, { rows, one, each, of, at }: Column): void {
  const runs = rows ?? [0, patches.length]
  let index = 0
  for (let run = 0; run < runs.length; run += 2) {
    const first = runs[run] as number
    for (let row = first; row < first + (runs[run + 1] as number); row += 1) {
      const patch = patches[row] as Record<Field, Value>
      patch[field] = (each ? each[index] : of && at ? of[at[index] as number] : one) as Value
      index += 1
    }
  }
}

/** What a reader has heard of one daemon. */
interface Thread {
  revision: number
  /** Rows of before the beginning that it has not named yet; none when the beginning is whole. */
  unconfirmed: Set<Hash>
  /** Rows of the beginning that are still to come. */
  rest: number
}

/** Follows the steps of a feed, daemon by daemon: whether they continue what was heard, and what a beginning ends with. */
export class RowsReader {
  readonly #threads = new Map<DaemonId, Thread>()

  /** Rows that are known to come: those of beginnings that are not whole yet. */
  get rest(): number {
    let rest = 0
    // What the reader has from before is, as far as anybody knows, part of what comes.
    for (const thread of this.#threads.values()) rest += Math.max(0, thread.rest - thread.unconfirmed.size)
    return rest
  }

  get isWhole(): boolean {
    for (const { rest } of this.#threads.values()) if (rest > 0) return false
    return true
  }

  /** The daemons that have begun. */
  daemons(): DaemonId[] {
    return [...this.#threads.keys()]
  }

  /**
   * Reads the next step of a daemon.
   * @param known the hashes that the reader holds of that daemon, asked for when it begins again
   * @returns what to put and what to drop; null = something before it was lost, and torrents.resend is due
   */
  read(step: RowsStep, known: () => Iterable<Hash>): { put: TorrentPatch[]; drop: Hash[] } | null {
    const { daemon, from, revision, rest, drop } = step
    const thread = from === null ? this.#begin(daemon, known) : this.#threads.get(daemon)
    if (!thread || (from !== null && thread.revision !== from)) return null
    thread.revision = revision
    thread.rest = rest
    const put = unpackRows(step.put)
    if (thread.unconfirmed.size > 0) for (const { hash } of put) thread.unconfirmed.delete(hash)
    if (rest > 0 || thread.unconfirmed.size === 0) return { put, drop }
    const left = [...drop, ...thread.unconfirmed]
    thread.unconfirmed = new Set()
    return { put, drop: left }
  }

  forget(daemon: DaemonId): void {
    this.#threads.delete(daemon)
  }

  #begin(daemon: DaemonId, known: () => Iterable<Hash>): Thread {
    const thread: Thread = { revision: 0, unconfirmed: new Set(this.#threads.has(daemon) ? known() : []), rest: 0 }
    this.#threads.set(daemon, thread)
    return thread
  }
}
