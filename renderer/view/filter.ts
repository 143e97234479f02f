import { Folded, words } from './fold.ts'
import { isActive, type Row } from './row.ts'

export const facetNames = ['daemon', 'state', 'label', 'tracker', 'owner'] as const
/** A section of the sidebar. Within one, choices add up (or); across sections they narrow (and). */
export type FacetName = (typeof facetNames)[number]

export type Facets = Readonly<Record<FacetName, ReadonlySet<string>>>
export type FacetCounts = Readonly<Record<FacetName, ReadonlyMap<string, number>>>

/** The state bucket of torrents that move bytes; it overlaps the others. */
export const active = 'active'
/** The tracker bucket of torrents whose tracker fails; no host has this name. */
export const notAnswering = '!'

export const noFacets: Facets = {
  daemon: new Set(),
  state: new Set(),
  label: new Set(),
  tracker: new Set(),
  owner: new Set(),
}

/** The bucket of a section that every row is in. */
function bucket(row: Row, facet: FacetName): string {
  return row[facet]
}

/** The second bucket that some rows are in as well; undefined = none. */
function secondBucket(row: Row, facet: FacetName): string | undefined {
  if (facet === 'state') return isActive(row) ? active : undefined
  if (facet === 'tracker') return row.trackerState === 'error' ? notAnswering : undefined
  return undefined
}

/** Whether a change of a row leaves everything that a filter or a count looks at as it was. */
export function sameForFilter(before: Row, after: Row): boolean {
  return (
    before.state === after.state &&
    before.name === after.name &&
    before.label === after.label &&
    before.tracker === after.tracker &&
    before.owner === after.owner &&
    (before.trackerState === 'error') === (after.trackerState === 'error') &&
    isActive(before) === isActive(after)
  )
}

/** Which rows are shown: the words typed and the buckets chosen. Immutable; a new choice is a new filter. */
export class Filter {
  readonly text: string
  readonly facets: Facets
  readonly #words: readonly string[]
  readonly #folded: Folded
  readonly #chosen: readonly FacetName[]

  constructor(text: string, facets: Facets, folded: Folded = new Folded()) {
    this.text = text
    this.facets = facets
    this.#words = words(text)
    this.#folded = folded
    this.#chosen = facetNames.filter((facet) => facets[facet].size > 0)
  }

  get empty(): boolean {
    return this.#words.length === 0 && this.#chosen.length === 0
  }

  /** Every word is in the name (in any order), or the text is the info-hash. */
  matchesText(row: Row): boolean {
    if (this.#words.length === 0) return true
    const name = this.#folded.of(row.name)
    if (this.#words.every((word) => name.includes(word))) return true
    return this.#words.length === 1 && this.#words[0] === row.hash
  }

  matchesFacet(row: Row, facet: FacetName): boolean {
    const chosen = this.facets[facet]
    if (chosen.size === 0 || chosen.has(bucket(row, facet))) return true
    const second = secondBucket(row, facet)
    return second !== undefined && chosen.has(second)
  }

  passes(row: Row): boolean {
    return this.#chosen.every((facet) => this.matchesFacet(row, facet)) && this.matchesText(row)
  }

  /**
   * In which sections a row counts: all when it passes, one when only that section's own choice keeps it out
   * (a section shows what choosing its other buckets would bring), none otherwise.
   */
  countsIn(row: Row): readonly FacetName[] {
    let missed: FacetName | undefined
    for (const facet of this.#chosen) {
      if (this.matchesFacet(row, facet)) continue
      if (missed) return []
      missed = facet
    }
    if (!this.matchesText(row)) return []
    return missed ? [missed] : facetNames
  }
}

/** How many rows each bucket of the sidebar holds, kept up to date row by row. Buckets with none are absent. */
export class Counts {
  readonly #counts: Record<FacetName, Map<string, number>> = emptyCounts()

  /** Counts a row in (1) or out (-1); true when it passes the filter. */
  add(row: Row, filter: Filter, sign: 1 | -1): boolean {
    const sections = filter.countsIn(row)
    for (const facet of sections) {
      this.#bump(facet, bucket(row, facet), sign)
      const second = secondBucket(row, facet)
      if (second !== undefined) this.#bump(facet, second, sign)
    }
    return sections === facetNames
  }

  clear(): void {
    for (const facet of facetNames) this.#counts[facet].clear()
  }

  /** A copy, so that who keeps it sees no later change. */
  snapshot(): FacetCounts {
    const copy = emptyCounts()
    for (const facet of facetNames) copy[facet] = new Map(this.#counts[facet])
    return copy
  }

  #bump(facet: FacetName, value: string, sign: 1 | -1): void {
    const counts = this.#counts[facet]
    const count = (counts.get(value) ?? 0) + sign
    if (count > 0) counts.set(value, count)
    else counts.delete(value)
  }
}

function emptyCounts(): Record<FacetName, Map<string, number>> {
  return { daemon: new Map(), state: new Map(), label: new Map(), tracker: new Map(), owner: new Map() }
}

/** A click on a bucket: alone it replaces the section's choice (or lifts it), with the adding key it joins or leaves. */
export function toggleFacet(facets: Facets, facet: FacetName, value: string, additive: boolean): Facets {
  const old = facets[facet]
  let chosen: Set<string>
  if (additive) {
    chosen = new Set(old)
    if (!chosen.delete(value)) chosen.add(value)
  } else {
    chosen = old.size === 1 && old.has(value) ? new Set() : new Set([value])
  }
  return { ...facets, [facet]: chosen }
}
