import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import type { Engine } from '../engine/engine.ts'
import type { Status } from '../engine/status.ts'
import type { Torrent } from '../engine/torrent.ts'
import type { Accounts } from '../server/accounts.ts'
import type { Bound, Version } from '../server/binding.ts'
import type { Config } from '../server/config.ts'
import { keyError, PythonError } from '../server/exceptions.ts'
import type { Misbehaviour } from '../server/manners.ts'

/** Who asks. */
export interface Guest {
  readonly number: number
  level: number
  username: string
  readonly interests: Set<string>
  /** What the last answer with diff=True said, by torrent. */
  baseline: Map<string, Status>
}

/** What a method may touch of the daemon that it belongs to. */
export interface House {
  readonly engine: Engine
  readonly accounts: Accounts
  readonly config: Config
  readonly version: Version
  /** Names of the plugins that are enabled. */
  readonly plugins: Set<string>
  readonly manners: Readonly<Misbehaviour>
  /** How long core.get_torrents_status waits for libtorrent. */
  readonly statusDelayMs: number
  /** Who made the latest call, whatever it was: diff=True mixes people up by it. */
  readonly latestGuest: Guest
  /** Tells everybody who is interested. Throws as a real daemon does when an unauthenticated guest is among them. */
  say(name: string, args?: readonly WireInput[]): void
  methodNames(): string[]
  levelOf(method: string): number | undefined
  shutDown(): void
}

export type Method = (house: House, guest: Guest, args: Bound) => WireInput | Promise<WireInput>
export type Methods = Readonly<Record<string, Method>>

function wrongType(name: string, wanted: string, value: WireValue | undefined): PythonError {
  return new PythonError('TypeError', `${name} must be ${wanted}, not ${value === null ? 'None' : typeof value}`)
}

export function textArg(args: Bound, name: string, otherwise?: string): string {
  const value = args[name]
  if (typeof value === 'string') return value
  if ((value === undefined || value === null) && otherwise !== undefined) return otherwise
  throw wrongType(name, 'str', value)
}

export function listArg(args: Bound, name: string): WireValue[] {
  const value = args[name]
  if (Array.isArray(value)) return value
  // A text is a list of its letters in Python; real daemons take it as such.
  if (typeof value === 'string') return [...value]
  throw wrongType(name, 'list', value)
}

export function dictArg(args: Bound, name: string): Readonly<Record<string, WireValue>> {
  const value = args[name]
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array || value instanceof Map) {
    throw wrongType(name, 'dict', value)
  }
  return value
}

export const flagArg = (args: Bound, name: string, otherwise: boolean): boolean => {
  const value = args[name]
  return value === undefined ? otherwise : Boolean(value)
}

/** The torrent with that id, or Python's KeyError (observed for pause, queue, options, move on an unknown id). */
export function torrentArg(house: House, id: WireValue | undefined): Torrent {
  const torrent = typeof id === 'string' ? house.engine.get(id) : undefined
  if (!torrent) throw keyError(id)
  return torrent
}

/** For each id in turn; an unknown one ends the work where it stands (observed: pause [bad, good] left good running). */
export function eachTorrent(house: House, args: Bound, name: string, act: (torrent: Torrent) => void): null {
  for (const id of listArg(args, name)) act(torrentArg(house, id))
  return null
}
