import { type TorrentDetails } from '../../../preload/contract/details.ts'
import { splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Clock } from '../../lib/clock.ts'
import { Timers } from '../../lib/timers.ts'
import type { Roster } from '../roster.ts'

const everyMs = 1_000

/** Reads the torrent in one window's focus, every second, for as long as somebody listens. */
export class DetailsReader {
  readonly #roster: Roster
  readonly #timers: Timers
  readonly #deliver: (details: TorrentDetails | null) => void
  #focus: TorrentKey | null = null
  #asking = false

  constructor(roster: Roster, clock: Clock, deliver: (details: TorrentDetails | null) => void) {
    this.#roster = roster
    this.#deliver = deliver
    this.#timers = new Timers(clock)
    this.#timers.every(everyMs, () => void this.#read())
  }

  focus(key: TorrentKey | null): void {
    if (key === this.#focus) return
    this.#focus = key
    if (key === null) this.#deliver(null)
    else void this.#read()
  }

  stop(): void {
    this.#timers.stop()
    this.#focus = null
  }

  async #read(): Promise<void> {
    const key = this.#focus
    if (key === null || this.#asking) return
    this.#asking = true
    const details = await this.#ask(key)
    this.#asking = false
    if (key === this.#focus) this.#deliver(details)
    else void this.#read()
  }

  /** null when the daemon cannot say now: the row itself tells why. */
  async #ask(key: TorrentKey): Promise<TorrentDetails | null> {
    const { daemon, hash } = splitKey(key)
    const session = this.#roster.find(daemon)?.link.session
    if (!session) return null
    try {
      const details = await session.details(hash)
      return details && { ...details, key }
    } catch {
      return null
    }
  }
}
