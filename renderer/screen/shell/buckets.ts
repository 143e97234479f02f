import { shellWords } from '../../text/shell.ts'
import { t } from '../../text/messages.ts'
import { active, notAnswering, type FacetName } from '../../../preload/listing/filter.ts'
import { shown } from '../../../preload/text/shown.ts'

/** One line of a section of the sidebar. */
export interface Bucket {
  value: string
  name: string
  count: number
  chosen: boolean
}

/** Sections beside the daemons, in order. */
export const sections = ['state', 'label', 'tracker', 'owner'] as const satisfies readonly FacetName[]
export type Section = (typeof sections)[number]

export const sectionTitles: Record<Section, string> = {
  state: shellWords.sidebar.states,
  label: shellWords.sidebar.labels,
  tracker: shellWords.sidebar.trackers,
  owner: shellWords.sidebar.owners,
}

/** A section shows this many lines before it offers the rest. */
export const mostBuckets = 12

const stateOrder: readonly string[] = [
  'downloading',
  'seeding',
  active,
  'paused',
  'queued',
  'checking',
  'allocating',
  'moving',
  'error',
  'unknown',
]

const stateNames: Readonly<Record<string, string>> = {
  ...t.states,
  [active]: t.buckets.active,
  error: t.buckets.errors,
}

const restNames: Record<Exclude<Section, 'state'>, string> = {
  label: t.buckets.noLabel,
  tracker: t.buckets.noTracker,
  owner: t.buckets.noOwner,
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function nameOf(section: Section, value: string): string {
  if (section === 'state') return stateNames[value] ?? value
  if (section === 'tracker' && value === notAnswering) return t.buckets.notAnswering
  return value === '' ? restNames[section] : shown(value)
}

/** States in their own order, the rest by name; what is no name of its own (none, not answering) stands last. */
function rank(section: Section, value: string): number {
  if (section === 'state') return stateOrder.indexOf(value)
  if (value === '') return 1
  return section === 'tracker' && value === notAnswering ? 2 : 0
}

/**
 * The lines of a section. Buckets with nothing in them are left out unless they are chosen; a section that would only
 * say "none of them has one" (or name the one owner of everything) is empty.
 */
export function bucketsOf(
  section: Section,
  counts: ReadonlyMap<string, number>,
  chosen: ReadonlySet<string>,
): Bucket[] {
  const values = [...new Set([...counts.keys(), ...chosen])]
  const buckets = values.map((value) => ({
    value,
    name: nameOf(section, value),
    count: counts.get(value) ?? 0,
    chosen: chosen.has(value),
  }))
  if (chosen.size === 0 && saysNothing(section, values)) return []
  return buckets.sort((a, b) => rank(section, a.value) - rank(section, b.value) || collator.compare(a.name, b.name))
}

function saysNothing(section: Section, values: readonly string[]): boolean {
  if (section === 'owner') return values.length <= 1
  return section !== 'state' && values.every((value) => value === '')
}

/** The lines shown before "show more": the first ones, and every chosen one. */
export function shortList(buckets: readonly Bucket[]): Bucket[] {
  // One line more costs no more room than the line that offers it.
  if (buckets.length <= mostBuckets + 1) return [...buckets]
  return buckets.filter((bucket, index) => index < mostBuckets || bucket.chosen)
}
