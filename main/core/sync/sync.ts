import type { Hash } from '../../../preload/contract/keys.ts'
import type { Connection } from '../../backend/backend.ts'
import { Follow } from './follow.ts'
import type { Strategy, SyncOptions } from './options.ts'
import { Poll } from './poll.ts'

/**
 * Keeps the rows of one daemon true while a connection lives. Every connection gets a strategy of its own, by its
 * pace, that ends with it: what an older one still brings is never heard.
 */
export class Sync {
  readonly #options: SyncOptions
  #strategy: Strategy | null = null

  constructor(options: SyncOptions) {
    this.#options = options
  }

  /** The first reading of a new connection; when it ends, the list is true. */
  async warm(connection: Connection): Promise<void> {
    this.stop()
    this.#strategy =
      connection.pace === 'follow' ? new Follow(connection, this.#options) : new Poll(connection, this.#options)
    await this.#strategy.warm()
  }

  /** Ends everything of the connection; rows stay. */
  stop(): void {
    this.#strategy?.stop()
    this.#strategy = null
  }

  /** Reads these soon: we did something to them. */
  touch(hashes: Iterable<Hash>): void {
    this.#strategy?.touch(hashes)
  }

  /** More rows may be kept: those that were left out are looked for. */
  lookForMore(): void {
    this.#strategy?.lookForMore()
  }

  /** What is on screen changed: it is read without waiting for its turn. */
  look(): void {
    this.#strategy?.look()
  }
}
