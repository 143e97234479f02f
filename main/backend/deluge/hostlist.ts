import { X509Certificate } from 'node:crypto'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'

/*
 * What Deluge's own clients and daemon keep in their configuration folder, read as text. The files are older than us,
 * edited by hand, or not what they seem: nothing here throws, and what makes no sense costs only itself.
 */

/** One line of a client's list of daemons. */
export interface HostEntry {
  /** Its place in the file, from 1. */
  place: number
  /** Empty = the file says none. */
  host: string
  /** null = nothing that could be a port. */
  port: number | null
  /** Empty = none; Deluge then takes localclient for a daemon on the same machine and asks for any other. */
  username: string
  password: string
  /** What is wrong with it; null = nothing. */
  damage: Says | null
}

/** One line of a daemon's auth file. */
export interface AuthEntry {
  username: string
  password: string
  level: number
}

/** Deluge's usual port. */
export const usualPort = 58846
/** The account that every daemon makes for clients on its own machine. */
export const localAccount = 'localclient'
/** More daemons than anybody has. */
const mostEntries = 1000
const defaultLevel = 5
const adminLevel = 10

/**
 * Reads hostlist.conf (Deluge 2) or hostlist.conf.1.2 (1.3): two JSON objects one behind the other, a header with
 * versions and then `{"hosts": [[id, host, port, username, password], …]}`. The header may be missing.
 * null = that is no list of hosts (before 1.2 it was a Python pickle).
 */
export function readHostlist(text: string): HostEntry[] | null {
  const values = readConf(text)
  const hosts = values?.['hosts']
  if (!Array.isArray(hosts)) return null
  return hosts.slice(0, mostEntries).map((entry: unknown, index) => readEntry(entry, index + 1))
}

function readEntry(entry: unknown, place: number): HostEntry {
  const parts: unknown[] = Array.isArray(entry) ? entry : []
  const [, host, port, username, password] = parts
  const read = {
    place,
    host: textOf(host)
      .trim()
      .replace(/^\[(.*)\]$/, '$1'),
    port: portOf(port),
    username: textOf(username),
    password: textOf(password),
  }
  return { ...read, damage: damageOf(parts, read) }
}

function damageOf(parts: readonly unknown[], { host, port }: { host: string; port: number | null }): Says | null {
  if (parts.length < 3) return say('entry.short')
  if (host === '') return say('entry.host.none')
  if (port === null) return say('entry.port')
  // null is what Deluge writes for an account that was never given.
  const odd = parts.slice(3, 5).some((part) => part != null && typeof part !== 'string')
  return odd ? say('entry.account') : null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Hand-made files have the port as a text. */
function portOf(value: unknown): number | null {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value.trim()) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null
}

/**
 * Reads a daemon's auth file: `name:password:level` on each line. As the daemon reads it (observed on 2.0.3): comments
 * and lines with another number of fields do not count, nor do levels that are words; two fields mean level 5, for
 * localclient 10; the last line of a name counts.
 */
export function readAuth(text: string): AuthEntry[] {
  const entries = new Map<string, AuthEntry>()
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/)) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const [username = '', password = '', level, ...more] = line.split(':').map((field) => field.trim())
    if (username === '' || password === '' || more.length > 0) continue
    const usual = username === localAccount ? adminLevel : defaultLevel
    const value = level === undefined ? usual : /^\d{1,4}$/.test(level) ? Number(level) : null
    if (value !== null) entries.set(username, { username, password, level: value })
  }
  return [...entries.values()]
}

/** The port of core.conf's daemon; the usual one where the file does not say. */
export function readDaemonPort(text: string): number {
  return portOf(readConf(text)?.['daemon_port']) ?? usualPort
}

/** SHA-256 of a PEM certificate (ssl/daemon.cert), as XX:XX…; null = that is none. */
export function readFingerprint(text: string): string | null {
  try {
    return new X509Certificate(text).fingerprint256
  } catch {
    return null
  }
}

/** The last of the JSON objects that stand one behind the other; null = there is none that can be read. */
function readConf(text: string): Record<string, unknown> | null {
  const objects = splitObjects(text)
  const last = objects.at(-1)
  if (last === undefined) return null
  try {
    const parsed: unknown = JSON.parse(last)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}

/** Cuts a text into its outermost {…}; brackets within strings do not count. Looks at every character once. */
function splitObjects(text: string): string[] {
  const objects: string[] = []
  let depth = 0
  let begin = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (quoted && character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '{') {
      if (depth === 0) begin = at
      depth += 1
    } else if (character === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) objects.push(text.slice(begin, at + 1))
    }
  }
  return objects
}
