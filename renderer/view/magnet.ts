/** What a magnet link says about its torrent. */
export interface Magnet {
  /** Info-hash v1, 40 lower-case hex digits; null = none given (a v2-only link) or not one. */
  hash: string | null
  name: string | null
  trackers: number
}

const base32Digits = 'abcdefghijklmnopqrstuvwxyz234567'

/** Reads a magnet link; null = not one. The hash may be written in hex or, as older programs do, in base32. */
export function readMagnet(uri: string): Magnet | null {
  const text = uri.trim()
  if (!/^magnet:\?/i.test(text)) return null
  const query = new URLSearchParams(text.slice('magnet:?'.length))
  let hash: string | null = null
  let trackers = 0
  for (const [key, value] of query) {
    // xt.1, xt.2 … are further topics of the same link.
    if (/^xt(\.\d+)?$/i.test(key)) hash ??= hashOf(value)
    if (/^tr(\.\d+)?$/i.test(key)) trackers += 1
  }
  return { hash, name: query.get('dn')?.trim() || null, trackers }
}

function hashOf(topic: string): string | null {
  const digits = /^urn:btih:([a-z0-9]+)$/i.exec(topic.trim())?.[1]?.toLowerCase() ?? ''
  if (/^[0-9a-f]{40}$/.test(digits)) return digits
  return /^[a-z2-7]{32}$/.test(digits) ? hexOfBase32(digits) : null
}

/** 32 base32 digits of five bits are 40 hex digits of four. */
function hexOfBase32(digits: string): string {
  let bits = ''
  for (const digit of digits) bits += base32Digits.indexOf(digit).toString(2).padStart(5, '0')
  return (bits.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join('')
}

/** Everything in a pasted text that can be added: magnet links and web addresses, one per line or separated by spaces. */
export function findLinks(text: string): string[] {
  const words = text.split(/\s+/).filter((word) => /^(magnet:\?|https?:\/\/)/i.test(word))
  return [...new Set(words)]
}
