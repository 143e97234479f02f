import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { HistoryEvent } from '../../preload/contract/events.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'

const page = 100

/** What happened to one torrent, for as long as somebody looks. */
export class Past {
  readonly #bridge: Bridge
  readonly #key: TorrentKey
  readonly #stop: () => void
  #list = $state.raw<readonly HistoryEvent[]>([])
  #isWhole = $state(false)
  #isReady = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #loading: Promise<void> | null = null
  /** The oldest line that was read; what the feed told is no page. */
  #oldest = Infinity

  constructor(bridge: Bridge, key: TorrentKey) {
    this.#bridge = bridge
    this.#key = key
    const own = splitKey(key)
    this.#stop = bridge.on('events', {}, (lines) => {
      this.#add(lines.filter(({ daemon, hash }) => daemon === own.daemon && hash === own.hash))
    })
    void this.more()
  }

  /** Newest first. */
  get list(): readonly HistoryEvent[] {
    return this.#list
  }

  /** Whether the oldest line is here. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** Whether anything was read yet; an empty list before that says nothing. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** Why the last reading brought nothing. */
  get problem(): Problem | null {
    return this.#problem
  }

  /** Reads older lines; one question at a time. */
  more(): Promise<void> {
    if (this.#isWhole) return Promise.resolve()
    this.#loading ??= this.#load().finally(() => (this.#loading = null))
    return this.#loading
  }

  close(): void {
    this.#stop()
  }

  async #load(): Promise<void> {
    const before = Number.isFinite(this.#oldest) ? { before: this.#oldest } : {}
    const answer = await this.#bridge.call('events.of', { key: this.#key, limit: page, ...before })
    this.#problem = answer.ok ? null : answer.error
    if (!answer.ok) return
    this.#isReady = true
    this.#isWhole = answer.value.length < page
    this.#oldest = answer.value.at(-1)?.id ?? this.#oldest
    this.#add(answer.value)
  }

  /** Every line once. What was learnt after the fact stands where it happened. */
  #add(lines: readonly HistoryEvent[]): void {
    if (lines.length === 0) return
    const byId = new Map([...this.#list, ...lines].map((line) => [line.id, line]))
    this.#list = [...byId.values()].sort((a, b) => b.at - a.at || b.id - a.id)
  }
}
