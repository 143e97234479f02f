import type * as v from 'valibot'
import { calls } from '../../preload/contract/calls.ts'

/*
 * HOW MUCH MAY COME IN
 *
 * Every list, text and table among the arguments of the contract has a bound of its own; what all of them can hold
 * together follows from the schemas. It is counted before anything is checked, so that a bomb costs no more than the
 * largest argument that makes sense.
 */

/** What some data holds: characters of text (names of fields among them), values, and how deep they lie. */
export interface Extent {
  characters: number
  parts: number
  depth: number
}

/** A little more than fits, so that what is slightly wrong is told which argument it is. */
const slack: Extent = { characters: 4096, parts: 256, depth: 2 }

/** The parts of a schema that say how much fits. */
interface Shape {
  kind?: string
  type: string
  pipe?: readonly Shape[]
  requirement?: unknown
  wrapped?: Shape
  item?: Shape
  items?: readonly Shape[]
  key?: Shape
  value?: Shape
  entries?: Readonly<Record<string, Shape>>
  options?: readonly unknown[]
  literal?: unknown
}

const one: Extent = { characters: 0, parts: 1, depth: 0 }

/** How much a schema of arguments lets in. Throws for one that has no bound: that is a fault of the contract. */
export function extentOf(schema: v.GenericSchema): Extent {
  const { characters, parts, depth } = measure(schema, 'args')
  return {
    characters: characters + slack.characters,
    parts: parts + slack.parts,
    depth: depth + slack.depth,
  }
}

function measure(shape: Shape, path: string): Extent {
  const { type } = shape
  if (shape.wrapped) return measure(shape.wrapped, path)
  if (type === 'string') return { ...one, characters: bound(shape, 'max_length', path) }
  if (type === 'number') {
    // Beyond them there is infinity, which JSON can say (1e999).
    for (const side of ['min_value', 'max_value']) bound(shape, side, path)
    return one
  }
  if (type === 'boolean' || type === 'null') return one
  if (type === 'literal') return { ...one, characters: String(shape.literal).length }
  if (type === 'picklist') {
    return { ...one, characters: Math.max(...(shape.options ?? []).map((word) => String(word).length)) }
  }
  if (type === 'array' && shape.item) {
    return inside(times(measure(shape.item, `${path}[]`), bound(shape, 'max_length', path)))
  }
  if (type === 'record' && shape.key && shape.value) {
    const { characters } = measure(shape.key, `${path}.key`)
    const value = measure(shape.value, `${path}.value`)
    const entry = { ...value, characters: value.characters + characters }
    return inside(times(entry, bound(shape, 'max_entries', path)))
  }
  if ((type === 'object' || type === 'strict_object') && shape.entries) {
    return inside(
      sum(
        Object.entries(shape.entries).map(([name, entry]) => {
          const extent = measure(entry, `${path}.${name}`)
          return { ...extent, characters: extent.characters + name.length }
        }),
      ),
    )
  }
  if (type === 'variant' || type === 'union') {
    return widest((shape.options ?? []).map((option) => measure(option as Shape, path)))
  }
  throw new Error(`Nothing says how much a schema of type "${type}" lets in (${path}).`)
}

/** The tightest requirement of one type in a schema's pipe, and in the pipes that it was made from. */
function bound(shape: Shape, type: string, path: string): number {
  const found = actionsOf(shape).filter((action) => action.type === type && typeof action.requirement === 'number')
  if (found.length === 0) throw new Error(`Nothing bounds ${path}: "${shape.type}" needs ${type}.`)
  return Math.min(...found.map(({ requirement }) => requirement as number))
}

function actionsOf(shape: Shape): Shape[] {
  return (shape.pipe ?? []).flatMap((action) => (action === shape ? [] : [action, ...actionsOf(action)]))
}

function inside({ characters, parts, depth }: Extent): Extent {
  return { characters, parts: parts + 1, depth: depth + 1 }
}

function times({ characters, parts, depth }: Extent, count: number): Extent {
  return { characters: characters * count, parts: parts * count, depth }
}

function sum(extents: readonly Extent[]): Extent {
  const add = (pick: (extent: Extent) => number): number => extents.reduce((total, extent) => total + pick(extent), 0)
  return {
    characters: add((extent) => extent.characters),
    parts: add((extent) => extent.parts),
    depth: Math.max(0, ...extents.map(({ depth }) => depth)),
  }
}

function widest(extents: readonly Extent[]): Extent {
  const most = (pick: (extent: Extent) => number): number => Math.max(0, ...extents.map(pick))
  return {
    characters: most((extent) => extent.characters),
    parts: most((extent) => extent.parts),
    depth: most((extent) => extent.depth),
  }
}

/** What the call that takes most lets in: the bound of a message whose name is not read yet. */
export const extentOfAnyCall: Extent = widest(Object.values(calls).map(({ args }) => extentOf(args)))

/**
 * Whether a value is plain data (what JSON knows, and undefined) and has room there. Electron clones more than that:
 * maps, buffers, circles. Stops as soon as it is too much; a list is counted before it is looked into.
 */
export function fits(value: unknown, extent: Extent): boolean {
  let { characters, parts } = extent
  const has = (item: unknown, depth: number): boolean => {
    parts -= 1
    if (typeof item === 'string') characters -= item.length
    if (parts < 0 || characters < 0 || depth < 0) return false
    if (item === null || typeof item !== 'object') return typeof item !== 'bigint'
    if (Array.isArray(item)) return item.length <= parts && item.every((part) => has(part, depth - 1))
    const prototype: unknown = Object.getPrototypeOf(item)
    if (prototype !== Object.prototype && prototype !== null) return false
    for (const name in item) {
      characters -= name.length
      if (!has((item as Record<string, unknown>)[name], depth - 1)) return false
    }
    return true
  }
  return has(value, extent.depth)
}
