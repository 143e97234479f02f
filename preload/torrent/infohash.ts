import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BencodeValue } from './bencode.ts'

/**
 * What a torrent is known by; a hybrid has both. Which of them a daemon goes by is the daemon's affair: libtorrent 2
 * takes the first 20 bytes of v2 where there is one, also for hybrids (observed on 2.0.8 and 2.0.11); libtorrent 1
 * knows v1 alone.
 */
export interface InfoHashes {
  /** SHA-1, 40 lower-case hex digits. */
  readonly v1: string | null
  /** SHA-256, 64 lower-case hex digits. */
  readonly v2: string | null
}

/**
 * The hashes of a torrent file's info dict, over its bytes as they stand there. It has a v1 hash when it has v1 pieces,
 * and a v2 hash when it says to be of version 2 and has a file tree.
 */
export function hashInfo(info: BencodeValue): InfoHashes {
  const isV1 = info.get('pieces')?.string != null
  const isV2 = info.get('meta version')?.integer === 2 && info.get('file tree')?.isDict === true
  return {
    v1: isV1 ? bytesToHex(sha1(info.bytes)) : null,
    v2: isV2 ? bytesToHex(sha256(info.bytes)) : null,
  }
}

/** Everything by which some daemon may know a torrent of these hashes. */
export function knownAs({ v1, v2 }: InfoHashes): string[] {
  return [...(v1 === null ? [] : [v1]), ...(v2 === null ? [] : [v2.slice(0, 40), v2])]
}

/** A v1 hash, written in hex or, as older programs do, in base32; null = neither. */
export function readV1(text: string): string | null {
  const digits = text.toLowerCase()
  if (/^[0-9a-f]{40}$/.test(digits)) return digits
  return /^[a-z2-7]{32}$/.test(digits) ? hexOfBase32(digits) : null
}

/** The hash in a magnet link's exact topic: urn:btih: is v1, urn:btmh: v2 as a multihash (0x12 SHA-256, 0x20 bytes). */
export function readTopic(topic: string): InfoHashes {
  const [, tag, digits = ''] = /^urn:(btih|btmh):([0-9a-z]+)$/i.exec(topic) ?? []
  if (tag?.toLowerCase() === 'btih') return { v1: readV1(digits), v2: null }
  return { v1: null, v2: /^1220([0-9a-f]{64})$/.exec(digits.toLowerCase())?.[1] ?? null }
}

/** The exact topics of these hashes. */
export function writeTopics({ v1, v2 }: InfoHashes): string[] {
  return [...(v1 === null ? [] : [`urn:btih:${v1}`]), ...(v2 === null ? [] : [`urn:btmh:1220${v2}`])]
}

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** 32 digits of five bits are 40 of four. */
function hexOfBase32(digits: string): string {
  let bits = ''
  for (const digit of digits) bits += base32.indexOf(digit).toString(2).padStart(5, '0')
  return bits.replace(/.{4}/g, (four) => Number.parseInt(four, 2).toString(16))
}
