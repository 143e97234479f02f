import { decode, type WireInput, type WireValue } from '../rencode.ts'
import { defaultLimits, type FrameLimits } from '../limits.ts'
import { FrameReader, writeFrame } from './frames.ts'

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

/** How one generation of Deluge puts messages on the wire. 1.3 (bare zlib streams) is to become a second one. */
export interface Dialect {
  readonly name: string
  reader(limits?: FrameLimits): MessageReader
  write(message: WireInput): Uint8Array
}

class FramedReader implements MessageReader {
  private readonly frames: FrameReader

  constructor(limits: FrameLimits) {
    this.frames = new FrameReader(limits)
  }

  get limits(): FrameLimits {
    return this.frames.limits
  }

  set limits(limits: FrameLimits) {
    this.frames.limits = limits
  }

  push(chunk: Uint8Array): Iterable<WireValue> {
    return this.decoded(this.frames.push(chunk))
  }

  drain(): Iterable<WireValue> {
    return this.decoded(this.frames.drain())
  }

  private *decoded(bodies: Iterable<Uint8Array>): Iterable<WireValue> {
    for (const body of bodies) yield decode(body, this.limits)
  }
}

/** Deluge 2.x: version byte, length, zlib body (one and the same on 2.0.3, 2.1.1 and 2.2.0). */
export const framedDialect: Dialect = {
  name: '2.x',
  reader: (limits = defaultLimits) => new FramedReader(limits),
  write: (message) => writeFrame(message),
}
