import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { graceMs, type Removal } from '../../../preload/contract/removals.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import type { Clock } from '../../lib/clock.ts'
import type { DeedEnd } from '../../store/messages.ts'
import type { DeedRef, Lasting } from '../audit/lasting.ts'

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
  /** What was not done of it, and is not written down yet. */
  readonly unwritten: ItemResult[]
  /** Nothing more becomes of it. */
  isOver: boolean
}

export interface WaitingFacts {
  id: string
  withFiles: boolean
  begunAt: number
  name: string
  parts: readonly Part[]
  /** Its line in the audit. */
  deed: DeedRef | null
}

/** A removal that waits before it is sent: its time, who holds it, and what is left of it. */
export class Waiting {
  readonly id: string
  readonly withFiles: boolean
  readonly begunAt: number
  readonly name: string
  readonly parts: Map<DaemonId, Part>
  readonly deed: DeedRef | null
  /** Where the audit is told how it goes. */
  lasting: Lasting | null = null
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
  constructor({ id, withFiles, begunAt, name, parts, deed }: WaitingFacts, clock: Clock, due: () => void) {
    this.id = id
    this.withFiles = withFiles
    this.begunAt = begunAt
    this.name = name
    this.deed = deed
    this.parts = new Map(parts.map((part) => [part.daemon, part]))
    this.#clock = clock
    this.#due = due
  }

  /**
   * What the audit is to be told of a part now; to be written with what changes.
   * @param isOver nothing more becomes of the part
   */
  note(part: Part, isOver: boolean): DeedEnd | null {
    if (!this.lasting || part.isOver) return null
    part.isOver = isOver
    return this.lasting.note(part.unwritten.splice(0), isOver)
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
