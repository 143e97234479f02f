import { WireFloat, type WireInput, type WireValue } from '../../../main/wire/deluge/rencode.ts'
import { hostOf } from './content.ts'
import type { Engine } from './engine.ts'
import { fields } from './status.ts'
import { states, type Torrent } from './torrent.ts'

/** Whose list it is: below level 10 one's own and the shared torrents only. */
export interface Viewer {
  level: number
  username: string
}

const ADMIN = 10

export function mayList(viewer: Viewer, torrent: Torrent): boolean {
  return viewer.level >= ADMIN || torrent.options.shared || torrent.options.owner === viewer.username
}

export function listFor(engine: Engine, viewer: Viewer): readonly Torrent[] {
  return viewer.level >= ADMIN ? engine.all() : engine.all().filter((torrent) => mayList(viewer, torrent))
}

export const isActive = (torrent: Torrent, engine: Engine): boolean =>
  !engine.sessionPaused && (torrent.downRate > 0 || torrent.upRate > 0)
export const trackerFails = (torrent: Torrent): boolean => torrent.trackerStatus.startsWith('Error')

type Test = (torrent: Torrent) => boolean

function anyOf(values: readonly WireValue[], read: (torrent: Torrent) => WireInput): Test {
  const wanted = new Set(values)
  return (torrent) => {
    const value = read(torrent)
    return wanted.has((value instanceof WireFloat ? value.value : value) as WireValue)
  }
}

function nameTest(value: WireValue | undefined): Test {
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return (torrent) => torrent.name.toLowerCase().includes(text)
}

function testFor(field: string, values: readonly WireValue[], engine: Engine): Test {
  const first = values[0]
  switch (field) {
    case 'state':
      return values.includes('Active')
        ? (torrent) => isActive(torrent, engine)
        : anyOf(values, (torrent) => engine.stateOf(torrent))
    case 'tracker_host':
      // tracker_host and name use only the first value (observed).
      return first === 'Error' ? trackerFails : (torrent) => hostOf(torrent.trackers[0]) === first
    case 'name':
    case 'keyword':
      return nameTest(first)
    case 'label':
      return anyOf(values, (torrent) => torrent.label)
  }
  const read = fields[field]
  return read ? anyOf(values, (torrent) => read(torrent, engine)) : () => false
}

const listed = (value: WireValue): readonly WireValue[] => (Array.isArray(value) ? value : [value])

/**
 * The torrents that a filter means. Values of one field are alternatives, fields narrow each other; a list of ids is
 * looked up as it is, also for torrents that the viewer's own list leaves out (observed on 2.0.3).
 */
export function filtered(
  engine: Engine,
  viewer: Viewer,
  filter: Readonly<Record<string, WireValue>>,
): readonly Torrent[] {
  const { id, ...rest } = filter
  const found = id === undefined ? listFor(engine, viewer) : byIds(engine, listed(id))
  const tests = Object.entries(rest).map(([field, value]) => testFor(field, listed(value), engine))
  return tests.length === 0 ? found : found.filter((torrent) => tests.every((test) => test(torrent)))
}

function byIds(engine: Engine, ids: readonly WireValue[]): Torrent[] {
  const found: Torrent[] = []
  for (const id of ids) {
    const torrent = typeof id === 'string' ? engine.get(id) : undefined
    if (torrent) found.push(torrent)
  }
  return found
}

type Counts = Map<string, number>
const add = (counts: Counts, key: string): Counts => counts.set(key, (counts.get(key) ?? 0) + 1)

/** The sidebar's counts as lists of [value, count]; categories can be left out by name. */
export function filterTree(
  engine: Engine,
  viewer: Viewer,
  showZeroHits: boolean,
  hidden: readonly string[],
  withLabels: boolean,
): Record<string, [string, number][]> {
  const torrents = listFor(engine, viewer)
  const byState: Counts = new Map([
    ['All', torrents.length],
    ['Active', 0],
    ...states.map((s): [string, number] => [s, 0]),
  ])
  const byHost: Counts = new Map()
  const byOwner: Counts = new Map([['', 0]])
  const byLabel: Counts = new Map([
    ['All', torrents.length],
    ...[...engine.labels].map((l): [string, number] => [l, 0]),
  ])
  let failing = 0
  for (const torrent of torrents) {
    add(byState, engine.stateOf(torrent))
    if (isActive(torrent, engine)) add(byState, 'Active')
    add(byHost, hostOf(torrent.trackers[0]))
    if (trackerFails(torrent)) failing++
    add(byOwner, torrent.options.owner)
    add(byLabel, torrent.label)
  }
  byHost.set('All', torrents.length)
  byHost.set('Error', failing)
  const tree: Record<string, [string, number][]> = {}
  const show = (category: string, counts: Counts, zeros: boolean): void => {
    if (hidden.includes(category)) return
    const shown = [...counts].filter(([value, count]) => zeros || count > 0 || value === 'All')
    // States have an order of their own; the rest goes by its letters, "All" and "Error" among them (observed).
    tree[category] = category === 'state' ? shown : shown.sort(([a], [b]) => (a < b ? -1 : 1))
  }
  show('state', byState, showZeroHits)
  show('tracker_host', byHost, showZeroHits)
  show('owner', byOwner, showZeroHits)
  if (withLabels) show('label', byLabel, true)
  return tree
}
