import { newDict, newTable } from './dicts.ts'
import type { WireDict, WireValue } from './values.ts'

/** Longer keys are info-hashes: all different. */
const longKey = 32
/** A dict of unknown length has so many pairs at least. */
const manyPairs = 25

/** A list that is being read. */
export class OpenList {
  readonly value: WireValue[] = []
  readonly mayEnd = true
  readonly keys = 0
  /** Values to come; negative = up to the end code. */
  left: number

  constructor(count: number) {
    this.left = count
  }

  take(value: WireValue): void {
    this.value.push(value)
    if (this.left > 0) this.left -= 1
  }
}

/** A dict that is being read, key and value in turns. With the first key that is no text it becomes a Map. */
export class OpenDict {
  value: WireDict | Map<WireValue, WireValue> = newTable()
  /** Keys that were read. */
  keys = 0
  /** Pairs to come; negative = up to the end code. */
  left: number
  readonly #room: number
  #key: WireValue | undefined

  constructor(count: number) {
    this.left = count
    this.#room = count < 0 ? manyPairs : count
  }

  /** The end code is a key's place. */
  get mayEnd(): boolean {
    return this.#key === undefined
  }

  take(value: WireValue): void {
    const key = this.#key
    if (key === undefined) {
      this.#key = value
      this.keys += 1
      return
    }
    this.#key = undefined
    if (this.left > 0) this.left -= 1
    if (this.keys === 1 && typeof key === 'string' && key.length <= longKey) this.value = newDict(this.#room)
    if (typeof key !== 'string' && !(this.value instanceof Map)) this.value = new Map(Object.entries(this.value))
    if (this.value instanceof Map) this.value.set(key, value)
    else this.value[key as string] = value
  }
}
