import type { News } from '../../../preload/contract/app.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import type { Clock } from '../../lib/clock.ts'
import { Emitter } from '../../lib/emitter.ts'
import { Timers } from '../../lib/timers.ts'
import type { Outside } from '../means.ts'
import { shown } from '../../../preload/text/shown.ts'

export interface NewsOptions {
  clock: Clock
  outside: Outside
  /** A daemon's present name; null = it is gone. */
  nameOf: (daemon: string) => string | null
}

type Kind = 'finished' | 'failed'

/** What happens within this time is told as one: forty torrents that finish together are one piece of news. */
const gatherMs = 2000
const tones = { finished: 'ok', failed: 'bad' } as const

/** Tells the person of torrents that finished or failed just now; what happened while away is in the history. */
export class NewsService {
  /** What the door could not tell. */
  readonly told = new Emitter<News>()
  readonly #options: NewsOptions
  readonly #timers: Timers
  readonly #gathered: Record<Kind, HistoryEvent[]> = { finished: [], failed: [] }
  #waiting = false

  constructor(options: NewsOptions) {
    this.#options = options
    this.#timers = new Timers(options.clock)
  }

  note(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.away || (event.kind !== 'finished' && event.kind !== 'failed')) continue
      this.#gathered[event.kind].push(event)
    }
    if (this.#waiting || Object.values(this.#gathered).every((list) => list.length === 0)) return
    this.#waiting = true
    this.#timers.after(gatherMs, () => {
      this.#waiting = false
      this.#tellAll()
    })
  }

  close(): void {
    this.#timers.stop()
  }

  #tellAll(): void {
    for (const kind of ['finished', 'failed'] as const) {
      const events = this.#gathered[kind].splice(0)
      if (events.length > 0) void this.#tell(this.#describe(kind, events))
    }
  }

  async #tell(news: News): Promise<void> {
    const isTold = await this.#options.outside.notify(news).catch(() => false)
    if (!isTold) this.told.emit(news)
  }

  #describe(kind: Kind, events: readonly HistoryEvent[]): News {
    const names = events.map(({ daemon }) => (daemon === null ? null : this.#options.nameOf(daemon)))
    const daemons = [...new Set(names.filter((name) => name !== null))]
    const [only] = events
    const body = say(`news.${kind}`, { daemons })
    const tone = tones[kind]
    if (only && events.length === 1) return { title: shown(only.name), body: inEnglish(body), tone, says: { body } }
    const title = say('torrents', { number: events.length })
    return { title: inEnglish(title), body: inEnglish(body), tone, says: { title, body } }
  }
}
