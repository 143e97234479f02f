import type { Deed } from '../../../preload/contract/audit.ts'
import type { ItemResult } from '../../../preload/contract/torrents.ts'
import { endOf } from '../../../preload/listing/audit.ts'
import type { KnownSecrets } from '../../lib/redact.ts'
import type { DeedEnd } from '../../store/messages.ts'
import { furtherFailures } from './outcome.ts'

/** Which line of the audit a deed is. */
export type DeedRef = Pick<Deed, 'id' | 'at'>

/** A deed that goes on behind its answer, in parts that end one by one. */
export interface Lasting {
  /**
   * What was not done of a part, and whether the part is over. What is returned is to be written together with what
   * else changes then, so that after a kill the two agree.
   */
  note(results: readonly ItemResult[], isOver: boolean): DeedEnd
  /** Writes what nothing else is written with, or what could not be written: at the latest when the disk works. */
  keep(end: DeedEnd): void
}

export interface LastingOptions {
  deed: Deed
  /** Of how many parts it consists, its answer among them. */
  parts: number
  secrets: KnownSecrets
  now: () => number
  /** It is another than before. */
  changed: (deed: Deed, end: DeedEnd) => void
  keep: (deed: Deed, end: DeedEnd) => void
}

export class LastingDeed implements Lasting {
  readonly #options: LastingOptions
  #deed: Deed
  #open: number

  constructor(options: LastingOptions) {
    this.#options = options
    this.#deed = options.deed
    this.#open = options.parts
  }

  note(results: readonly ItemResult[], isOver: boolean): DeedEnd {
    const { secrets, now, changed } = this.#options
    if (isOver) this.#open -= 1
    const isEnded = this.#open <= 0
    const failures = furtherFailures(this.#deed.failures, results, secrets)
    const { id, at, torrentCount } = this.#deed
    const end: DeedEnd = {
      ...{ id, at, failures },
      state: isEnded ? endOf(failures, torrentCount) : 'waiting',
      endedAt: isEnded ? now() : null,
    }
    this.#deed = { ...this.#deed, ...end }
    changed(this.#deed, end)
    return end
  }

  keep(end: DeedEnd): void {
    this.#options.keep(this.#deed, end)
  }
}
