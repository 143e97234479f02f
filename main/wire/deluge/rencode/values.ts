/** A dict whose keys are all text: no prototype, so `__proto__` or `constructor` are ordinary keys. */
export interface WireDict {
  [key: string]: WireValue
}

/**
 * What decoding yields. Integers beyond 2^53-1 are bigint; a string that is not UTF-8 is a Uint8Array (a copy);
 * a dict with any key that is not text is a Map (core.get_auth_levels_mappings answers one with integer keys).
 */
export type WireValue =
  null | boolean | number | bigint | string | Uint8Array | WireValue[] | WireDict | Map<WireValue, WireValue>

/**
 * What can be encoded. Numbers without a fraction travel as integers, others as floats.
 * Wrap a number in WireFloat where the other side must see a float even for a whole value.
 */
export type WireInput =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | WireFloat
  | readonly WireInput[]
  | ReadonlyMap<WireInput, WireInput>
  | { readonly [key: string]: WireInput }

/** A number that is written as a float whatever its value. */
export class WireFloat {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** Whether a decoded value is a dict with text keys. */
export function isDict(value: WireValue | undefined): value is WireDict {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Map)
  )
}
