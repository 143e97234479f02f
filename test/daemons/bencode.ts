/** What bencoding can say; text is written as UTF-8. */
export type Bencodable = string | number | Uint8Array | readonly Bencodable[] | { readonly [key: string]: Bencodable }

function* parts(value: Bencodable): Generator<Uint8Array> {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Bencoding has no number like ${value}.`)
    yield Buffer.from(`i${value}e`)
  } else if (typeof value === 'string' || value instanceof Uint8Array) {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    yield Buffer.from(`${bytes.length}:`)
    yield bytes
  } else if (Array.isArray(value)) {
    yield Buffer.from('l')
    for (const item of value as readonly Bencodable[]) yield* parts(item)
    yield Buffer.from('e')
  } else {
    yield Buffer.from('d')
    // The specification orders keys by their raw bytes.
    const entries = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    for (const [key, item] of entries) {
      yield* parts(key)
      yield* parts(item)
    }
    yield Buffer.from('e')
  }
}

export function bencode(value: Bencodable): Buffer {
  return Buffer.concat([...parts(value)])
}
