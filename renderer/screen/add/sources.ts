import { mostTorrentFileBytes, type AddSource } from '../../../preload/contract/adding.ts'
import { readTorrentFile } from '../../../preload/torrent/file.ts'
import { knownAs, readV1 } from '../../../preload/torrent/infohash.ts'
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
  const { name, sizeBytes, fileCount } = read.file
  return { title: name ?? fileName, hashes: knownAs(read.file), sizeBytes, files: fileCount }
}

/** A magnet link, a web address, or a bare info-hash; null = none of these. */
export function readLink(text: string): Described | null {
  const line = text.trim()
  const bare = readV1(line)
  if (bare !== null) return readLink(writeMagnet({ v1: bare, v2: null, name: null, trackers: [] }))
  const magnet = readMagnet(line)
  const unknown = { sizeBytes: null, files: null }
  if (magnet) {
    const title = magnet.name ?? magnet.v1 ?? magnet.v2 ?? line
    return { source: { kind: 'magnet', uri: line }, title, hashes: knownAs(magnet), ...unknown }
  }
  if (!/^https?:\/\/\S+$/i.test(line)) return null
  return { source: { kind: 'url', url: line }, title: line, hashes: [], ...unknown }
}

/** Everything in a pasted text that can be added: one per line, or separated by spaces. */
export function readText(text: string): Described[] {
  return findLinks(text).flatMap((link) => readLink(link) ?? [])
}

function findLinks(text: string): string[] {
  const links = text.split(/\s+/).filter((word) => /^(magnet:\?|https?:\/\/)/i.test(word))
  return [...new Set(links)]
}

/** What another part of the window asks to add, described again from its source. */
export async function describe(source: AddSource): Promise<Described | null> {
  if (source.kind === 'magnet') return readLink(source.uri)
  if (source.kind === 'url') return readLink(source.url)
  const unknown = { title: source.name, hashes: [], sizeBytes: null, files: null }
  return { source, ...(factsOf(source.name, bytesOf(source.content)) ?? unknown) }
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
