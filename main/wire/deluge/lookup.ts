import {
  events,
  methods,
  pluginMethods,
  statusKeys,
  versionBits,
  type EventName,
  type KnownVersion,
  type MethodVariant,
  type StatusKey,
} from './catalogue.ts'

/** A method as one daemon version exports it. */
export interface MethodSignature {
  name: string
  /** Auth level needed: 0, 1, 5 or 10. */
  level: number
  params: { name: string; optional: boolean; keywordOnly: boolean }[]
  /** Takes any further arguments (daemon.shutdown). */
  open: boolean
}

const knownVersions = Object.keys(versionBits) as KnownVersion[]

function parts(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number)
}

function compare(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  for (let i = 0; i < 3; i++) if ((left[i] ?? 0) !== (right[i] ?? 0)) return (left[i] ?? 0) - (right[i] ?? 0)
  return 0
}

/** The newest recorded version that is not newer than `version` ("2.1.2.dev0" → 2.1.1); the oldest below all. */
export function nearestVersion(version: string): KnownVersion {
  return knownVersions.findLast((known) => compare(known, version) <= 0) ?? knownVersions[0]!
}

function isKey<T extends object>(table: T, name: string): name is keyof T & string {
  return Object.hasOwn(table, name)
}

/** A method of the core or of a plugin in a daemon version; undefined where it does not exist. */
export function methodIn(version: KnownVersion, name: string): MethodSignature | undefined {
  const variants: readonly MethodVariant[] = isKey(methods, name)
    ? methods[name]
    : isKey(pluginMethods, name)
      ? pluginMethods[name]
      : []
  const found = variants.find(([mask]) => (mask & versionBits[version]) !== 0)
  if (!found) return undefined
  const names = found[2].split(' ').filter((param) => param !== '')
  const named = names.filter((param) => !param.startsWith('*'))
  return {
    name,
    level: found[1],
    open: named.length < names.length,
    params: named.map((param) => ({
      name: param.replace(/[?=]$/, ''),
      optional: param.endsWith('?'),
      keywordOnly: param.endsWith('='),
    })),
  }
}

/** Names of all core and daemon methods of a version, without those of plugins. */
export function methodNamesIn(version: KnownVersion): string[] {
  return Object.entries<readonly MethodVariant[]>(methods)
    .filter(([, variants]) => variants.some(([mask]) => (mask & versionBits[version]) !== 0))
    .map(([name]) => name)
}

export function isEventName(name: string): name is EventName {
  return isKey(events, name)
}

/** Argument names of an event in a version; undefined where the version has no such event. */
export function eventArgsIn(version: KnownVersion, name: EventName): string[] | undefined {
  const found = events[name].find(([mask]) => (mask & versionBits[version]) !== 0)
  return found?.[1].split(' ').filter((arg) => arg !== '')
}

export function isStatusKey(name: string): name is StatusKey {
  return isKey(statusKeys, name)
}

/** Torrent status keys of a version ("label" only answers while the Label plugin is on). */
export function statusKeysIn(version: KnownVersion): StatusKey[] {
  return (Object.keys(statusKeys) as StatusKey[]).filter((key) => (statusKeys[key][0] & versionBits[version]) !== 0)
}
