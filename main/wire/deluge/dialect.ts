import { decode, type WireInput, type WireValue } from './rencode.ts'
import { defaultLimits, type FrameLimits } from './limits.ts'
import { FrameReader, writeFrame } from './frames.ts'
import { StreamReader, writeStream } from './streams.ts'

/** Turns a byte stream back into messages. */
export interface MessageReader {
  /** Bound for what comes from now on (small before login, generous after it). */
  limits: FrameLimits
  /**
   * Takes bytes in any split and yields the messages that are complete.
   * @throws Fault from the iterator; a 'protocol' fault of one body leaves the reader usable for what follows
   */
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
  push(chunk: Uint8Array): Iterable<Uint8Array>
  drain(): Iterable<Uint8Array>
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

  push(chunk: Uint8Array): Iterable<WireValue> {
    return this.decoded(this.#bodies.push(chunk))
  }

  drain(): Iterable<WireValue> {
    return this.decoded(this.#bodies.drain())
  }

  private *decoded(bodies: Iterable<Uint8Array>): Iterable<WireValue> {
    for (const body of bodies) yield decode(body, this.limits)
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
