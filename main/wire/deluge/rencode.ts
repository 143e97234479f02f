import type { Pause } from '../../lib/turns.ts'
import { defaultLimits, type DecodeLimits } from './limits.ts'
import { Decoder } from './rencode/decoder.ts'
import { Encoder } from './rencode/encoder.ts'
import { beginTexts } from './rencode/texts.ts'
import type { WireInput, WireValue } from './rencode/values.ts'

export { isDict, WireFloat } from './rencode/values.ts'
export type { WireDict, WireInput, WireValue } from './rencode/values.ts'

export interface EncodeOptions {
  /** Width of numbers with a fraction. Deluge writes and expects 32 (0 of 1208 floats of a full answer were wider). */
  floatBits?: 32 | 64
}

export interface DecodeOptions extends Partial<DecodeLimits> {
  /** Bytes behind the value: an error, or ignored as the reference decoder does (the default). */
  trailing?: 'error' | 'ignore'
}

/** Deepest nesting whatever the options say: decoding recurses, and the stack must never be what stops it. */
const DEEPEST = 1000

/**
 * Writes a value as rencode. Integers take the shortest form, as the reference encoder does.
 * @throws Fault 'invalid' for what has no wire form (undefined, functions, class instances, cycles, integers of more
 * than 63 characters, half surrogate pairs)
 */
export function encode(value: WireInput, options: EncodeOptions = {}): Uint8Array {
  const encoder = new Encoder(options.floatBits ?? 32)
  encoder.value(value)
  return encoder.finish()
}

/**
 * Reads one rencode value. Nothing of the result shares memory with `bytes`.
 * @throws Fault 'protocol' for bytes that are not rencode, 'too-large' for more than the limits allow
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): WireValue {
  beginTexts()
  const decoder = new Decoder(bytes, limitsOf(options))
  const value = decoder.value()
  if (options.trailing === 'error' && decoder.position < bytes.byteLength) {
    throw decoder.malformed('Bytes follow the end of the message')
  }
  return value
}

/** The same value, with pauses in which something else can be done; takes about twice as long. */
export function* decodeInTurns(bytes: Uint8Array, limits: DecodeLimits): Generator<Pause, WireValue> {
  beginTexts()
  return yield* new Decoder(bytes, limitsOf(limits)).valueInTurns()
}

function limitsOf(options: Partial<DecodeLimits>): DecodeLimits {
  return {
    maxDepth: Math.min(options.maxDepth ?? defaultLimits.maxDepth, DEEPEST),
    maxItems: options.maxItems ?? defaultLimits.maxItems,
    maxStringBytes: options.maxStringBytes ?? defaultLimits.maxStringBytes,
    maxKeys: options.maxKeys ?? defaultLimits.maxKeys,
  }
}
