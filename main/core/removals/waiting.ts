import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { graceMs, type Removal } from '../../../preload/contract/removals.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import type { Clock } from '../../lib/clock.ts'

/** What one daemon has of a removal. */
export interface Part {
  daemon: DaemonId
  hashes: Hash[]
  /** Those that ran, and were paused for the wait. */
  running: readonly Hash[]
  /** The pausing, which an undoing waits for. */
  pausing: Promise<void>
  /** How often its daemon knew nothing of what it had told of. */
  misses: number
}

export interface WaitingFacts {
  id: string
  withFiles: boolean
  begunAt: number
  name: string
  parts: readonly Part[]
}

/** A removal that waits before it is sent: its time, who holds it, and what is left of it. */
export class Waiting {
  readonly id: string
  readonly withFiles: boolean
  readonly begunAt: number
  readonly name: string
  readonly parts: Map<DaemonId, Part>
  /** How it went so far. */
  removed = 0
  undone = 0
  readonly failed: ItemResult[] = []
  state: Removal['state'] = 'waiting'
  /** The wait is over: what is left waits for its daemon. */
  isDue = false
  readonly #clock: Clock
  readonly #due: () => void
  readonly #holders = new Set<object>()
  #leftMs = graceMs
  /** When the wait is over; null = it does not run. */
  #dueAt: number | null = null
  #cancel = (): void => {}

  /** @param due called when the wait is over */
  constructor({ id, withFiles, begunAt, name, parts }: WaitingFacts, clock: Clock, due: () => void) {
    this.id = id
    this.withFiles = withFiles
    this.begunAt = begunAt
    this.name = name
    this.parts = new Map(parts.map((part) => [part.daemon, part]))
    this.#clock = clock
    this.#due = due
  }

  get isHeld(): boolean {
    return this.#holders.size > 0
  }

  /** What is left of the wait; null = it is over. */
  get leftMs(): number | null {
    if (this.isDue) return null
    return this.#dueAt === null ? this.#leftMs : Math.max(0, this.#dueAt - this.#clock.now())
  }

  /** Lets the wait run, from its beginning or from where it was stopped. */
  run(): void {
    if (this.isDue || this.isHeld) return
    this.#cancel()
    this.#dueAt = this.#clock.now() + this.#leftMs
    this.#cancel = this.#clock.after(this.#leftMs, () => this.end())
  }

  /** Somebody reads, or does no longer. @returns whether that changed anything */
  hold(holder: object, held: boolean): boolean {
    const was = this.isHeld
    if (held) this.#holders.add(holder)
    else this.#holders.delete(holder)
    if (was === this.isHeld || this.isDue) return false
    if (this.isHeld) this.#stop()
    else this.run()
    return true
  }

  /** The wait is over. */
  end(): void {
    if (this.isDue) return
    this.#stop()
    this.isDue = true
    this.#due()
  }

  /** Nothing happens by itself any more. */
  close(): void {
    this.#cancel()
  }

  #stop(): void {
    this.#cancel()
    this.#leftMs = this.leftMs ?? 0
    this.#dueAt = null
  }
}
