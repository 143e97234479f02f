import type { EventKind, HistoryEvent } from '../../../preload/contract/events.ts'
import type { DaemonId, Hash } from '../../../preload/contract/keys.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { inEnglish } from '../../../preload/words/sentences.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { asFault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import type { EventStore } from '../../store/records.ts'

export interface Happening {
  kind: EventKind
  daemon: DaemonId | null
  hash?: Hash | null
  name: string
  /** What happened, where the kind does not say it all: a sentence of the catalogue, or a daemon's own words. */
  says?: Says
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
  #lastId: number

  constructor(store: EventStore, clock: Clock, log: Log) {
    this.#store = store
    this.#clock = clock
    this.#log = log
    this.#lastId = store.lastId
  }

  add(...happenings: Happening[]): void {
    if (happenings.length === 0) return
    const events = happenings.map((happening) => this.#numbered(happening))
    this.told.emit(events)
    this.#store.append(events).catch((error: unknown) => {
      this.#log.error({ problem: asFault(error).message, lines: events.length }, 'history is not kept')
    })
  }

  /** Newest first; lines that were just told are among them. */
  list(options: { before?: number; limit: number }): Promise<HistoryEvent[]> {
    return this.#store.list(options)
  }

  #numbered({ kind, daemon, hash, name, says, text, away, at }: Happening): HistoryEvent {
    this.#lastId += 1
    return {
      id: this.#lastId,
      at: at ?? this.#clock.now(),
      kind,
      daemon,
      hash: hash ?? null,
      name,
      text: text ?? (says ? inEnglish(says) : ''),
      ...(says ? { says } : {}),
      away: away ?? false,
    }
  }
}
