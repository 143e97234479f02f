import type { EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import { history } from '../../lib/bounds.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Ration } from '../../lib/ration.ts'
import type { EventStore } from '../../store/records.ts'

export interface Happening {
  kind: EventKind
  daemon: DaemonId | null
  hash?: Hash | null
  name: string
  text?: string
  away?: boolean
  at?: number
}

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

  constructor(store: EventStore, clock: Clock, log: Log, nameOf: (daemon: DaemonId) => string = () => '') {
    this.#nameOf = nameOf
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
    this.#store.append(events).catch((error: unknown) => {
      this.#log.error({ problem: asFault(error).message, lines: events.length }, 'history is not kept')
    })
  }

  /** Newest first; lines that were just told are among them. */
  list(options: { before?: number; limit: number }): Promise<HistoryEvent[]> {
    return this.#store.list(options)
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
    const text = `${lines} more things happened there in a minute than are kept; the list shows how it is now.`
    this.add({ kind: 'omitted', daemon, name: this.#nameOf(daemon), text })
  }

  #numbered({ kind, daemon, hash, name, text, away, at }: Happening): HistoryEvent {
    this.#lastId += 1
    return {
      id: this.#lastId,
      at: at ?? this.#clock.now(),
      kind,
      daemon,
      hash: hash ?? null,
      name,
      text: text ?? '',
      away: away ?? false,
    }
  }
}
