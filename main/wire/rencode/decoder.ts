import { isUtf8 } from 'node:buffer'
import { Fault } from '../../lib/fault.ts'
import type { DecodeLimits } from '../limits.ts'
import * as code from './codes.ts'
import type { WireDict, WireValue } from './values.ts'

const TWO_32 = 0x1_0000_0000
const TOP_SAFE = 0x1f_ffff

/** One pass over one body. Every method leaves the cursor behind what it read. */
export class Decoder {
  private readonly bytes: Buffer
  private readonly end: number
  private readonly limits: DecodeLimits
  private depth = 0
  private items = 0
  position = 0

  constructor(bytes: Uint8Array, limits: DecodeLimits) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.end = bytes.byteLength
    this.limits = limits
  }

  value(): WireValue {
    const first = this.byte()
    if (++this.items > this.limits.maxItems) throw this.tooLarge('values', this.limits.maxItems)
    if (first < code.INT_POSITIVE_COUNT) return first
    if (first >= code.LIST_START) return this.list(first - code.LIST_START)
    if (first >= code.STRING_START) return this.string(first - code.STRING_START)
    if (first >= code.DICT_START && first < code.END) return this.dict(first - code.DICT_START)
    if (first >= code.INT_NEGATIVE_START && first < code.DICT_START) return code.NULL - first
    return this.rare(first)
  }

  private rare(first: number): WireValue {
    switch (first) {
      case code.INT8:
        return (this.byte() << 24) >> 24
      case code.INT16:
        return (((this.byte() << 8) | this.byte()) << 16) >> 16
      case code.INT32:
        return this.int32()
      case code.INT64:
        return this.int64()
      case code.FLOAT32:
        return this.float(4)
      case code.FLOAT64:
        return this.float(8)
      case code.TRUE:
        return true
      case code.FALSE:
        return false
      case code.NULL:
        return null
      case code.LIST:
        return this.list(-1)
      case code.DICT:
        return this.dict(-1)
      case code.BIG_INT:
        return this.bigInt()
    }
    if (first >= code.DIGIT_1 && first <= code.DIGIT_9) return this.string(this.longLength(first - code.DIGIT_0))
    throw this.malformed(`Type code ${first} is not one of rencode's`)
  }

  private byte(): number {
    if (this.position >= this.end) throw this.malformed('The message ends in the middle of a value')
    return this.bytes[this.position++]!
  }

  private int32(): number {
    return (this.byte() << 24) | (this.byte() << 16) | (this.byte() << 8) | this.byte()
  }

  private int64(): number | bigint {
    const high = this.int32()
    const low = this.int32() >>> 0
    if (high <= TOP_SAFE && (high > -TOP_SAFE - 1 || (high === -TOP_SAFE - 1 && low > 0))) return high * TWO_32 + low
    return BigInt(high) * BigInt(TWO_32) + BigInt(low)
  }

  private float(size: 4 | 8): number {
    const at = this.position
    if (at + size > this.end) throw this.malformed('The message ends in the middle of a float')
    this.position = at + size
    return size === 4 ? this.bytes.readFloatBE(at) : this.bytes.readDoubleBE(at)
  }

  private bigInt(): number | bigint {
    const start = this.position
    let next = this.byte()
    while (next !== code.END) {
      if (this.position - start > code.MAX_BIG_INT_CHARS) throw this.malformed('An integer has too many digits')
      next = this.byte()
    }
    const digits = this.bytes.toString('latin1', start, this.position - 1)
    if (!/^-?[0-9]+$/.test(digits)) throw this.malformed('An integer holds something other than digits')
    const big = BigInt(digits)
    const small = Number(big)
    return Number.isSafeInteger(small) ? small : big
  }

  /** The rest of a decimal length, up to its colon. */
  private longLength(firstDigit: number): number {
    let length = firstDigit
    for (;;) {
      const next = this.byte()
      if (next === code.COLON) return length
      if (next < code.DIGIT_0 || next > code.DIGIT_9) throw this.malformed("A string's length is not a number")
      length = length * 10 + next - code.DIGIT_0
      if (length > this.limits.maxStringBytes) throw this.tooLarge('bytes in one string', this.limits.maxStringBytes)
    }
  }

  private string(length: number): string | Uint8Array {
    const start = this.position
    const stop = start + length
    if (stop > this.end) throw this.malformed('A string is announced longer than the message')
    this.position = stop
    const text = this.bytes.toString('utf8', start, stop)
    if (text.includes('\ufffd') && !isUtf8(this.bytes.subarray(start, stop))) {
      return Uint8Array.prototype.slice.call(this.bytes, start, stop)
    }
    return text
  }

  private enter(): void {
    if (++this.depth > this.limits.maxDepth) throw this.tooLarge('levels of nesting', this.limits.maxDepth)
  }

  /** Whether a container of unknown length ends here. */
  private ended(): boolean {
    if (this.position >= this.end) throw this.malformed('The message ends in the middle of a list or dict')
    if (this.bytes[this.position] !== code.END) return false
    this.position++
    return true
  }

  private list(count: number): WireValue[] {
    this.enter()
    const list: WireValue[] = []
    if (count < 0) while (!this.ended()) list.push(this.value())
    else for (let i = 0; i < count; i++) list.push(this.value())
    this.depth--
    return list
  }

  private dict(count: number): WireDict | Map<WireValue, WireValue> {
    this.enter()
    const dict: WireDict = Object.create(null)
    let left = count
    while (count < 0 ? !this.ended() : left-- > 0) {
      const key = this.value()
      if (typeof key !== 'string') {
        const map = this.map(new Map<WireValue, WireValue>(Object.entries(dict)), key, count < 0 ? -1 : left)
        this.depth--
        return map
      }
      dict[key] = this.value()
    }
    this.depth--
    return dict
  }

  private map(map: Map<WireValue, WireValue>, firstKey: WireValue, count: number): Map<WireValue, WireValue> {
    map.set(firstKey, this.value())
    let left = count
    while (count < 0 ? !this.ended() : left-- > 0) {
      const key = this.value()
      map.set(key, this.value())
    }
    return map
  }

  malformed(message: string): Fault {
    return new Fault('protocol', `${message} (byte ${this.position} of ${this.end}).`, {
      details: { position: this.position, length: this.end },
    })
  }

  private tooLarge(what: string, limit: number): Fault {
    return new Fault('too-large', `The message holds more than ${limit} ${what}.`, { details: { what, limit } })
  }
}
