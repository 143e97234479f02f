import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WireDict, WireValue } from '../../../main/wire/deluge/rencode.ts'
import { PythonError } from './exceptions.ts'

export const versions = ['2.0.3', '2.1.1', '2.2.0'] as const
export type Version = (typeof versions)[number]

interface Parameter {
  name: string
  optional: boolean
}

/** A method as the recorded daemons export it. */
export interface Signature {
  params: readonly Parameter[]
  level: number
  plugin: string | null
}

interface RecordedMethod {
  params: Parameter[]
  auth_level: number
}
interface Recorded {
  methods: Record<string, RecordedMethod>
}

const vectors = join(import.meta.dirname, '../../vectors/deluge')

/** One of the recorded tables, e.g. "config-keys-2.0.3.json". Their shape is known because they are part of the tests. */
export function readVector(file: string): unknown {
  return JSON.parse(readFileSync(join(vectors, file), 'utf8'))
}

const kept = new Map<Version, ReadonlyMap<string, Signature>>()

/** Every exported method of that version, plugins' included, with parameters and level. */
export function signaturesOf(version: Version): ReadonlyMap<string, Signature> {
  const known = kept.get(version)
  if (known) return known
  const table = new Map<string, Signature>()
  const take = (methods: Recorded['methods'], plugin: string | null): void => {
    for (const [name, { params, auth_level: level }] of Object.entries(methods))
      table.set(name, { params, level, plugin })
  }
  take((readVector(`methods-${version}.json`) as Recorded).methods, null)
  for (const [plugin, { methods }] of Object.entries(
    readVector(`plugin-methods-${version}.json`) as Record<string, Recorded>,
  )) {
    take(methods, plugin)
  }
  kept.set(version, table)
  return table
}

export type Bound = Record<string, WireValue | undefined>

const pythonName = (method: string): string => {
  const [group = '', name = ''] = method.split('.')
  return `${group === 'daemon' ? 'Daemon' : 'Core'}.${name}()`
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  if (quoted.length < 3) return quoted.join(' and ')
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}

/**
 * Gives positional and keyword arguments their names, with the TypeErrors that Python has for what does not fit
 * (observed texts).
 */
export function bind(method: string, { params }: Signature, args: readonly WireValue[], kwargs: WireDict): Bound {
  const takes = params.filter(({ name }) => !name.startsWith('*'))
  const bound: Bound = {}
  const fail = (text: string): PythonError => new PythonError('TypeError', `${pythonName(method)} ${text}`)
  const open = takes.length < params.length
  if (args.length > takes.length && !open) {
    const least = takes.filter(({ optional }) => !optional).length + 1
    const most = takes.length + 1
    const range = least === most ? String(most) : `from ${least} to ${most}`
    throw fail(`takes ${range} positional argument${most === 1 ? '' : 's'} but ${args.length + 1} were given`)
  }
  takes.forEach(({ name }, i) => {
    if (i < args.length) bound[name] = args[i]
  })
  for (const [name, value] of Object.entries(kwargs)) {
    if (!takes.some((one) => one.name === name)) {
      if (open) continue
      throw fail(`got an unexpected keyword argument '${name}'`)
    }
    if (name in bound) throw fail(`got multiple values for argument '${name}'`)
    bound[name] = value
  }
  const missing = takes.filter(({ name, optional }) => !optional && !(name in bound)).map(({ name }) => name)
  if (missing.length > 0) {
    const plural = missing.length === 1 ? '' : 's'
    throw fail(`missing ${missing.length} required positional argument${plural}: ${listed(missing)}`)
  }
  return bound
}
