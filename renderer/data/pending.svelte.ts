import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Verb } from '../text/words.ts'
import type { Change } from '../../preload/listing/row.ts'

/** Without any answer the rows stop pretending after this long. */
const noAnswerMs = 30_000
/** After "done" the next reading should show it; some verbs change nothing that a row shows. */
const noChangeMs = 3000

interface Work {
  readonly verb: Verb
  readonly keys: readonly TorrentKey[]
  answered: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Which verb is under way on which rows: the rows themselves change only when the daemon's word comes. */
export class Pending {
  readonly #work = new Map<TorrentKey, Work>()
  #version = $state(0)

  /** The verb under way on a row; null = none. */
  of(key: TorrentKey): Verb | null {
    void this.#version
    return this.#work.get(key)?.verb ?? null
  }

  get size(): number {
    void this.#version
    return this.#work.size
  }

  /** @returns what settles these rows again: a failed one at once, the others with their next change. */
  begin(verb: Verb, keys: readonly TorrentKey[]): (failed: ReadonlySet<TorrentKey>) => void {
    const work: Work = { verb, keys, answered: false, timer: undefined }
    for (const key of keys) this.#work.set(key, work)
    work.timer = setTimeout(() => this.#end(work, keys), noAnswerMs)
    this.#version += 1
    return (failed) => {
      clearTimeout(work.timer)
      this.#end(work, failed)
      work.answered = true
      work.timer = setTimeout(() => this.#end(work, keys), noChangeMs)
    }
  }

  /** Rows changed: what was answered before is done now. */
  settle(changes: readonly Change[]): void {
    if (this.#work.size === 0) return
    for (const { key, after } of changes) {
      const work = this.#work.get(key)
      if (work && (work.answered || !after)) this.#end(work, [key])
    }
  }

  close(): void {
    for (const work of this.#work.values()) clearTimeout(work.timer)
    this.#work.clear()
  }

  /** Ends the work on some rows, unless other work began on them meanwhile. */
  #end(work: Work, keys: Iterable<TorrentKey>): void {
    let ended = false
    for (const key of keys) {
      if (this.#work.get(key) === work) ended = this.#work.delete(key) || ended
    }
    if (ended) this.#version += 1
  }
}
