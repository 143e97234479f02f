import type { Says } from '../../../../preload/contract/says.ts'
import { say } from '../../../../preload/words/sentences.ts'
import { Fault } from '../../../lib/fault.ts'
import * as code from './codes.ts'
import { WireFloat, type WireInput } from './values.ts'

const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n
const START_BYTES = 512
/** Far deeper than any message; a cycle ends here instead of in a stack overflow. */
const MAX_DEPTH = 100

/** Writes one value into a growing buffer. */
export class Encoder {
  #bytes = Buffer.allocUnsafe(START_BYTES)
  #position = 0
  #depth = 0
  readonly #floatBits: 32 | 64

  constructor(floatBits: 32 | 64) {
    this.#floatBits = floatBits
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#position)
  }

  value(value: WireInput): void {
    switch (typeof value) {
      case 'string':
        return this.#string(value)
      case 'number':
        return this.#number(value)
      case 'boolean':
        return this.#byte(value ? code.TRUE : code.FALSE)
      case 'bigint':
        return this.#bigint(value)
      case 'object':
        return value === null ? this.#byte(code.NULL) : this.#object(value)
      default:
        throw refused(say('send.type', { type: typeof value }))
    }
  }

  #object(value: Exclude<WireInput, null | string | number | boolean | bigint>): void {
    if (value instanceof Uint8Array) return this.#raw(value)
    if (value instanceof WireFloat) return this.#float(value.value, this.#floatBits)
    if (++this.#depth > MAX_DEPTH) throw refused(say('send.deep', { number: MAX_DEPTH }))
    if (Array.isArray(value)) this.#list(value as readonly WireInput[])
    else if (value instanceof Map) this.#map(value)
    else this.#dict(value as { readonly [key: string]: WireInput })
    this.#depth--
  }

  #list(list: readonly WireInput[]): void {
    const fixed = list.length < code.LIST_COUNT
    this.#byte(fixed ? code.LIST_START + list.length : code.LIST)
    for (let i = 0; i < list.length; i++) this.value(list[i]!)
    if (!fixed) this.#byte(code.END)
  }

  #map(map: ReadonlyMap<WireInput, WireInput>): void {
    const fixed = map.size < code.DICT_COUNT
    this.#byte(fixed ? code.DICT_START + map.size : code.DICT)
    for (const [key, value] of map) {
      this.value(key)
      this.value(value)
    }
    if (!fixed) this.#byte(code.END)
  }

  #dict(dict: { readonly [key: string]: WireInput }): void {
    const prototype: unknown = Object.getPrototypeOf(dict)
    if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
      throw refused(say('send.object'))
    }
    const keys = Object.keys(dict)
    const fixed = keys.length < code.DICT_COUNT
    this.#byte(fixed ? code.DICT_START + keys.length : code.DICT)
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      this.#string(key)
      this.value(dict[key]!)
    }
    if (!fixed) this.#byte(code.END)
  }

  #number(value: number): void {
    if (Number.isSafeInteger(value)) this.#integer(value)
    // A whole number beyond 2^53 keeps its value and stays a number only in 64 bits.
    else this.#float(value, Number.isInteger(value) ? 64 : this.#floatBits)
  }

  /** Shortest form, as the reference encoder chooses it. */
  #integer(value: number): void {
    if (value >= 0 && value < code.INT_POSITIVE_COUNT) return this.#byte(value)
    if (value < 0 && value >= -code.INT_NEGATIVE_COUNT) return this.#byte(code.INT_NEGATIVE_START - 1 - value)
    const at = this.#room(9)
    const bytes = this.#bytes
    if (value >= -0x80 && value < 0x80) {
      bytes[at] = code.INT8
      bytes[at + 1] = value
      this.#position = at + 2
    } else if (value >= -0x8000 && value < 0x8000) {
      bytes[at] = code.INT16
      this.#position = bytes.writeInt16BE(value, at + 1)
    } else if (value >= -0x8000_0000 && value < 0x8000_0000) {
      bytes[at] = code.INT32
      this.#position = bytes.writeInt32BE(value, at + 1)
    } else {
      const high = Math.floor(value / 0x1_0000_0000)
      bytes[at] = code.INT64
      bytes.writeInt32BE(high, at + 1)
      this.#position = bytes.writeUInt32BE(value - high * 0x1_0000_0000, at + 5)
    }
  }

  #bigint(value: bigint): void {
    const small = Number(value)
    if (Number.isSafeInteger(small)) return this.#integer(small)
    if (value >= INT64_MIN && value <= INT64_MAX) {
      const at = this.#room(9)
      this.#bytes[at] = code.INT64
      this.#position = this.#bytes.writeBigInt64BE(value, at + 1)
      return
    }
    const digits = value.toString()
    if (digits.length > code.MAX_BIG_INT_CHARS) throw refused(say('send.integer', { number: digits.length }))
    const at = this.#room(digits.length + 2)
    this.#bytes[at] = code.BIG_INT
    this.#bytes.write(digits, at + 1, 'latin1')
    this.#bytes[at + 1 + digits.length] = code.END
    this.#position = at + digits.length + 2
  }

  #float(value: number, bits: 32 | 64): void {
    const at = this.#room(9)
    if (bits === 32) {
      this.#bytes[at] = code.FLOAT32
      this.#position = this.#bytes.writeFloatBE(value, at + 1)
    } else {
      this.#bytes[at] = code.FLOAT64
      this.#position = this.#bytes.writeDoubleBE(value, at + 1)
    }
  }

  #string(text: string): void {
    if (text.length < code.STRING_COUNT && this.#shortAscii(text)) return
    if (!text.isWellFormed()) throw refused(say('send.surrogate'))
    const length = Buffer.byteLength(text)
    const at = this.#lengthHeader(length)
    this.#bytes.write(text, at)
    this.#position = at + length
  }

  /** Most texts are short and ASCII: written letter by letter they need no call out of the engine. */
  #shortAscii(text: string): boolean {
    const length = text.length
    const at = this.#room(code.STRING_COUNT) + 1
    const bytes = this.#bytes
    let all = 0
    for (let i = 0; i < length; i++) {
      const letter = text.charCodeAt(i)
      bytes[at + i] = letter
      all |= letter
    }
    if (all > 127) return false
    bytes[at - 1] = code.STRING_START + length
    this.#position = at + length
    return true
  }

  #raw(bytes: Uint8Array): void {
    const at = this.#lengthHeader(bytes.byteLength)
    this.#bytes.set(bytes, at)
    this.#position = at + bytes.byteLength
  }

  /** Writes a string's head, makes room for its bytes and returns where they begin. */
  #lengthHeader(length: number): number {
    const at = this.#room(length + 12)
    if (length < code.STRING_COUNT) {
      this.#bytes[at] = code.STRING_START + length
      return at + 1
    }
    const digits = `${length}:`
    this.#bytes.write(digits, at, 'latin1')
    return at + digits.length
  }

  #byte(value: number): void {
    const at = this.#room(1)
    this.#bytes[at] = value
    this.#position = at + 1
  }

  #room(count: number): number {
    const at = this.#position
    if (at + count > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, at + count))
      grown.set(this.#bytes.subarray(0, at))
      this.#bytes = grown
    }
    return at
  }
}

function refused(what: Says): Fault {
  return new Fault('invalid', what)
}
