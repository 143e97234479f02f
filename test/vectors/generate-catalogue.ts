/**
 * Writes main/wire/deluge/catalogue.ts from the recorded lists in test/vectors/deluge.
 * `node test/vectors/generate-catalogue.ts`; a test compares the file with what this would write.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'

const versions = ['1.3.15', '2.0.3', '2.1.1', '2.2.0'] as const
type Version = (typeof versions)[number]

interface Param {
  name: string
  optional: boolean
  keyword_only?: boolean
}
interface Method {
  params: Param[]
  auth_level: number
}
type Methods = Record<string, Method>
interface MethodFile {
  methods: Methods
  special?: Methods
}
type PluginFile = Record<string, Methods | { methods: Methods }>
type EventFile = Record<string, { args: Param[]; plugin?: string }>
type StatusFile = Record<string, { types: string[] }> | { keys: string[] }

/** What is said in each version, e.g. a method's level and parameters as text. */
type Sayings = Map<string, Map<Version, string>>

const catalogueUrl = new URL('../../main/wire/deluge/catalogue.ts', import.meta.url)

function load<T>(name: string, version: Version): T {
  return JSON.parse(readFileSync(new URL(`deluge/${name}-${version}.json`, import.meta.url), 'utf8')) as T
}

function say(sayings: Sayings, name: string, version: Version, text: string): void {
  const byVersion = sayings.get(name) ?? new Map<Version, string>()
  sayings.set(name, byVersion.set(version, text))
}

function bitOf(version: Version): number {
  return 1 << versions.indexOf(version)
}

/** "path options? client_version=": ? may be left out, = by keyword only, * and ** take the rest. */
function paramText({ name, optional, keyword_only }: Param): string {
  if (name.startsWith('*')) return name
  return name + (keyword_only ? '=' : optional ? '?' : '')
}

function signature({ auth_level, params }: Method): string {
  return JSON.stringify([auth_level, params.map(paramText).join(' ')])
}

function readMethods(): Sayings {
  const sayings: Sayings = new Map()
  for (const version of versions) {
    const { methods, special = {} } = load<MethodFile>('methods', version)
    for (const [name, method] of Object.entries({ ...special, ...methods }))
      say(sayings, name, version, signature(method))
  }
  return sayings
}

/** 1.3.15's file lists methods directly under the lower-case name, the others under "methods". */
function readPlugins(): { methods: Sayings; names: Map<string, string> } {
  const methods: Sayings = new Map()
  const names = new Map<string, string>()
  for (const version of versions) {
    for (const [plugin, entry] of Object.entries(load<PluginFile>('plugin-methods', version))) {
      if (version !== '1.3.15') names.set(plugin.toLowerCase(), plugin)
      const list = version === '1.3.15' ? (entry as Methods) : (entry as { methods: Methods }).methods
      for (const [name, method] of Object.entries(list)) say(methods, name, version, signature(method))
    }
  }
  return { methods, names }
}

function readEvents(): Sayings {
  const sayings: Sayings = new Map()
  for (const version of versions) {
    for (const [name, { args }] of Object.entries(load<EventFile>('events', version))) {
      say(sayings, name, version, JSON.stringify(args.map(paramText).join(' ')))
    }
  }
  return sayings
}

/** Key → [versions, types seen in any of them]. 1.3.15's list is from its source: names without types. */
function readStatusKeys(): Map<string, { mask: number; types: Set<string> }> {
  const keys = new Map<string, { mask: number; types: Set<string> }>()
  const entry = (name: string): { mask: number; types: Set<string> } => {
    const found = keys.get(name) ?? { mask: 0, types: new Set<string>() }
    keys.set(name, found)
    return found
  }
  for (const version of versions) {
    const file = load<StatusFile>('status-keys', version)
    const seen = Array.isArray(file['keys'])
      ? file['keys'].map((name: string) => [name, []] as const)
      : Object.entries(file as Record<string, { types: string[] }>).map(([name, key]) => [name, key.types] as const)
    for (const [name, types] of seen) {
      const key = entry(name)
      key.mask |= bitOf(version)
      for (const type of types) key.types.add(type)
    }
  }
  return keys
}

function sorted<T>(map: Map<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Versions that say the same share one entry: [mask, …]. */
function variants(byVersion: Map<Version, string>): string {
  const masks = new Map<string, number>()
  for (const [version, text] of byVersion) masks.set(text, (masks.get(text) ?? 0) | bitOf(version))
  return `[${[...masks].map(([text, mask]) => `[${mask}, ${text.replace(/^\[|\]$/g, '')}]`).join(', ')}]`
}

function table(sayings: Sayings): string {
  return sorted(sayings)
    .map(([name, byVersion]) => `${JSON.stringify(name)}: ${variants(byVersion)},`)
    .join('\n')
}

/** The text of catalogue.ts. */
export async function generateCatalogue(): Promise<string> {
  const plugins = readPlugins()
  const pluginNames = sorted(plugins.names).map(
    ([prefix, name]) => `${JSON.stringify(prefix)}: ${JSON.stringify(name)},`,
  )
  const statusKeys = sorted(readStatusKeys()).map(
    ([name, { mask, types }]) => `${JSON.stringify(name)}: [${mask}, ${JSON.stringify([...types].sort().join(' '))}],`,
  )
  const source = `
// GENERATED by \`node test/vectors/generate-catalogue.ts\` from test/vectors/deluge. Do not edit.

/** Bit of each daemon version in the tables below. 1.3.15 is known from its source, the others from running daemons. */
export const versionBits = { ${versions.map((version) => `'${version}': ${bitOf(version)}`).join(', ')} } as const

export type KnownVersion = keyof typeof versionBits

/** [versions, auth level, parameters]; "name?" may be left out, "name=" is by keyword only, "*" and "**" take the rest. */
export type MethodVariant = readonly [versions: number, level: number, params: string]
/** [versions, argument names] */
export type EventVariant = readonly [versions: number, args: string]

/** Exported methods. daemon.info, daemon.login and daemon.set_event_interest are missing in get_method_list of 2.x. */
export const methods = {
${table(readMethods())}
} as const satisfies Record<string, readonly MethodVariant[]>

/** Plugin names by the prefix of their methods. */
export const pluginNames = {
${pluginNames.join('\n')}
} as const

/** Methods that exist while the plugin is enabled. */
export const pluginMethods = {
${table(plugins.methods)}
} as const satisfies Record<string, readonly MethodVariant[]>

export const events = {
${table(readEvents())}
} as const satisfies Record<string, readonly EventVariant[]>

/** [versions, types seen on 2.x]; no types: known from 1.3.15's source only. */
export const statusKeys = {
${statusKeys.join('\n')}
} as const satisfies Record<string, readonly [versions: number, types: string]>

export type MethodName = keyof typeof methods
export type PluginMethodName = keyof typeof pluginMethods
export type EventName = keyof typeof events
export type StatusKey = keyof typeof statusKeys
`
  const style = { printWidth: 120, singleQuote: true, semi: false, trailingComma: 'all' } as const
  return format(source.trimStart(), { parser: 'typescript', ...style })
}

/** Where the generated text belongs. */
export const cataloguePath = fileURLToPath(catalogueUrl)

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(cataloguePath, await generateCatalogue())
