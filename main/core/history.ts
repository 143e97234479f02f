import type { EventKind, HistoryEvent } from '../../preload/contract/events.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import type { EventStore } from '../store/records.ts'

export interface Happening {
  kind: EventKind
  daemon: string | null
  hash?: string | null
  name: string
  text?: string
  away?: boolean
  at?: number
}

/** What happened, kept and told. */
export class History {
  readonly told = new Emitter<HistoryEvent[]>()
  readonly #store: EventStore
  readonly #clock: Clock

  constructor(store: EventStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  add(...happenings: Happening[]): void {
    if (happenings.length === 0) return
    const events = happenings.map(({ kind, daemon, hash, name, text, away, at }) => ({
      at: at ?? this.#clock.now(),
      kind,
      daemon,
      hash: hash ?? null,
      name,
      text: text ?? '',
      away: away ?? false,
    }))
    this.told.emit(this.#store.append(events))
  }

  list(options: { before?: number; limit: number }): HistoryEvent[] {
    return this.#store.list(options)
  }
}
