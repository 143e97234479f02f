import { faultOfTracker, type TrackerFault, type TrackerPlace } from '../../../preload/contract/trackers.ts'

/** The addresses of each tier, in the order in which they are asked. */
export type Tiers = readonly (readonly string[])[]

/** Where an address stands: its tier and its place in it, from 0. */
export interface Spot {
  readonly tier: number
  readonly at: number
}

export type Step = 'up' | 'down'

export function tiersOf(places: readonly TrackerPlace[]): Tiers {
  const tiers = new Map<number, string[]>()
  for (const { url, tier } of places) tiers.set(tier, [...(tiers.get(tier) ?? []), url])
  return [...tiers].toSorted(([one], [other]) => one - other).map(([, urls]) => urls)
}

/** As the contract has them; tiers without an address are none. */
export function placesOf(tiers: Tiers): TrackerPlace[] {
  return filled(tiers).flatMap((urls, tier) => urls.map((url) => ({ url, tier })))
}

function filled(tiers: Tiers): Tiers {
  return tiers.filter(({ length }) => length > 0)
}

function urlAt(tiers: Tiers, { tier, at }: Spot): string | undefined {
  return tiers[tier]?.[at]
}

function taken(tiers: Tiers, { tier, at }: Spot): Tiers {
  return tiers.map((urls, index) => (index === tier ? urls.toSpliced(at, 1) : urls))
}

export function without(tiers: Tiers, spot: Spot): Tiers {
  return filled(taken(tiers, spot))
}

export function edited(tiers: Tiers, { tier, at }: Spot, url: string): Tiers {
  return tiers.map((urls, index) => (index === tier ? urls.with(at, url) : urls))
}

/** An address that was taken away, back where it stood, as far as there is such a place still. */
export function restored(tiers: Tiers, url: string, { tier, at }: Spot, wasAlone: boolean): Tiers {
  if (tiers.some((urls) => urls.includes(url))) return tiers
  if (wasAlone || tier >= tiers.length) return tiers.toSpliced(tier, 0, [url])
  return tiers.map((urls, index) => (index === tier ? urls.toSpliced(at, 0, url) : urls))
}

/**
 * One step between tiers: out of a tier with others into one of its own, and from there into the neighbouring one.
 * null = there is nothing beyond.
 */
export function stepped(tiers: Tiers, spot: Spot, step: Step): Tiers | null {
  const url = urlAt(tiers, spot)
  const own = tiers[spot.tier]
  if (url === undefined || !own) return null
  const rest = taken(tiers, spot)
  if (own.length > 1) return rest.toSpliced(step === 'up' ? spot.tier : spot.tier + 1, 0, [url])
  const next = spot.tier + (step === 'up' ? -1 : 1)
  if (!tiers[next]) return null
  return filled(rest.map((urls, index) => (index !== next ? urls : step === 'up' ? [...urls, url] : [url, ...urls])))
}

/** Into another tier, behind those that are there. */
export function joined(tiers: Tiers, spot: Spot, tier: number): Tiers {
  const url = urlAt(tiers, spot)
  if (url === undefined || tier === spot.tier) return tiers
  return filled(taken(tiers, spot).map((urls, index) => (index === tier ? [...urls, url] : urls)))
}

/** Into a tier of its own before another one (or behind the last). */
export function parted(tiers: Tiers, spot: Spot, before: number): Tiers {
  const url = urlAt(tiers, spot)
  if (url === undefined) return tiers
  return filled(taken(tiers, spot).toSpliced(before, 0, [url]))
}

/** Others behind those there are, or the first of them in a tier that there is. @param into null = all in new tiers */
export function extended(tiers: Tiers, added: Tiers, into: number | null): Tiers {
  const [first = [], ...others] = added
  if (into === null || !tiers[into]) return [...tiers, ...filled(added)]
  return [...tiers.map((urls, index) => (index === into ? [...urls, ...first] : urls)), ...filled(others)]
}

export function isSameTiers(one: Tiers, other: Tiers): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Why an address cannot stand in this list; null = it can. */
export function faultIn(tiers: Tiers, url: string): TrackerFault | 'twice' | null {
  return faultOfTracker(url) ?? (tiers.some((urls) => urls.includes(url)) ? 'twice' : null)
}

/** A line that is no address of a tracker. */
export interface BadLine {
  /** From 1. */
  readonly line: number
  readonly fault: TrackerFault | 'twice'
}

/**
 * Addresses as a person writes them: one a line, and an empty line begins the next tier.
 * @param known what the list has already
 */
export function readAddresses(text: string, known: Tiers): { tiers: Tiers; bad: readonly BadLine[] } {
  const tiers: string[][] = [[]]
  const bad: BadLine[] = []
  for (const [index, written] of text.split(/\r\n|\r|\n/).entries()) {
    const url = written.trim()
    if (url === '') {
      if (tiers.at(-1)?.length) tiers.push([])
      continue
    }
    const fault = faultIn([...known, ...tiers], url)
    if (fault) bad.push({ line: index + 1, fault })
    else tiers.at(-1)?.push(url)
  }
  return { tiers: filled(tiers), bad }
}
