import { mostTorrentFileBytes, type AddSource } from '../../../preload/contract/torrents.ts'
import { addWords as words } from '../../text/adding.ts'
import { findLinks, readMagnet } from '../../view/magnet.ts'
import { readTorrentFile } from '../../view/torrent-file.ts'

/** What is known of a torrent before it is added. */
export interface Described {
  source: AddSource
  title: string
  /** Info-hash v1, where it can be told. */
  hash: string | null
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
  const torrent = await readTorrentFile(bytes)
  if (!torrent) return { ok: false, message: words.notTorrent(name) }
  const { hash, sizeBytes, files } = torrent
  const source: AddSource = { kind: 'file', name, content: base64(bytes) }
  return { ok: true, described: { source, title: torrent.name || name, hash, sizeBytes, files } }
}

/** A magnet link, a web address, or a bare info-hash; null = none of these. */
export function readLink(text: string): Described | null {
  const line = text.trim()
  if (/^[0-9a-f]{40}$/i.test(line)) return readLink(`magnet:?xt=urn:btih:${line.toLowerCase()}`)
  const magnet = readMagnet(line)
  const unknown = { sizeBytes: null, files: null }
  if (magnet) {
    const title = magnet.name ?? magnet.hash ?? line
    return { source: { kind: 'magnet', uri: line }, title, hash: magnet.hash, ...unknown }
  }
  if (!/^https?:\/\/\S+$/i.test(line)) return null
  return { source: { kind: 'url', url: line }, title: line, hash: null, ...unknown }
}

/** Everything in a pasted text that can be added. */
export function readText(text: string): Described[] {
  return findLinks(text).flatMap((link) => readLink(link) ?? [])
}

/** What another part of the window asks to add, described again from its source. */
export async function describe(source: AddSource): Promise<Described | null> {
  if (source.kind === 'magnet') return readLink(source.uri)
  if (source.kind === 'url') return readLink(source.url)
  const torrent = await readTorrentFile(bytesOf(source.content))
  if (!torrent) return { source, title: source.name, hash: null, sizeBytes: null, files: null }
  const { hash, sizeBytes, files } = torrent
  return { source, title: torrent.name || source.name, hash, sizeBytes, files }
}

/** Whether two are the same torrent, as far as that can be told. */
export function sameTorrent(a: Described, b: Described): boolean {
  if (a.hash !== null && b.hash !== null) return a.hash === b.hash
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
