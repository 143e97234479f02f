import { say } from '../../../preload/words/sentences.ts'
import type { TorrentDetails } from '../../../preload/contract/details.ts'
import { type DaemonId, type Hash, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Clock } from '../../lib/clock.ts'
import { Fault, toProblem } from '../../lib/fault.ts'
import { Timers } from '../../lib/timers.ts'
import type { Sink } from '../context.ts'
import type { Roster } from '../daemons/roster.ts'

const everyMs = 1_000

/** Reads one torrent every second, for as long as somebody listens and the torrent is there. */
export class DetailsFeed {
  readonly #key: TorrentKey
  readonly #daemon: DaemonId
  readonly #hash: Hash
  readonly #roster: Roster
  readonly #sink: Sink<'details'>
  readonly #timers: Timers
  readonly #stops: (() => void)[] = []
  #isAsking = false
  #isOver = false

  constructor(key: TorrentKey, roster: Roster, clock: Clock, sink: Sink<'details'>) {
    const { daemon, hash } = splitKey(key)
    this.#key = key
    this.#daemon = daemon
    this.#hash = hash
    this.#roster = roster
    this.#sink = sink
    this.#timers = new Timers(clock)
  }

  start(): void {
    const daemon = this.#roster.find(this.#daemon)
    if (!daemon?.rows.get(this.#hash)) return this.#end()
    this.#stops.push(
      daemon.rows.changes.on(({ drop }) => {
        if (drop.some(({ hash }) => hash === this.#hash)) this.#end()
      }),
      this.#roster.removed.on((id) => {
        if (id === this.#daemon) this.#end()
      }),
    )
    this.#timers.every(everyMs, () => this.#read())
    void this.#read()
  }

  stop(): void {
    this.#isOver = true
    this.#timers.stop()
    for (const stop of this.#stops) stop()
  }

  #end(): void {
    if (this.#isOver) return
    this.stop()
    this.#sink.ended(toProblem(new Fault('not-found', say('torrent.unlisted'))))
  }

  async #read(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    const details = await this.#ask()
    this.#isAsking = false
    if (!this.#isOver) this.#sink.item(details)
  }

  /** null when the daemon cannot say now: the row itself tells why. */
  async #ask(): Promise<TorrentDetails | null> {
    const connection = this.#roster.find(this.#daemon)?.link.connection
    if (!connection) return null
    try {
      const details = await connection.details(this.#hash)
      return details && { ...details, key: this.#key }
    } catch {
      return null
    }
  }
}
