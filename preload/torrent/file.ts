import { readBencode, type BencodeProblem, type BencodeValue } from './bencode.ts'
import { hashInfo, type InfoHashes } from './infohash.ts'
import {
  longestAddressBytes,
  longestCommentBytes,
  longestNameBytes,
  mostListedFiles,
  mostPathParts,
  mostTrackers,
} from './limits.ts'
import { readText } from './text.ts'

/** A file of a torrent's content. */
export interface ContentFile {
  /** From the download folder on, the torrent's own name first. As it was written: never a path to open. */
  readonly path: readonly string[]
  readonly sizeBytes: number
}

/** What a torrent file says about itself. */
export interface TorrentFile extends InfoHashes {
  readonly name: string | null
  /** Of all files; files that only fill pieces up (padding) count nowhere. */
  readonly sizeBytes: number
  /** At most mostListedFiles of them. */
  readonly files: readonly ContentFile[]
  readonly fileCount: number
  /** Between its files there are others that only fill pieces up: daemons count those as well. */
  readonly hasPadding: boolean
  /** Announce URLs in tiers: those of a tier are tried before the next. */
  readonly trackers: readonly (readonly string[])[]
  readonly private: boolean
  /** null = it does not say. */
  readonly pieceBytes: number | null
  readonly pieceCount: number | null
  readonly comment: string | null
  /** The program that made it. */
  readonly creator: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number | null
}

/** Why bytes are no torrent file: no bencoding, or no info dict in it. */
export type TorrentFileProblem = BencodeProblem | 'no-info'

export type TorrentFileRead = { ok: true; file: TorrentFile } | { ok: false; problem: TorrentFileProblem }

/**
 * Reads a torrent file of version 1, version 2, or both (hybrid). Never throws, and believes nothing: what is missing
 * or of another type is null, zero or left out. Whether a daemon would take the file is the daemon's to say.
 */
export function readTorrentFile(bytes: Uint8Array): TorrentFileRead {
  const read = readBencode(bytes)
  if (!read.ok) return read
  const info = read.value.get('info')
  if (!info?.isDict) return { ok: false, problem: 'no-info' }
  return { ok: true, file: describe(read.value, info) }
}

function describe(meta: BencodeValue, info: BencodeValue): TorrentFile {
  const hashes = hashInfo(info)
  const name = textAt(info, 'name', longestNameBytes)
  const pieceBytes = countAt(info, 'piece length') || null
  const content = new Content(pieceBytes)
  collect(info, name === null ? [] : [name], content)
  const { sizeBytes, files, fileCount, hasPadding } = content
  return {
    ...hashes,
    name,
    sizeBytes,
    files,
    fileCount,
    hasPadding,
    trackers: trackersIn(meta),
    private: (info.get('private')?.integer ?? 0) !== 0,
    pieceBytes,
    pieceCount: hashes.v1 === null ? content.pieceCount : v1PieceCount(info),
    comment: textAt(meta, 'comment', longestCommentBytes),
    creator: textAt(meta, 'created by', longestNameBytes),
    createdAt: timeAt(meta, 'creation date'),
  }
}

/** The files of a torrent, as they are found. */
class Content {
  readonly files: ContentFile[] = []
  hasPadding = false
  readonly #pieceBytes: number | null
  #fileCount = 0
  #sizeBytes = 0
  #pieceCount = 0

  constructor(pieceBytes: number | null) {
    this.#pieceBytes = pieceBytes
  }

  get fileCount(): number {
    return this.#fileCount
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** As version 2 has them: each file begins a piece of its own. */
  get pieceCount(): number | null {
    return this.#pieceBytes === null ? null : this.#pieceCount
  }

  add(path: readonly string[], sizeBytes: number): void {
    this.#fileCount += 1
    this.#sizeBytes = Math.min(this.#sizeBytes + sizeBytes, Number.MAX_SAFE_INTEGER)
    if (this.#pieceBytes !== null) this.#pieceCount += Math.ceil(sizeBytes / this.#pieceBytes)
    if (this.files.length < mostListedFiles) this.files.push({ path, sizeBytes })
  }
}

/** Version 1 lists files, version 2 has a tree; a hybrid has both, or is a single file that needs no list. */
function collect(info: BencodeValue, root: readonly string[], content: Content): void {
  const list = info.get('files')
  const tree = info.get('file tree')
  if (list?.isList) collectList(list, root, content)
  else if (tree?.isDict && !info.get('length')) collectTree(tree, isSingle(tree) ? [] : root, content)
  else content.add(root, countAt(info, 'length'))
}

function collectList(list: BencodeValue, root: readonly string[], content: Content): void {
  for (const file of list.items()) {
    if (!file.isDict) continue
    if (isPadding(file)) {
      content.hasPadding = true
      continue
    }
    const path = [...root]
    const parts = file.get('path.utf-8') ?? file.get('path')
    for (const part of parts?.items() ?? []) {
      if (path.length >= mostPathParts) break
      if (part.string) path.push(readText(part.string, longestNameBytes))
    }
    content.add(path, countAt(file, 'length'))
  }
}

/** BEP 47: the letters of "attr" say what a file is besides its content. */
function isPadding(file: BencodeValue): boolean {
  return file.get('attr')?.string?.includes('p'.charCodeAt(0)) ?? false
}

/** Folders are dicts by name; a file is a dict under the empty name. Not deeper than bencoding is read. */
function collectTree(tree: BencodeValue, path: readonly string[], content: Content): void {
  // It lists none: every file fills up its last piece by itself.
  content.hasPadding = true
  for (const [name, value] of tree.entries()) {
    if (!value.isDict) continue
    if (name.length === 0) content.add(path, countAt(value, 'length'))
    else collectTree(value, [...path, readText(name, longestNameBytes)], content)
  }
}

/** A tree of one file and no folder is that file, not a folder with it inside. */
function isSingle(tree: BencodeValue): boolean {
  const [first, second] = tree.entries()
  return first !== undefined && second === undefined && first[1].get('') !== null
}

/** Twenty bytes of SHA-1 for each piece. */
function v1PieceCount(info: BencodeValue): number {
  return Math.floor((info.get('pieces')?.string?.length ?? 0) / 20)
}

/** BEP 12: where there are tiers, the single "announce" is for programs that do not know them. */
function trackersIn(meta: BencodeValue): string[][] {
  const tiers: string[][] = []
  let room = mostTrackers
  for (const tier of meta.get('announce-list')?.items() ?? []) {
    const urls: string[] = []
    for (const item of tier.items()) {
      const url = addressOf(item)
      if (url !== null && room-- > 0) urls.push(url)
    }
    if (urls.length > 0) tiers.push(urls)
  }
  const only = addressOf(meta.get('announce'))
  return tiers.length > 0 || only === null ? tiers : [[only]]
}

function addressOf(value: BencodeValue | null): string | null {
  const bytes = value?.string
  if (!bytes || bytes.length === 0 || bytes.length > longestAddressBytes) return null
  return readText(bytes, longestAddressBytes)
}

/** A text of a dict; programs that write another encoding put UTF-8 beside it. Empty = none. */
function textAt(dict: BencodeValue, key: string, mostBytes: number): string | null {
  const bytes = dict.get(`${key}.utf-8`)?.string ?? dict.get(key)?.string
  return (bytes && readText(bytes, mostBytes)) || null
}

/** A whole number from 0; anything else is 0. */
function countAt(dict: BencodeValue, key: string): number {
  return Math.max(0, dict.get(key)?.integer ?? 0)
}

/** Seconds since 1970 as milliseconds; 0 is never, and beyond 8.64e12 JavaScript has no date. */
function timeAt(dict: BencodeValue, key: string): number | null {
  const seconds = countAt(dict, key)
  return seconds > 0 && seconds <= 8.64e12 ? seconds * 1000 : null
}
