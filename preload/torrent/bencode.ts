/*
 * Bencoding, which torrent files are written in. A value is read where it lies: nothing is copied, and each value knows
 * its exact bytes, over which an info-hash is made. The bounds are those of libtorrent, so what it reads is read here.
 */

/** Lists and dicts inside each other. */
export const mostDepth = 100
/** Values of one file, keys included. */
export const mostValues = 3_000_000

/** Why bytes are no bencoded value: they end too early, hold what is none, or more of it than is ever needed. */
export type BencodeProblem = 'cut-short' | 'no-value' | 'too-deep' | 'too-many'

export type BencodeRead = { ok: true; value: BencodeValue } | { ok: false; problem: BencodeProblem }

/** Values in the order in which they begin; what is inside a list or dict follows it directly. */
interface Tape {
  readonly bytes: Uint8Array
  /** Offset of the first byte. */
  readonly starts: number[]
  /** Offset behind the last byte. */
  readonly ends: number[]
  /** Index of the first value that is neither this one nor inside it. */
  readonly nexts: number[]
}

const [signI, signL, signD, signE, signColon, signMinus] = [0x69, 0x6c, 0x64, 0x65, 0x3a, 0x2d]
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39
/** Of integers (64 bits) and of lengths: longer ones are nonsense. */
const mostDigits = 20

/**
 * Reads the bencoded value that bytes begin with; what follows it is not looked at, as in libtorrent. Never throws.
 * The value lives in the bytes: they must not change while it is used.
 */
export function readBencode(bytes: Uint8Array): BencodeRead {
  const reader = new Reader(bytes)
  try {
    reader.readValue(1)
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problem: error.problem }
    throw error
  }
  return { ok: true, value: new BencodeValue(reader.tape, 0) }
}

/** Whether bytes begin and end as a bencoded dict does: a glance, for those who leave the reading to others. */
export function looksLikeDict(bytes: Uint8Array): boolean {
  return bytes[0] === signD && bytes.at(-1) === signE
}

/** A value of bencoded bytes. Asked for what it is not, it answers null or nothing. */
export class BencodeValue {
  readonly #tape: Tape
  readonly #index: number

  /** Values come from readBencode. */
  constructor(tape: Tape, index: number) {
    this.#tape = tape
    this.#index = index
  }

  /** Exactly the bytes that it is written in; a view, no copy. */
  get bytes(): Uint8Array {
    return this.#tape.bytes.subarray(this.#start, this.#end)
  }

  get isDict(): boolean {
    return this.#sign === signD
  }

  get isList(): boolean {
    return this.#sign === signL
  }

  /** null for what is no integer, and for one that JavaScript cannot count exactly (beyond 2^53). */
  get integer(): number | null {
    if (this.#sign !== signI) return null
    const number = Number(asciiOf(this.#tape.bytes, this.#start + 1, this.#end - 1))
    // -0 is 0.
    return Number.isSafeInteger(number) ? number + 0 : null
  }

  /** A string's bytes (bencoding knows no text); a view, no copy. */
  get string(): Uint8Array | null {
    if (!isDigit(this.#sign)) return null
    return this.#tape.bytes.subarray(this.#tape.bytes.indexOf(signColon, this.#start) + 1, this.#end)
  }

  /** The values of a list. */
  *items(): Generator<BencodeValue> {
    if (this.isList) yield* this.#inside()
  }

  /** The keys of a dict, as bytes, with their values. */
  *entries(): Generator<[key: Uint8Array, value: BencodeValue]> {
    if (!this.isDict) return
    let key: Uint8Array | null = null
    for (const value of this.#inside()) {
      if (key === null) {
        key = value.string
      } else {
        yield [key, value]
        key = null
      }
    }
  }

  /** A dict's value under a key of ASCII letters; the first one, should the key stand there twice. */
  get(key: string): BencodeValue | null {
    if (!this.isDict) return null
    const { nexts } = this.#tape
    const written = `${key.length}:${key}`
    const next = nexts[this.#index] ?? 0
    // Not by way of entries(): a dict may have a million keys, and is asked for a dozen.
    for (let index = this.#index + 1; index < next;) {
      const value = nexts[index] ?? next
      if (this.#isWritten(index, written)) return new BencodeValue(this.#tape, value)
      index = nexts[value] ?? next
    }
    return null
  }

  #isWritten(index: number, ascii: string): boolean {
    const { bytes, starts, ends } = this.#tape
    const start = starts[index] ?? 0
    if ((ends[index] ?? 0) - start !== ascii.length) return false
    for (let at = 0; at < ascii.length; at += 1) {
      if (bytes[start + at] !== ascii.charCodeAt(at)) return false
    }
    return true
  }

  *#inside(): Generator<BencodeValue> {
    const next = this.#tape.nexts[this.#index] ?? 0
    for (let index = this.#index + 1; index < next; index = this.#tape.nexts[index] ?? next) {
      yield new BencodeValue(this.#tape, index)
    }
  }

  get #start(): number {
    return this.#tape.starts[this.#index] ?? 0
  }

  get #end(): number {
    return this.#tape.ends[this.#index] ?? 0
  }

  get #sign(): number | undefined {
    return this.#tape.bytes[this.#start]
  }
}

function asciiOf(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

/** How the reader gets out of the depths; nobody else sees it. */
class Stop extends Error {
  readonly problem: BencodeProblem

  constructor(problem: BencodeProblem) {
    super(problem)
    this.problem = problem
  }
}

class Reader {
  readonly tape: Tape
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.tape = { bytes, starts: [], ends: [], nexts: [] }
  }

  /** @throws Stop */
  readValue(depth: number): void {
    const { starts, ends, nexts } = this.tape
    const index = starts.length
    if (index >= mostValues) throw new Stop('too-many')
    starts.push(this.#at)
    ends.push(0)
    nexts.push(0)
    const sign = this.#bytes[this.#at]
    if (sign === signI) this.#skipInteger()
    else if (sign === signL || sign === signD) this.#readInside(sign === signD, depth)
    else this.#skipString()
    ends[index] = this.#at
    nexts[index] = starts.length
  }

  #readInside(isDict: boolean, depth: number): void {
    if (depth > mostDepth) throw new Stop('too-deep')
    this.#at += 1
    while (this.#bytes[this.#at] !== signE) {
      if (isDict) {
        this.#mustBeString()
        this.readValue(depth + 1)
      }
      this.readValue(depth + 1)
    }
    this.#at += 1
  }

  #skipInteger(): void {
    this.#at += this.#bytes[this.#at + 1] === signMinus ? 2 : 1
    this.#skipDigits(signE)
  }

  #skipString(): void {
    this.#mustBeString()
    const from = this.#at
    this.#skipDigits(signColon)
    this.#at += Number(asciiOf(this.#bytes, from, this.#at - 1))
    if (this.#at > this.#bytes.length) throw new Stop('cut-short')
  }

  #mustBeString(): void {
    if (this.#at >= this.#bytes.length) throw new Stop('cut-short')
    if (!isDigit(this.#bytes[this.#at])) throw new Stop('no-value')
  }

  /** One digit or more, and the sign behind them. */
  #skipDigits(end: number): void {
    const from = this.#at
    while (isDigit(this.#bytes[this.#at])) this.#at += 1
    if (this.#at >= this.#bytes.length) throw new Stop('cut-short')
    const digits = this.#at - from
    if (this.#bytes[this.#at] !== end || digits === 0 || digits > mostDigits) throw new Stop('no-value')
    this.#at += 1
  }
}

/** What bencoding can say; text is written as UTF-8. */
export type Bencodable = string | number | Uint8Array | readonly Bencodable[] | { readonly [key: string]: Bencodable }

/**
 * A value in bencoding, keys in the order of their bytes.
 * @throws RangeError for a number that is not a whole one, or too large to be exact
 */
export function writeBencode(value: Bencodable): Uint8Array<ArrayBuffer> {
  const parts = [...partsOf(value)]
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const utf8 = new TextEncoder()

function* partsOf(value: Bencodable): Generator<Uint8Array> {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Bencoding has no number like ${value}.`)
    yield utf8.encode(`i${value}e`)
  } else if (typeof value === 'string' || value instanceof Uint8Array) {
    const bytes = typeof value === 'string' ? utf8.encode(value) : value
    yield utf8.encode(`${bytes.length}:`)
    yield bytes
  } else if (Array.isArray(value)) {
    yield utf8.encode('l')
    for (const item of value as readonly Bencodable[]) yield* partsOf(item)
    yield utf8.encode('e')
  } else {
    yield utf8.encode('d')
    const entries = Object.entries(value).map(([key, item]) => ({ key: utf8.encode(key), item }))
    for (const { key, item } of entries.sort((a, b) => compareBytes(a.key, b.key))) {
      yield* partsOf(key)
      yield* partsOf(item)
    }
    yield utf8.encode('e')
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const differs = a.findIndex((byte, at) => byte !== b[at])
  return differs < 0 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1)
}
