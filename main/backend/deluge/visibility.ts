import type { Hash } from '../../../preload/contract/keys.ts'
import { signals } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Signal } from '../backend.ts'

export interface VisibilityOptions {
  clock: Clock
  log: Log
  /** core.get_session_state: what this account may see. */
  list: () => Promise<Set<Hash>>
  pass: (signal: Signal) => void
}

const firstPauseMs = 50
const longestPauseMs = 5_000

/**
 * Holds back what an account below level 10 must not be shown. Deluge sends such an account the events of other
 * people's torrents too (observed on 2.0.3), while its own list leaves them out: an added torrent is passed on only
 * once that list has it. Asking costs a big daemon 40 ms, so one question serves all that wait, and there is a pause
 * after it that grows with what it took.
 */
export class Visibility {
  readonly #options: VisibilityOptions
  /** undefined = the list was never read, so nothing is known to be foreign. */
  #visible: Set<Hash> | undefined
  /** Added, not confirmed yet. */
  readonly #waiting = new Map<Hash, Signal>()
  #asking = false
  #stopped = false
  #cancelPause: () => void = () => {}

  constructor(options: VisibilityOptions) {
    this.#options = options
  }

  /** The list as it was just read; it is kept, and changes with what is told. */
  saw(hashes: Set<Hash>): void {
    this.#visible = hashes
  }

  hear(signal: Signal): void {
    if (signal.kind === 'added') {
      if (this.#waiting.size >= signals.touched) return this.#options.pass({ kind: 'missed' })
      this.#waiting.set(signal.hash, signal)
      this.#ask()
      return
    }
    const hash = hashOf(signal)
    if (hash === undefined) return this.#options.pass(signal)
    if (signal.kind === 'removed') this.#waiting.delete(hash)
    const known = this.#visible?.has(hash) ?? true
    if (signal.kind === 'removed') this.#visible?.delete(hash)
    if (known) this.#options.pass(signal)
  }

  stop(): void {
    this.#stopped = true
    this.#waiting.clear()
    this.#cancelPause()
  }

  #ask(): void {
    if (this.#asking || this.#stopped || this.#waiting.size === 0) return
    this.#asking = true
    void this.#confirm()
  }

  async #confirm(): Promise<void> {
    const { clock, log, list } = this.#options
    const asked = new Map(this.#waiting)
    const startedAt = clock.now()
    try {
      const hashes = await list()
      if (this.#stopped) return
      this.#settle(asked, hashes)
    } catch (error) {
      // The next reading of the list will find them.
      log.debug({ err: error }, 'added torrents could not be confirmed')
      for (const hash of asked.keys()) this.#waiting.delete(hash)
    }
    if (this.#stopped) return
    const pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, 10 * (clock.now() - startedAt)))
    this.#cancelPause = clock.after(pauseMs, () => {
      this.#asking = false
      this.#ask()
    })
  }

  #settle(asked: ReadonlyMap<Hash, Signal>, visible: Set<Hash>): void {
    for (const [hash, signal] of asked) {
      // Removed while we asked.
      if (!this.#waiting.delete(hash) || !visible.has(hash)) continue
      this.#visible?.add(hash)
      this.#options.pass(signal)
    }
  }
}

function hashOf(signal: Signal): Hash | undefined {
  if (signal.kind === 'changed') return signal.patch.hash
  return 'hash' in signal ? signal.hash : undefined
}
