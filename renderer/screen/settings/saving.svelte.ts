import type { Settings } from '../../../preload/contract/settings.ts'
import type { SettingsMirror } from '../../data/settings.svelte.ts'
import { problemText } from '../../text/told.ts'

/** Changes of settings, and beside each why it was refused. */
export class Saving {
  readonly #settings: SettingsMirror
  #problems = $state.raw<Partial<Record<keyof Settings, string>>>({})

  constructor(settings: SettingsMirror) {
    this.#settings = settings
  }

  /** Why the last change of a setting was refused, in words for the person; null = it was not. */
  problem(name: keyof Settings): string | null {
    return this.#problems[name] ?? null
  }

  /** It is seen at once; what is refused goes back. */
  async change<N extends keyof Settings>(name: N, value: Settings[N]): Promise<void> {
    this.#problems = { ...this.#problems, [name]: undefined }
    const change: Partial<Settings> = {}
    change[name] = value
    const problem = await this.#settings.save(change)
    if (problem) this.#problems = { ...this.#problems, [name]: problemText(problem) }
  }
}
