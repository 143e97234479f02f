import { isUtf8 } from 'node:buffer'

/** Keys up to this many bytes are kept (the longest status key has 28). */
const KEY_BYTES = 32
/** Values up to this many bytes are kept: states, owners, folders and tracker addresses repeat in every torrent. */
const VALUE_BYTES = 64
/** Info-hashes in hex: they come back in every answer, as keys and as values. */
const HASH_BYTES = 40
const SLOTS = 2048
const HASH_SLOTS = 8_192
const MOST_HASH_SLOTS = 131_072
/** Places where one key may be kept: without a choice, two keys of one dict could keep pushing each other out. */
const KEY_WAYS = 4
/** New keys taken in from one body: an honest one has some hundreds, a hostile one may have a million. */
const NEW_KEYS = 1024
/** Predictors for the first key of a dict: one per nesting level. */
const LEVELS = 64

/**
 * ASCII texts that were seen lately, found by their bytes, so that equal texts of 10,000 torrents are one string made
 * once. A place is overwritten by the next text that falls on it: the table never grows beyond its bound, whatever a
 * daemon sends.
 */
class TextTable {
  #texts: string[] = []
  #lengths = new Uint8Array()
  #bytes = new Uint8Array()
  #slots: number
  readonly #mostSlots: number
  readonly #width: number
  readonly #ways: number
  /** Texts that were taken in since it has this size. */
  #taken = 0
  /** Which of its places the next new text takes. */
  #turn = 0

  constructor(slots: number, width: number, ways: number, mostSlots = slots) {
    this.#slots = slots
    this.#mostSlots = mostSlots
    this.#width = width
    this.#ways = ways
  }

  text(slot: number): string {
    return this.#texts[slot]!
  }

  holds(slot: number, from: Uint8Array, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length) return false
    const kept = this.#bytes
    const base = slot * this.#width
    for (let i = 0; i < length; i++) if (kept[base + i] !== from[start + i]) return false
    return true
  }

  /** The slot that keeps these bytes, or -1. */
  find(hash: number, from: Buffer, start: number, length: number): number {
    const home = hash & (this.#slots - 1)
    for (let way = 0; way < this.#ways; way++) if (this.holds(home ^ way, from, start, length)) return home ^ way
    return -1
  }

  /** Keeps these bytes and returns their slot; -1 if they are not ASCII. */
  add(hash: number, from: Buffer, start: number, length: number): number {
    if (!isAscii(from, start, start + length)) return -1
    if (this.#texts.length === 0) this.#allocate()
    else if (++this.#taken > this.#slots && this.#slots < this.#mostSlots) this.#grow()
    this.#turn = (this.#turn + 1) & (this.#ways - 1)
    const slot = (hash & (this.#slots - 1)) ^ this.#turn
    const text = from.toString('latin1', start, start + length)
    // As the name of a property a string is the engine's own copy, which later stores find without a look-up.
    this.#texts[slot] = this.#ways > 1 ? Object.keys({ [text]: 0 })[0]! : text
    this.#lengths[slot] = length
    const base = slot * this.#width
    for (let i = 0; i < length; i++) this.#bytes[base + i] = from[start + i]!
    return slot
  }

  /** Begins anew with twice the room: what is still in use comes back with the next answers. */
  #grow(): void {
    this.#slots *= 2
    this.#taken = 0
    this.#allocate()
  }

  #allocate(): void {
    this.#texts = new Array<string>(this.#slots).fill('')
    this.#lengths = new Uint8Array(this.#slots)
    this.#bytes = new Uint8Array(this.#slots * this.#width)
  }
}

const keys = new TextTable(SLOTS, KEY_BYTES, KEY_WAYS)
const values = new TextTable(SLOTS, VALUE_BYTES, 1)
const infoHashes = new TextTable(HASH_SLOTS, HASH_BYTES, KEY_WAYS, MOST_HASH_SLOTS)
/** Slot of the key that followed this slot's key last time; behind the slots, the first key of each level. */
const following = new Uint16Array(SLOTS + LEVELS)

let newKeysLeft = NEW_KEYS

/** To be called before each body. */
export function beginTexts(): void {
  newKeysLeft = NEW_KEYS
}

/** Hash over every byte: keys of one dict share beginnings and ends. */
function hashAll(from: Uint8Array, start: number, length: number): number {
  let hash = length
  for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + from[start + i]!) | 0
  return hash ^ (hash >>> 11)
}

/** Hash over a few bytes: a clash only costs making the string anew. */
function hashSome(from: Uint8Array, start: number, length: number): number {
  const last = start + length - 1
  const middle = from[start + (length >> 1)]! * 31 + from[start + (length >> 2)]! * 7
  return Math.imul(from[start]! * 961 + from[last]! * 131 + middle + length * 17, 0x9e3779b1) >>> 20
}

/** Info-hashes are random: their first eight digits will do. */
function hashStart(from: Uint8Array, start: number): number {
  let hash = 0
  for (let i = 0; i < 8; i++) hash = (Math.imul(hash, 31) + from[start + i]!) | 0
  return Math.imul(hash, 0x9e3779b1) >>> 15
}

function isAscii(from: Uint8Array, start: number, stop: number): boolean {
  let all = 0
  for (let i = start; i < stop; i++) all |= from[i]!
  return all < 128
}

/** Where key prediction begins in a dict at this nesting level. */
export function firstKey(level: number): number {
  return SLOTS + (level & (LEVELS - 1))
}

/**
 * Slot of a dict key that follows the key in slot `previous`, or -1 for a key that is not kept. Dicts of one kind list
 * their keys in one order, so the prediction nearly always holds and saves the hash.
 */
export function keyAfter(previous: number, from: Buffer, start: number, length: number): number {
  const predicted = following[previous]!
  if (keys.holds(predicted, from, start, length)) return predicted
  if (length > KEY_BYTES || length === 0) return -1
  const hash = hashAll(from, start, length)
  let slot = keys.find(hash, from, start, length)
  if (slot < 0 && newKeysLeft-- > 0) slot = keys.add(hash, from, start, length)
  if (slot >= 0) following[previous] = slot
  return slot
}

/** The text of a slot from keyAfter. */
export function keyText(slot: number): string {
  return keys.text(slot)
}

/** A string; bytes (a copy) when it is not UTF-8. */
export function readText(from: Buffer, start: number, length: number): string | Uint8Array {
  if (length === 0) return ''
  if (length > VALUE_BYTES) return readLongText(from, start, length)
  if (length === HASH_BYTES) return readKept(infoHashes, hashStart(from, start), from, start, length)
  return readKept(values, hashSome(from, start, length), from, start, length)
}

function readKept(table: TextTable, hash: number, from: Buffer, start: number, length: number): string | Uint8Array {
  let slot = table.find(hash, from, start, length)
  if (slot < 0) slot = table.add(hash, from, start, length)
  return slot < 0 ? readLongText(from, start, length) : table.text(slot)
}

function readLongText(from: Buffer, start: number, length: number): string | Uint8Array {
  const stop = start + length
  const text = from.toString('utf8', start, stop)
  // Replacement characters are made for invalid bytes, but a text may also hold real ones.
  if (text.includes('\ufffd') && !isUtf8(from.subarray(start, stop))) return new Uint8Array(from.subarray(start, stop))
  return text
}
