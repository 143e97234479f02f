/** What a torrent file says about itself. */
export interface TorrentFile {
  name: string
  sizeBytes: number
  files: number
  /** Info-hash v1; null for files that have none (v2 only). */
  hash: string | null
}

/** Nested deeper than this is no torrent file. */
const mostDepth = 64

/** Reads a torrent file; null = not one. Nothing in it is trusted: lengths are checked against the bytes there are. */
export async function readTorrentFile(bytes: Uint8Array): Promise<TorrentFile | null> {
  const top = parse(bytes)
  const info = top?.get('info')
  if (!info || !(info.value instanceof Map)) return null
  const words = info.value
  const isV1 = words.get('pieces')?.value instanceof Uint8Array
  const { sizeBytes, files } = measure(words)
  return {
    name: textOf(words.get('name.utf-8') ?? words.get('name')),
    sizeBytes,
    files,
    hash: isV1 ? await sha1(bytes.slice(info.start, info.end)) : null,
  }
}

type Dict = Map<string, Item>
interface Item {
  value: number | Uint8Array | Item[] | Dict
  start: number
  end: number
}

function measure(info: Dict): { sizeBytes: number; files: number } {
  const list = info.get('files')?.value
  if (Array.isArray(list)) {
    let sizeBytes = 0
    for (const file of list) sizeBytes += file.value instanceof Map ? lengthOf(file.value) : 0
    return { sizeBytes, files: list.length }
  }
  const tree = info.get('file tree')?.value
  if (tree instanceof Map && !info.has('length')) return measureTree(tree)
  return { sizeBytes: lengthOf(info), files: 1 }
}

/** v2: folders are dicts by name, a file is the empty name. */
function measureTree(tree: Dict): { sizeBytes: number; files: number } {
  let sizeBytes = 0
  let files = 0
  for (const [name, { value }] of tree) {
    if (!(value instanceof Map)) continue
    if (name === '') {
      sizeBytes += lengthOf(value)
      files += 1
      continue
    }
    const below = measureTree(value)
    sizeBytes += below.sizeBytes
    files += below.files
  }
  return { sizeBytes, files }
}

function lengthOf(dict: Dict): number {
  const value = dict.get('length')?.value
  return typeof value === 'number' && value > 0 ? value : 0
}

function textOf(item: Item | undefined): string {
  return item?.value instanceof Uint8Array ? new TextDecoder().decode(item.value) : ''
}

async function sha1(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The dict that a bencoded file is; null = it is not one. */
function parse(bytes: Uint8Array): Dict | null {
  try {
    const item = parseItem(bytes, 0, 0)
    return item.value instanceof Map ? item.value : null
  } catch {
    return null
  }
}

const code = (sign: string): number => sign.charCodeAt(0)

function parseItem(bytes: Uint8Array, start: number, depth: number): Item {
  if (depth > mostDepth) throw new RangeError('too deep')
  const sign = bytes[start]
  if (sign === code('i')) {
    const end = bytes.indexOf(code('e'), start)
    return { value: integer(bytes, start + 1, end), start, end: end + 1 }
  }
  if (sign === code('l')) return parseList(bytes, start, depth)
  if (sign === code('d')) return parseDict(bytes, start, depth)
  const colon = bytes.indexOf(code(':'), start)
  const from = colon + 1
  const end = from + integer(bytes, start, colon)
  if (end > bytes.length || end < from) throw new RangeError('past the end')
  return { value: bytes.subarray(from, end), start, end }
}

function parseList(bytes: Uint8Array, start: number, depth: number): Item {
  const list: Item[] = []
  let at = start + 1
  while (bytes[at] !== code('e')) {
    const item = parseItem(bytes, at, depth + 1)
    list.push(item)
    at = item.end
  }
  return { value: list, start, end: at + 1 }
}

function parseDict(bytes: Uint8Array, start: number, depth: number): Item {
  const dict: Dict = new Map()
  let at = start + 1
  while (bytes[at] !== code('e')) {
    const key = parseItem(bytes, at, depth + 1)
    if (!(key.value instanceof Uint8Array)) throw new RangeError('a key is a string')
    const item = parseItem(bytes, key.end, depth + 1)
    dict.set(textOf(key), item)
    at = item.end
  }
  return { value: dict, start, end: at + 1 }
}

function integer(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || to - from > 20) throw new RangeError('not a number')
  const digits = String.fromCharCode(...bytes.subarray(from, to))
  if (!/^-?\d+$/.test(digits)) throw new RangeError('not a number')
  return Number(digits)
}
