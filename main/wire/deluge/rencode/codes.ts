/** Type codes of rencode's wire format (vector: rencode-table.json). 45-48, 58 and a leading 127 are invalid. */
export const FLOAT64 = 44
export const DIGIT_0 = 48
export const DIGIT_1 = 49
export const DIGIT_9 = 57
export const COLON = 58
export const LIST = 59
export const DICT = 60
export const BIG_INT = 61
export const INT8 = 62
export const INT16 = 63
export const INT32 = 64
export const INT64 = 65
export const FLOAT32 = 66
export const TRUE = 67
export const FALSE = 68
export const NULL = 69
/** 0..43 stand for themselves. */
export const INT_POSITIVE_COUNT = 44
/** 70..101 are -1..-32. */
export const INT_NEGATIVE_START = 70
export const INT_NEGATIVE_COUNT = 32
/** 102..126 are dicts of 0..24 pairs. */
export const DICT_START = 102
export const DICT_COUNT = 25
export const END = 127
/** 128..191 are strings of 0..63 bytes. */
export const STRING_START = 128
export const STRING_COUNT = 64
/** 192..255 are lists of 0..63 items. */
export const LIST_START = 192
export const LIST_COUNT = 64
/** The reference refuses a decimal integer of 64 characters and more, sign included. */
export const MAX_BIG_INT_CHARS = 63
