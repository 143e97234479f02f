import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Bencodable, writeBencode } from '../../preload/torrent/bencode.ts'

/** xorshift128+-like small generator: the same seed gives the same torrents on every machine. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0 || 1
  }

  /** 0 ≤ x < 1. */
  next(): number {
    let x = this.#state
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    this.#state = x >>> 0
    return this.#state / 0x1_0000_0000
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  pick<T>(from: readonly T[]): T {
    const item = from[Math.floor(this.next() * from.length)]
    if (item === undefined) throw new RangeError('Nothing to pick from.')
    return item
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length)
    for (let at = 0; at < length; at += 1) bytes[at] = this.next() * 256
    return bytes
  }
}

export interface PlannedFile {
  /** Parts of the path below the torrent's name. */
  path: readonly string[]
  sizeBytes: number
}

export interface TorrentPlan {
  name: string
  /** One number = a single file of that size. */
  content: number | readonly PlannedFile[]
  pieceBytes?: number
  /** Announce URLs, one tier each. */
  trackers?: readonly string[]
  private?: boolean
  comment?: string
  /** Decides the content; two plans that differ in it alone are two torrents. */
  seed?: number
  /** A folder to write the real content into, so that a daemon can seed it; absent = pieces of nothing real. */
  data?: string
}

export interface MadeTorrent {
  name: string
  /** v1 info-hash, 40 lower-case hex digits. */
  hash: string
  bytes: Buffer
  base64: string
  sizeBytes: number
}

function piecesOf(content: Buffer, pieceBytes: number): Buffer {
  const hashes: Buffer[] = []
  for (let at = 0; at < content.length; at += pieceBytes) {
    hashes.push(
      createHash('sha1')
        .update(content.subarray(at, at + pieceBytes))
        .digest(),
    )
  }
  return Buffer.concat(hashes)
}

function writeContent(folder: string, name: string, files: readonly PlannedFile[] | null, content: Buffer): void {
  const put = (path: string, bytes: Buffer): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  if (!files) return put(join(folder, name), content)
  let at = 0
  for (const file of files) {
    put(join(folder, name, ...file.path), content.subarray(at, at + file.sizeBytes))
    at += file.sizeBytes
  }
}

/** A .torrent file of version 1, the same for the same plan. */
export function makeTorrent(plan: TorrentPlan): MadeTorrent {
  const { name, content, pieceBytes = 16_384, trackers = [], seed = 1, data } = plan
  const files = typeof content === 'number' ? null : content
  const sizeBytes = typeof content === 'number' ? content : content.reduce((sum, file) => sum + file.sizeBytes, 0)
  const dice = new Dice(seed)
  let pieces: Buffer
  if (data === undefined) {
    pieces = dice.bytes(20 * Math.ceil(sizeBytes / pieceBytes))
  } else {
    const real = dice.bytes(sizeBytes)
    writeContent(data, name, files, real)
    pieces = piecesOf(real, pieceBytes)
  }
  const info: Record<string, Bencodable> = { name, 'piece length': pieceBytes, pieces }
  if (files) info['files'] = files.map((file) => ({ length: file.sizeBytes, path: file.path }))
  else info['length'] = sizeBytes
  if (plan.private) info['private'] = 1
  const meta: Record<string, Bencodable> = { info, 'created by': 'estuary tests', 'creation date': 1_700_000_000 }
  if (trackers[0] !== undefined) meta['announce'] = trackers[0]
  if (trackers.length > 1) meta['announce-list'] = trackers.map((url) => [url])
  if (plan.comment !== undefined) meta['comment'] = plan.comment
  const bytes = Buffer.from(writeBencode(meta))
  const hash = createHash('sha1').update(writeBencode(info)).digest('hex')
  return { name, hash, bytes, base64: bytes.toString('base64'), sizeBytes }
}
