import type { AuditWanted } from '../../../preload/contract/audit.ts'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { CallResult } from '../../../preload/contract/calls.ts'
import type { EventKind, EventsWanted } from '../../../preload/contract/events.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import { language } from '../../text/language.svelte.ts'
import { groupOf, type KindGroup, kindGroups, kindsLetIn, type Origin, originOf, pressed } from './kinds.ts'

type Counts = CallResult<'events.tally'>['counts']

/** What the history is narrowed by, and how many lines each choice has. */
export class Choice {
  /** What happened, or what was done from here. */
  list = $state<'events' | 'deeds'>('events')
  text = $state('')
  onlyFailures = $state(false)
  #origin = $state<Origin | null>(null)
  #groups = $state.raw<ReadonlySet<KindGroup>>(new Set())
  #daemons = $state.raw<ReadonlySet<DaemonId>>(new Set())
  #away = $state.raw<{ from: number; to: number } | null>(null)
  #counts = $state.raw<Counts>([])
  #firstAt = $state.raw<number | null>(null)
  #look = 0
  readonly #bridge: Bridge

  constructor(bridge: Bridge) {
    this.#bridge = bridge
  }

  get groups(): ReadonlySet<KindGroup> {
    return this.#groups
  }
  /** null = wherever it was done. */
  get origin(): Origin | null {
    return this.#origin
  }
  get daemons(): ReadonlySet<DaemonId> {
    return this.#daemons
  }
  /** The time in which the absences ended whose lines are looked at; null = all lines are. */
  get away(): { from: number; to: number } | null {
    return this.#away
  }
  /** When the first of all lines was; null = there is none. */
  get firstAt(): number | null {
    return this.#firstAt
  }

  /** Whether anything narrows the list. */
  get isNarrowed(): boolean {
    return (
      this.text.trim() !== '' ||
      this.onlyFailures ||
      this.#daemons.size > 0 ||
      (this.list === 'events' && (this.#groups.size > 0 || this.#origin !== null || this.#away !== null))
    )
  }

  /** What the core is asked for. */
  get wanted(): EventsWanted {
    const kinds = kindsLetIn(this.#groups, this.onlyFailures, this.#origin)
    return {
      ...(kinds ? { kinds } : {}),
      ...(this.#daemons.size > 0 ? { daemons: [...this.#daemons] } : {}),
      ...this.#words,
    }
  }

  /** The same of what was done from here. */
  get deedsWanted(): AuditWanted {
    const text = this.text.trim().slice(0, 200)
    return {
      ...(text === '' ? {} : { text }),
      ...(this.#daemons.size > 0 ? { daemons: [...this.#daemons] } : {}),
      ...(this.onlyFailures ? { failures: true } : {}),
    }
  }

  pressGroup(group: KindGroup, isAdded: boolean): void {
    this.#groups = pressed(this.#groups, group, isAdded)
  }

  /** What is chosen already is given up again. */
  pressOrigin(origin: Origin): void {
    this.#origin = this.#origin === origin ? null : origin
  }

  pressDaemon(id: DaemonId, isAdded: boolean): void {
    this.#daemons = pressed(this.#daemons, id, isAdded)
  }

  allKinds(): void {
    this.#groups = new Set()
  }

  /** Exactly the lines of one kind of what happened in an absence; null = no absence in particular. */
  showAway(away: { from: number; to: number } | null, kind?: EventKind): void {
    this.clear()
    this.#away = away
    if (kind) this.#groups = new Set([groupOf(kind)])
  }

  clear(): void {
    this.text = ''
    this.onlyFailures = false
    this.#groups = new Set()
    this.#origin = null
    this.#daemons = new Set()
    this.#away = null
  }

  /** Lines of a group of kinds (null = of all) on the chosen daemons. */
  countOf(group: KindGroup | null): number {
    return this.#sum(
      ({ kind, daemon }) =>
        (group === null || groupOf(kind) === group) && this.#isFrom(kind) && this.#hasDaemon(daemon),
    )
  }

  /** Lines of a daemon of the chosen kinds. */
  countOfDaemon(id: DaemonId): number {
    return this.#sum(({ kind, daemon }) => daemon === id && this.#isFrom(kind) && this.#hasGroup(kind))
  }

  /** Lines of what was done there, of the chosen kinds and daemons. */
  countOfOrigin(origin: Origin): number {
    return this.#sum(({ kind, daemon }) => originOf(kind) === origin && this.#hasGroup(kind) && this.#hasDaemon(daemon))
  }

  /** All lines that there are. */
  get total(): number {
    return kindGroups.reduce((sum, group) => sum + this.#sum(({ kind }) => groupOf(kind) === group), 0)
  }

  /** Counts anew: what is asked of the core follows the search and the absence, and nothing else. */
  async count(): Promise<void> {
    const look = ++this.#look
    const answer = await this.#bridge.call('events.tally', this.#words)
    if (!answer.ok || look !== this.#look) return
    this.#counts = answer.value.counts
    this.#firstAt = answer.value.firstAt
  }

  get #words(): Pick<EventsWanted, 'text' | 'language' | 'away'> {
    const text = this.text.trim().slice(0, 200)
    return {
      ...(text === '' ? {} : { text, language: language.current }),
      ...(this.#away ? { away: this.#away } : {}),
    }
  }

  #hasGroup(kind: EventKind): boolean {
    return this.#groups.size === 0 || this.#groups.has(groupOf(kind))
  }

  #isFrom(kind: EventKind): boolean {
    return this.#origin === null || originOf(kind) === this.#origin
  }

  #hasDaemon(daemon: DaemonId | null): boolean {
    return this.#daemons.size === 0 || (daemon !== null && this.#daemons.has(daemon))
  }

  #sum(isCounted: (count: Counts[number]) => boolean): number {
    return this.#counts.reduce((sum, one) => sum + (isCounted(one) ? one.lines : 0), 0)
  }
}
