import type { DeedChange, DeedValue } from '../../../preload/contract/audit.ts'
import { decidedIn } from '../../../preload/contract/deeds.ts'
import { type DaemonId, splitKey, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { Settings } from '../../../preload/contract/settings.ts'
import type { Torrent } from '../../../preload/contract/torrents.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
import { audit as most } from '../../lib/bounds.ts'
import { cutText } from '../../lib/cut.ts'
import { type KnownSecrets, redacted, redactedData } from '../../lib/redact.ts'
import type { Roster } from '../daemons/roster.ts'

/** What a deed is about, read from its arguments: every call names daemons and torrents alike. */
export interface Place {
  subject: string
  daemons: { id: DaemonId; name: string }[]
  torrents: { key: string; name: string }[]
  torrentCount: number
  changes: DeedChange[]
  args: string
}

export interface Known {
  roster: Pick<Roster, 'find'>
  settings: { get(): Settings }
  secrets: KnownSecrets
  /** The torrents of a removal that waits; a call about it names only its id. */
  torrentsOf?: (removal: string) => readonly TorrentKey[]
}

type Args = Readonly<Record<string, unknown>>

/** What stands in the audit of a call with these arguments, before it is carried out. */
export function placeOf(call: string, given: Args, known: Known): Place {
  const args = decidedIn(call, given)
  const keys = keysIn(args, known)
  const ids = daemonsIn(args, keys, known)
  const nameOf = (id: DaemonId): string => known.roster.find(id)?.record.name ?? ''
  const change = changeIn(call, args)
  return {
    subject: struck(subjectIn(args), known.secrets),
    daemons: ids.slice(0, most.daemons).map((id) => ({ id, name: struck(nameOf(id), known.secrets) })),
    torrents: keys
      .slice(0, most.torrents)
      .map((key) => ({ key, name: struck(rowOf(key, known)?.name ?? '', known.secrets) })),
    torrentCount: keys.length,
    changes: changesOf(change, before(call, args, keys, known), known.secrets),
    args: argumentsOf(args, known.secrets),
  }
}

/** What is named by its name, because it is not known by an id yet. */
function subjectIn({ name, source }: Args): string {
  if (typeof name === 'string') return name
  if (typeof source !== 'object' || source === null) return ''
  const { name: file, url, uri } = source as Record<string, unknown>
  if (typeof file === 'string') return file
  // The rest of an address may be a passkey.
  if (typeof url === 'string') return URL.parse(url)?.host ?? ''
  return typeof uri === 'string' ? (readMagnet(uri)?.name ?? '') : ''
}

/** Each torrent once, however often it is named. */
function keysIn({ key, keys, id }: Args, { torrentsOf }: Known): readonly string[] {
  if (typeof key === 'string') return [key]
  if (Array.isArray(keys)) return [...new Set(keys as string[])]
  return typeof id === 'string' ? (torrentsOf?.(id) ?? []) : []
}

/** Not every id is a daemon's: a removal has one, too. */
function daemonsIn({ id, daemon, daemons }: Args, keys: readonly string[], { roster }: Known): DaemonId[] {
  const all = [id, daemon, ...(Array.isArray(daemons) ? (daemons as unknown[]) : [])]
  const named = all.filter((one): one is string => typeof one === 'string' && roster.find(one) !== undefined)
  return [...new Set([...named, ...keys.map((key) => splitKey(key).daemon)])]
}

function rowOf(key: string, { roster }: Known): Torrent | undefined {
  const { daemon, hash } = splitKey(key)
  return roster.find(daemon)?.rows.get(hash)
}

/** What of the arguments says how something is to be. */
function changeIn(call: string, { id: _id, key: _key, keys: _keys, change, ...rest }: Args): Args {
  if (typeof change === 'object' && change !== null) return change as Args
  if (call === 'torrents.pause') return { state: 'paused' }
  // What it does then, the daemon decides.
  if (call === 'torrents.resume') return { state: null }
  if (call === 'torrents.remove' || call === 'removals.begin') return { state: null, folder: null }
  if (call === 'torrents.queue') return { queue: rest['to'] }
  if (call === 'daemons.edit' || call === 'settings.set') return rest
  // Of whatever else is said, what rows have is a change of theirs: a label, a folder, an owner.
  return Object.fromEntries(Object.entries(rest).filter(([field]) => _keys !== undefined && rowFields.has(field)))
}

const rowFields: ReadonlySet<string> = new Set<keyof Torrent>([
  'name',
  'folder',
  'label',
  'owner',
  'shared',
  'autoManaged',
  'downLimitBytesPerSecond',
  'upLimitBytesPerSecond',
])

/** How things are now: what is looked up costs nothing, because it is in memory; undefined = nobody knows here. */
type Before = (field: string) => { value: unknown; mixed: boolean } | undefined

function before(call: string, { id }: Args, keys: readonly string[], known: Known): Before {
  const single = (values: object | undefined): Before => {
    return (field) =>
      values && Object.hasOwn(values, field) ? { value: (values as Args)[field], mixed: false } : undefined
  }
  if (call === 'settings.set') return single(known.settings.get())
  if (typeof id === 'string') return single(known.roster.find(id)?.record)
  const rows = keys.slice(0, most.rowsLookedAt).flatMap((key) => rowOf(key, known) ?? [])
  return (field) => {
    const [first, ...others] = rows
    if (!first || !Object.hasOwn(first, field)) return undefined
    const of = (row: Torrent): unknown => row[field as keyof Torrent]
    return { value: of(first), mixed: others.some((row) => of(row) !== of(first)) }
  }
}

function changesOf(change: Args, beforeOf: Before, secrets: KnownSecrets): DeedChange[] {
  return Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      const was = beforeOf(field)
      const [old, now] = [was?.value ?? null, value].map((one) => valueOf(field, one, secrets)) as [
        DeedValue,
        DeedValue,
      ]
      return {
        field: cutText(field, most.word),
        before: was?.mixed ? null : old,
        mixed: was?.mixed ?? false,
        after: now,
      }
    })
    .filter(({ before, after, mixed }) => mixed || after === null || before !== after)
    .slice(0, most.changes)
}

/** A value as it may be kept: what is no plain one as JSON, and never a secret. */
function valueOf(field: string, value: unknown, secrets: KnownSecrets): DeedValue {
  if (value === null || value === undefined) return null
  const safe = (redactedData({ [field]: value }, secrets) as Args)[field]
  if (typeof safe === 'number' || typeof safe === 'boolean') return safe
  return cutText(typeof safe === 'string' ? safe : JSON.stringify(safe), most.text)
}

/**
 * The arguments as JSON without secrets, and of a bounded size. Torrents are told apart from them, and what is in a
 * file is nobody's business here.
 */
function argumentsOf({ keys: _keys, ...args }: Args, secrets: KnownSecrets): string {
  const plain = redactedData(bounded(args, most.depth), secrets)
  return cutText(JSON.stringify(plain), most.arguments)
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > most.text * 4 ? cutText(value, most.text * 4) : value
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  if (Array.isArray(value)) {
    const kept = value.slice(0, most.entries).map((item) => bounded(item, depth - 1))
    return value.length > most.entries ? [...kept, `… ${value.length - most.entries}`] : kept
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, most.entries)
      .map(([name, field]) => [
        name,
        // The content of a torrent file, in which trackers' addresses may be somebody's own.
        name === 'content' && typeof field === 'string' ? `${redacted} ${field.length}` : bounded(field, depth - 1),
      ]),
  )
}

function struck(text: string, secrets: KnownSecrets): string {
  return cutText(String(redactedData(text, secrets)), most.text)
}
