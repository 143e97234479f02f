import { logBook } from './bounds.ts'
import { cutText } from './cut.ts'

/*
 * What must not be in a log that people read, save and send to others. Three nets, one behind the other: fields by
 * their names, texts by their form (addresses, headers, pairs of a name and a value), and the very passwords that the
 * program knows, wherever they stand.
 */

/** Stands in the place of what was struck out. */
export const redacted = '[redacted]'

/** What is said in words, and may have spaces in it. */
const phrases = 'pass(?:word|wd|phrase|code)|passwort|kennwort|secret'
const marks =
  'passkey|token|cookie|credentials?|authorization|api[_-]?key|auth[_-]?key|private[_-]?key|session[_-]?id|torrent[_-]?pass'
const secretName = new RegExp(`${phrases}|${marks}`, 'i')
/** Their values are lists of pairs: all that stands behind them goes. */
const headers = /\b((?:set-)?cookie|(?:proxy-)?authorization)(["']?\s*[:=]\s*)[^\r\n]+/gi
const quoted = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|\\\\+".*?\\\\+"`
/** Names go on for some letters ("password_file"), not for ever: a text that is all names would be gone through for each. */
const pairOf = (names: string, value: string): RegExp =>
  new RegExp(`((?:${names})[\\w-]{0,40}\\\\*["']?\\s*(?:=>|[:=])\\s*)(?!\\s*\\[redacted)(?:${quoted}|${value})`, 'gi')
const phrasePairs = pairOf(phrases, `[^\\r\\n"',;&)}\\]]+`)
const markPairs = pairOf(`${marks}|\\bkey`, `[^\\s"',;&)}\\]]+`)
const schemes = /\b(Bearer|Basic)\s+(?=\S*[\d=])[\w.~+/=-]{8,}/g
const magnets = /\bmagnet:\?[^\s"'<>]+/gi
const addresses = /\b[a-z][a-z\d+.-]{1,11}:\/\/[^\s"'<>]+/gi
/** An address within another one. */
const spelledAddresses = /\b([a-z][a-z\d]{1,11})%3a%2f%2f[^\s"'<>&]+/gi
const queries = /([?&;][\w.[\]-]+=)[^\s&;"'<>#]+/g
const keys = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g
/** A line of a daemon's auth file: name, password, level. */
const accountLines = /\b([\w.@-]{1,64}:)[\da-f]{16,}(?=:\d{1,2}\b)/gi
/** Letters of both cases and digits without a gap: what machines make up, and no hash or fingerprint. */
const madeUp = /(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{32,}(?![\w-])/g

/** So much of a text is looked at beyond what is kept of it: a secret may stand where it is cut. */
const beyond = 2_000

/** A text without what looks like a secret. Addresses keep their scheme, host and the words of their path. */
export function withoutSecrets(text: string): string {
  return text
    .replace(keys, redacted)
    .replace(magnets, plainMagnet)
    .replace(spelledAddresses, `$1%3A%2F%2F${redacted}`)
    .replace(addresses, plainAddress)
    .replace(queries, `$1${redacted}`)
    .replace(headers, `$1$2${redacted}`)
    .replace(schemes, `$1 ${redacted}`)
    .replace(phrasePairs, `$1${redacted}`)
    .replace(markPairs, `$1${redacted}`)
    .replace(accountLines, `$1${redacted}`)
    .replace(madeUp, redacted)
}

/** Of a magnet link the info-hash: its trackers' addresses may have passkeys in them. */
function plainMagnet(link: string): string {
  const hashes = link.slice('magnet:?'.length).split('&')
  return `magnet:?${[...hashes.filter((part) => /^xt=urn:bt[im]h:\w+$/i.test(part)), redacted].join('&')}`
}

function plainAddress(address: string): string {
  const [, scheme = '', authority = '', rest = ''] = /^([^:]+:\/\/)([^/?#]*)(.*)$/s.exec(address) ?? []
  const at = authority.lastIndexOf('@')
  const host = at < 0 ? authority : `${redacted}@${authority.slice(at + 1)}`
  const [, path = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(rest) ?? []
  const isTracker = /\b(?:announce|scrape)\b/i.test(path)
  const parts = path.split('/').map((part) => (isKey(part, isTracker) ? redacted : part))
  return scheme + host + parts.join('/') + tail.replace(/#.+$/s, `#${redacted}`)
}

/** Whether a part of a path is no word: trackers know people by one. */
function isKey(part: string, isTracker: boolean): boolean {
  if (isTracker && part.length >= 6 && !/^(?:announce|scrape)(?:\.\w+)?$/i.test(part)) return true
  return /^[\w~%-]{24,}$/.test(part) || /^(?=.*\d)(?=.*[a-z])[\w~%-]{16,}$/i.test(part)
}

/** Shorter ones are too much like words and figures to be looked for within them. */
const shortest = { asWord: 3, anywhere: 8 }
/** As many as a keeper's file has room for. */
const most = 10_000

/** The secrets that the program knows: where one of them stands in a text, it is struck out. */
export class KnownSecrets {
  readonly #known = new Set<string>()

  add(secret: string): void {
    for (const spelling of spellings(secret)) {
      if (spelling.length < shortest.asWord) continue
      // What came last goes last.
      this.#known.delete(spelling)
      this.#known.add(spelling)
    }
    for (const oldest of this.#known) {
      if (this.#known.size <= most) break
      this.#known.delete(oldest)
    }
  }

  strike(text: string): string {
    let struck = text
    for (const secret of this.#known) if (struck.includes(secret)) struck = strike(struck, secret)
    return struck
  }
}

/** As it is, and as addresses and JSON spell it. */
function spellings(secret: string): Set<string> {
  const spelled = secret.isWellFormed() ? encodeURIComponent(secret) : secret
  return new Set([secret, spelled, JSON.stringify(secret).slice(1, -1)])
}

function strike(text: string, secret: string): string {
  if (secret.length >= shortest.anywhere) return text.replaceAll(secret, redacted)
  const parts = text.split(secret)
  let struck = parts[0] ?? ''
  for (const [index, part] of parts.slice(1).entries()) {
    const isWord = !/[\p{L}\p{N}]$/u.test(parts[index] ?? '') && !/^[\p{L}\p{N}]/u.test(part)
    struck += (isWord ? redacted : secret) + part
  }
  return struck
}

function redactedText(text: string, known: KnownSecrets): string {
  const looked = cutText(text, logBook.text + beyond)
  return cutText(withoutSecrets(known.strike(looked)), logBook.text)
}

/** Plain data without secrets: fields by their names, texts by their form and by what is known. */
export function redactedData(value: unknown, known: KnownSecrets): unknown {
  if (typeof value === 'string') return redactedText(value, known)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => redactedData(item, known))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      // Whether there is one is no secret.
      secretName.test(name) && typeof field !== 'boolean' && field !== null ? redacted : redactedData(field, known),
    ]),
  )
}
