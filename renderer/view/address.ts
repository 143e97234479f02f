import type { Way } from '../../preload/contract/address.ts'
import { daemonWords } from '../text/words.ts'

/** What could be read from one pasted line; null = the line did not say. */
export interface Pasted {
  host: string
  /** As typed, so that what is no port can be pointed at. */
  port: string | null
  username: string | null
  password: string | null
}

/**
 * Reads what people paste as a daemon's address: `host`, `host:port`, `user@host:port`, `user:password@host`,
 * `[::1]:58846`, a bare IPv6 literal, or a whole URL, whose scheme and path say nothing. Never fails: what makes no
 * sense stays in `host` for the form to point at.
 */
export function readAddress(line: string): Pasted {
  const text = line
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/, '')
  // The last @ counts: user names may hold one, hosts may not.
  const at = text.lastIndexOf('@')
  const { host, port } = splitPort(text.slice(at + 1))
  if (at < 0) return { host, port, username: null, password: null }
  const account = text.slice(0, at)
  const colon = account.indexOf(':')
  if (colon < 0) return { host, port, username: account || null, password: null }
  return { host, port, username: account.slice(0, colon) || null, password: account.slice(colon + 1) || null }
}

function splitPort(text: string): { host: string; port: string | null } {
  const bracketed = /^\[([^\]]*)\](?::(\d*))?$/.exec(text)
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] || null }
  if (isIPv6(text)) return { host: text, port: null }
  const plain = /^([^:]*):(\d*)$/.exec(text)
  if (plain) return { host: plain[1] ?? '', port: plain[2] || null }
  return { host: text, port: null }
}

/** Whether a text is an IPv6 address, perhaps with a zone (fe80::1%eth0) or an IPv4 tail (::ffff:10.0.0.9). */
export function isIPv6(text: string): boolean {
  const [address = '', zone, ...more] = text.split('%')
  if (more.length > 0 || (zone !== undefined && !/^[\w.-]+$/.test(zone))) return false
  const tail = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(address)
  if (tail && !(tail[2] ?? '').split('.').every((part) => Number(part) <= 255)) return false
  // An IPv4 tail stands for two groups.
  const whole = tail ? `${tail[1]}0:0` : address
  const halves = whole.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8
}

/** What is wrong with a host beyond what the contract checks; null = nothing. */
export function hostProblem(host: string): string | null {
  if (!host.includes(':') || isIPv6(host.trim())) return null
  return daemonWords.form.hostProblem
}

/** A web address without the account that was pasted with it, which has fields of its own; null = there was none. */
export function splitAccount(url: string): { url: string; username: string | null; password: string | null } | null {
  const parts = /^\s*(https?:\/\/)([^/?#]*)@(.*)$/is.exec(url)
  if (!parts) return null
  const [, scheme = '', account = '', rest = ''] = parts
  const colon = account.indexOf(':')
  const [username, password] = colon < 0 ? [account, ''] : [account.slice(0, colon), account.slice(colon + 1)]
  return { url: `${scheme}${rest}`, username: plain(username) || null, password: plain(password) || null }
}

/** In a web address an account's special characters are written as %XX. */
function plain(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/**
 * A name for a daemon there that none of the others has: "nas" for nas.home and https://nas.home/rpc, the address
 * itself for an IP, "rpc" for /run/rpc.socket.
 */
export function suggestName(way: Way, place: string, taken: readonly string[]): string {
  const base = nameOf(way, place.trim()).slice(0, 90)
  if (base === '') return ''
  const used = new Set(taken.map((name) => name.toLowerCase()))
  if (!used.has(base.toLowerCase())) return base
  let number = 2
  while (used.has(`${base} ${number}`.toLowerCase())) number += 1
  return `${base} ${number}`
}

function nameOf(way: Way, place: string): string {
  if (way === 'unix') {
    const file = place.split(/[\\/]/).at(-1) ?? ''
    return file.replace(/\.[^.]*$/, '') || file
  }
  const { host } = readAddress(place)
  const isNumbers = host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)
  return isNumbers ? host : (host.split('.')[0] ?? '')
}
