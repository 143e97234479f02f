import { Inflate } from 'pako'
import { turn } from '../../lib/bounds.ts'
import { pause, type Pause } from '../../lib/turns.ts'
import type { FrameLimits } from './limits.ts'
import { Fault } from '../../lib/fault.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'

/** Inflated bytes that come in one piece: most messages are one. */
const PIECE_BYTES = 16 * 1024
/** Bytes of a message's beginning that are kept to say what it was. */
const HEAD_BYTES = 16

/**
 * One zlib stream on its way, bit by bit. pako tells where it ends, also in the middle of a chunk, and can be left
 * between two bits, as node:zlib cannot be.
 */
export class Inflation extends Inflate {
  takenBytes = 0
  readonly #limits: () => FrameLimits
  #pieces: Uint8Array[] = []
  #inflatedBytes = 0
  #pausedAt = 0
  #head: Buffer = Buffer.alloc(0)
  #restBytes = (): number => 0

  constructor(limits: () => FrameLimits) {
    // Fifteen bits of window exactly: without them pako takes gzip, too.
    super({ windowBits: 15, chunkSize: PIECE_BYTES })
    this.#limits = limits
  }

  /** How the stream begins. */
  get head(): Buffer {
    return this.#head
  }

  /**
   * Inflates what belongs to this stream and gives back what follows it.
   * @throws Fault 'too-large', or an Error when the bytes are no zlib stream
   */
  *take(chunk: Uint8Array): Generator<Pause, Uint8Array> {
    if (this.#head.length < HEAD_BYTES) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES - this.#head.length)])
    }
    let at = 0
    while (at < chunk.byteLength && !this.ended) {
      const bit = chunk.subarray(at, at + turn.compressedBytes)
      this.push(bit, false)
      if (this.err !== 0) throw new Error(this.msg)
      const taken = bit.byteLength - (this.ended ? this.#restBytes() : 0)
      at += taken
      this.takenBytes += taken
      // A stream may go on for ever without anything coming out of it.
      const { maxFrameBytes } = this.#limits()
      if (this.takenBytes > maxFrameBytes) throw tooLarge(say('sent.endless'), maxFrameBytes)
      if (this.#isDue()) yield pause
    }
    return chunk.subarray(at)
  }

  /** Everything that came out, in one piece. */
  *joined(): Generator<Pause, Uint8Array> {
    const [only] = this.#pieces
    if (only && this.#pieces.length === 1) return only
    const whole = Buffer.allocUnsafeSlow(this.#inflatedBytes)
    let at = 0
    for (const piece of this.#pieces) {
      whole.set(piece, at)
      at += piece.byteLength
      // Copying is ten times as quick as inflating.
      if (at % (turn.bytes * 8) < piece.byteLength) yield pause
    }
    this.#pieces = []
    return whole
  }

  override onStart(stream: Parameters<Inflate['onStart']>[0]): void {
    this.#restBytes = () => stream.avail_in
  }

  /** Called for every full piece and for the last one: a bomb ends here. */
  override onData(piece: Uint8Array<ArrayBuffer>): void {
    this.#inflatedBytes += piece.byteLength
    const { maxInflatedBytes } = this.#limits()
    if (this.#inflatedBytes > maxInflatedBytes) throw tooLarge(say('sent.message'), maxInflatedBytes)
    this.#pieces.push(piece)
  }

  /** Whether a turn's worth of bytes went in or came out. */
  #isDue(): boolean {
    if (this.#inflatedBytes + this.takenBytes - this.#pausedAt < turn.bytes) return false
    this.#pausedAt = this.#inflatedBytes + this.takenBytes
    return true
  }
}

/** More than `limit` bytes of something, as a fault of either dialect. */
export function tooLarge(what: Says, limit: number, cause?: unknown): Fault {
  return new Fault('too-large', say('sent.too-much', { what, number: limit }), {
    details: { limit },
    cause,
  })
}
