import { say } from '../../../preload/words/sentences.ts'
import { type DaemonId, type Hash, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import type { Connection } from '../../backend/backend.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import { inBackground, type OnFault } from '../../lib/guard.ts'
import { Timers } from '../../lib/timers.ts'
import type { Roster } from '../daemons/roster.ts'

export interface WatchingOptions {
  key: TorrentKey
  roster: Roster
  clock: Clock
  /** Looks at the torrent; undefined = its daemon is not connected. Answers in how many ms it is to be looked at again. */
  look: (connection: Connection | undefined, hash: Hash) => Promise<number>
  /** It is over: the torrent or its daemon is gone. */
  ended: (why: Problem) => void
  /** A fault in a look. */
  failed: OnFault
}

/** Looks at one torrent again and again, one look at a time, for as long as somebody listens and the torrent is there. */
export class Watching {
  readonly #options: WatchingOptions
  readonly #daemon: DaemonId
  readonly #hash: Hash
  readonly #timers: Timers
  readonly #stops: (() => void)[] = []
  #isLooking = false
  /** Somebody wants to know at once how it is now. */
  #isDue = false
  #isOver = false

  constructor(options: WatchingOptions) {
    const { daemon, hash } = splitKey(options.key)
    this.#options = options
    this.#daemon = daemon
    this.#hash = hash
    this.#timers = new Timers(options.clock)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** The daemon's name for sentences. */
  get daemonName(): string {
    return this.#options.roster.find(this.#daemon)?.record.name ?? ''
  }

  start(): void {
    const { roster } = this.#options
    const daemon = roster.find(this.#daemon)
    if (!daemon?.rows.get(this.#hash)) return this.#end()
    this.#stops.push(
      daemon.rows.changes.on(({ drop }) => {
        if (drop.some(({ hash }) => hash === this.#hash)) this.#end()
      }),
      roster.removed.on((id) => {
        if (id === this.#daemon) this.#end()
      }),
    )
    this.#lookNow()
  }

  /** Looks at once, or again as soon as the present look is over. */
  hasten(): void {
    this.#isDue = true
    if (this.#isLooking || this.#isOver) return
    this.#timers.stop()
    this.#lookNow()
  }

  stop(): void {
    this.#isOver = true
    this.#timers.stop()
    for (const stop of this.#stops) stop()
  }

  #end(): void {
    if (this.#isOver) return
    this.stop()
    this.#options.ended(toProblem(new Fault('not-found', say('torrent.unlisted'))))
  }

  #lookNow(): void {
    inBackground(() => this.#look(), this.#options.failed)
  }

  async #look(): Promise<void> {
    if (this.#isLooking || this.#isOver) return
    this.#isLooking = true
    this.#isDue = false
    const connection = this.#options.roster.find(this.#daemon)?.link.connection
    try {
      const pauseMs = await this.#options.look(connection ?? undefined, this.#hash)
      if (!this.#isOver) this.#timers.after(this.#isDue ? 0 : pauseMs, () => this.#look())
    } finally {
      this.#isLooking = false
    }
  }
}
