import {
  type Absence,
  type Away,
  type EventKind,
  type HistoryEvent,
  ownKinds,
} from '../../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import { fitsEvents, newestFirst } from '../../../preload/listing/events.ts'
import { history } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault, type Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Ration } from '../../lib/ration.ts'
import { withoutSecrets } from '../../lib/redact.ts'
import type { EventsAsked, TallyAsked, TallyPart } from '../../store/messages.ts'
import type { EventStore } from '../../store/records.ts'
import { awayOf } from './away.ts'

export interface Happening {
  kind: EventKind
  daemon: DaemonId | null
  hash?: Hash | null
  name: string
  /** What happened, where the kind does not say it all: a sentence of the catalogue, or a daemon's own words. */
  says?: Says
  text?: string
  away?: boolean
  /** In which absence of its daemon it happened. */
  absence?: Absence | undefined
  at?: number
}

/** A page of lines: those before the one of that number. */
interface Asked {
  before?: number | undefined
  limit: number
}

/** So many lines wait for a disk that takes none; of more, the oldest are given up. */
const mostWaiting = 5_000
/** Lines in one writing. */
const mostAtOnce = 500
/** More lines that nobody has looked at are not counted. */
const mostUnread = 1_000
/** Kinds of absences of daemons that are put together. */
const mostAbsences = 500

/** What happened, told at once and kept as soon as the disk takes it. */
export class History {
  readonly told = new Emitter<HistoryEvent[]>()
  readonly #store: EventStore
  readonly #clock: Clock
  readonly #log: Log
  /** Lines of a daemon in a minute. What the person does is never left out. */
  readonly #rations = new Map<DaemonId, Ration>()
  readonly #nameOf: (daemon: DaemonId) => string
  #lastId: number
  /** Told, and not kept yet; oldest first. */
  #waiting: HistoryEvent[] = []
  /** Those of them that the store has and has not answered for. */
  #handed: readonly HistoryEvent[] = []

  /** Whether a rule of the person's says that nobody is to be told. */
  readonly #isHushed: (happening: Happening) => boolean

  constructor(
    store: EventStore,
    clock: Clock,
    log: Log,
    nameOf: (daemon: DaemonId) => string = () => '',
    isHushed: (happening: Happening) => boolean = () => false,
  ) {
    this.#nameOf = nameOf
    this.#isHushed = isHushed
    this.#store = store
    this.#clock = clock
    this.#log = log
    this.#lastId = store.lastId
  }

  add(...happenings: Happening[]): void {
    const events = happenings
      .filter((happening) => this.#isDue(happening))
      .map((happening) => this.#numbered(happening))
    if (events.length === 0) return
    this.told.emit(events)
    this.#waiting.push(...events)
    const over = this.#waiting.length - mostWaiting
    if (over > 0) {
      this.#log.error({ lines: over }, 'history is given up: the disk takes none')
      this.#waiting.splice(0, over)
    }
    this.keepWaiting()
  }

  /** Hands what waits to the store; what it does not take waits on. */
  keepWaiting(): void {
    if (this.#handed.length > 0 || this.#waiting.length === 0) return
    this.#handed = this.#waiting.slice(0, mostAtOnce)
    this.#store.append(this.#handed).then(
      () => this.#answered(true),
      (error: unknown) => this.#answered(this.#isHopeless(asFault(error))),
    )
  }

  /** Hands everything that waits to the store, without waiting for the disk. */
  finish(): void {
    const handed = new Set(this.#handed)
    const rest = this.#waiting.filter((line) => !handed.has(line))
    if (rest.length > 0) this.#store.append(rest).catch((error: unknown) => this.#isHopeless(asFault(error)))
  }

  /** The database is another one, which may have counted further. */
  countFrom(lastId: number): void {
    this.#lastId = Math.max(this.#lastId, lastId)
  }

  /** Newest first, by time; lines that were just told are among them. */
  async list(asked: EventsAsked): Promise<HistoryEvent[]> {
    const { before, after, limit } = asked
    const fits = fitsEvents(asked, this.#nameOf)
    const kept = await this.#store.list(asked)
    const known = new Set(kept.map(({ id }) => id))
    const waiting = this.#waiting.filter(
      (line) =>
        !known.has(line.id) &&
        fits(line) &&
        (!before || newestFirst(before, line) < 0) &&
        (!after || newestFirst(line, after) < 0),
    )
    const all = [...waiting, ...kept].sort(newestFirst)
    return after ? all.slice(-limit) : all.slice(0, limit)
  }

  /** How many lines there are of each kind and daemon, and when the first was. */
  async tally(asked: Omit<TallyAsked, 'before'>): Promise<Omit<TallyPart, 'next'>> {
    const { counts, firstAt } = await this.#store.tally(asked)
    const sums = new Map(counts.map((count) => [`${count.kind} ${count.daemon}`, { ...count }]))
    const fits = fitsEvents(asked, this.#nameOf)
    for (const { kind, daemon } of this.#waiting.filter(fits)) {
      const key = `${kind} ${daemon}`
      const sum = sums.get(key) ?? { kind, daemon, lines: 0 }
      sums.set(key, { ...sum, lines: sum.lines + 1 })
    }
    return { counts: [...sums.values()], firstAt: firstAt ?? this.#waiting[0]?.at ?? null }
  }

  /** How many lines behind that number tell of what was not done here; of many only some. */
  async unread(after: number): Promise<number> {
    const kept = await this.#store.unread(after, ownKinds, mostUnread)
    const waiting = this.#waiting.filter(
      ({ id, kind, hushed }) => id > after && !hushed && !ownKinds.includes(kind),
    ).length
    return Math.min(mostUnread, kept + waiting)
  }

  /** What happened in absences that ended after a moment, the last first; those that overlap are one. */
  async away(after: number): Promise<Away[]> {
    return awayOf(await this.#store.absences(after, mostAbsences))
  }

  /** The same of one torrent. */
  async of(of: { daemon: DaemonId; hash: Hash }, { before = Infinity, limit }: Asked): Promise<HistoryEvent[]> {
    const kept = await this.#store.of({ ...of, before: Math.min(before, Number.MAX_SAFE_INTEGER), limit })
    const known = new Set(kept.map(({ id }) => id))
    const isOf = ({ id, daemon, hash }: HistoryEvent): boolean =>
      daemon === of.daemon && hash === of.hash && id < before && !known.has(id)
    return [...this.#waiting.filter(isOf).reverse(), ...kept].slice(0, limit)
  }

  #answered(isDone: boolean): void {
    const handed = new Set(this.#handed)
    this.#handed = []
    if (!isDone) return
    this.#waiting = this.#waiting.filter((line) => !handed.has(line))
    this.keepWaiting()
  }

  /** Lines that no disk takes would keep all others waiting. */
  #isHopeless(fault: Fault): boolean {
    this.#log.warn({ problem: fault.message }, 'history is not kept')
    return fault.retry === 'never'
  }

  #isDue({ daemon, kind }: Happening): boolean {
    if (daemon === null || kind === 'acted' || kind === 'trusted' || kind === 'omitted') return true
    const known = this.#rations.get(daemon)
    if (known) return known.take()
    const ration = new Ration(history.perMinute, 60_000, this.#clock, (lines) => this.#omitted(daemon, lines))
    this.#rations.set(daemon, ration)
    return ration.take()
  }

  #omitted(daemon: DaemonId, lines: number): void {
    const says = say('history.omitted', { number: lines })
    this.add({ kind: 'omitted', daemon, name: this.#nameOf(daemon), says })
  }

  #numbered(happening: Happening): HistoryEvent {
    const { kind, daemon, hash, name, says, text, away, absence, at } = happening
    this.#lastId += 1
    return {
      id: this.#lastId,
      at: at ?? this.#clock.now(),
      kind,
      daemon,
      hash: hash ?? null,
      name,
      // A daemon's own words may name a tracker by an address that is somebody's own.
      text: says ? (text ?? inEnglish(says)) : withoutSecrets(text ?? ''),
      ...(says ? { says } : {}),
      away: away ?? false,
      ...(away && absence ? { absence } : {}),
      ...(this.#isHushed(happening) ? { hushed: true } : {}),
    }
  }
}
