import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { splitKey } from '../../../preload/contract/keys.ts'
import type { Counts, RowsItem } from '../../../preload/contract/rows.ts'
import type { Clock } from '../../lib/clock.ts'
import { inBackground, type OnFault } from '../../lib/guard.ts'
import { Pace } from '../../lib/pace.ts'
import { type Look, Pile, Space, urgencies, type Urgency } from '../rows/pile.ts'
import type { Rows, Step } from '../rows/rows.ts'
import type { Looked } from '../watch.ts'

/** Rows in one item: small enough to be spelled and read between two frames of the window. */
const mostRows = 2_000
/** What is not on screen comes at once a few times; where it keeps coming, four items a second take it along. */
const promptAtOnce = 4
const promptMs = 250
const soonMs = 1_000
/** What comes with the rest of one reading goes with it. */
const leastMs = 20
const lateMs = 5_000
/** So many items in one second may be sent at once; then they are gathered for crowdedMs. */
const mostItems = 20
const crowdedMs = 100

const nothing: ReadonlySet<Hash> = new Set()

/** What one listener hears of all daemons' rows: gathered over the daemons, as soon as each thing is due. */
export class Gathering {
  readonly #clock: Clock
  readonly #deliver: (item: RowsItem) => void
  readonly #prompts: Pace
  readonly #failed: OnFault
  readonly #piles = new Map<DaemonId, { pile: Pile; stop: () => void }>()
  readonly #planned = new Map<Urgency, () => void>()
  #looks = new Map<DaemonId, Set<Hash>>()
  #by: ReadonlySet<string> = new Set()
  #isFollowing = false
  #isOver = false
  #soonAt = -Infinity
  #second = { began: -Infinity, items: 0 }

  /** @param failed told of faults in what is done later */
  constructor(clock: Clock, deliver: (item: RowsItem) => void, failed: OnFault) {
    this.#clock = clock
    this.#prompts = new Pace(clock, promptAtOnce, promptMs)
    this.#deliver = deliver
    this.#failed = failed
  }

  /** Rows that the listener is to hear of from now on. */
  open(rows: Rows): void {
    const pile = new Pile(rows, this.#lookAt(rows.daemon))
    const note = (step: Step): void => pile.note(step).forEach((urgency) => this.#plan(urgency))
    const stop = rows.steps.on((step) => inBackground(() => note(step), this.#failed))
    this.#piles.set(rows.daemon, { pile, stop })
    this.#plan('now')
  }

  shut(daemon: DaemonId): void {
    this.#piles.get(daemon)?.stop()
    this.#piles.delete(daemon)
  }

  /** Begins a daemon again with everything. */
  resend(daemon: DaemonId): void {
    this.#piles.get(daemon)?.pile.restart()
    this.#plan('now')
  }

  /** What the listener looks at: it hears of that sooner. */
  look({ keys, by }: Looked): void {
    this.#looks = new Map()
    this.#by = new Set(by)
    for (const key of keys) {
      const { daemon, hash } = splitKey(key)
      const hashes = this.#looks.get(daemon)
      if (hashes) hashes.add(hash)
      else this.#looks.set(daemon, new Set([hash]))
    }
    let isDue = false
    for (const { pile } of this.#piles.values()) isDue = pile.look(this.#lookAt(pile.daemon)) || isDue
    if (isDue) this.#plan('now')
  }

  /** The first item: every daemon, with these rows of it. */
  begin(first: ReadonlyMap<DaemonId, readonly Hash[]>, counts: Counts | null): void {
    if (this.#isOver) return
    const piles = [...this.#piles.values()]
    this.#deliver({ steps: piles.map(({ pile }) => pile.begin(first.get(pile.daemon) ?? [])), counts })
  }

  /** The order in which a daemon's rest follows. */
  arrange(daemon: DaemonId, hashes: readonly Hash[]): void {
    this.#piles.get(daemon)?.pile.arrange(hashes)
  }

  /** The rest follows in parts, with other work between them, and what happened since the first item. */
  follow(): void {
    this.#isFollowing = true
    for (const urgency of urgencies) if (this.#isLeft(urgency)) this.#plan(urgency)
  }

  stop(): void {
    this.#isOver = true
    for (const call of this.#planned.values()) call()
    this.#planned.clear()
    for (const id of [...this.#piles.keys()]) this.shut(id)
  }

  #lookAt(daemon: DaemonId): Look {
    return { hashes: this.#looks.get(daemon) ?? nothing, by: this.#by }
  }

  /** Before the rest is in order nothing goes out: it would take rows along in the order in which they are kept. */
  #plan(urgency: Urgency): void {
    if (!this.#isFollowing || this.#isOver || this.#planned.has(urgency)) return
    const now = this.#clock.now()
    if (urgency === 'late') return this.#after(urgency, lateMs)
    if (urgency === 'soon') return this.#after(urgency, Math.max(leastMs, this.#soonAt + soonMs - now))
    if (urgency === 'prompt') return this.#after(urgency, this.#prompts.take())
    if (now - this.#second.began >= 1_000) this.#second = { began: now, items: 0 }
    this.#second.items += 1
    if (this.#second.items > mostItems) this.#after(urgency, crowdedMs)
    else this.#inTurn(urgency)
  }

  #after(urgency: Urgency, ms: number): void {
    if (ms === 0) return this.#inTurn(urgency)
    this.#planned.set(
      urgency,
      this.#clock.after(ms, () => this.#send(urgency)),
    )
  }

  /** When everything of this turn has been heard. */
  #inTurn(urgency: Urgency): void {
    const turn = setImmediate(() => inBackground(() => this.#send(urgency), this.#failed))
    this.#planned.set(urgency, () => clearImmediate(turn))
  }

  #send(urgency: Urgency): void {
    this.#planned.delete(urgency)
    const now = this.#clock.now()
    if (urgency !== 'now' && urgency !== 'prompt') this.#soonAt = now
    const steps = []
    const space = new Space(mostRows)
    for (const { pile } of this.#piles.values()) {
      if (space.isFull) break
      const step = pile.take(urgency, space)
      if (step) steps.push(step)
    }
    if (steps.length > 0) this.#deliver({ steps, counts: null })
    this.#planRest(urgency)
  }

  /** What did not fit follows in the next turn. */
  #planRest(urgency: Urgency): void {
    if (this.#isLeft(urgency) && !this.#isOver && !this.#planned.has(urgency)) this.#inTurn(urgency)
  }

  #isLeft(urgency: Urgency): boolean {
    return [...this.#piles.values()].some(({ pile }) => pile.has(urgency))
  }
}
