/** Deeper than this, or of more parts than this, is no argument of any call (200,000 keys are the most). */
const mostDepth = 8
const mostParts = 400_000

/**
 * Whether a message's argument is plain data (what JSON knows, and undefined) of at most so many bytes, counted as two
 * for each character of text. Electron clones more than that: maps, buffers, circles. Stops as soon as it is too much.
 */
export function isPlainWithin(value: unknown, mostBytes: number): boolean {
  let bytes = 0
  let parts = 0
  const isPlain = (item: unknown, depth: number): boolean => {
    parts += 1
    if (typeof item === 'string') bytes += 2 * item.length
    if (depth > mostDepth || parts > mostParts || bytes > mostBytes) return false
    if (item === null || typeof item !== 'object') return typeof item !== 'bigint'
    if (Array.isArray(item)) return item.every((part) => isPlain(part, depth + 1))
    const prototype: unknown = Object.getPrototypeOf(item)
    if (prototype !== Object.prototype && prototype !== null) return false
    return Object.entries(item).every(([key, part]) => isPlain(key, depth + 1) && isPlain(part, depth + 1))
  }
  return isPlain(value, 0)
}
