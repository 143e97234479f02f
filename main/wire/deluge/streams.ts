import { deflateSync } from 'node:zlib'
import { Inflate } from 'pako'
import { Fault } from '../../lib/fault.ts'
import { defaultLimits, type FrameLimits } from './limits.ts'
import { encode, type WireInput } from './rencode.ts'
import { guessProtocol, tooLarge } from './frames.ts'

/** Most plaintext of one TLS record. A daemon of 1.3 looks at what it has after each record. */
const RECORD_BYTES = 16_384
/** Checksum (4), the end of the last block, and room to spare. */
const RISKY_TAIL_BYTES = 16
/** zlib's usual level first. The last one stores, so that its length has nothing to do with that of the others. */
const LEVELS = [6, 9, 1, 0] as const
/** Inflated bytes that come in one piece: most messages are one. */
const PIECE_BYTES = 16 * 1024
/** Bytes of a message's beginning that are kept to say what it was. */
const HEAD_BYTES = 16

/** One message as Deluge 1.3 sends and takes it: a zlib stream of its rencode form, with nothing around it. */
export function writeStream(message: WireInput): Uint8Array {
  return streamOf(encode(message))
}

/**
 * A rencode body as a stream that 1.3 reads whole. 1.3 tries after every read whether the value is complete, without
 * waiting for the stream's checksum [src 1.3.15]: a checksum that comes alone in the next TLS record is taken for the
 * beginning of another message and stays in the buffer for ever, and the connection is deaf from then on. So a
 * message whose last record would hold little more than that is compressed at another level.
 */
export function streamOf(body: Uint8Array): Uint8Array {
  const streams = LEVELS.values().map((level) => deflateSync(body, { level }))
  return streams.find((stream) => !hasRiskyTail(stream.length)) ?? deflateSync(body)
}

function hasRiskyTail(length: number): boolean {
  return length > RECORD_BYTES && (length - 1) % RECORD_BYTES < RISKY_TAIL_BYTES
}

/** Cuts a byte stream into the inflated bodies of bare zlib streams, however it is split or joined. */
export class StreamReader {
  limits: FrameLimits
  #chunks: Uint8Array[] = []
  #message: Inflation | undefined
  #messagesSeen = 0

  constructor(limits: FrameLimits = defaultLimits) {
    this.limits = limits
  }

  /** Compressed bytes received of a message that is not complete yet. */
  get pendingBytes(): number {
    return (this.#message?.takenBytes ?? 0) + this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  }

  /**
   * Keeps the bytes at once; the iterator inflates message by message as it is asked.
   * @throws Fault (from the iterator) 'not-a-daemon' when the first bytes belong to another protocol (details.speaks),
   * 'protocol' with details.received when the bytes are no zlib stream, 'too-large' beyond the limits. Nothing tells
   * where the next message begins then, so what was received is dropped.
   */
  push(chunk: Uint8Array): Iterable<Uint8Array> {
    if (chunk.byteLength > 0) this.#chunks.push(chunk)
    return this.drain()
  }

  *drain(): Iterable<Uint8Array> {
    for (;;) {
      const body = this.#next()
      if (!body) return
      yield body
    }
  }

  /** The next whole message's body, or nothing yet. */
  #next(): Uint8Array | undefined {
    for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
      const message = (this.#message ??= new Inflation())
      const rest = this.#inflate(message, chunk)
      if (rest.byteLength > 0) this.#chunks.unshift(rest)
      if (!message.ended) continue
      this.#message = undefined
      this.#messagesSeen++
      return message.result
    }
    return undefined
  }

  #inflate(message: Inflation, chunk: Uint8Array): Uint8Array {
    try {
      return message.take(chunk, this.limits)
    } catch (error) {
      this.#chunks = []
      this.#message = undefined
      if (error instanceof Fault) throw error
      throw this.#explain(message.head)
    }
  }

  #explain(head: Buffer): Fault {
    const speaks = guessProtocol(head)
    const details = { received: head.toString('hex'), speaks }
    if (this.#messagesSeen > 0 || speaks === 'deluge-1.3') {
      return new Fault('protocol', 'A message came that cannot be inflated.', { details })
    }
    if (speaks === 'http') return new Fault('not-a-daemon', 'A web server answered, not a Deluge daemon.', { details })
    return new Fault('not-a-daemon', 'The answer is not that of a Deluge daemon.', { details })
  }
}

/** One zlib stream on its way. pako tells where it ends, also in the middle of a chunk, as node:zlib does not. */
class Inflation extends Inflate {
  takenBytes = 0
  #limits: FrameLimits = defaultLimits
  #inflatedBytes = 0
  #head: Buffer = Buffer.alloc(0)
  #restBytes = (): number => 0

  constructor() {
    // Fifteen bits of window exactly: without them pako takes gzip, too.
    super({ windowBits: 15, chunkSize: PIECE_BYTES })
  }

  /** How the stream begins. */
  get head(): Buffer {
    return this.#head
  }

  /**
   * Inflates what belongs to this stream and gives back what follows it.
   * @throws Fault 'too-large', or an Error when the bytes are no zlib stream
   */
  take(chunk: Uint8Array, limits: FrameLimits): Uint8Array {
    this.#limits = limits
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.length)])
    }
    this.push(chunk, false)
    if (this.err !== 0) throw new Error(this.msg)
    const taken = chunk.byteLength - (this.ended ? this.#restBytes() : 0)
    this.takenBytes += taken
    // A stream may go on for ever without anything coming out of it.
    if (this.takenBytes > limits.maxFrameBytes) throw tooLarge('a message without end', limits.maxFrameBytes)
    return chunk.subarray(taken)
  }

  override onStart(stream: Parameters<Inflate['onStart']>[0]): void {
    this.#restBytes = () => stream.avail_in
  }

  /** Called for every full piece and for the last one: a bomb ends here. */
  override onData(piece: Uint8Array<ArrayBuffer>): void {
    this.#inflatedBytes += piece.byteLength
    const { maxInflatedBytes } = this.#limits
    if (this.#inflatedBytes > maxInflatedBytes) throw tooLarge('a message', maxInflatedBytes)
    super.onData(piece)
  }
}
