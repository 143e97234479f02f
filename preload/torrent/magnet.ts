import { readTopic, writeTopics, type InfoHashes } from './infohash.ts'
import { longestAddressBytes, longestNameBytes, mostFileRanges, mostParameters, mostTrackers } from './limits.ts'
import { isUtf8, readText } from './text.ts'

/** What a magnet link says about its torrent. */
export interface Magnet extends InfoHashes {
  readonly name: string | null
  /** Announce URLs, each once. */
  readonly trackers: readonly string[]
  /** Addresses from which the content itself can be fetched, each once. */
  readonly webSeeds: readonly string[]
  readonly sizeBytes: number | null
  /** The files that are wanted; null = the link chooses none, so all are. */
  readonly wantedFiles: readonly FileRange[] | null
}

/** Places in a torrent's list of files, from 0, both included. */
export interface FileRange {
  readonly first: number
  readonly last: number
}

const start = /^magnet:\?/i

/**
 * Reads a magnet link; null = not one. Never throws, whatever it holds: what cannot be read is left out, so a link that
 * names no torrent has neither hash. Of several v1 topics (xt, xt.1 …) the first that is one counts, of v2 the same.
 */
export function readMagnet(uri: string): Magnet | null {
  const text = uri.trim()
  if (!start.test(text)) return null
  const parameters = readParameters(text.slice('magnet:?'.length))
  const topics = valuesOf(parameters, 'xt').map((value) => readTopic(readText(value, longestNameBytes).trim()))
  const [name] = valuesOf(parameters, 'dn')
  const [size] = valuesOf(parameters, 'xl')
  const [wanted] = valuesOf(parameters, 'so')
  return {
    v1: topics.find(({ v1 }) => v1 !== null)?.v1 ?? null,
    v2: topics.find(({ v2 }) => v2 !== null)?.v2 ?? null,
    name: (name && readText(name, longestNameBytes).trim()) || null,
    trackers: addressesIn(valuesOf(parameters, 'tr')),
    webSeeds: addressesIn(valuesOf(parameters, 'ws')),
    sizeBytes: (size && readSize(readText(size, longestNameBytes))) ?? null,
    wantedFiles: (wanted && readRanges(readText(wanted, wanted.length))) ?? null,
  }
}

/** Parameters whose values are addresses: a byte that is not UTF-8 is escaped in the address itself. */
const addresses: ReadonlySet<string> = new Set(['tr', 'ws', 'as', 'xs', 'mt'])

/**
 * The same link with every name and value in UTF-8: programs that trust a link take a name in another encoding over as it is,
 * and cannot speak of the torrent afterwards. What is well spelt stays as it was, letter for letter.
 */
export function respellMagnet(uri: string): string {
  const text = uri.toWellFormed()
  const query = text.search(/\?/) + 1
  const pairs = text.slice(query).split('&').map(respellPair)
  return text.slice(0, query) + pairs.join('&')
}

function respellPair(pair: string): string {
  if (!/%[89a-f]/i.test(pair)) return pair
  const equals = pair.indexOf('=')
  const name = respellText(pair.slice(0, Math.max(0, equals)), false)
  const key = name.toLowerCase().replace(/\.\d+$/, '')
  return name + (equals < 0 ? '' : '=') + respellText(pair.slice(equals + 1), addresses.has(key))
}

function respellText(text: string, isAddress: boolean): string {
  const bytes = percentDecoded(text)
  if (isUtf8(bytes)) return text
  return percentEncoded(isAddress ? escapedBytes(bytes) : readText(bytes, bytes.length))
}

/** A magnet link that finds a torrent by these hashes. */
export function writeMagnet(parts: Pick<Magnet, 'v1' | 'v2' | 'name' | 'trackers'>): string {
  const { name, trackers } = parts
  // A topic's colons stay as they are: many programs look for them.
  const topics = writeTopics(parts).map((topic) => `xt=${topic}`)
  const named = name ? [`dn=${percentEncoded(name)}`] : []
  return `magnet:?${[...topics, ...named, ...trackers.map((url) => `tr=${percentEncoded(url)}`)].join('&')}`
}

/** Half a surrogate pair, which cannot be escaped, becomes U+FFFD. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

interface Parameter {
  /** In lower case, without the number of "tr.1". */
  readonly key: string
  /** Bytes, since they need not be UTF-8. */
  readonly value: Uint8Array
}

function readParameters(query: string): Parameter[] {
  return query.split('&', mostParameters).map((pair) => {
    const equals = pair.indexOf('=')
    const key = pair.slice(0, Math.max(0, equals)).toLowerCase()
    return { key: key.replace(/\.\d+$/, ''), value: percentDecoded(pair.slice(equals + 1)) }
  })
}

function valuesOf(parameters: readonly Parameter[], key: string): Uint8Array[] {
  return parameters.filter((parameter) => parameter.key === key).map(({ value }) => value)
}

/** %XX is a byte and + a space; a % that begins no byte is itself. */
function percentDecoded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const digits = bytes[at] === 0x25 ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : ''
    if (/^[0-9a-f]{2}$/i.test(digits)) {
      bytes[length] = Number.parseInt(digits, 16)
      at += 2
    } else {
      bytes[length] = bytes[at] === 0x2b ? 0x20 : (bytes[at] ?? 0)
    }
    length += 1
  }
  return bytes.subarray(0, length)
}

/** What is not ASCII as %XX. */
function escapedBytes(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`,
  )
  return letters.join('')
}

function addressesIn(values: readonly Uint8Array[]): string[] {
  const short = values.filter(({ length }) => length > 0 && length <= longestAddressBytes)
  return [...new Set(short.map((value) => readText(value, longestAddressBytes)))].slice(0, mostTrackers)
}

function readSize(text: string): number | null {
  const size = /^\d{1,16}$/.test(text) ? Number(text) : -1
  return Number.isSafeInteger(size) && size >= 0 ? size : null
}

/** "0,2,4-8"; what is no place is left out. */
function readRanges(text: string): FileRange[] | null {
  const ranges = text.split(',', mostFileRanges).flatMap((part) => {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? []
    return first !== undefined && Number(first) <= Number(last) ? [{ first: Number(first), last: Number(last) }] : []
  })
  return ranges.length > 0 ? ranges : null
}
