import type { FilePriority } from '../../../preload/contract/files.ts'
import { bareDialect, framedDialect, type Dialect } from '../../wire/deluge/dialect.ts'
import { eventArgsIn, isEventName, methodNamesIn, statusKeysIn } from '../../wire/deluge/lookup.ts'
import type { WireDict, WireInput, WireValue } from '../../wire/deluge/rencode.ts'
import { asNumber } from './shapes.ts'

/** The generation of the protocol, as it is remembered (Connection.memo) and tried first the next time. */
export type DialectName = '2' | '1.3'

/** What differs between the generations of Deluge. Everything else is said once, in the words of 2.x. */
export interface Generation {
  readonly dialect: DialectName
  readonly wire: Dialect
  /** Below level 10 an account is told of other people's torrents that its own list leaves out. */
  readonly hidesTorrents: boolean
  /** Whether a method may be called. */
  readonly has: (method: string) => boolean
  readonly hasEvent: (name: string) => boolean
  /** How pause_torrent and resume_torrent take one torrent. */
  readonly one: (hash: string) => WireInput
  /** Keyword arguments of the login. */
  readonly introduction: (client: string) => { readonly [key: string]: WireInput }
  /** What to ask for to learn these status keys of 2.x. Never empty where `keys` has one that it knows. */
  readonly keysFor: (keys: readonly string[]) => readonly string[]
  /** The number of each priority of a file, where it has one. */
  readonly priorityNumbers: Readonly<Partial<Record<FilePriority, number>>>
  readonly priorityOf: (number: number) => FilePriority
  /** One torrent's status in the words of 2.x. */
  readonly translate: (status: WireDict) => WireDict
}

/** 2.0.3 to 2.2.0 are one and the same here. */
export const deluge2: Generation = {
  dialect: '2',
  wire: framedDialect,
  hidesTorrents: true,
  has: () => true,
  hasEvent: () => true,
  one: (hash) => hash,
  introduction: (client) => ({ client_version: client }),
  keysFor: (keys) => keys,
  priorityNumbers: { skip: 0, low: 1, normal: 4, high: 7 },
  priorityOf: (number) => (number <= 0 ? 'skip' : number < 4 ? 'low' : number === 4 ? 'normal' : 'high'),
  translate: (status) => status,
}

const known = '1.3.15'
/** A plugin's: to be called only where it is on. */
const labelMethods = ['label.get_labels', 'label.add', 'label.set_torrent']
/** The list of methods does not name the login and the interest. */
const methods13 = new Set([...methodNamesIn(known), ...labelMethods, 'daemon.login', 'daemon.set_event_interest'])
/** The Label plugin's key is asked for whether or not it is on; without it, it is silently absent. */
const keys13 = new Set<string>([...statusKeysIn(known), 'label'])

/** What 1.3 calls things, or what they can be computed from. */
const words13: Record<string, readonly string[]> = {
  download_location: ['save_path'],
  auto_managed: ['is_auto_managed'],
  total_remaining: ['total_wanted', 'total_done'],
}

/**
 * Deluge 1.3, all of it from the source of 1.3.15. A method that it does not have is never answered, not even with an
 * error, so none may be called; every account of level 5 or more sees every torrent.
 */
export const deluge13: Generation = {
  dialect: '1.3',
  wire: bareDialect,
  hidesTorrents: false,
  has: (method) => methods13.has(method),
  hasEvent: (name) => isEventName(name) && eventArgsIn(known, name) !== undefined,
  one: (hash) => [hash],
  // Any keyword is a TypeError.
  introduction: () => ({}),
  keysFor: (keys) => [...new Set(keys.flatMap((key) => words13[key] ?? (keys13.has(key) ? [key] : [])))],
  // It knows normal (1), high (2 and 5) and highest (7) [src 1.3.15].
  priorityNumbers: { skip: 0, normal: 1, high: 5 },
  priorityOf: (number) => (number <= 0 ? 'skip' : number === 1 ? 'normal' : 'high'),
  translate: translate13,
}

function translate13(status: WireDict): WireDict {
  const modern: WireDict = Object.assign(Object.create(null) as WireDict, status)
  const { save_path: folder, is_auto_managed: auto, tracker_status: tracker } = status
  if (folder !== undefined) modern['download_location'] = folder
  if (auto !== undefined) modern['auto_managed'] = auto
  if (tracker !== undefined) modern['tracker_status'] = withoutHost(tracker)
  const [wanted, done] = [asNumber(status['total_wanted']), asNumber(status['total_done'])]
  if (wanted !== undefined && done !== undefined) modern['total_remaining'] = Math.max(0, wanted - done)
  return modern
}

/** 1.3 puts the tracker's host in front: "tracker.example: Announce OK". */
function withoutHost(status: WireValue): WireValue {
  return typeof status === 'string' ? status.replace(/^.*?: (?=Announce |Error: |Warning: )/, '') : status
}
