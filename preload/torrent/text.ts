const utf8 = new TextDecoder()

/**
 * Bytes as text that people can read: UTF-8, or, where they are not, Windows-1252, in which old programs wrote. Never
 * throws; the text is a copy of its own, so that it keeps nothing of what it was read from alive.
 * @param mostBytes what is longer is cut behind a whole character
 */
export function readText(bytes: Uint8Array, mostBytes: number): string {
  const part = bytes.subarray(0, wholeCharacters(bytes, mostBytes))
  const text = utf8.decode(part)
  return countDamage(text) > countWrittenDamage(part) ? readWestern(part) : text
}

/** Whether it can be read as UTF-8 without a loss. */
export function isUtf8(bytes: Uint8Array): boolean {
  return countDamage(utf8.decode(bytes)) === countWrittenDamage(bytes)
}

/** Where to cut so that no UTF-8 sequence is halved: its later bytes are 10xxxxxx. */
function wholeCharacters(bytes: Uint8Array, mostBytes: number): number {
  if (bytes.length <= mostBytes) return bytes.length
  for (let end = mostBytes; end >= 0 && end > mostBytes - 4; end -= 1) {
    if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end
  }
  return mostBytes
}

/** U+FFFD stands for what is no UTF-8. (A decoder that throws would take ten times as long for many such names.) */
function countDamage(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count += 1
  return count
}

/** U+FFFD that was written as such: EF BF BD. */
function countWrittenDamage(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count += 1
  }
  return count
}

/** 80 to 9F, where Windows-1252 is not Latin-1. TextDecoder has it in browsers, but not in every Node. */
const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

function readWestern(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += signs[byte - 0x80] ?? String.fromCharCode(byte)
  return text
}
