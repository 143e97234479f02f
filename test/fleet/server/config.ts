import { WireFloat, type WireInput } from '../../../main/wire/deluge/rencode.ts'
import { sameValue } from '../engine/status.ts'
import { readVector, type Version } from './binding.ts'

interface RecordedKey {
  type: string
  observed?: WireInput
  default?: WireInput
}

/** The daemon's preferences, filled with what recorded daemons had. */
export class Config {
  readonly #values = new Map<string, WireInput>()

  constructor(version: Version, own: Readonly<Record<string, WireInput>>) {
    for (const [key, recorded] of Object.entries(
      readVector(`config-keys-${version}.json`) as Record<string, RecordedKey>,
    )) {
      const value = recorded.observed ?? recorded.default ?? null
      this.#values.set(key, recorded.type === 'float' && typeof value === 'number' ? new WireFloat(value) : value)
    }
    for (const [key, value] of Object.entries(own)) this.#values.set(key, value)
  }

  get(key: string): WireInput {
    return this.#values.get(key) ?? null
  }

  all(): ReadonlyMap<string, WireInput> {
    return this.#values
  }

  /** Any key is taken and kept; true = a known one that changed, of which the daemon tells (observed on 2.0.3). */
  set(key: string, value: WireInput): boolean {
    const known = this.#values.has(key)
    const changed = known && !sameValue(this.#values.get(key), value)
    this.#values.set(key, value)
    return changed
  }
}
