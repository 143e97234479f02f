import { mostTorrentFileBytes, type AddSource } from '../../../preload/contract/adding.ts'
import { type ContentFile, readTorrentFile } from '../../../preload/torrent/file.ts'
import { type InfoHashes, knownAs, readV1 } from '../../../preload/torrent/infohash.ts'
import { readMagnet, writeMagnet } from '../../../preload/torrent/magnet.ts'
import { addWords as words } from '../../text/words.ts'

/** What is known of a torrent before it is added. */
export interface Described {
  source: AddSource
  title: string
  /** Everything by which a daemon may know it; empty = that cannot be told. */
  hashes: readonly string[]
  sizeBytes: number | null
  files: number | null
  /** What it holds; null = not known before somebody tells. */
  contents: readonly ContentFile[] | null
  trackers: readonly string[]
  isPrivate: boolean
}

/** The part of a File that is needed here. */
export interface ChosenFile {
  readonly name: string
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

export type ReadFile = { ok: true; described: Described } | { ok: false; message: string }

/** Reads a chosen or dropped file; what is no torrent file, or too large to be one, is told in words. */
export async function readFile(file: ChosenFile): Promise<ReadFile> {
  const { name, size } = file
  if (size > mostTorrentFileBytes) return { ok: false, message: words.tooLarge(name) }
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return { ok: false, message: words.unreadable(name) }
  }
  const facts = factsOf(name, bytes)
  if (!facts) return { ok: false, message: words.notTorrent(name) }
  return { ok: true, described: { source: { kind: 'file', name, content: base64(bytes) }, ...facts } }
}

/** What a torrent file of this name says; null = it is none. */
function factsOf(fileName: string, bytes: Uint8Array): Omit<Described, 'source'> | null {
  const read = readTorrentFile(bytes)
  if (!read.ok) return null
  const { name, sizeBytes, fileCount, files, trackers } = read.file
  return {
    title: name ?? fileName,
    hashes: knownAs(read.file),
    sizeBytes,
    files: fileCount,
    // Of some files nobody could say how much they are wanted.
    contents: files.length === fileCount ? files : null,
    trackers: trackers.flat(),
    isPrivate: read.file.private,
  }
}

/** A magnet link, a web address, or a bare info-hash; null = none of these. */
export function readLink(text: string): Described | null {
  const line = text.trim()
  const bare = readHash(line)
  if (bare !== null) return readLink(writeMagnet({ ...bare, name: null, trackers: [] }))
  const magnet = readMagnet(line)
  if (magnet) {
    const title = magnet.name ?? magnet.v1 ?? magnet.v2 ?? line
    const { trackers, sizeBytes } = magnet
    return {
      ...unknown,
      source: { kind: 'magnet', uri: line },
      title,
      hashes: knownAs(magnet),
      sizeBytes,
      trackers,
    }
  }
  if (!/^https?:\/\/\S+$/i.test(line)) return null
  return { ...unknown, source: { kind: 'url', url: line }, title: line }
}

const unknown = { hashes: [], sizeBytes: null, files: null, contents: null, trackers: [], isPrivate: false }

/** A bare info-hash, of version 1 in hex or base32, of version 2 in hex; null = none. */
function readHash(text: string): InfoHashes | null {
  const v1 = readV1(text)
  if (v1 !== null) return { v1, v2: null }
  return /^[0-9a-f]{64}$/i.test(text) ? { v1: null, v2: text.toLowerCase() } : null
}

/** Everything in a pasted text that can be added: one per line, or separated by spaces. */
export function readText(text: string): Described[] {
  return findLinks(text).flatMap((link) => readLink(link) ?? [])
}

function findLinks(text: string): string[] {
  const links = text.split(/\s+/).filter((word) => /^(magnet:\?|https?:\/\/)/i.test(word))
  // A hash alone, or one in each line: among other words it is about something else.
  const lines = text.split('\n').map((line) => line.trim())
  const hashes = lines.filter((line) => /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(line))
  return [...new Set([...links, ...hashes])]
}

/** What another part of the window asks to add, described again from its source. */
export async function describe(source: AddSource): Promise<Described | null> {
  if (source.kind === 'magnet') return readLink(source.uri)
  if (source.kind === 'url') return readLink(source.url)
  return { source, ...(factsOf(source.name, bytesOf(source.content)) ?? { ...unknown, title: source.name }) }
}

/** What a daemon told of a magnet link: a torrent file, in base64. */
export function describeMetadata(content: string): Omit<Described, 'source'> | null {
  return factsOf('', bytesOf(content))
}

/** Whether two are the same torrent, as far as that can be told. */
export function sameTorrent(a: Described, b: Described): boolean {
  if (a.hashes.length > 0 && b.hashes.length > 0) return a.hashes.some((hash) => b.hashes.includes(hash))
  return JSON.stringify(a.source) === JSON.stringify(b.source)
}

/** Spreading a whole file as arguments would overflow the stack, so it goes in pieces. */
const pieceBytes = 0x8000

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    binary += String.fromCharCode(...bytes.subarray(start, start + pieceBytes))
  }
  return btoa(binary)
}

function bytesOf(content: string): Uint8Array {
  try {
    return Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
