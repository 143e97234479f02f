import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { turn, xmlMessage } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import { nextTurn, pause, type Pause, type Turns } from '../../lib/turns.ts'
import { textBetween } from './texts.ts'
import { faultIn, type XmlMessage, type XmlStruct, type XmlValue } from './values.ts'

/** How much one message may hold. */
export interface XmlLimits {
  /** Lists and structs inside each other. */
  maxDepth: number
  /** Values of a message, names of members included. */
  maxItems: number
  /** Bytes of one text as it is written. */
  maxStringBytes: number
}

type Container = { array: XmlValue[] } | { struct: XmlStruct; name: string | undefined }

const lessThan = 0x3c
const greaterThan = 0x3e
const space = 0x20
const slash = 0x2f
/** The longest tag of XML-RPC has 18 letters; the declaration at the beginning has some 40. */
const longestTag = 256

/** A number for the letters of a tag so far: most of an answer is tags, and a text for each would cost most of the time. */
function marked(mark: number, byte: number): number {
  return (Math.imul(mark, 31) + byte) | 0
}

const scalars = ['string', 'i8', 'i4', 'int', 'i2', 'i1', 'boolean', 'double', 'base64', 'dateTime.iso8601']
const holders = ['value', 'array', 'struct', 'name', 'fault', 'methodName', 'methodResponse', 'methodCall']
const empty = ['value/', 'string/', 'base64/', 'nil/', 'array/', 'struct/']

/** The tags that matter, by their numbers. */
const tags = new Map(
  [...scalars, ...holders]
    .flatMap((tag) => [tag, `/${tag}`])
    .concat(empty)
    .map((tag) => [markOf(tag), tag]),
)

function markOf(tag: string): number {
  return [...Buffer.from(tag)].reduce(marked, 0)
}

/** An integer of up to 15 digits, read without making a text of it; null = it is something else. */
function smallInteger(bytes: Uint8Array, start: number, end: number): number | null {
  const isNegative = bytes[start] === 0x2d
  const first = isNegative ? start + 1 : start
  if (end - first < 1 || end - first > 15) return null
  let value = 0
  for (let at = first; at < end; at += 1) {
    const digit = bytes[at]! - 0x30
    if (digit < 0 || digit > 9) return null
    value = value * 10 + digit
  }
  return isNegative && value !== 0 ? -value : value
}

/**
 * Reads a message. No library: those that are strict lose a list of thousands because of one control character in one
 * name, which daemons send as it is.
 * @throws Fault 'protocol' for what is no XML-RPC, 'too-large' beyond the limits
 */
export function readMessage(bytes: Uint8Array, limits: XmlLimits = xmlMessage): XmlMessage {
  const work = new Reader(bytes, limits).message()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** The same; of a long one so much in each turn that nobody else waits for it. */
export async function readMessageInTurns(
  bytes: Uint8Array,
  turns: Turns,
  limits: XmlLimits = xmlMessage,
): Promise<XmlMessage> {
  const work = new Reader(bytes, limits).message()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await nextTurn(turns)
  }
}

/**
 * Goes from tag to tag. Tags that only hold others together (params, data, member) are not counted on: what matters is
 * which value stands in which list or struct, and that the message has its end.
 */
class Reader {
  readonly #bytes: Buffer
  readonly #limits: XmlLimits
  #at = 0
  #items = 0
  #method: string | undefined
  #isFault = false
  #isWhole = false
  readonly #values: XmlValue[] = []
  readonly #open: Container[] = []

  constructor(bytes: Uint8Array, limits: XmlLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#limits = limits
  }

  *message(): Generator<Pause, XmlMessage> {
    let pauseAt = turn.items
    for (let tag = this.#nextTag(); tag !== undefined; tag = this.#nextTag()) {
      this.#take(tag)
      if (this.#items < pauseAt) continue
      pauseAt = this.#items + turn.items
      yield pause
    }
    return this.#whole()
  }

  #whole(): XmlMessage {
    if (!this.#isWhole || this.#open.length > 0) throw this.#malformed(say('xml.no-end'))
    if (this.#method !== undefined) return { kind: 'call', method: this.#method, params: this.#values }
    const value = this.#values[0]
    if (value === undefined) throw this.#malformed(say('xml.no-value'))
    if (!this.#isFault) return { kind: 'answer', value }
    return { kind: 'fault', fault: faultIn(value) ?? { faultCode: 0, faultString: '' } }
  }

  /** The next tag without its attributes; '' = one that does not matter, undefined = there are no more. */
  #nextTag(): string | undefined {
    const bytes = this.#bytes
    let at = this.#at
    while (at < bytes.length && bytes[at] !== lessThan) at += 1
    if (at >= bytes.length) return undefined
    const last = Math.min(bytes.length, at + longestTag)
    let mark = 0
    for (at += 1; at < last && bytes[at] !== greaterThan && bytes[at] !== space; at += 1)
      mark = marked(mark, bytes[at]!)
    const hasMore = bytes[at] === space
    while (at < last && bytes[at] !== greaterThan) at += 1
    if (at >= last) throw this.#malformed(say('xml.no-tag'))
    if (hasMore && bytes[at - 1] === slash) mark = marked(mark, slash)
    this.#at = at + 1
    return tags.get(mark) ?? ''
  }

  #take(tag: string): void {
    switch (tag) {
      case 'value':
        return this.#takeBareText()
      case 'value/':
      case 'string/':
        return this.#put('')
      case 'nil/':
        return this.#put(null)
      case 'base64/':
        return this.#put(new Uint8Array())
      case 'array':
        return this.#begin({ array: [] })
      case 'struct':
        return this.#begin({ struct: Object.create(null) as XmlStruct, name: undefined })
      case '/array':
      case '/struct':
        return this.#end(tag === '/array')
      case 'array/':
      case 'struct/':
        return this.#put(tag === 'array/' ? [] : (Object.create(null) as XmlStruct))
      case 'name':
        return this.#takeName()
      case 'fault':
        this.#isFault = true
        return
      case 'methodName':
        this.#method = this.#text('methodName')
        return
      case '/methodResponse':
      case '/methodCall':
        this.#isWhole = true
        return
      default:
        this.#takeScalar(tag)
    }
  }

  #takeScalar(tag: string): void {
    switch (tag) {
      case 'string':
      case 'dateTime.iso8601':
        return this.#put(this.#text(tag))
      case 'i8':
      case 'i4':
      case 'int':
      case 'i1':
      case 'i2':
        return this.#put(this.#integer(tag))
      case 'boolean':
        return this.#put(this.#word(tag) === '1')
      case 'double':
        return this.#put(this.#double())
      case 'base64':
        return this.#put(new Uint8Array(Buffer.from(this.#text(tag), 'base64')))
    }
  }

  /** A value without a type is a text; in one that has a type, the next thing is its tag. */
  #takeBareText(): void {
    const end = this.#endOfText()
    if (this.#bytes[end + 1] === slash) this.#put(this.#text('value'))
  }

  #endOfText(): number {
    const bytes = this.#bytes
    let end = this.#at
    while (end < bytes.length && bytes[end] !== lessThan) end += 1
    return end
  }

  /** The text up to the tag's end, which must come next. */
  #text(tag: string): string {
    const [start, end] = this.#span(tag)
    return textBetween(this.#bytes, start, end)
  }

  /** Where the text up to the tag's end is. */
  #span(tag: string): [start: number, end: number] {
    const start = this.#at
    const end = this.#endOfText()
    if (this.#nextTag() !== `/${tag}`) throw this.#malformed(say('xml.no-tag'))
    if (end - start > this.#limits.maxStringBytes) {
      throw new Fault('too-large', say('xml.too-many.bytes', { number: this.#limits.maxStringBytes }))
    }
    return [start, end]
  }

  /** A short text without the spaces around it. */
  #word(tag: string): string {
    return this.#text(tag).trim()
  }

  #integer(tag: string): number | bigint {
    const [start, end] = this.#span(tag)
    return smallInteger(this.#bytes, start, end) ?? this.#wideInteger(start, end)
  }

  #wideInteger(start: number, end: number): number | bigint {
    const word = this.#bytes.toString('latin1', start, end).trim()
    if (!/^[+-]?\d{1,20}$/.test(word)) throw this.#malformed(say('xml.no-number'))
    const value = Number(word)
    return Number.isSafeInteger(value) ? value : BigInt(word)
  }

  #double(): number {
    const value = Number(this.#word('double'))
    if (!Number.isFinite(value)) throw this.#malformed(say('xml.no-number'))
    return value
  }

  #takeName(): void {
    const struct = this.#open.at(-1)
    if (!struct || !('struct' in struct)) throw this.#malformed(say('xml.no-tag'))
    this.#count()
    struct.name = this.#text('name')
  }

  #begin(container: Container): void {
    if (this.#open.length >= this.#limits.maxDepth) {
      throw new Fault('too-large', say('xml.too-many.levels', { number: this.#limits.maxDepth }))
    }
    this.#open.push(container)
  }

  #end(isArray: boolean): void {
    const container = this.#open.pop()
    if (!container || 'array' in container !== isArray) throw this.#malformed(say('xml.no-tag'))
    this.#put('array' in container ? container.array : container.struct)
  }

  #put(value: XmlValue): void {
    this.#count()
    const into = this.#open.at(-1)
    if (!into) this.#values.push(value)
    else if ('array' in into) into.array.push(value)
    else if (into.name === undefined) throw this.#malformed(say('xml.no-tag'))
    else {
      into.struct[into.name] = value
      into.name = undefined
    }
  }

  #count(): void {
    this.#items += 1
    if (this.#items <= this.#limits.maxItems) return
    throw new Fault('too-large', say('xml.too-many.values', { number: this.#limits.maxItems }))
  }

  #malformed(why: Says): Fault {
    return new Fault('protocol', say('xml.malformed', { why }), { details: { at: this.#at } })
  }
}
