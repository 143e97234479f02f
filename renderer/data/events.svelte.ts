import type { Bridge } from '../../preload/contract/bridge.ts'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import type { Toasts } from './toasts.svelte.ts'
import { problemText } from '../text/told.ts'

const page = 100
/** The window keeps this many lines; older ones are asked for again. */
const most = 5000

/** The history, newest first. */
export class Events {
  #list = $state.raw<readonly HistoryEvent[]>([])
  #unseen = $state(0)
  #whole = $state(false)
  #loading: Promise<void> | null = null
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #stop: () => void

  constructor(bridge: Bridge, toasts: Toasts) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#stop = bridge.on('events', {}, (lines) => {
      if (lines.length === 0) return
      this.#list = merged(this.#list, lines).slice(0, most)
      this.#unseen += lines.length
    })
  }

  get list(): readonly HistoryEvent[] {
    return this.#list
  }

  /** Lines that came since the history was last looked at. */
  get unseen(): number {
    return this.#unseen
  }

  /** Whether the oldest line is here. */
  get whole(): boolean {
    return this.#whole
  }

  seen(): void {
    this.#unseen = 0
  }

  /** Asks for older lines; one question at a time. */
  more(): Promise<void> {
    this.#loading ??= this.#load().finally(() => (this.#loading = null))
    return this.#loading
  }

  close(): void {
    this.#stop()
  }

  async #load(): Promise<void> {
    const oldest = this.#list.at(-1)?.id
    const answer = await this.#bridge.call(
      'events.list',
      oldest === undefined ? { limit: page } : { before: oldest, limit: page },
    )
    if (!answer.ok) return void this.#toasts.say(problemText(answer.error), 'bad')
    this.#list = merged(this.#list, answer.value)
    if (answer.value.length < page) this.#whole = true
  }
}

/** Both lists as one, newest first, every line once. */
function merged(a: readonly HistoryEvent[], b: readonly HistoryEvent[]): HistoryEvent[] {
  const byId = new Map([...a, ...b].map((line) => [line.id, line]))
  return [...byId.values()].sort((x, y) => y.id - x.id)
}
