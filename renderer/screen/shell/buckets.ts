import { shellWords, t } from '../../text/words.ts'
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

/** Asked where it is shown, as every word is: the language may change. */
export function sectionTitle(section: Section): string {
  const { states, labels, trackers, owners } = shellWords.sidebar
  return { state: states, label: labels, tracker: trackers, owner: owners }[section]
}

/** A section shows this many lines before it offers the rest. */
export const mostBuckets = 12
/** Nobody reads more of them: of a daemon that makes up labels without end, those of the most torrents are shown. */
const mostValues = 1_000

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

function stateName(value: string): string {
  if (value === active) return t.buckets.active
  if (value === 'error') return t.buckets.errors
  return (t.states as Readonly<Record<string, string>>)[value] ?? value
}

function restName(section: Exclude<Section, 'state'>): string {
  const { noLabel, noTracker, noOwner } = t.buckets
  return { label: noLabel, tracker: noTracker, owner: noOwner }[section]
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function nameOf(section: Section, value: string): string {
  if (section === 'state') return stateName(value)
  if (section === 'tracker' && value === notAnswering) return t.buckets.notAnswering
  return value === '' ? restName(section) : shown(value)
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
  const values = [...new Set([...mostCommon(counts), ...chosen])]
  const buckets = values.map((value) => ({
    value,
    name: nameOf(section, value),
    count: counts.get(value) ?? 0,
    chosen: chosen.has(value),
  }))
  if (chosen.size === 0 && saysNothing(section, values)) return []
  return buckets.sort((a, b) => rank(section, a.value) - rank(section, b.value) || collator.compare(a.name, b.name))
}

function mostCommon(counts: ReadonlyMap<string, number>): Iterable<string> {
  if (counts.size <= mostValues) return counts.keys()
  // Numbers alone are sorted in a tenth of the time.
  const least = Float64Array.from(counts.values()).sort().at(-mostValues) ?? 0
  const above: string[] = []
  const equal: string[] = []
  for (const [value, count] of counts) {
    if (count > least) above.push(value)
    else if (count === least && equal.length < mostValues) equal.push(value)
  }
  return [...above, ...equal].slice(0, mostValues)
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
