/*
 * How values travel between a page and the double: as JSON in which undefined has a sign of its own. Both functions
 * are also put into pages as text, so they use nothing from outside of themselves.
 */

/** What is not plain data is an error here: Electron would clone more, but the double does not. */
export function pack(value: unknown): string {
  const walk = (item: unknown): unknown => {
    if (item === undefined) return { $: 'undefined' }
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return item
    if (typeof item === 'number' && Number.isFinite(item)) return item
    if (Array.isArray(item)) return item.map(walk)
    if (typeof item === 'object') {
      const prototype: unknown = Object.getPrototypeOf(item)
      // An object of another realm has another Object.prototype, whose own prototype is null.
      const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
      if (isPlain && !('$' in item)) {
        return Object.fromEntries(Object.entries(item).map(([key, part]) => [key, walk(part)]))
      }
    }
    throw new Error(`The desktop double carries plain data only, not ${Object.prototype.toString.call(item)}.`)
  }
  return JSON.stringify(walk(value))
}

export function unpack(text: string): unknown {
  const walk = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(walk)
    if (typeof item !== 'object' || item === null) return item
    if ('$' in item) return undefined
    return Object.fromEntries(Object.entries(item).map(([key, part]) => [key, walk(part)]))
  }
  return walk(JSON.parse(text))
}
