import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { blankTorrent, type Torrent, type TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { FacetCounts } from '../../../preload/listing/filter.ts'
import { cutText } from '../../lib/cut.ts'
import { Emitter } from '../../lib/emitter.ts'
import type { OnFault } from '../../lib/guard.ts'
import { Census } from './census.ts'
import { changedFields } from './diff.ts'
import { Flow } from './flow.ts'
import { likeOwn } from './recalled.ts'
import { growthOf, Room, type Share, weightOf } from './room.ts'

/** One row before and after; before is null for a new row. */
export interface RowChange {
  before: Torrent | null
  after: Torrent
  patch: TorrentPatch
}

/** Its daemon said that it removed these, or only leaves them out of its list. */
export type Drop = 'removed' | 'unlisted'

export interface Change {
  put: RowChange[]
  drop: Torrent[]
  /** Why those of `drop` went. */
  why: Drop
}

/** What one change did, from one revision to the next: new rows whole, of others what changed. */
export interface Step {
  daemon: DaemonId
  from: number
  revision: number
  put: TorrentPatch[]
  drop: Hash[]
}

/** Why not everything is shown that a daemon has. */
export type Shortage = 'rows' | 'bytes'

/** Characters that are left of a row's texts where there is no room for more. */
const leanText = 64

export interface RowsOptions {
  /** What all daemons' rows share; absent = it is alone. */
  room?: Room
  /** Told of what a listener throws; the others hear all the same. */
  onFault?: OnFault
}

/**
 * What we know of one daemon's torrents. Row objects are never changed in place, only replaced:
 * a copy of the list is a consistent picture of one revision.
 */
export class Rows {
  readonly daemon: DaemonId
  /** Told of every step, for windows. */
  readonly steps: Emitter<Step>
  /** Told of every step with whole rows, for the store and the history. */
  readonly changes: Emitter<Change>
  readonly #rows = new Map<Hash, Torrent>()
  /** How many run, and how far those are that download. */
  readonly flow: Readonly<Flow>
  readonly #flow = new Flow()
  readonly #census: Census
  readonly #rates = { down: 0, up: 0 }
  readonly #share: Share
  #revision = 0
  #shortage: Shortage | null = null

  constructor(daemon: DaemonId, { room = new Room(), onFault }: RowsOptions = {}) {
    this.daemon = daemon
    this.flow = this.#flow
    this.#census = new Census(daemon)
    this.#share = room.share()
    this.steps = new Emitter(onFault)
    this.changes = new Emitter(onFault)
  }

  /** Why a row was not taken since one went the last time; null = all were. */
  get shortage(): Shortage | null {
    return this.#shortage
  }

  /** How many may be kept. */
  get most(): number {
    return this.#share.mostRows
  }

  /** The daemon has more than are kept. */
  fallShort(): void {
    this.#shortage ??= 'rows'
  }

  /** More may be kept than before; whether that is enough is seen when it is looked again. */
  allowMore(): void {
    if (this.#shortage === 'rows') this.#shortage = null
  }

  /** Nothing is kept from here on: the daemon is being forgotten. */
  giveBack(): void {
    this.#share.giveBack()
  }

  get revision(): number {
    return this.#revision
  }

  get size(): number {
    return this.#rows.size
  }

  /** Bytes per second of all rows together. */
  get rates(): Readonly<{ down: number; up: number }> {
    return { ...this.#rates }
  }

  /** Rows in each bucket of the sidebar. */
  get counts(): FacetCounts {
    return this.#census.counts()
  }

  get(hash: Hash): Torrent | undefined {
    return this.#rows.get(hash)
  }

  hashes(): IterableIterator<Hash> {
    return this.#rows.keys()
  }

  all(): IterableIterator<Torrent> {
    return this.#rows.values()
  }

  /**
   * Takes over rows that were kept from an earlier start: windows see them, but nothing has changed by them. Gives
   * back those for which there is no room any more.
   */
  recall(kept: readonly Torrent[]): Hash[] {
    const put: Torrent[] = []
    const left: Hash[] = []
    for (const row of likeOwn(kept.filter(({ hash }) => !this.#rows.has(hash)))) {
      if (this.#keep(row)) put.push(row)
      else left.push(row.hash)
    }
    if (put.length > 0) this.#step(put, [])
    return left
  }

  /**
   * Takes over what was read; says only what is different. An unknown hash becomes a new row, as long as there is room.
   */
  apply(put: Iterable<TorrentPatch>, drop: Iterable<Hash> = [], why: Drop = 'removed'): void {
    const change: Change = { put: [], drop: [], why }
    for (const patch of put) this.#put(patch, change.put)
    for (const hash of drop) {
      const row = this.#rows.get(hash)
      if (!row || !this.#rows.delete(hash)) continue
      this.#count(row, null)
      this.#share.add(-weightOf(row))
      this.#shortage = null
      change.drop.push(row)
    }
    if (change.put.length === 0 && change.drop.length === 0) return
    this.#step(
      change.put.map(({ patch }) => patch),
      change.drop.map(({ hash }) => hash),
    )
    this.changes.emit(change)
  }

  #step(put: TorrentPatch[], drop: Hash[]): void {
    const from = this.#revision
    this.#revision += 1
    this.steps.emit({ daemon: this.daemon, from, revision: this.#revision, put, drop })
  }

  #put(patch: TorrentPatch, changes: RowChange[]): void {
    const before = this.#rows.get(patch.hash) ?? null
    if (!before) {
      const after = { ...blankTorrent(patch.hash), ...patch }
      if (this.#keep(after)) changes.push({ before, after, patch: after })
      return
    }
    const changed = changedFields(before, this.#fitting(before, patch))
    if (!changed) return
    const after = { ...before, ...changed }
    this.#share.add(growthOf(before, changed))
    this.#rows.set(patch.hash, after)
    this.#count(before, after)
    changes.push({ before, after, patch: changed })
  }

  /** Whether there is room for a new row, which is in the list then. */
  #keep(row: Torrent): boolean {
    const bytes = weightOf(row)
    const lacks = this.#rows.size >= this.most ? 'rows' : this.#share.fits(bytes) ? null : 'bytes'
    if (lacks) {
      this.#shortage = lacks
      return false
    }
    this.#rows.set(row.hash, row)
    this.#share.add(bytes)
    this.#count(null, row)
    return true
  }

  /** A row that would grow where nothing more fits keeps the beginnings of its texts. */
  #fitting(before: Torrent, patch: TorrentPatch): TorrentPatch {
    const growth = growthOf(before, patch)
    if (growth <= 0 || this.#share.fits(growth)) return patch
    this.#shortage = 'bytes'
    const lean = Object.entries(patch).map(([field, value]) => [
      field,
      typeof value === 'string' && field !== 'hash' ? cutText(value, leanText) : value,
    ])
    return Object.fromEntries(lean) as TorrentPatch
  }

  #count(before: Torrent | null, after: Torrent | null): void {
    this.#rates.down += (after?.downBytesPerSecond ?? 0) - (before?.downBytesPerSecond ?? 0)
    this.#rates.up += (after?.upBytesPerSecond ?? 0) - (before?.upBytesPerSecond ?? 0)
    this.#census.change(before, after)
    this.#flow.change(before, after)
  }
}
