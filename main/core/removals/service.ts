import { type DaemonId, type Hash, keyOf, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Removal, RemovalsItem } from '../../../preload/contract/removals.ts'
import type { Says } from '../../../preload/contract/says.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { Fault, faultOf, toProblem } from '../../lib/fault.ts'
import { inBackground } from '../../lib/guard.ts'
import type { Log } from '../../lib/log.ts'
import { Timers } from '../../lib/timers.ts'
import type { RemovalStore } from '../../store/records.ts'
import type { AuditService, Begun } from '../audit/service.ts'
import type { Roster } from '../daemons/roster.ts'
import type { History } from '../events/history.ts'
import { keysByDaemon } from '../keys.ts'
import type { Permit } from '../permit.ts'
import type { TorrentService } from '../torrents/service.ts'
import { cancelEarlier } from './earlier.ts'
import { Restoring } from './restoring.ts'
import { newId, recordOf, Sending } from './sending.ts'
import { type Part, Waiting } from './waiting.ts'

export interface RemovalOptions {
  roster: Roster
  store: RemovalStore
  torrents: TorrentService
  history: History
  audit: Pick<AuditService, 'endEarlier'>
  clock: Clock
  log: Log
}

/** What a person removes. */
interface Asked {
  keys: readonly TorrentKey[]
  withFiles: boolean
  /** Its line in the audit, which is to be told how it ends. */
  deed: Begun | null
}

/** A daemon that has just begun may know nothing yet of what it has: it is asked again. */
const againMs = 2_000

/** What a person removes waits before it is sent, on the disk and in every window, and can be undone meanwhile. */
export class RemovalService {
  readonly told = new Emitter<RemovalsItem>()
  readonly #options: RemovalOptions
  readonly #timers: Timers
  readonly #restoring: Restoring
  readonly #sending: Sending
  readonly #all = new Map<string, Waiting>()
  /** Torrents that are being removed, also those whose removal is not on the disk yet. */
  readonly #going = new Set<TorrentKey>()
  #remarks: readonly Says[] = []

  constructor(options: RemovalOptions) {
    const { roster, store, clock, log } = options
    this.#options = options
    this.#timers = new Timers(clock)
    this.#restoring = new Restoring({ roster, store, timers: this.#timers, log })
    this.#sending = new Sending({ ...options, restoring: this.#restoring, going: this.#going })
    roster.changed.on(() => this.#look())
    roster.removed.on((daemon) => this.#forget(daemon))
  }

  /** What an end of the program cancelled: it is said at this start. */
  get remarks(): readonly Says[] {
    return this.#remarks
  }

  /** Torrents that wait to be removed. */
  get waiting(): number {
    return this.#going.size
  }

  /** Cancels what an earlier life of the program did not come to. The roster is open, and not started. */
  async open(): Promise<void> {
    const { remarks, restoring } = await cancelEarlier(this.#options)
    this.#remarks = remarks
    for (const part of restoring) this.#restoring.add(part)
  }

  /** The torrents that wait in a removal; none = there is no such. */
  keysOf(id: string): TorrentKey[] {
    return keysOf([...(this.#all.get(id)?.parts.values() ?? [])])
  }

  list(): Removal[] {
    return [...this.#all.values()].map((removal) => this.#view(removal))
  }

  /** The results say which wait; each daemon's part by itself, and on the disk before this resolves. */
  async begin(permit: Permit, { keys, withFiles, deed }: Asked): Promise<ItemResult[]> {
    const results: ItemResult[] = []
    const parts: Part[] = []
    for (const [daemon, hashes] of keysByDaemon(keys)) {
      const part = this.#partOf(permit, { daemon, hashes, withFiles }, results)
      if (part) parts.push(part)
    }
    const [first] = parts
    if (!first) return results
    const name =
      this.#options.roster.find(first.daemon)?.rows.get(first.hashes[0] ?? '')?.name || (first.hashes[0] ?? '')
    const id = newId()
    const { clock, store } = this.#options
    const facts = { id, withFiles, begunAt: clock.now(), name, parts, deed: deed?.ref ?? null }
    const removal = new Waiting(facts, clock, () => this.#carryOut(removal))
    const mine = keysOf(parts)
    for (const key of mine) this.#going.add(key)
    if (withFiles) for (const part of parts) part.running = this.#sending.runningOf(part)
    try {
      await store.put(parts.map((part) => recordOf(removal, part, 'waiting')))
    } catch (error) {
      for (const key of mine) this.#going.delete(key)
      throw error
    }
    this.#all.set(id, removal)
    removal.lasting = deed?.goOn(parts.length) ?? null
    for (const part of parts) {
      if (!this.#options.roster.find(part.daemon)) this.#sending.forget(removal, part)
      else part.pausing = this.#sending.pause(part)
    }
    removal.run()
    this.#tell(removal)
    this.#endIfOver(removal)
    return [...results, ...mine.map((key) => ({ key, problem: null }))]
  }

  /** Leaves what is not sent yet as it was before. Fails with 'not-found' when nothing is left of it. */
  async undo(id: string): Promise<void> {
    const removal = this.#get(id)
    removal.close()
    removal.isDue = true
    const parts = [...removal.parts.values()]
    removal.parts.clear()
    removal.undone = parts.reduce((sum, { hashes }) => sum + hashes.length, 0)
    this.#endIfOver(removal)
    await Promise.all(parts.map((part) => this.#sending.leave(removal, part)))
  }

  /** Waits no longer. */
  now(id: string): void {
    this.#get(id).end()
  }

  hold(id: string, holder: object, held: boolean): void {
    const removal = this.#all.get(id)
    if (removal?.hold(holder, held)) this.#tellPace(removal)
  }

  /** Whoever held something is gone. */
  release(holder: object): void {
    for (const removal of this.#all.values()) if (removal.hold(holder, false)) this.#tellPace(removal)
  }

  /**
   * Before the program ends: sends all that waits, or leaves it. What waits for a daemon that is not connected is
   * cancelled by the end, and said at the next start.
   */
  async settle(ask: (torrents: number) => Promise<'now' | 'keep'>): Promise<void> {
    if (this.#all.size === 0) return
    const asking = {}
    for (const { id } of this.#all.values()) this.hold(id, asking, true)
    const how = await ask(this.#going.size)
    if (how === 'now') return this.#sendAll()
    const waiting = [...this.#all.values()].filter(({ state }) => state === 'waiting')
    await Promise.all(waiting.map(({ id }) => this.undo(id)))
  }

  /** Another database than before: what waits is written into it. */
  async keepAll(): Promise<void> {
    const parts = [...this.#all.values()].flatMap((removal) =>
      [...removal.parts.values()].map((part) => recordOf(removal, part, 'waiting')),
    )
    await this.#options.store.put([...parts, ...this.#restoring.parts])
  }

  close(): void {
    this.#timers.stop()
    for (const removal of this.#all.values()) removal.close()
  }

  // ------------------------------------------------------------- beginning

  /** null = nothing of it can be removed now, which the results say. */
  #partOf(
    permit: Permit,
    { daemon, hashes, withFiles }: { daemon: DaemonId; hashes: readonly Hash[]; withFiles: boolean },
    results: ItemResult[],
  ): Part | null {
    const refuse = (given: readonly Hash[], fault: unknown): void => {
      const problem = toProblem(fault)
      results.push(...given.map((hash) => ({ key: keyOf(daemon, hash), problem })))
    }
    try {
      const whyKept = permit(daemon).cannot['remove-files']
      if (withFiles && whyKept) throw faultOf(whyKept)
    } catch (error) {
      refuse(hashes, error)
      return null
    }
    const again = hashes.filter((hash) => this.#going.has(keyOf(daemon, hash)))
    if (again.length > 0) refuse(again, new Fault('invalid', say('removal.twice')))
    const rest = hashes.filter((hash) => !this.#going.has(keyOf(daemon, hash)))
    if (rest.length === 0) return null
    return { daemon, hashes: rest, running: [], pausing: Promise.resolve(), misses: 0, unwritten: [], isOver: false }
  }

  // ------------------------------------------------------------- sending

  /** Resolves when nothing is under way any more; what is left waits for its daemon. */
  #sendAll(): Promise<void> {
    const isIdle = (): boolean => [...this.#all.values()].every(({ isDue, state }) => isDue && state === 'waiting')
    return new Promise((resolve) => {
      const stop = this.told.on(() => {
        if (!isIdle()) return
        stop()
        resolve()
      })
      for (const removal of this.#all.values()) removal.end()
      if (isIdle()) resolve()
    })
  }

  #carryOut(removal: Waiting): void {
    if (removal.state === 'sending') return
    removal.state = 'sending'
    this.#tell(removal)
    const failed = (error: unknown): void => this.#options.log.error({ err: error }, 'a removal failed')
    inBackground(async () => {
      try {
        await this.#sending.send(removal)
      } finally {
        removal.state = 'waiting'
        if (!this.#endIfOver(removal)) this.#goOn(removal)
      }
    }, failed)
  }

  /** Something of it is left: its daemon is away, or knows nothing of it yet. */
  #goOn(removal: Waiting): void {
    this.#tell(removal)
    const isAgain = [...removal.parts.values()].some(({ misses }) => misses > 0)
    if (isAgain) this.#timers.after(againMs, () => removal.parts.size > 0 && this.#carryOut(removal))
  }

  // ------------------------------------------------------------- what changes around it

  /** A daemon that was waited for may be there again. */
  #look(): void {
    for (const removal of this.#all.values()) {
      if (!removal.isDue || removal.state === 'sending') continue
      const waits = [...removal.parts.values()]
      const isAway = ({ daemon }: Part): boolean => this.#sending.isAway(daemon)
      if (waits.some((part) => part.misses === 0 && !isAway(part))) this.#carryOut(removal)
    }
  }

  #forget(daemon: DaemonId): void {
    for (const removal of this.#all.values()) {
      const part = removal.parts.get(daemon)
      if (!part) continue
      this.#sending.forget(removal, part)
      if (removal.state === 'waiting' && !this.#endIfOver(removal)) this.#tell(removal)
    }
  }

  // ------------------------------------------------------------- telling and keeping

  #get(id: string): Waiting {
    const removal = this.#all.get(id)
    if (!removal || removal.state === 'sending') throw new Fault('not-found', say('removal.late'))
    return removal
  }

  #view(removal: Waiting): Removal {
    const { id, withFiles, name, state, leftMs, isHeld, isDue } = removal
    const parts = [...removal.parts.values()]
    return {
      id,
      withFiles,
      name,
      parts: parts.map(({ daemon, hashes }) => ({ daemon, hashes })),
      state,
      leftMs,
      isHeld,
      waitsFor: isDue ? parts.map(({ daemon }) => daemon).filter((daemon) => this.#sending.isAway(daemon)) : [],
    }
  }

  #tell(removal: Waiting): void {
    if (removal.parts.size > 0) this.told.emit({ kind: 'put', removal: this.#view(removal) })
  }

  #tellPace({ id, leftMs, isHeld }: Waiting): void {
    this.told.emit({ kind: 'pace', id, leftMs, isHeld })
  }

  /** @returns whether it is over */
  #endIfOver(removal: Waiting): boolean {
    const { id, withFiles, removed, undone, failed } = removal
    if (removal.parts.size > 0) return false
    if (!this.#all.delete(id)) return true
    removal.close()
    this.told.emit({ kind: 'end', id, withFiles, removed, undone, failed: [...failed] })
    return true
  }
}

function keysOf(parts: readonly Part[]): TorrentKey[] {
  return parts.flatMap(({ daemon, hashes }) => hashes.map((hash) => keyOf(daemon, hash)))
}
