/** What a .torrent file is made of. Texts stay bytes; dicts remember where they lay, for the info-hash. */
export type Bencoded = number | Buffer | Bencoded[] | BencodedDict

export class BencodedDict {
  readonly entries = new Map<string, Bencoded>()
  raw: Buffer = Buffer.alloc(0)

  get(key: string): Bencoded | undefined {
    return this.entries.get(key)
  }

  text(key: string): string {
    const value = this.entries.get(key)
    return Buffer.isBuffer(value) ? value.toString('utf8') : ''
  }

  number(key: string): number {
    const value = this.entries.get(key)
    return typeof value === 'number' ? value : 0
  }

  list(key: string): Bencoded[] {
    const value = this.entries.get(key)
    return Array.isArray(value) ? value : []
  }
}

const MOST_DEPTH = 50

/** Reads one bencoded value. @throws Error when the bytes are something else */
export function readBencoded(bytes: Buffer): Bencoded {
  return new Reader(bytes).value(0)
}

class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  value(depth: number): Bencoded {
    if (depth > MOST_DEPTH) throw new Error('nested too deep')
    const first = String.fromCharCode(this.#bytes[this.#at] ?? 0)
    if (first === 'i') return this.#number()
    if (first === 'l') return this.#list(depth)
    if (first === 'd') return this.#dict(depth)
    if (/\d/.test(first)) return this.#text()
    throw new Error('expected value (list, dict, int or string) in bencoded string')
  }

  #until(mark: string): string {
    const end = this.#bytes.indexOf(mark, this.#at)
    if (end < 0) throw new Error('unexpected end of file in bencoded string')
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }

  #number(): number {
    this.#at++
    return Number(this.#until('e'))
  }

  #text(): Buffer {
    const length = Number(this.#until(':'))
    const start = this.#at
    if (!(start + length <= this.#bytes.length)) throw new Error('unexpected end of file in bencoded string')
    this.#at = start + length
    return this.#bytes.subarray(start, this.#at)
  }

  #ended(): boolean {
    if (this.#bytes[this.#at] !== 0x65) return false
    this.#at++
    return true
  }

  #list(depth: number): Bencoded[] {
    this.#at++
    const list: Bencoded[] = []
    while (!this.#ended()) list.push(this.value(depth + 1))
    return list
  }

  #dict(depth: number): BencodedDict {
    const start = this.#at++
    const dict = new BencodedDict()
    while (!this.#ended()) {
      const key = this.#text().toString('latin1')
      dict.entries.set(key, this.value(depth + 1))
    }
    dict.raw = this.#bytes.subarray(start, this.#at)
    return dict
  }
}
