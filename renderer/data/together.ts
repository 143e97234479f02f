import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Change } from '../../preload/listing/row.ts'

/** What was paused here in one go and has not run since, so that resuming can leave alone what was paused before it. */
export class Together {
  readonly #keys = new Set<TorrentKey>()
  #at = 0

  /** When that was last; meaningless while nothing is remembered. */
  get at(): number {
    return this.#at
  }

  get keys(): ReadonlySet<TorrentKey> {
    return this.#keys
  }

  /** These ran, and were paused together. */
  note(keys: Iterable<TorrentKey>, now: number): void {
    for (const key of keys) this.#keys.add(key)
    this.#at = now
  }

  /** Rows changed: what runs again, or is gone, was not paused together any more. */
  settle(changes: readonly Change[]): void {
    if (this.#keys.size === 0) return
    for (const { key, before, after } of changes) {
      if (!after || (before?.state === 'paused' && after.state !== 'paused')) this.#keys.delete(key)
    }
  }
}
