import { turn } from '../../lib/bounds.ts'
import { asFault } from '../../lib/fault.ts'
import { pause, type Pause, withoutPauses } from '../../lib/turns.ts'
import { decode, decodeInTurns, type WireInput, type WireValue } from './rencode.ts'
import { defaultLimits, type FrameLimits } from './limits.ts'
import { FrameReader, writeFrame } from './frames.ts'
import { StreamReader, writeStream } from './streams.ts'

/** Turns a byte stream back into messages. */
export interface MessageReader {
  /** Bound for what comes from now on (small before login, generous after it). */
  limits: FrameLimits
  /** Keeps bytes, in any split; steps() works through them. */
  feed(chunk: Uint8Array): void
  /**
   * Yields the messages that are complete, and pauses where a turn's worth of work is done.
   * @throws Fault from the iterator; a 'protocol' fault of one body leaves the reader usable: ask for steps() anew
   */
  steps(): Iterator<WireValue | Pause>
  /** Takes bytes and yields what is complete, without pauses. @throws as steps() */
  push(chunk: Uint8Array): Iterable<WireValue>
  /** Yields what is complete already: to go on after a faulty body. */
  drain(): Iterable<WireValue>
}

/** How one generation of Deluge puts messages on the wire. */
export interface Dialect {
  readonly name: string
  reader(limits?: FrameLimits): MessageReader
  write(message: WireInput): Uint8Array
}

/** What cuts bytes into inflated bodies. */
interface BodyReader {
  limits: FrameLimits
  feed(chunk: Uint8Array): void
  steps(): Iterable<Uint8Array | Pause>
}

class DecodingReader implements MessageReader {
  readonly #bodies: BodyReader

  constructor(bodies: BodyReader) {
    this.#bodies = bodies
  }

  get limits(): FrameLimits {
    return this.#bodies.limits
  }

  set limits(limits: FrameLimits) {
    this.#bodies.limits = limits
  }

  feed(chunk: Uint8Array): void {
    this.#bodies.feed(chunk)
  }

  push(chunk: Uint8Array): Iterable<WireValue> {
    this.feed(chunk)
    return this.drain()
  }

  drain(): Iterable<WireValue> {
    return withoutPauses(this.steps())
  }

  *steps(): Generator<WireValue | Pause> {
    for (const body of this.#bodies.steps()) {
      if (body === pause) yield pause
      else yield this.#atOnce(body) ?? (yield* decodeInTurns(body, this.limits))
    }
  }

  /** Most messages are small and decoded in one go, which takes half the time; undefined = this one is not. */
  #atOnce(body: Uint8Array): WireValue | undefined {
    if (body.byteLength > turn.bytes) return undefined
    const maxItems = Math.min(this.limits.maxItems, turn.itemsAtOnce)
    try {
      return decode(body, { ...this.limits, maxItems })
    } catch (error) {
      if (maxItems < this.limits.maxItems && asFault(error).code === 'too-large') return undefined
      throw error
    }
  }
}

/** Deluge 2.x: version byte, length, zlib body (one and the same on 2.0.3, 2.1.1 and 2.2.0). */
export const framedDialect: Dialect = {
  name: '2.x',
  reader: (limits = defaultLimits) => new DecodingReader(new FrameReader(limits)),
  write: (message) => writeFrame(message),
}

/** Deluge 1.3: zlib streams back to back, without any header [src 1.3.15]. */
export const bareDialect: Dialect = {
  name: '1.3',
  reader: (limits = defaultLimits) => new DecodingReader(new StreamReader(limits)),
  write: (message) => writeStream(message),
}
