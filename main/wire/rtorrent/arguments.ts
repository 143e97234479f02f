import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import type { XmlInput } from '../xmlrpc/values.ts'
import type { Entry, Takes } from './entry.ts'

/** A magnet link with hundreds of trackers; paths and labels are shorter. */
const longestText = 64 * 1024
const mostFiles = 10_000_000

/**
 * The arguments of a name as they are sent.
 * @throws Fault 'invalid' for too few or too many, and for what is not of the kind that the name takes
 */
export function argumentsFor(name: string, { takes }: Entry, given: readonly unknown[]): XmlInput[] {
  if (given.length !== takes.length) throw unfit(name)
  return takes.map((take, index) => {
    const written = spellings[take](given[index])
    if (written === null) throw unfit(name)
    return written
  })
}

/** null = it does not fit. */
const spellings: Readonly<Record<Takes, (value: unknown) => XmlInput | null>> = {
  text: (value) => (isText(value) ? value : null),
  integer: (value) => (Number.isSafeInteger(value) ? (value as number) : null),
  bytes: (value) => (value instanceof Uint8Array ? value : null),
  key: (value) => (isKey(value) ? value : null),
  // A text, though it is a number.
  kib: (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? String(value) : null),
  source: (value) => (isText(value) && isOneSource(value) ? value : null),
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}

/** The name of a value, which stands in a command where it is asked of many torrents: nothing of it may be a sign there. */
export function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(value)
}

/** A web address, a magnet link, or the whole path of one file: the daemon takes a path as a pattern of many. */
function isOneSource(source: string): boolean {
  return /^(https?:\/\/|magnet:\?)[^\s]+$/i.test(source) || /^\/[^*?[\]{}~\\]+$/.test(source)
}

/**
 * An info-hash as the daemon writes it.
 * @throws Fault 'invalid' for anything else than 40 hexadecimal digits
 */
export function hashTarget(hash: string): string {
  if (!/^[0-9a-f]{40}$/i.test(hash)) throw new Fault('invalid', say('call.no-hash'))
  return hash.toUpperCase()
}

/**
 * A file or tracker of a torrent by its place. Other ways to name a file end the daemon's process, or read and write at
 * another file (seen on 0.9.8), so this one is the only one.
 * @throws Fault 'invalid'
 */
export function placeTarget(hash: string, letter: 'f' | 't', index: number): string {
  if (!Number.isInteger(index) || index < 0 || index > mostFiles) throw new Fault('invalid', say('call.no-place'))
  return `${hashTarget(hash)}:${letter}${index}`
}

/**
 * A peer of a torrent by its id.
 * @throws Fault 'invalid'
 */
export function peerTarget(hash: string, id: string): string {
  if (!/^[0-9a-f]{40}$/i.test(id)) throw new Fault('invalid', say('call.no-place'))
  return `${hashTarget(hash)}:p${id.toUpperCase()}`
}

function unfit(name: string): Fault {
  return new Fault('invalid', say('call.no-argument', { name }), { details: { name } })
}
