import { deflateSync, inflateSync } from 'node:zlib'
import { turn } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import { say } from '../../../preload/words/sentences.ts'
import { pause, type Pause, withoutPauses } from '../../lib/turns.ts'
import { Inflation, tooLarge } from './inflation.ts'
import { defaultLimits, type FrameLimits } from './limits.ts'
import { encode, type WireInput } from './rencode.ts'

/** The only protocol version that 2.x daemons know. */
export const PROTOCOL_VERSION = 1
/** Version byte and big-endian u32 body length. */
export const HEADER_BYTES = 5

const START_BYTES = 4096
/** A buffer that grew beyond this is given back when it is empty. */
const KEPT_BYTES = 64 * 1024

/** One message as a 2.x frame: version, length, zlib stream of its rencode form. */
export function writeFrame(message: WireInput): Uint8Array {
  return frameOf(encode(message))
}

/** A rencode body as a 2.x frame. */
export function frameOf(body: Uint8Array): Uint8Array {
  const deflated = deflateSync(body)
  const frame = Buffer.allocUnsafe(HEADER_BYTES + deflated.length)
  frame[0] = PROTOCOL_VERSION
  frame.writeUInt32BE(deflated.length, 1)
  frame.set(deflated, HEADER_BYTES)
  return frame
}

/** What else the first bytes of a peer look like. */
export type Speaks = 'http' | 'tls' | 'deluge-1.3' | 'text' | 'unknown'

/**
 * Guesses what a peer speaks that does not speak 2.x frames. Deluge's web UI over https answers a frame with
 * "HTTP/1.1 400 Bad Request"; a 1.3 peer begins with a bare zlib stream (first byte 78).
 */
export function guessProtocol(bytes: Uint8Array): Speaks {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1')
  if (/^(HTTP\/|GET |POST |HEAD |PUT |OPTIONS |CONNECT |<!doctype|<html)/i.test(start)) return 'http'
  if (/^[\x14-\x17]\x03[\0-\x04]/.test(start)) return 'tls'
  if (/^x[\x01\x5e\x9c\xda]/.test(start)) return 'deluge-1.3'
  if (/^[\x20-\x7e\r\n\t]+$/.test(start) && start.length > 2) return 'text'
  return 'unknown'
}

/** Cuts a byte stream into the inflated bodies of 2.x frames, however the stream is split or joined. */
export class FrameReader {
  limits: FrameLimits
  #buffer: Buffer = Buffer.alloc(0)
  #start = 0
  #end = 0
  #framesSeen = 0

  constructor(limits: FrameLimits = defaultLimits) {
    this.limits = limits
  }

  /** Bytes received that do not make a whole frame yet. */
  get pendingBytes(): number {
    return this.#end - this.#start
  }

  /** Keeps the bytes; steps() or drain() works through them. */
  feed(chunk: Uint8Array): void {
    this.#append(chunk)
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
   * Inflates frame by frame as it is asked, with pauses.
   * @throws Fault (from the iterator) 'not-a-daemon' or 'incompatible' when the first bytes belong to another protocol
   * (details.speaks), 'protocol' for a wrong version byte or a body that does not inflate, 'too-large' beyond the limits.
   * After a faulty body the next frame can be asked for; after a faulty header what was received is dropped, as real
   * daemons do.
   */
  *steps(): Generator<Uint8Array | Pause> {
    let doneBytes = 0
    for (;;) {
      const frame = this.#nextFrame()
      if (!frame) return
      const body = this.#inflate(frame) ?? (yield* this.#inflateInTurns(frame))
      yield body
      doneBytes += body.byteLength
      if (doneBytes < turn.bytes) continue
      doneBytes = 0
      yield pause
    }
  }

  #append(chunk: Uint8Array): void {
    const pending = this.#end - this.#start
    if (this.#end + chunk.byteLength > this.#buffer.length) {
      // Doubling keeps the copying linear in what was received, whatever length a header announces.
      const capacity = Math.max(START_BYTES, pending * 2, pending + chunk.byteLength)
      const grown = capacity > this.#buffer.length ? Buffer.allocUnsafe(capacity) : this.#buffer
      this.#buffer.copy(grown, 0, this.#start, this.#end)
      this.#buffer = grown
      this.#start = 0
      this.#end = pending
    }
    this.#buffer.set(chunk, this.#end)
    this.#end += chunk.byteLength
  }

  /** The next whole frame's compressed body, or nothing yet. Valid until more is pushed. */
  #nextFrame(): Buffer | undefined {
    const pending = this.#end - this.#start
    if (pending === 0) {
      this.#reset()
      return undefined
    }
    if (this.#buffer[this.#start] !== PROTOCOL_VERSION) throw this.#wrongVersion()
    if (pending < HEADER_BYTES) return undefined
    const length = this.#buffer.readUInt32BE(this.#start + 1)
    if (length > this.limits.maxFrameBytes) {
      this.#reset()
      throw tooLarge(say('sent.frame', { number: length }), this.limits.maxFrameBytes)
    }
    if (pending < HEADER_BYTES + length) return undefined
    const from = this.#start + HEADER_BYTES
    this.#start = from + length
    this.#framesSeen++
    return this.#buffer.subarray(from, this.#start)
  }

  /**
   * Synchronous on purpose: a slice of 500 torrents inflates in well under a millisecond, which is less than a
   * trip through the thread pool, and order is kept for free. null = it is too big for one turn.
   */
  #inflate(body: Buffer): Uint8Array | null {
    if (body.length > turn.bytes) return null
    const most = Math.min(this.limits.maxInflatedBytes, turn.bytes)
    try {
      return inflateSync(body, { maxOutputLength: most, chunkSize: chunkFor(body.length) })
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw unreadable(cause)
      if (most === this.limits.maxInflatedBytes) throw tooLarge(say('sent.message'), most, cause)
      return null
    }
  }

  /** Whatever is sent behind the stream inside of the frame is passed over, as in daemons. */
  *#inflateInTurns(body: Buffer): Generator<Pause, Uint8Array> {
    // What comes meanwhile must not overwrite it.
    this.#keepApart()
    const inflation = new Inflation(() => this.limits)
    try {
      yield* inflation.take(body)
    } catch (error) {
      throw error instanceof Fault ? error : unreadable(error)
    }
    if (!inflation.ended) throw unreadable(undefined)
    return yield* inflation.joined()
  }

  /** The rest in a buffer of its own: the present one belongs to the frame that was cut out last. */
  #keepApart(): void {
    this.#buffer = Buffer.from(this.#buffer.subarray(this.#start, this.#end))
    this.#end -= this.#start
    this.#start = 0
  }

  #wrongVersion(): Fault {
    const received = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + 16))
    const speaks = guessProtocol(received)
    const details = { received: received.toString('hex'), speaks }
    const first = this.#framesSeen === 0
    this.#reset()
    if (first && speaks === 'deluge-1.3') {
      return new Fault('incompatible', say('deluge.speaks-1.3'), { details })
    }
    if (first && speaks === 'http') {
      return new Fault('not-a-daemon', say('deluge.speaks-http'), { details })
    }
    if (first) return new Fault('not-a-daemon', say('deluge.speaks-else'), { details })
    return new Fault('protocol', say('deluge.frame'), { details })
  }

  #reset(): void {
    this.#start = 0
    this.#end = 0
    if (this.#buffer.length > KEPT_BYTES) this.#buffer = Buffer.alloc(0)
  }
}

/** Status answers inflate about sixfold: output chunks near the final size save joining them. */
function chunkFor(compressedBytes: number): number {
  return Math.min(Math.max(compressedBytes * 8, 4096), 1024 * 1024)
}

function unreadable(cause: unknown): Fault {
  return new Fault('protocol', say('sent.uninflatable'), { cause })
}
