import type { Bridge } from '../../preload/contract/bridge.ts'
import { type HistoryEvent, ownKinds, type PlaceInTime } from '../../preload/contract/events.ts'
import { newestFirst } from '../../preload/listing/events.ts'
import type { SettingsMirror } from './settings.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'
import { problemText } from '../text/told.ts'

const page = 100
/** The window keeps this many lines; older ones are asked for again. */
const most = 5000

/** What of the settings is remembered of the history: shared by all windows, and kept for the next start. */
export type SeenSettings = Pick<SettingsMirror, 'value' | 'ready' | 'set' | 'listen'>

/** The latest history, newest first, and how much of it nobody has looked at. */
export class Events {
  #list = $state.raw<readonly HistoryEvent[]>([])
  #unseen = $state(0)
  #whole = $state(false)
  #loading: Promise<void> | null = null
  /** The highest number of a line that this window knows of, and up to which lines were looked at; null = nobody knows. */
  #lastId = 0
  #seenId: number | null = null
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #settings: SeenSettings
  readonly #listeners = new Set<(lines: readonly HistoryEvent[]) => void>()
  readonly #stops: (() => void)[]

  constructor(bridge: Bridge, toasts: Toasts, settings: SeenSettings) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#settings = settings
    this.#stops = [
      bridge.on('events', {}, (lines) => this.#take(lines)),
      settings.listen(({ seenEvent }) => void this.#look(seenEvent)),
    ]
  }

  get list(): readonly HistoryEvent[] {
    return this.#list
  }

  /** Lines that came since the history was last looked at, in whichever window, without those of what was done here. */
  get unseen(): number {
    return this.#unseen
  }

  /** Whether the oldest line is here. */
  get whole(): boolean {
    return this.#whole
  }

  /** Everything that is known by now was looked at. */
  seen(): void {
    this.#unseen = 0
    if (this.#lastId <= (this.#seenId ?? 0)) return
    this.#seenId = this.#lastId
    this.#settings.set({ seenEvent: this.#lastId })
  }

  /** Called with every new line, oldest first; the returned function ends it. */
  listen(listener: (lines: readonly HistoryEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Asks for older lines; one question at a time. */
  more(): Promise<void> {
    this.#loading ??= this.#load().finally(() => (this.#loading = null))
    return this.#loading
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }

  #take(lines: readonly HistoryEvent[]): void {
    if (lines.length === 0) return
    this.#list = merged(this.#list, lines).slice(0, most)
    this.#know(lines)
    const isUnseen = ({ id, kind, hushed }: HistoryEvent): boolean =>
      !hushed && !ownKinds.includes(kind) && id > (this.#seenId ?? 0)
    this.#unseen += lines.filter(isUnseen).length
    for (const listener of this.#listeners) listener(lines)
  }

  #know(lines: readonly HistoryEvent[]): void {
    for (const { id } of lines) this.#lastId = Math.max(this.#lastId, id)
  }

  /** Another window may have looked, or the settings have come. */
  async #look(seenId: number | null): Promise<void> {
    if (!this.#settings.ready || seenId === null || seenId <= (this.#seenId ?? -1)) return
    this.#seenId = seenId
    const answer = await this.#bridge.call('events.unread', { after: seenId })
    if (answer.ok && this.#seenId === seenId) this.#unseen = answer.value.lines
  }

  async #load(): Promise<void> {
    const oldest = this.#list.at(-1)
    const answer = await this.#bridge.call(
      'events.list',
      oldest ? { before: placeOf(oldest), limit: page } : { limit: page },
    )
    if (!answer.ok) return void this.#toasts.say(problemText(answer.error), 'bad')
    this.#list = merged(this.#list, answer.value)
    this.#know(answer.value)
    if (answer.value.length < page) this.#whole = true
  }
}

/** Where a line stands in a list by time. */
export function placeOf({ at, id }: PlaceInTime): PlaceInTime {
  return { at, id }
}

/** Both lists as one, newest first, every line once. */
function merged(a: readonly HistoryEvent[], b: readonly HistoryEvent[]): HistoryEvent[] {
  const byId = new Map([...a, ...b].map((line) => [line.id, line]))
  return [...byId.values()].sort(newestFirst)
}
