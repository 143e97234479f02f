import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Filter } from '../../preload/listing/filter.ts'
import type { Groups } from '../../preload/listing/groups.ts'
import { type Entry, isLetIn, matchesText } from './entry.ts'

/** Rows that are looked at before it is asked whether to go on. */
const stepRows = 250

/** Finds the rows that a filter lets in, in their order, and counts them; in as many goes as one likes. */
export class Choosing {
  /** What passes, as far as it has come. */
  readonly passing: Entry[] = []
  readonly keys: TorrentKey[] = []
  downBytesPerSecond = 0
  upBytesPerSecond = 0
  readonly #filter: Filter
  readonly #groups: Groups
  readonly #among: readonly Entry[]
  readonly #isNarrower: boolean
  #at = 0

  /**
   * @param groups counted anew
   * @param among all rows that may pass, in order
   * @param isNarrower a row that does not match now will not match then
   */
  constructor(filter: Filter, groups: Groups, among: readonly Entry[], isNarrower: boolean) {
    this.#filter = filter
    this.#groups = groups
    this.#among = among
    this.#isNarrower = isNarrower
    groups.restart(filter)
  }

  get isWhole(): boolean {
    return this.#at >= this.#among.length
  }

  /** Goes on until it is whole, or `stop` says so. */
  go(stop: () => boolean): void {
    while (!this.isWhole) {
      const end = Math.min(this.#among.length, this.#at + stepRows)
      for (; this.#at < end; this.#at += 1) this.#look(this.#among[this.#at] as Entry)
      if (stop()) return
    }
  }

  #look(entry: Entry): void {
    if (this.#isNarrower && !entry.matches) return
    entry.matches = matchesText(entry, this.#filter)
    if (!entry.matches) return
    this.#groups.count(entry.group, 1)
    if (!isLetIn(entry)) return
    this.passing.push(entry)
    this.keys.push(entry.key)
    // Reading every row for the few that move would be most of the work.
    if (!entry.group.buckets.active) return
    this.downBytesPerSecond += entry.row.downBytesPerSecond
    this.upBytesPerSecond += entry.row.upBytesPerSecond
  }
}
