import type { Tracker } from '../../../preload/contract/trackers.ts'
import { isolated } from '../../../preload/text/shown.ts'
import { duration, unknown } from '../../text/format.ts'
import { trackerWords as words } from '../../text/words.ts'
import type { Spot, Tiers } from './tiers.ts'

/** A line of the table: the head of a tier, or a tracker in it. */
export type TrackerLine =
  | { readonly key: string; readonly isHead: true; readonly tier: number }
  | { readonly key: string; readonly isHead: false; readonly spot: Spot; readonly tracker: Tracker }

const untold = { state: null, status: '', seeds: null, peers: null, nextAnnounceMs: null }

/** The lines of these tiers, with what is told of each tracker. Keys stay with their address, wherever it goes. */
export function linesOf(tiers: Tiers, told: readonly Tracker[]): TrackerLine[] {
  const facts = new Map(told.map((tracker) => [tracker.url, tracker]))
  const seen = new Map<string, number>()
  return tiers.flatMap((urls, tier): TrackerLine[] => [
    { key: `tier ${tier}`, isHead: true, tier },
    ...urls.map((url, at): TrackerLine => {
      const number = (seen.get(url) ?? 0) + 1
      seen.set(url, number)
      const tracker = facts.get(url) ?? { ...untold, url, tier }
      return { key: `${number} ${url}`, isHead: false, spot: { tier, at }, tracker }
    }),
  ])
}

/** A line without what stands in it, for whoever only wants to know where a tracker is. */
export function spotOf(lines: readonly TrackerLine[], key: string | null): Spot | null {
  const line = lines.find((one) => one.key === key)
  return line && !line.isHead ? line.spot : null
}

export type StatusTone = 'ok' | 'warn' | 'bad' | 'asking' | 'waiting' | 'untold'

export interface StatusWords {
  readonly tone: StatusTone
  readonly text: string
  readonly title: string
}

const tones = { ok: 'ok', warning: 'warn', error: 'bad', announcing: 'asking', none: 'waiting' } as const

/** What a tracker did last, in words: its own where it complains. */
export function statusOf({ state, status }: Tracker, daemon: string): StatusWords {
  if (state === null) return { tone: 'untold', text: words.states.untold, title: words.untoldMore(daemon) }
  const own = state === 'error' || state === 'warning' ? isolated(status) : ''
  const text = own || words.states[state]
  return { tone: tones[state], text, title: isolated(status) || text }
}

/** When it is asked again: "in 24 m"; under a minute the seconds run. @param sinceMs how old what is told is */
export function nextAnnounce({ nextAnnounceMs }: Tracker, sinceMs: number): string {
  if (nextAnnounceMs === null) return unknown
  const left = nextAnnounceMs - sinceMs
  return left < 1_000 ? words.now : words.inTime(duration(left))
}

/** What stands at the foot of the rail: how many answer, where that is known of all. */
export function summaryOf(trackers: readonly Tracker[], isPrivate: boolean): string[] {
  const answering = trackers.filter(({ state }) => state === 'ok').length
  const isKnown = trackers.every(({ state }) => state !== null)
  const first = isKnown ? words.answering(answering, trackers.length) : words.several(trackers.length)
  return [...(trackers.length > 0 ? [first] : []), isPrivate ? words.private : words.public]
}
