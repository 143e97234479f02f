import * as v from 'valibot'
import { asFault } from '../lib/fault.ts'
import type { Log } from '../lib/log.ts'
import type { SettingsStore } from '../store/records.ts'

/**
 * A list that a service keeps beside the settings, under a name of its own: on the disk before a change of it resolves.
 * What cannot be read of it is left out, entry by entry.
 */
export class Kept<T> {
  readonly #store: SettingsStore
  readonly #name: string
  #list: readonly T[] = []

  constructor(store: SettingsStore, name: `${string}.${string}`) {
    this.#store = store
    this.#name = name
  }

  get list(): readonly T[] {
    return this.#list
  }

  async open(schema: v.GenericSchema<unknown, T>, log: Log): Promise<void> {
    try {
      const found = (await this.#store.read())[this.#name]
      const entries = Array.isArray(found) ? found : []
      this.#list = entries.flatMap((entry) => {
        const parsed = v.safeParse(schema, entry)
        return parsed.success ? [parsed.output] : []
      })
    } catch (error) {
      log.error({ name: this.#name, problem: asFault(error).message }, 'what was kept cannot be read')
    }
  }

  /** Takes the place of what was kept. Where the disk does not take it, everything is as it was. */
  async set(list: readonly T[]): Promise<void> {
    const before = this.#list
    this.#list = list
    try {
      await this.#store.write({ [this.#name]: list })
    } catch (error) {
      if (this.#list === list) this.#list = before
      throw error
    }
  }

  /** Writes it once more, for a database that does not have it. */
  keepAll(): Promise<void> {
    return this.#store.write({ [this.#name]: this.#list })
  }
}
