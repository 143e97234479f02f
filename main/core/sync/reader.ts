import type { Hash } from '../../../preload/contract/keys.ts'
import type { TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { FieldGroup, Following } from '../../backend/backend.ts'
import { signals } from '../../lib/bounds.ts'
import { asFault } from '../../lib/fault.ts'
import { Timers } from '../../lib/timers.ts'
import type { SyncOptions } from './options.ts'
import { SliceSize } from './slices.ts'

/** Smaller slices say nothing about how long a full one takes. */
const tellingSlice = 100

const unreadable: ReadonlySet<string> = new Set(['timeout', 'protocol', 'too-large'])

/**
 * The one way in which a following connection's rows are read. It takes only what was asked for, never brings back
 * what was removed meanwhile, and does nothing more once it is over.
 */
export class Reader {
  readonly timers: Timers
  readonly slice = new SliceSize()
  readonly #connection: Following
  readonly #options: SyncOptions
  readonly #gone = new Set<Hash>()
  #isOver = false

  constructor(connection: Following, options: SyncOptions) {
    this.#connection = connection
    this.#options = options
    this.timers = new Timers(options.clock)
  }

  /** The connection has ended or another one has taken its place. */
  get isOver(): boolean {
    return this.#isOver
  }

  end(): void {
    this.#isOver = true
    this.timers.stop()
  }

  /** Its daemon said that it is gone: a late answer must not bring it back. */
  forget(hash: Hash): void {
    this.#gone.delete(hash)
    this.#gone.add(hash)
    if (this.#gone.size > signals.gone) this.#gone.delete(this.#gone.values().next().value!)
  }

  /** It was seen (again). */
  welcome(hash: Hash): void {
    this.#gone.delete(hash)
  }

  /** Reads these rows in one request and applies what came. */
  async read(hashes: readonly Hash[], group: FieldGroup): Promise<void> {
    if (hashes.length === 0 || this.#isOver) return
    const answer = await this.#connection.read(hashes, group)
    if (this.#isOver) return
    this.#options.rows.apply(this.#accepted(hashes, answer, group))
  }

  /** Reads these rows slice by slice, with a rest between two. */
  async readAll(hashes: readonly Hash[], group: FieldGroup, restMs = 0): Promise<void> {
    for (let at = 0; at < hashes.length && !this.#isOver;) {
      const slice = hashes.slice(at, at + this.slice.value)
      at += slice.length
      const startedAt = this.#options.clock.now()
      await this.read(slice, group)
      if (slice.length >= tellingSlice) this.slice.took(this.#options.clock.now() - startedAt)
      if (restMs > 0) await this.timers.wait(restMs)
    }
  }

  /** Does some reading. That it fails ends nothing here; the link decides what a daemon is worth that cannot be read. */
  async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      if (!this.#isOver) this.#options.doubted(null)
    } catch (error) {
      if (this.#isOver) return
      const fault = asFault(error)
      this.#options.log.debug({ problem: fault.message }, 'a reading failed')
      if (unreadable.has(fault.code)) this.#options.doubted(fault)
    }
  }

  /** A row enters the list only with its first fields, and never after it was removed. */
  *#accepted(asked: readonly Hash[], answer: Map<Hash, TorrentPatch>, group: FieldGroup): Iterable<TorrentPatch> {
    for (const hash of asked) {
      const patch = answer.get(hash)
      if (!patch || this.#gone.has(hash)) continue
      if (group === 'first' || this.#options.rows.get(hash)) yield patch
    }
  }
}
