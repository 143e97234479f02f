import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { type Field, isWhole, packRows, type RowsStep } from '../../../preload/contract/rows.ts'
import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'
import { turn } from '../../lib/bounds.ts'
import { movingFields } from './moving.ts'
import { textOf } from './room.ts'
import type { Rows, Step } from './rows.ts'

/** How soon a listener hears of something: in this turn, in this turn unless there are many, within a second, within five. */
export const urgencies = ['now', 'prompt', 'soon', 'late'] as const
export type Urgency = (typeof urgencies)[number]

/** What one listener looks at, of one daemon. */
export interface Look {
  readonly hashes: ReadonlySet<Hash>
  /** Fields that its list is sorted or filtered by. */
  readonly by: ReadonlySet<string>
}

/** What a tracker said moves with every announce of every row, and nothing is decided by it. */
const gatheredFields: ReadonlySet<string> = new Set<Field>([
  ...movingFields,
  'seenCompleteAt',
  'trackerState',
  'trackerStatus',
])

/** What still fits into one message to a window. */
export class Space {
  rows: number
  #text = turn.rowText

  constructor(rows: number) {
    this.rows = rows
  }

  get isFull(): boolean {
    return this.rows <= 0 || this.#text <= 0
  }

  take(patch: TorrentPatch): void {
    this.rows -= 1
    this.#text -= textOf(patch)
  }
}

type Fields = Map<Hash, Set<string>>

/**
 * What one listener has not been told of one daemon's rows. Only names of fields are kept: what is told is what the row
 * says then, so that an older value never comes behind a newer one, and a row that came and went is not there.
 */
export class Pile {
  readonly #rows: Rows
  readonly #fields: Record<Urgency, Fields> = {
    now: new Map(),
    prompt: new Map(),
    soon: new Map(),
    late: new Map(),
  }
  readonly #drop = new Set<Hash>()
  /** Rows that the listener gets whole. */
  #untold: Set<Hash>
  #revision: number | null = null
  #look: Look

  constructor(rows: Rows, look: Look) {
    this.#rows = rows
    this.#look = look
    this.#untold = new Set(rows.hashes())
  }

  get daemon(): DaemonId {
    return this.#rows.daemon
  }

  get rows(): Rows {
    return this.#rows
  }

  /** How many rows the listener still gets whole. */
  get rest(): number {
    return this.#untold.size
  }

  /** Begins again with everything. */
  restart(): void {
    for (const urgency of urgencies) this.#fields[urgency].clear()
    this.#drop.clear()
    this.#untold = new Set(this.#rows.hashes())
    this.#revision = null
  }

  /** Takes note of a change; says how soon the listener is to hear of its parts. */
  note({ put, drop }: Step): ReadonlySet<Urgency> {
    const due = new Set<Urgency>()
    for (const patch of put) {
      if (isWhole(patch)) this.#noteWhole(patch.hash, due)
      else if (!this.#untold.has(patch.hash)) this.#notePatch(patch, due)
    }
    for (const hash of drop) {
      this.#forget(hash)
      this.#untold.delete(hash)
      this.#drop.add(hash)
      due.add('now')
    }
    return due
  }

  /** The listener looks at something else; true when something is due now that was not. */
  look(look: Look): boolean {
    const old = this.#look
    this.#look = look
    const gained = [...look.by].filter((field) => !old.by.has(field))
    let isDue = false
    for (const urgency of ['prompt', 'soon', 'late'] as const) {
      for (const [hash, fields] of [...this.#fields[urgency]]) {
        const isNew = look.hashes.has(hash) && !old.hashes.has(hash)
        if (!isNew && !gained.some((field) => fields.has(field))) continue
        this.#fields[urgency].delete(hash)
        for (const field of fields) this.#add('now', hash, field)
        isDue = true
      }
    }
    return isDue
  }

  /** The listener's beginning: these rows first, as far as they are still there. */
  begin(first: readonly Hash[]): RowsStep {
    const put = first.filter((hash) => this.#untold.delete(hash)).flatMap((hash) => this.#rows.get(hash) ?? [])
    return this.#step(put, [])
  }

  /** The order in which rows that the listener gets whole are told; what is not named comes last. */
  arrange(hashes: readonly Hash[]): void {
    const untold = new Set<Hash>()
    for (const hash of hashes) if (this.#untold.has(hash)) untold.add(hash)
    for (const hash of this.#untold) untold.add(hash)
    this.#untold = untold
  }

  /**
   * The next step with what is due.
   * @param space what fits is taken from it; what does not fit stays, and has() says so
   * @returns null when nothing is due
   */
  take(urgency: Urgency, space: Space): RowsStep | null {
    if (this.#revision !== null && !this.has(urgency)) return null
    const put: TorrentPatch[] = []
    const patches: TorrentPatch[] = []
    const addTo = (list: TorrentPatch[], patch: TorrentPatch): void => {
      list.push(patch)
      space.take(patch)
    }
    for (const hash of this.#untold) {
      if (space.isFull) break
      this.#untold.delete(hash)
      const row = this.#rows.get(hash)
      if (row) addTo(put, row)
    }
    for (const level of urgencies.slice(0, urgencies.indexOf(urgency) + 1)) {
      for (const hash of this.#fields[level].keys()) {
        if (space.isFull) break
        for (const patch of this.#patchOf(hash)) addTo(patches, patch)
      }
    }
    put.push(...alikeTogether(patches))
    const drop = [...this.#drop]
    this.#drop.clear()
    return this.#step(put, drop)
  }

  /** Whether anything of that urgency, or of a greater one, is untold. */
  has(urgency: Urgency): boolean {
    if (this.#revision === null || this.#untold.size > 0 || this.#drop.size > 0) return true
    return urgencies.slice(0, urgencies.indexOf(urgency) + 1).some((level) => this.#fields[level].size > 0)
  }

  #step(put: readonly TorrentPatch[], drop: Hash[]): RowsStep {
    const from = this.#revision
    this.#revision = (from ?? 0) + 1
    return { daemon: this.daemon, from, revision: this.#revision, rest: this.rest, put: packRows(put), drop }
  }

  #noteWhole(hash: Hash, due: Set<Urgency>): void {
    this.#forget(hash)
    this.#drop.delete(hash)
    this.#untold.add(hash)
    due.add('now')
  }

  #notePatch(patch: TorrentPatch, due: Set<Urgency>): void {
    const { hash } = patch
    const { hashes, by } = this.#look
    let isLookedAt = hashes.has(hash)
    let isFigures = true
    const names: string[] = []
    for (const field in patch) {
      if (field === 'hash') continue
      names.push(field)
      if (gatheredFields.has(field)) continue
      // One move shifts everybody behind it, mostly where nobody looks.
      if (field === 'queue' && !isLookedAt && !by.has(field)) continue
      isFigures = false
      isLookedAt ||= by.has(field)
    }
    const most = isFigures ? null : isLookedAt ? 'now' : 'prompt'
    for (const field of names) {
      const urgency = most ?? (isLookedAt || by.has(field) ? 'soon' : 'late')
      this.#add(urgency, hash, field)
      due.add(urgency)
    }
  }

  #add(urgency: Urgency, hash: Hash, field: string): void {
    const known = this.#fields[urgency].get(hash)
    if (known) known.add(field)
    else this.#fields[urgency].set(hash, new Set([field]))
  }

  #forget(hash: Hash): void {
    for (const urgency of urgencies) this.#fields[urgency].delete(hash)
  }

  /** All that is untold of a row, whatever its urgency: its hash is on the way anyway. */
  #patchOf(hash: Hash): TorrentPatch[] {
    const row = this.#rows.get(hash)
    const patch: Record<string, unknown> = { hash }
    for (const urgency of urgencies) {
      for (const field of this.#fields[urgency].get(hash) ?? []) patch[field] = row?.[field as keyof Torrent]
    }
    this.#forget(hash)
    return row ? [patch as TorrentPatch] : []
  }
}

/** Rows in which the same fields changed stand together: as columns they are runs. */
function alikeTogether(patches: readonly TorrentPatch[]): TorrentPatch[] {
  const kinds = new Map<string, TorrentPatch[]>()
  for (const patch of patches) {
    const names = Object.keys(patch).sort().join()
    const kind = kinds.get(names)
    if (kind) kind.push(patch)
    else kinds.set(names, [patch])
  }
  return [...kinds.keys()].sort().flatMap((names) => kinds.get(names) ?? [])
}
