import { createHash } from 'node:crypto'
import type { AddSource } from '../../../preload/contract/torrents.ts'
import type { Hash } from '../../../preload/contract/keys.ts'
import { asHash } from './shapes.ts'

/** Lists and dicts inside each other: what real torrent files have is 4 deep. */
const deepest = 100
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** The (v1) info-hash of what is to be added; undefined = it cannot be told, or not from here (an address). */
export function infoHashOf(source: AddSource): Hash | undefined {
  if (source.kind === 'file') return hashOfTorrent(Buffer.from(source.content, 'base64'))
  return source.kind === 'magnet' ? hashOfMagnet(source.uri) : undefined
}

/** SHA-1 of the bytes of the dict under "info", as they stand in the file. */
function hashOfTorrent(bytes: Buffer): Hash | undefined {
  try {
    const info = infoOf(bytes)
    return info && createHash('sha1').update(info).digest('hex')
  } catch {
    return undefined
  }
}

function infoOf(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x64) return undefined
  let at = 1
  while (bytes[at] !== 0x65) {
    const valueAt = endOf(bytes, at, 1)
    const end = endOf(bytes, valueAt, 1)
    const isInfo = bytes.toString('latin1', at, valueAt) === '4:info'
    if (isInfo && bytes[valueAt] === 0x64) return bytes.subarray(valueAt, end)
    at = end
  }
  return undefined
}

/** Where the bencoded value at `at` ends. Throws when it is none. */
function endOf(bytes: Buffer, at: number, depth: number): number {
  if (depth > deepest) throw new RangeError('too deep')
  const first = String.fromCharCode(bytes[at] ?? 0)
  if (first === 'i') return after(bytes, at, 'e')
  if (first === 'l' || first === 'd') {
    let end = at + 1
    while (bytes[end] !== 0x65) end = endOf(bytes, end, depth + 1)
    return end + 1
  }
  const textAt = after(bytes, at, ':')
  const digits = bytes.toString('latin1', at, textAt - 1)
  const end = textAt + Number(digits)
  if (!/^\d{1,10}$/.test(digits) || end > bytes.length) throw new RangeError('no bencode')
  return end
}

function after(bytes: Buffer, at: number, mark: string): number {
  const found = bytes.indexOf(mark, at, 'latin1')
  if (found < 0) throw new RangeError('no bencode')
  return found + 1
}

/** xt=urn:btih: in hex or base32. */
function hashOfMagnet(uri: string): Hash | undefined {
  const found = /[?&]xt(?:\.\d+)?=urn(?::|%3a)btih(?::|%3a)([0-9a-z]+)/i.exec(uri)?.[1]?.toLowerCase() ?? ''
  return asHash(found.length === 32 ? fromBase32(found) : found)
}

function fromBase32(text: string): string | undefined {
  const bits = [...text].map((letter) => base32.indexOf(letter))
  if (bits.includes(-1)) return undefined
  return bits
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('')
    .replace(/.{4}/g, (four) => parseInt(four, 2).toString(16))
}
