import { type Extent, extentOfAnyCall } from '../core/extent.ts'

/** That of the largest call, and what the door's own message lays around it. */
const extentOfBody: Extent = { ...extentOfAnyCall, parts: extentOfAnyCall.parts + 8, depth: extentOfAnyCall.depth + 1 }

/**
 * Where a JSON text has more values, or lies deeper, than any call's arguments; null = nowhere. It is counted in the
 * text, because five million values take seconds to build and are refused in any case. Whether it is JSON, its reader
 * finds out.
 */
export function tooMuchAt(text: string, { parts, depth }: Extent = extentOfBody): number | null {
  // A value comes after a comma or after the bracket that opens its list or object.
  let left = 2 * parts
  let deep = 0
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at)
    if (mark === quote) {
      at = endOfText(text, at)
      continue
    }
    if (mark === closeList || mark === closeObject) deep -= 1
    const opens = mark === openList || mark === openObject
    if (opens) deep += 1
    if (opens || mark === comma) left -= 1
    if (left < 0 || deep > depth) return at
  }
  return null
}

/** The place of the quotation mark that ends the text that begins at `from`. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1
    if (escapes % 2 === 0) return end
  }
  return text.length
}

const quote = 0x22
const comma = 0x2c
const openList = 0x5b
const backslash = 0x5c
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d
