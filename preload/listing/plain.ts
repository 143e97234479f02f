/* Most names are made of plain characters, which are compared in less than half the time without the locale’s tables. */

/** Signs in the order of the collation that every locale’s begins with; digits and letters follow. */
const signs = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$'
const zero = 48
const nine = 57

/** Where a character stands whatever its case; 0 = it is not plain. */
const places = new Uint8Array(128)
for (let at = 0; at < signs.length; at += 1) places[signs.charCodeAt(at)] = 1 + at
for (let digit = 0; digit < 10; digit += 1) places[zero + digit] = 50 + digit
for (let letter = 0; letter < 26; letter += 1) {
  places[65 + letter] = 60 + letter
  places[97 + letter] = 60 + letter
}

function placeAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? (places[code] as number) : 0
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}

/** The collation takes longer runs of digits apart. */
const longestNumber = 200

/**
 * Compares as Intl.Collator('en', { numeric: true }) does, as far as plain characters decide.
 * @returns null where another character has a part in it, so that only the collator knows
 */
export function comparePlain(a: string, b: string): number | null {
  let left = commonStart(a, b)
  if (left < 0) return null
  let right = left
  // Case tells apart only what nothing else does: small before large, at the first letter that differs.
  let byCase = 0
  while (left < a.length && right < b.length) {
    const place = placeAt(a, left)
    const other = placeAt(b, right)
    if (place === 0 || other === 0) return null
    const code = a.charCodeAt(left)
    const otherCode = b.charCodeAt(right)
    if (isDigit(code) && isDigit(otherCode)) {
      const end = endOfNumber(a, left)
      const otherEnd = endOfNumber(b, right)
      if (end - left > longestNumber || otherEnd - right > longestNumber) return null
      const by = compareNumbers(a, left, end, b, right, otherEnd)
      if (by !== 0) return isPlainOrEnd(a, end) && isPlainOrEnd(b, otherEnd) ? by : null
      left = end
      right = otherEnd
      continue
    }
    if (place !== other) return isPlainOrEnd(a, left + 1) && isPlainOrEnd(b, right + 1) ? place - other : null
    if (byCase === 0 && code !== otherCode) byCase = otherCode - code
    left += 1
    right += 1
  }
  if (!isPlainOrEnd(a, left) || !isPlainOrEnd(b, right)) return null
  if (left < a.length) return 1
  return right < b.length ? -1 : byCase
}

/** How far both are the same, but not into a number; -1 = something there is not plain. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  for (; at < most; at += 1) {
    const code = a.charCodeAt(at)
    if (code !== b.charCodeAt(at)) break
    if (code < 0x20 || code > 0x7e) return -1
  }
  while (at > 0 && isDigit(a.charCodeAt(at - 1))) at -= 1
  return at
}

/** What follows a character may be a mark on it, or be one letter with it. */
function isPlainOrEnd(text: string, at: number): boolean {
  return at >= text.length || placeAt(text, at) !== 0
}

function endOfNumber(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1
  return at
}

/** By value: zeros in front say nothing. */
function compareNumbers(a: string, left: number, end: number, b: string, right: number, otherEnd: number): number {
  while (left < end && a.charCodeAt(left) === zero) left += 1
  while (right < otherEnd && b.charCodeAt(right) === zero) right += 1
  const longer = end - left - (otherEnd - right)
  if (longer !== 0) return longer
  for (; left < end; left += 1, right += 1) {
    const by = a.charCodeAt(left) - b.charCodeAt(right)
    if (by !== 0) return by
  }
  return 0
}
