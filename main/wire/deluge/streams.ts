import { deflateSync } from 'node:zlib'
import { Fault } from '../../lib/fault.ts'
import { say } from '../../../preload/words/sentences.ts'
import { type Pause, withoutPauses } from '../../lib/turns.ts'
import { defaultLimits, type FrameLimits } from './limits.ts'
import { encode, type WireInput } from './rencode.ts'
import { guessProtocol } from './frames.ts'
import { Inflation } from './inflation.ts'

/** Most plaintext of one TLS record. A daemon of 1.3 looks at what it has after each record. */
const RECORD_BYTES = 16_384
/** Checksum (4), the end of the last block, and room to spare. */
const RISKY_TAIL_BYTES = 16
/** zlib's usual level first. The last one stores, so that its length has nothing to do with that of the others. */
const LEVELS = [6, 9, 1, 0] as const
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

  /** Keeps the bytes; steps() or drain() works through them. */
  feed(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) this.#chunks.push(chunk)
  }

  /** As feed() and drain(). */
  push(chunk: Uint8Array): Iterable<Uint8Array> {
    this.feed(chunk)
    return this.drain()
  }

  /** What is complete, at once. @throws as steps() */
  drain(): Iterable<Uint8Array> {
    return withoutPauses(this.steps())
  }

  /**
   * Inflates message by message as it is asked, with pauses.
   * @throws Fault (from the iterator) 'not-a-daemon' when the first bytes belong to another protocol (details.speaks),
   * 'protocol' with details.received when the bytes are no zlib stream, 'too-large' beyond the limits. Nothing tells
   * where the next message begins then, so what was received is dropped.
   */
  *steps(): Generator<Uint8Array | Pause> {
    for (let chunk = this.#chunks.shift(); chunk; chunk = this.#chunks.shift()) {
      const message = (this.#message ??= new Inflation(() => this.limits))
      const rest = yield* this.#inflate(message, chunk)
      if (rest.byteLength > 0) this.#chunks.unshift(rest)
      if (!message.ended) continue
      this.#message = undefined
      this.#messagesSeen++
      yield yield* message.joined()
    }
  }

  *#inflate(message: Inflation, chunk: Uint8Array): Generator<Pause, Uint8Array> {
    try {
      return yield* message.take(chunk)
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
      return new Fault('protocol', say('sent.uninflatable'), { details })
    }
    if (speaks === 'http') return new Fault('not-a-daemon', say('deluge.speaks-http'), { details })
    return new Fault('not-a-daemon', say('deluge.speaks-else'), { details })
  }
}
