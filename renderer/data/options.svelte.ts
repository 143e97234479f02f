import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { OptionName, OptionResult, OptionsReading } from '../../preload/contract/options.ts'
import { draftOf, type Failure, failuresOf, shares, type Written } from '../view/options.ts'

const nothingWritten: Written = new Map()

/**
 * The options of the torrents that are looked at, and what a person has changed of them and not applied yet. What was
 * written belongs to its torrents and stays until it is applied or given up, whatever is shown meanwhile.
 */
export class OptionSheet {
  readonly #bridge: Bridge
  #keys = $state.raw<readonly TorrentKey[]>([])
  #reading = $state.raw<OptionsReading | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #written = $state.raw<Written>(nothingWritten)
  #failures = $state.raw<readonly Failure[]>([])
  #refusal = $state.raw<Problem | null>(null)
  #isApplying = $state(false)
  readonly #draft = $derived(draftOf(this.#written, this.#reading))
  /** What an older reading still brings is not heard. */
  #asked = 0

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  /** The torrents that it is about. */
  get keys(): readonly TorrentKey[] {
    return this.#keys
  }

  /** null = nothing was read yet. */
  get reading(): OptionsReading | null {
    return this.#reading
  }

  /** Why the last reading brought nothing. */
  get problem(): Problem | null {
    return this.#problem
  }

  get written(): Written {
    return this.#written
  }

  get draft(): ReturnType<typeof draftOf> {
    return this.#draft
  }

  get isDirty(): boolean {
    return this.#draft.names.length > 0
  }

  /** What of the last change did not come about. */
  get failures(): readonly Failure[] {
    return this.#failures
  }

  /** Why the last change was not even tried. */
  get refusal(): Problem | null {
    return this.#refusal
  }

  get isApplying(): boolean {
    return this.#isApplying
  }

  isAbout(keys: readonly TorrentKey[]): boolean {
    return keys.length === this.#keys.length && new Set([...keys, ...this.#keys]).size === keys.length
  }

  /** Turns to other torrents; what was written of those before is given up, unless these are what is left of them. */
  turnTo(keys: readonly TorrentKey[], isRest = false): void {
    if (this.isAbout(keys)) return
    this.#keys = keys
    if (!isRest) {
      this.#reading = null
      this.#problem = null
      this.revert()
    }
    void this.read()
  }

  /** Reads them (again). What was written stays. */
  async read(): Promise<void> {
    if (this.#keys.length === 0) return
    const asked = (this.#asked += 1)
    const answer = await this.#bridge.call('options.read', { keys: [...this.#keys] })
    if (asked !== this.#asked) return
    if (!answer.ok) {
      this.#problem = answer.error
      return
    }
    const none = answer.value.read === 0 ? answer.value.problems[0]?.problem : null
    this.#problem = none ?? null
    // A daemon that is off for a while does not take away what was known.
    if (!none || this.#reading === null) this.#reading = none ? null : answer.value
  }

  /** @param value undefined = as it is */
  write(option: OptionName, value: boolean | string | undefined): void {
    if (this.#isApplying) return
    const next = new Map(this.#written)
    if (value === undefined) next.delete(option)
    else next.set(option, value)
    this.#written = next
    this.#failures = this.#failures.filter((failure) => failure.option !== option)
    this.#refusal = null
  }

  revert(): void {
    this.#written = nothingWritten
    this.#failures = []
    this.#refusal = null
  }

  /**
   * Changes what was written, and nothing else. What failed somewhere stays written.
   * @returns of how many torrents everything became as it was to be; null = it was not tried
   */
  async apply(): Promise<number | null> {
    const { change, faults, names } = this.#draft
    const reading = this.#reading
    if (this.#isApplying || faults.size > 0 || names.length === 0 || !reading) return null
    this.#isApplying = true
    this.#failures = []
    this.#refusal = null
    const parts = shares(change, reading).map(({ daemons, change }) => {
      const ids = new Set(daemons)
      const keys = this.#keys.filter((key) => ids.has(splitKey(key).daemon))
      return this.#bridge.call('options.set', { keys, change })
    })
    const answers = await Promise.all(parts)
    const results: OptionResult[] = []
    for (const answer of answers) {
      if (answer.ok) results.push(...answer.value)
      else this.#refusal = answer.error
    }
    const failures = failuresOf(results)
    this.#isApplying = false
    const kept = new Set(this.#refusal ? names : failures.map(({ option }) => option))
    const about = this.#keys
    await this.read()
    if (about === this.#keys) this.#keep(kept, failures)
    return results.filter(({ failed }) => failed.length === 0).length
  }

  #keep(options: ReadonlySet<OptionName>, failures: readonly Failure[]): void {
    this.#written = new Map([...this.#written].filter(([option]) => options.has(option)))
    this.#failures = failures
  }
}
