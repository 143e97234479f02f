import * as v from 'valibot'
import { say } from '../../../preload/words/sentences.ts'
import { type Settings, SettingsSchema } from '../../../preload/contract/settings.ts'
import { Emitter } from '../../lib/emitter.ts'
import { Fault } from '../../lib/fault.ts'
import type { SettingsStore } from '../../store/records.ts'

/** All settings together, as JSON: a hundred times what a window ever says. */
const mostCharacters = 256 * 1024

/** What the window remembers. */
export class SettingsService {
  readonly changed = new Emitter<Settings>()
  readonly #store: SettingsStore
  #settings: Settings

  private constructor(store: SettingsStore, settings: Settings) {
    this.#store = store
    this.#settings = settings
  }

  static async open(store: SettingsStore): Promise<SettingsService> {
    const kept = await store.read()
    // An absent field must reach its fallback, so every field is named.
    const named = Object.fromEntries(Object.keys(SettingsSchema.entries).map((name) => [name, kept[name]]))
    return new SettingsService(store, v.parse(SettingsSchema, named))
  }

  /** Writes everything, for a database that does not have it. */
  keepAll(): Promise<void> {
    return this.#store.write({ ...this.#settings })
  }

  get(): Settings {
    return this.#settings
  }

  /** Kept on the disk before anybody hears of it. Fails with Fault 'too-large'. */
  async set(values: Partial<Settings>): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
    if (JSON.stringify({ ...this.#settings, ...given }).length > mostCharacters) {
      throw new Fault('too-large', say('settings.too-large'))
    }
    await this.#store.write(given)
    this.#settings = { ...this.#settings, ...given }
    this.changed.emit(this.#settings)
    return this.#settings
  }
}
