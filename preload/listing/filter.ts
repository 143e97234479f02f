import type { DaemonId } from '../contract/keys.ts'
import type { Counts, Field } from '../contract/rows.ts'
import type { Torrent } from '../contract/torrents.ts'
import { fold, words } from './fold.ts'
import { isActive, type Row } from './row.ts'
import type { Sortable } from './sort.ts'

export const facetNames = ['daemon', 'state', 'label', 'tracker', 'owner'] as const
/** A section of the sidebar. Within one, choices add up (or); across sections they narrow (and). */
export type FacetName = (typeof facetNames)[number]

export type Facets = Readonly<Record<FacetName, ReadonlySet<string>>>
export type FacetCounts = Readonly<Record<FacetName, ReadonlyMap<string, number>>>

/** Counts that were sent. */
export function facetCounts({ daemon, state, label, tracker, owner }: Counts): FacetCounts {
  return {
    daemon: new Map(daemon),
    state: new Map(state),
    label: new Map(label),
    tracker: new Map(tracker),
    owner: new Map(owner),
  }
}

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

/** All that a row's place in the sidebar depends on. Thousands of rows share one of these. */
export interface Buckets {
  readonly daemon: string
  readonly state: string
  readonly label: string
  readonly tracker: string
  readonly owner: string
  /** Counts under "active", too. */
  readonly active: boolean
  /** Counts under the trackers that do not answer, too. */
  readonly failing: boolean
}

export function bucketsOf(row: Readonly<Torrent>, daemon: string): Buckets {
  const { state, label, tracker, owner } = row
  return { daemon, state, label, tracker, owner, active: isActive(row), failing: row.trackerState === 'error' }
}

/** Whether two rows are told apart by no choice in the sidebar. */
export function sameBuckets(a: Sortable, b: Sortable): boolean {
  return (
    a.state === b.state &&
    a.label === b.label &&
    a.tracker === b.tracker &&
    a.owner === b.owner &&
    a.daemon === b.daemon &&
    (a.trackerState === 'error') === (b.trackerState === 'error') &&
    isActive(a) === isActive(b)
  )
}

/** The second bucket of a section that some rows are in as well; undefined = none. */
export function secondBucket(buckets: Buckets, facet: FacetName): string | undefined {
  if (facet === 'state') return buckets.active ? active : undefined
  if (facet === 'tracker') return buckets.failing ? notAnswering : undefined
  return undefined
}

const facetFields: Readonly<Record<FacetName, readonly Field[]>> = {
  daemon: [],
  state: ['state', 'downBytesPerSecond', 'upBytesPerSecond'],
  label: ['label'],
  tracker: ['tracker', 'trackerState'],
  owner: ['owner'],
}

/** An info-hash is found as a whole only: more of it may let in what less of it did not. */
const hashPattern = /^[0-9a-f]{40,64}$/

/** Which rows are shown: the words typed and the buckets chosen. Immutable; a new choice is a new filter. */
export class Filter {
  readonly text: string
  readonly facets: Facets
  readonly #words: readonly string[]
  readonly #chosen: readonly FacetName[]
  readonly #daemonName: (daemon: DaemonId) => string
  /** By daemon, the words that its name does not have. */
  readonly #ownWords = new Map<DaemonId, readonly string[]>()

  /** @param daemonName its words count as if they were in each of its torrents' names; a renamed one needs a new filter */
  constructor(text: string, facets: Facets, daemonName: (daemon: DaemonId) => string = () => '') {
    this.text = text
    this.facets = facets
    this.#words = words(text)
    this.#daemonName = daemonName
    this.#chosen = facetNames.filter((facet) => facets[facet].size > 0)
  }

  /** The fields on which it depends. */
  get fields(): Field[] {
    return [...(this.hasWords ? (['name'] as const) : []), ...this.#chosen.flatMap((facet) => facetFields[facet])]
  }

  get empty(): boolean {
    return this.#words.length === 0 && this.#chosen.length === 0
  }

  /** Whether anything is chosen in the sidebar. */
  get hasFacets(): boolean {
    return this.#chosen.length > 0
  }

  /** Whether names have to be looked at. */
  get hasWords(): boolean {
    return this.#words.length > 0
  }

  /** Whether every row that these words let in was let in by those of another filter. */
  narrows(before: Filter): boolean {
    if (this.#words.some((word) => hashPattern.test(word))) return false
    return before.#words.every((old) => this.#words.some((word) => word.includes(old)))
  }

  /** Every word is in the name or in the daemon's (in any order), or the text is the info-hash. */
  matchesText(row: Row, folded = fold(row.name)): boolean {
    for (const word of this.#wordsOn(row.daemon)) {
      if (!folded.includes(word)) return this.#words.length === 1 && word === row.hash
    }
    return true
  }

  /**
   * In which sections of the sidebar such rows count: all when every choice lets them in, one when only that section's
   * own choice keeps them out (a section shows what choosing its other buckets would bring), none otherwise.
   */
  sections(buckets: Buckets): readonly FacetName[] {
    let missed: FacetName | undefined
    for (const facet of this.#chosen) {
      if (this.#admits(buckets, facet)) continue
      if (missed) return []
      missed = facet
    }
    return missed ? [missed] : facetNames
  }

  passes(row: Row): boolean {
    return this.sections(bucketsOf(row, row.daemon)) === facetNames && this.matchesText(row)
  }

  /** The words that are to be found in the names of a daemon's torrents themselves. */
  #wordsOn(daemon: DaemonId): readonly string[] {
    const known = this.#ownWords.get(daemon)
    if (known) return known
    const name = fold(this.#daemonName(daemon))
    const own = this.#words.filter((word) => !name.includes(word))
    this.#ownWords.set(daemon, own)
    return own
  }

  #admits(buckets: Buckets, facet: FacetName): boolean {
    const chosen = this.facets[facet]
    if (chosen.has(buckets[facet])) return true
    const second = secondBucket(buckets, facet)
    return second !== undefined && chosen.has(second)
  }
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
