import * as v from 'valibot'
import {
  type DaemonId,
  DaemonIdSchema,
  type Hash,
  HashSchema,
  keyOf,
  splitKey,
} from '../../../preload/contract/keys.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { ItemResult, TorrentState } from '../../../preload/contract/torrents.ts'
import type { Whole, wholeCalls, wholeFeeds, WholeResult } from '../../../preload/contract/whole.ts'
import type { SettingsStore } from '../../store/records.ts'
import type { Clock } from '../../lib/clock.ts'
import { Timers } from '../../lib/timers.ts'
import type { FeedOpeners, Handlers } from '../context.ts'
import type { Managed } from '../daemons/managed.ts'
import type { Roster } from '../daemons/roster.ts'
import type { Permit } from '../permit.ts'
import { isRunning } from '../rows/flow.ts'
import type { Change } from '../rows/rows.ts'
import type { TorrentService } from './service.ts'

/** So many are paused and remembered at once; where there are more, pausing again takes the next. */
const mostHalted = 200_000
/** Beside the settings, under a name that none of them has. */
const keptAs = 'halted'
const KeptSchema = v.pipe(
  v.record(DaemonIdSchema, v.pipe(v.array(HashSchema), v.maxLength(mostHalted))),
  v.maxEntries(10_000),
)
const lookMs = 1_000
/** What others resumed is written down together. */
const restMs = 2_000

interface WholeOptions {
  clock: Clock
  roster: Roster
  torrents: TorrentService
  store: SettingsStore
}

/** All torrents of all daemons: how they fare together, and pausing and resuming them. */
export class WholeService {
  readonly #options: WholeOptions
  /** Paused by pause(): what resume() resumes. It outlives the program. */
  readonly #halted = new Map<DaemonId, Set<Hash>>()
  readonly #timers: Timers
  #isUnwritten = false

  private constructor(options: WholeOptions, kept: unknown) {
    this.#options = options
    this.#timers = new Timers(options.clock)
    const read = v.safeParse(KeptSchema, kept)
    for (const [daemon, hashes] of read.success ? Object.entries(read.output) : []) {
      if (options.roster.find(daemon)) this.#halted.set(daemon, new Set(hashes))
    }
    for (const daemon of options.roster.all()) this.#follow(daemon)
    options.roster.added.on((daemon) => this.#follow(daemon))
    options.roster.removed.on((daemon) => this.#halted.delete(daemon))
  }

  static async open(options: WholeOptions): Promise<WholeService> {
    return new WholeService(options, (await options.store.read())[keptAs] ?? {})
  }

  /** Writes it for a database that does not have it. */
  keepAll(): Promise<void> {
    const kept: Record<DaemonId, Hash[]> = {}
    for (const [id, hashes] of this.#halted) if (hashes.size > 0) kept[id] = [...hashes]
    return this.#options.store.write({ [keptAs]: kept })
  }

  get(): Whole {
    const whole: Whole = { running: 0, halted: 0, loading: { torrents: 0, wantedBytes: 0, doneBytes: 0 } }
    for (const { id, rows, link } of this.#options.roster.all()) {
      whole.halted += this.#halted.get(id)?.size ?? 0
      // Of the others is known how they were.
      if (link.status.state !== 'live') continue
      const { running, loading, wantedBytes, doneBytes } = rows.flow
      whole.running += running
      whole.loading.torrents += loading
      whole.loading.wantedBytes += wantedBytes
      whole.loading.doneBytes += doneBytes
    }
    return whole
  }

  async pause(permit: Permit): Promise<WholeResult> {
    const { roster, torrents } = this.#options
    const live = roster.all().filter(({ link }) => link.status.state === 'live')
    const keys = live
      .flatMap(({ id, rows }) => [...rows.all()].filter(isRunning).map(({ hash }) => keyOf(id, hash)))
      .slice(0, mostHalted - this.get().halted)
    const results = await torrents.act(permit, 'pause', keys)
    for (const { key } of results.filter(isDone)) {
      const { daemon, hash } = splitKey(key)
      const hashes = this.#halted.get(daemon)
      if (hashes) hashes.add(hash)
      else this.#halted.set(daemon, new Set([hash]))
    }
    await this.keepAll()
    return resultOf(results)
  }

  async resume(permit: Permit): Promise<WholeResult> {
    const { roster, torrents } = this.#options
    const keys: string[] = []
    for (const [id, hashes] of this.#halted) {
      const daemon = roster.find(id)
      for (const hash of hashes) {
        // Gone while nobody looked; of a daemon that is not there, that is not known.
        if (daemon?.link.status.state === 'live' && !daemon.rows.get(hash)) hashes.delete(hash)
        else keys.push(keyOf(id, hash))
      }
    }
    const results = await torrents.act(permit, 'resume', keys)
    for (const { key } of results.filter(isDone)) {
      const { daemon, hash } = splitKey(key)
      this.#halted.get(daemon)?.delete(hash)
    }
    await this.keepAll()
    return resultOf(results)
  }

  close(): void {
    this.#timers.stop()
  }

  #follow({ id, rows }: Managed): void {
    rows.changes.on((change) => this.#settle(id, change))
  }

  /** What somebody else resumed or removed is not ours to resume any more. */
  #settle(id: DaemonId, { put, drop }: Change): void {
    const hashes = this.#halted.get(id)
    if (!hashes || hashes.size === 0) return
    const before = hashes.size
    for (const { hash } of drop) hashes.delete(hash)
    for (const { before: old, after } of put) {
      if (old?.state === 'paused' && goesOn.has(after.state)) hashes.delete(after.hash)
    }
    if (hashes.size === before || this.#isUnwritten) return
    this.#isUnwritten = true
    this.#timers.after(restMs, () => {
      this.#isUnwritten = false
      return this.keepAll()
    })
  }
}

/** Who checks a paused torrent does not resume it. */
const goesOn: ReadonlySet<TorrentState> = new Set(['downloading', 'seeding', 'queued'])

function isDone({ problem }: ItemResult): boolean {
  return problem === null
}

function resultOf(results: readonly ItemResult[]): WholeResult {
  const failed = results.flatMap(({ problem }) => (problem ? [problem] : []))
  const reasons = new Map<string, Problem>(failed.map((problem) => [problem.message, problem]))
  return { done: results.length - failed.length, left: failed.length, problems: [...reasons.values()] }
}

export const wholeHandlers: Handlers<keyof typeof wholeCalls> = {
  'whole.pause': ({ app, permit }) => app.whole.pause(permit),
  'whole.resume': ({ app, permit }) => app.whole.resume(permit),
}

export const wholeOpeners: FeedOpeners<keyof typeof wholeFeeds> = {
  whole: ({ app }, _args, { item }) => {
    const timers = new Timers(app.clock)
    let told = ''
    // Figures of rows move all the time: looking at the sums costs less than hearing of each.
    const look = (): void => {
      const whole = app.whole.get()
      const text = JSON.stringify(whole)
      if (text === told) return
      told = text
      item(whole)
    }
    look()
    timers.every(lookMs, look)
    return () => timers.stop()
  },
}
