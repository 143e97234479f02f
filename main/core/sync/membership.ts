import type { Hash } from '../../../preload/contract/keys.ts'
import { turn } from '../../lib/bounds.ts'
import { inParts, nextTurn, setInParts, systemTurns } from '../../lib/turns.ts'
import type { Following } from '../../backend/backend.ts'
import type { Rows } from '../rows/rows.ts'
import type { Reader } from './reader.ts'

const secondReadingMs = 3_000

/** Which torrents there are. What a daemon leaves out of its list is believed only the second time. */
export class Membership {
  readonly #connection: Following
  readonly #reader: Reader
  readonly #rows: Rows
  readonly #touch: (hashes: Iterable<Hash>) => void
  /** Ends the wait for a daemon that is loading its list. */
  #ready: () => void = () => {}
  #isChecking = false

  constructor(connection: Following, reader: Reader, rows: Rows, touch: (hashes: Iterable<Hash>) => void) {
    this.#connection = connection
    this.#reader = reader
    this.#rows = rows
    this.#touch = touch
  }

  /** The daemon says that it has loaded everything. */
  ready(): void {
    this.#ready()
  }

  /**
   * A daemon that has just started says "none" for seconds while it loads its list, so an empty answer where we knew
   * torrents is believed only after it says that it is ready, or after three readings.
   */
  async settled(): Promise<Hash[]> {
    let hashes = await this.#connection.hashes()
    for (let again = 0; hashes.length === 0 && this.#rows.size > 0 && again < 2; again += 1) {
      const how = await this.#reader.timers.wait(secondReadingMs, (ready) => (this.#ready = ready))
      if (how === 'stopped') break
      hashes = await this.#connection.hashes()
      if (how === 'called') break
    }
    return this.#fitting(hashes)
  }

  /**
   * Compares our list with the daemon's: what is new is read, and what is missing there is dropped if a second reading,
   * a moment later, misses it too.
   */
  async check(): Promise<void> {
    if (this.#isChecking) return
    this.#isChecking = true
    await this.#reader.quietly(() => this.#compare())
    this.#isChecking = false
  }

  async #compare(): Promise<void> {
    const listed = await this.#fitting(await this.#connection.hashes())
    const fresh = await setInParts(listed, turn.listItems, systemTurns)
    if (this.#reader.isOver) return
    const missing: Hash[] = []
    for await (const part of inParts(this.#rows.hashes(), turn.listItems, systemTurns)) {
      for (const hash of part) if (!fresh.delete(hash)) missing.push(hash)
    }
    if (this.#reader.isOver) return
    for (const hash of fresh) this.#reader.welcome(hash)
    this.#touch(fresh)
    if (missing.length === 0) return
    await this.#reader.timers.wait(secondReadingMs)
    if (this.#reader.isOver) return
    const second = await setInParts(await this.#connection.hashes(), turn.listItems, systemTurns)
    for (let at = 0; at < missing.length && !this.#reader.isOver; at += turn.rows) {
      const part = missing.slice(at, at + turn.rows).filter((hash) => !second.has(hash))
      this.#rows.apply([], part, 'unlisted')
      await nextTurn(systemTurns)
    }
  }

  /** As many of a daemon's torrents as are kept: those that are known before others. */
  async #fitting(hashes: Hash[]): Promise<Hash[]> {
    const { most } = this.#rows
    if (hashes.length <= most) return hashes
    this.#rows.fallShort()
    const known: Hash[] = []
    const others: Hash[] = []
    for await (const part of inParts(hashes, turn.listItems, systemTurns)) {
      for (const hash of part) {
        if (this.#rows.get(hash)) known.push(hash)
        else if (others.length < most) others.push(hash)
      }
    }
    return [...known, ...others.slice(0, Math.max(0, most - known.length))]
  }
}
