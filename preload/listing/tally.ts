import { type Buckets, type FacetCounts, facetNames, type FacetName, secondBucket } from './filter.ts'

type Sums = Record<FacetName, Map<string, number>>

/** How many rows each bucket of the sidebar holds; it costs what is counted, and keeps nothing of what is none. */
export class Tally {
  readonly #sums: Sums = noSums()
  #counts: FacetCounts | null = null

  /** So many more rows of these buckets (fewer, below zero), in these sections. */
  add(buckets: Buckets, sections: readonly FacetName[], by: number): void {
    if (sections.length > 0) this.#counts = null
    for (const facet of sections) {
      add(this.#sums[facet], buckets[facet], by)
      const second = secondBucket(buckets, facet)
      if (second !== undefined) add(this.#sums[facet], second, by)
    }
  }

  /** The very same object until a count changes; buckets with nothing in them are absent. */
  counts(): FacetCounts {
    this.#counts ??= copied(this.#sums)
    return this.#counts
  }
}

function noSums(): Sums {
  return { daemon: new Map(), state: new Map(), label: new Map(), tracker: new Map(), owner: new Map() }
}

function copied(sums: Sums): FacetCounts {
  const copy = noSums()
  for (const facet of facetNames) copy[facet] = new Map(sums[facet])
  return copy
}

function add(sums: Map<string, number>, value: string, by: number): void {
  const count = (sums.get(value) ?? 0) + by
  if (count === 0) sums.delete(value)
  else sums.set(value, count)
}
