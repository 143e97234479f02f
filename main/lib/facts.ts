import { facts as most, longest } from './bounds.ts'
import { cutText } from './cut.ts'
import type { Given, Says } from '../../preload/contract/says.ts'

/** What is left of the room for texts, over all of one failure's facts. */
interface Room {
  text: number
}

/**
 * Facts beside a failure as plain data of a bounded size, whatever somebody put into them: what is too much is left
 * out, and its number stands in its place. Borders know JSON only: bytes, Maps and big numbers become text.
 */
export function boundedFacts(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return pairs(Object.entries(given), { text: most.allText }, most.depth)
}

function bounded(value: unknown, room: Room, depth: number, longestText: number = most.text): unknown {
  switch (typeof value) {
    case 'string':
      return text(value, room, longestText)
    case 'bigint':
      return String(value)
    case 'number':
    case 'boolean':
      return value
    case 'object':
      return value === null ? null : container(value, room, depth)
    default:
      return undefined
  }
}

function text(value: string, room: Room, longestText: number): string {
  const cut = cutText(value, Math.min(longestText, room.text))
  room.text -= cut.length
  return cut.length < value.length ? `${cut}…` : cut
}

function container(value: object, room: Room, depth: number): unknown {
  if (value instanceof Uint8Array) return text(Buffer.from(value.subarray(0, most.text)).toString(), room, most.text)
  if (depth === 0) return '…'
  if (Array.isArray(value)) return items(value, room, depth - 1)
  if (value instanceof Map) return items([...value].slice(0, most.entries + 1), room, depth - 1)
  return pairs(Object.entries(value), room, depth - 1)
}

function items(list: readonly unknown[], room: Room, depth: number): unknown[] {
  const kept = list.slice(0, most.entries).map((item) => bounded(item, room, depth))
  return list.length > most.entries ? [...kept, `… and ${list.length - most.entries} more`] : kept
}

function pairs(entries: readonly [string, unknown][], room: Room, depth: number): Record<string, unknown> {
  const kept = Object.create(null) as Record<string, unknown>
  for (const [name, value] of entries.slice(0, most.entries)) {
    kept[text(name, room, longest.word)] = bounded(
      value,
      room,
      depth,
      name === 'traceback' ? longest.traceback : most.text,
    )
  }
  if (entries.length > most.entries) kept['…'] = `and ${entries.length - most.entries} more`
  return { ...kept }
}

/** A sentence whose parts have a bounded size: what stands in it comes from daemons, files and callers. */
export function boundedSentence({ id, with: given }: Says): Says {
  return { id, with: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, boundedPart(value)])) }
}

function boundedPart(value: Given): Given {
  if (typeof value === 'string') return cutText(value, most.text)
  if (typeof value !== 'object' || value === null) return value
  if ('id' in value) return boundedSentence(value)
  return value.slice(0, most.entries).map((name) => cutText(name, most.text))
}
