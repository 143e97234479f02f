import { say } from '../../../../preload/words/sentences.ts'
import { turn } from '../../../lib/bounds.ts'
import { Fault } from '../../../lib/fault.ts'
import { pause, type Pause } from '../../../lib/turns.ts'
import { CONTAINER_ITEMS, type DecodeLimits } from '../limits.ts'
import * as code from './codes.ts'
import { newDict, newTable } from './dicts.ts'
import { firstKey, keyAfter, keyText, readText } from './texts.ts'
import { OpenDict, OpenList } from './open.ts'
import type { WireDict, WireValue } from './values.ts'

const TWO_32 = 0x1_0000_0000
const TOP_SAFE = 0x1f_ffff
/** Bytes of text that cost as much as one value. */
const TEXT_BYTES = 8
/** Room for a dict of unknown length: it has 25 pairs at least. */
const MANY_PAIRS = 25

/** Eight bytes seen as floats; filled from the end because the machines we run on are little-endian. */
const scratch = new Uint8Array(8)
const scratch32 = new Float32Array(scratch.buffer)
const scratch64 = new Float64Array(scratch.buffer)

/** One pass over one body. Every method leaves the cursor behind what it read. */
export class Decoder {
  readonly #bytes: Buffer
  readonly #end: number
  readonly #maxDepth: number
  readonly #maxItems: number
  readonly #maxStringBytes: number
  readonly #maxKeys: number
  #depth = 0
  #items = 0
  position = 0

  constructor(bytes: Uint8Array, limits: DecodeLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#end = bytes.byteLength
    this.#maxDepth = limits.maxDepth
    this.#maxItems = limits.maxItems
    this.#maxStringBytes = limits.maxStringBytes
    this.#maxKeys = limits.maxKeys
  }

  value(): WireValue {
    const at = this.position
    if (at >= this.#end) throw this.#truncated()
    if (++this.#items > this.#maxItems) throw this.#tooLarge('values', this.#maxItems)
    const first = this.#bytes[at]!
    this.position = at + 1
    if (first < code.INT_POSITIVE_COUNT) return first
    if (first >= code.LIST_START) return this.#list(first - code.LIST_START)
    if (first >= code.STRING_START) return this.#string(first - code.STRING_START)
    switch (first) {
      case code.FLOAT32:
        return this.#float32()
      case code.TRUE:
        return true
      case code.FALSE:
        return false
      case code.NULL:
        return null
      case code.INT8:
        return (this.#take(1) << 24) >> 24
      case code.INT16:
        return (this.#take(2) << 16) >> 16
      case code.INT32:
        return this.#take(4)
      case code.INT64:
        return this.#int64()
      case code.LIST:
        return this.#openList()
      case code.DICT:
        return this.#dict(-1)
    }
    return this.#rare(first)
  }

  /**
   * The same value without recursion, so that it can be left between two values: whatever is sent, a turn's worth of
   * values is decoded between two pauses.
   */
  *valueInTurns(): Generator<Pause, WireValue> {
    const open: (OpenList | OpenDict)[] = []
    let pauseAt = this.#work + turn.items
    for (;;) {
      const top = open.at(-1)
      if (top && this.#isComplete(top)) {
        open.pop()
        this.#depth--
        const outer = open.at(-1)
        if (!outer) return top.value
        this.#hand(top.value, outer)
      } else {
        const begun = this.#begin()
        if (begun) open.push(begun)
        else if (top) this.#hand(this.value(), top)
        else return this.value()
      }
      if (this.#work < pauseAt) continue
      pauseAt = this.#work + turn.items
      yield pause
    }
  }

  /** What was done so far, in values: a text costs more than a number. */
  get #work(): number {
    return this.#items + this.position / TEXT_BYTES
  }

  /** Begins the list or dict that is next; null = the next value is neither. */
  #begin(): OpenList | OpenDict | null {
    if (this.position >= this.#end) return null
    const first = this.#bytes[this.position]!
    const isList = first >= code.LIST_START || first === code.LIST
    const isDict = first === code.DICT || (first >= code.DICT_START && first < code.END)
    if (!isList && !isDict) return null
    if (++this.#items > this.#maxItems) throw this.#tooLarge('values', this.#maxItems)
    this.position++
    this.#enter()
    if (isList) return new OpenList(first === code.LIST ? -1 : first - code.LIST_START)
    return new OpenDict(first === code.DICT ? -1 : first - code.DICT_START)
  }

  #isComplete(open: OpenList | OpenDict): boolean {
    return open.left < 0 ? open.mayEnd && this.#ended() : open.left === 0
  }

  #hand(value: WireValue, to: OpenList | OpenDict): void {
    to.take(value)
    if (to.keys > this.#maxKeys) throw this.#tooLarge('keys', this.#maxKeys)
  }

  #rare(first: number): WireValue {
    if (first >= code.DICT_START && first < code.END) return this.#dict(first - code.DICT_START)
    if (first >= code.INT_NEGATIVE_START && first < code.DICT_START) return code.INT_NEGATIVE_START - 1 - first
    if (first >= code.DIGIT_1 && first <= code.DIGIT_9) return this.#string(this.#longLength(first - code.DIGIT_0))
    if (first === code.FLOAT64) return this.#float64()
    if (first === code.BIG_INT) return this.#bigInt()
    this.position--
    throw this.malformed(`Type code ${first} is not one of rencode's`)
  }

  /** The next bytes as a signed 32-bit number, big-endian. */
  #take(count: 1 | 2 | 4): number {
    const at = this.position
    if (at + count > this.#end) throw this.#truncated()
    this.position = at + count
    const bytes = this.#bytes
    if (count === 1) return bytes[at]!
    if (count === 2) return (bytes[at]! << 8) | bytes[at + 1]!
    return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  }

  #int64(): number | bigint {
    const high = this.#take(4)
    const low = this.#take(4) >>> 0
    if (high <= TOP_SAFE && (high > -TOP_SAFE - 1 || (high === -TOP_SAFE - 1 && low > 0))) return high * TWO_32 + low
    return BigInt(high) * BigInt(TWO_32) + BigInt(low)
  }

  #float32(): number {
    const at = this.position
    if (at + 4 > this.#end) throw this.#truncated()
    this.position = at + 4
    const bytes = this.#bytes
    scratch[3] = bytes[at]!
    scratch[2] = bytes[at + 1]!
    scratch[1] = bytes[at + 2]!
    scratch[0] = bytes[at + 3]!
    return scratch32[0]!
  }

  #float64(): number {
    const at = this.position
    if (at + 8 > this.#end) throw this.#truncated()
    this.position = at + 8
    for (let i = 0; i < 8; i++) scratch[7 - i] = this.#bytes[at + i]!
    return scratch64[0]!
  }

  #bigInt(): number | bigint {
    const start = this.position
    const stop = this.#bytes.indexOf(code.END, start)
    if (stop < 0) throw this.#truncated()
    if (stop - start > code.MAX_BIG_INT_CHARS) throw this.malformed('An integer has too many digits')
    const digits = this.#bytes.toString('latin1', start, stop)
    if (!/^-?[0-9]+$/.test(digits)) throw this.malformed('An integer holds something other than digits')
    this.position = stop + 1
    const big = BigInt(digits)
    const small = Number(big)
    return Number.isSafeInteger(small) ? small : big
  }

  /** The rest of a decimal length, up to its colon. */
  #longLength(firstDigit: number): number {
    let length = firstDigit
    for (;;) {
      const next = this.#take(1)
      if (next === code.COLON) return length
      if (next < code.DIGIT_0 || next > code.DIGIT_9) throw this.malformed("A string's length is not a number")
      length = length * 10 + next - code.DIGIT_0
      if (length > this.#maxStringBytes) throw this.#tooLarge('bytes', this.#maxStringBytes)
    }
  }

  #string(length: number): string | Uint8Array {
    const start = this.position
    if (start + length > this.#end) throw this.malformed('A string is announced longer than the message')
    this.position = start + length
    return readText(this.#bytes, start, length)
  }

  #enter(): void {
    this.#items += CONTAINER_ITEMS - 1
    if (++this.#depth > this.#maxDepth) throw this.#tooLarge('levels', this.#maxDepth)
  }

  /** Whether a container of unknown length ends here. */
  #ended(): boolean {
    if (this.position >= this.#end) throw this.#truncated()
    if (this.#bytes[this.position] !== code.END) return false
    this.position++
    return true
  }

  #list(count: number): WireValue[] {
    this.#enter()
    let list: WireValue[]
    // A literal takes the memory it needs; an array grown by push reserves room for 17 items.
    if (count === 1) list = [this.value()]
    else if (count === 2) list = [this.value(), this.value()]
    else if (count === 3) list = [this.value(), this.value(), this.value()]
    else {
      list = []
      for (let i = 0; i < count; i++) list.push(this.value())
    }
    this.#depth--
    return list
  }

  #openList(): WireValue[] {
    this.#enter()
    const list: WireValue[] = []
    while (!this.#ended()) list.push(this.value())
    this.#depth--
    return list
  }

  /** Of `count` pairs, or up to the end code for a negative count. */
  #dict(count: number): WireDict | Map<WireValue, WireValue> {
    this.#enter()
    let previous = firstKey(this.#depth)
    let dict: WireDict | undefined
    let keysLeft = this.#maxKeys
    for (let left = count; count < 0 ? !this.#ended() : left > 0; left--) {
      if (keysLeft-- === 0) throw this.#tooLarge('keys', this.#maxKeys)
      const slot = this.#keySlot(previous)
      if (slot >= 0) {
        previous = slot
        dict ??= newDict(count < 0 ? MANY_PAIRS : count)
        dict[keyText(slot)] = this.value()
        continue
      }
      const key = this.value()
      dict ??= newTable()
      if (typeof key !== 'string') {
        const map = this.#map(dict, key, count < 0 ? -1 : left)
        this.#depth--
        return map
      }
      dict[key] = this.value()
    }
    this.#depth--
    return dict ?? newTable()
  }

  /** Reads the key ahead if it is a short text that repeats, else -1 and nothing is read. */
  #keySlot(previous: number): number {
    const at = this.position
    if (at >= this.#end) throw this.#truncated()
    const length = this.#bytes[at]! - code.STRING_START
    if (length < 0 || length >= code.STRING_COUNT || at + 1 + length > this.#end) return -1
    const slot = keyAfter(previous, this.#bytes, at + 1, length)
    if (slot < 0) return -1
    if (++this.#items > this.#maxItems) throw this.#tooLarge('values', this.#maxItems)
    this.position = at + 1 + length
    return slot
  }

  /** Goes on with a dict in which a key turned up that is not text. `left` counts from that key's pair. */
  #map(sofar: WireDict, firstKey: WireValue, left: number): Map<WireValue, WireValue> {
    const map = new Map<WireValue, WireValue>(Object.entries(sofar))
    map.set(firstKey, this.value())
    for (let rest = left - 1; left < 0 ? !this.#ended() : rest > 0; rest--) {
      if (map.size >= this.#maxKeys) throw this.#tooLarge('keys', this.#maxKeys)
      const key = this.value()
      map.set(key, this.value())
    }
    return map
  }

  #truncated(): Fault {
    return this.malformed('The message ends in the middle of a value')
  }

  /** One message that makes no sense is left out; only the log hears of it. */
  malformed(message: string): Fault {
    const text = `${message} (byte ${this.position} of ${this.#end}).`
    return new Fault('protocol', say('log.only', { text }), {
      details: { position: this.position, length: this.#end },
    })
  }

  #tooLarge(what: 'values' | 'keys' | 'bytes' | 'levels', limit: number): Fault {
    return new Fault('too-large', say(`deluge.too-many.${what}`, { number: limit }), { details: { what, limit } })
  }
}
