import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import { mostTrackers, type Tracker } from '../../../preload/contract/trackers.ts'
import type { Toasts } from '../../data/toasts.svelte.ts'
import { problemText } from '../../text/told.ts'
import { t, trackerWords as words } from '../../text/words.ts'
import { isSameTiers, placesOf, restored, type Spot, type Tiers, tiersOf, without } from './tiers.ts'

/** After an answer the next telling should show what was done; without one the list is shown as it is told. */
const noTellingMs = 4_000

/**
 * The trackers of one torrent, and what is being done to them. Daemons take whole lists, so one change is made at a
 * time; meanwhile the list is shown as it is to be.
 */
export class TrackerJob {
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #key: TorrentKey
  #told = $state.raw<readonly Tracker[]>([])
  #wanted = $state.raw<Tiers | null>(null)
  /** The list as it was before the last change. */
  #before: Tiers = []
  #isBusy = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(bridge: Bridge, toasts: Toasts, key: TorrentKey) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#key = key
  }

  /** As the list is, or is to be. */
  get tiers(): Tiers {
    return this.#wanted ?? tiersOf(this.#told)
  }

  /** What the daemon told last. */
  get told(): readonly Tracker[] {
    return this.#told
  }

  /** Whether what is shown is still on its way. */
  get isPending(): boolean {
    return this.#wanted !== null
  }

  /** A change is on its way, so that another one must wait. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  /** The daemon tells of its list. */
  take(trackers: readonly Tracker[]): void {
    this.#told = trackers
    // Until it is as wanted, or as somebody else wanted it, what comes is a reading from before the change.
    if (!this.#isBusy && this.#wanted && !isSameTiers(tiersOf(trackers), this.#before)) this.#settle()
  }

  /** @returns why it was not done; null = it was */
  async change(tiers: Tiers): Promise<string | null> {
    if (this.#isBusy) return words.acts.busy
    const trackers = placesOf(tiers)
    if (trackers.length > mostTrackers) return words.adding.tooMany
    this.#before = tiersOf(this.#told)
    this.#settle()
    this.#wanted = tiers
    this.#isBusy = true
    const answer = await this.#bridge.call('trackers.set', { key: this.#key, trackers })
    this.#isBusy = false
    if (!answer.ok) {
      this.#settle()
      return problemText(answer.error)
    }
    if (isSameTiers(tiersOf(this.#told), tiers)) this.#settle()
    else this.#timer = setTimeout(() => this.#settle(), noTellingMs)
    return null
  }

  /** The same where nobody waits for the answer: a failure is said. */
  async attempt(tiers: Tiers): Promise<boolean> {
    const why = await this.change(tiers)
    if (why !== null) this.#toasts.say(why, 'bad')
    return why === null
  }

  /** Acts at once, and offers to take it back. */
  async remove(spot: Spot): Promise<void> {
    const before = this.tiers
    const url = before[spot.tier]?.[spot.at]
    if (url === undefined || !(await this.attempt(without(before, spot)))) return
    const wasAlone = before[spot.tier]?.length === 1
    this.#toasts.say(words.removed, 'info', {
      act: { word: t.results.undo, run: () => void this.attempt(restored(this.tiers, url, spot, wasAlone)) },
    })
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#wanted = null
  }
}
