import type { Hash } from '../../../preload/contract/keys.ts'
import type { Torrent, TorrentPatch } from '../../../preload/contract/torrents.ts'
import type { Polling } from '../../backend/backend.ts'
import { turn } from '../../lib/bounds.ts'
import { asFault, type Fault } from '../../lib/fault.ts'
import { inParts, nextTurn, systemTurns } from '../../lib/turns.ts'
import { Timers } from '../../lib/timers.ts'
import type { Strategy, SyncOptions } from './options.ts'

const secondReadingMs = 3_000
/** After something was done, or scrolled to: soon, but several of these become one reading. */
const gatherMs = 50

/**
 * Keeps rows true by reading the whole list again and again, one reading after the other. What a daemon does not tell
 * (added, finished) is seen from one list to the next.
 */
export class Poll implements Strategy {
  readonly #connection: Polling
  readonly #options: SyncOptions
  readonly #timers: Timers
  /** Left out of the last list: believed when the next one leaves them out, too. */
  #missing: ReadonlySet<Hash> = new Set()
  #isOver = false
  /** Ends the rest between two readings. */
  #hurry: () => void = () => {}
  #isWanted = false

  constructor(connection: Polling, options: SyncOptions) {
    this.#connection = connection
    this.#options = options
    this.#timers = new Timers(options.clock)
  }

  async warm(): Promise<void> {
    const list = await this.#settledList()
    if (this.#isOver) return
    this.#options.firstReading(list.map(({ hash }) => hash))
    await this.#apply(list, false)
    if (this.#isOver) return
    this.#options.allRead()
    void this.#goOn()
  }

  stop(): void {
    this.#isOver = true
    this.#timers.stop()
  }

  touch(): void {
    if (this.#isWanted) return
    this.#isWanted = true
    this.#timers.after(gatherMs, () => this.#hurry())
  }

  lookForMore(): void {
    this.touch()
  }

  /** The whole list is read anyway, with what is on screen: only a window that opens makes a difference. */
  look(): void {
    this.touch()
  }

  /** As with every daemon: one that has just started may say that it has nothing. */
  async #settledList(): Promise<TorrentPatch[]> {
    let list = await this.#connection.list()
    for (let again = 0; list.length === 0 && this.#options.rows.size > 0 && again < 2; again += 1) {
      if ((await this.#timers.wait(secondReadingMs)) === 'stopped') break
      list = await this.#connection.list()
    }
    return list
  }

  async #goOn(): Promise<void> {
    while (!this.#isOver) {
      await this.#timers.wait(this.#restMs(), (call) => (this.#hurry = call))
      if (this.#isOver) return
      this.#isWanted = false
      await this.#readAgain()
    }
  }

  #restMs(): number {
    const { watched, hidden } = this.#connection.restMs
    const usual = this.#options.watched().hidden ? hidden : watched
    return this.#missing.size > 0 ? Math.min(usual, secondReadingMs) : usual
  }

  async #readAgain(): Promise<void> {
    let trouble: Fault | null = null
    try {
      const list = await this.#connection.list()
      if (!this.#isOver) await this.#apply(list, true)
    } catch (error) {
      trouble = asFault(error)
      this.#options.log.debug({ problem: trouble.message }, 'a reading failed')
    }
    if (!this.#isOver) this.#options.doubted(trouble)
  }

  /** @param tells whether what is new or finished is told: of the first list nobody knows since when. */
  async #apply(list: readonly TorrentPatch[], tells: boolean): Promise<void> {
    const { rows } = this.#options
    const present = new Set<Hash>()
    for await (const part of inParts(list, turn.rows, systemTurns)) {
      if (this.#isOver) return
      for (const { hash } of part) present.add(hash)
      this.#applyPart(part, tells)
    }
    const missing = new Set<Hash>()
    for await (const part of inParts(rows.hashes(), turn.listItems, systemTurns)) {
      for (const hash of part) if (!present.has(hash)) missing.add(hash)
    }
    const gone = [...missing].filter((hash) => this.#missing.has(hash))
    for (let at = 0; at < gone.length && !this.#isOver; at += turn.rows) {
      rows.apply([], gone.slice(at, at + turn.rows), 'unlisted')
      await nextTurn(systemTurns)
    }
    this.#missing = new Set([...missing].filter((hash) => rows.get(hash)))
  }

  #applyPart(part: readonly TorrentPatch[], tells: boolean): void {
    const { rows, added, finished } = this.#options
    const before = new Map<Hash, Torrent | undefined>(part.map(({ hash }) => [hash, rows.get(hash)]))
    rows.apply(part)
    if (!tells) return
    for (const [hash, was] of before) {
      const row = rows.get(hash)
      if (!row) continue
      if (!was) added(row)
      else if (hasFinished(was, row)) finished(hash)
    }
  }
}

/** A re-check moves the progress, too; where the daemon keeps no dates, only one that was downloading has finished. */
function hasFinished(before: Torrent, after: Torrent): boolean {
  if (before.progress >= 1 || after.progress < 1) return false
  return after.completedAt === null ? before.state === 'downloading' : after.completedAt !== before.completedAt
}
