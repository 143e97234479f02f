import * as v from 'valibot'
import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { SettingsSchema, type Settings } from '../../preload/contract/settings.ts'
import { after, type Schedule } from './schedule.ts'
import type { Toasts } from './toasts.svelte.ts'
import { problemText } from '../text/told.ts'

/** Dragging an edge changes a width sixty times a second; the core hears of it when the hand rests. */
const restMs = 300

/** What the window remembers. A change is seen at once and sent a little later. */
export class SettingsMirror {
  #kept = $state.raw<Settings>(v.parse(SettingsSchema, {}))
  /** Changed here and not yet confirmed: these win over what the feed says. */
  #own = $state.raw<Partial<Settings>>({})
  readonly #value = $derived({ ...this.#kept, ...this.#own })
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #rest: Schedule
  readonly #stop: () => void
  readonly #listeners = new Set<(value: Settings) => void>()
  #unsent: Partial<Settings> = {}
  #callOff: (() => void) | null = null
  #ready = $state(false)

  constructor(bridge: Bridge, toasts: Toasts, rest: Schedule = after(restMs)) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#rest = rest
    this.#stop = bridge.on('settings', {}, (item) => {
      this.#kept = item
      this.#ready = true
      this.#tell()
    })
  }

  get value(): Settings {
    return this.#value
  }

  get ready(): boolean {
    return this.#ready
  }

  set(change: Partial<Settings>): void {
    this.#own = { ...this.#own, ...change }
    this.#unsent = { ...this.#unsent, ...change }
    this.#tell()
    this.#callOff?.()
    this.#callOff = this.#rest(() => void this.flush())
  }

  /** The same, sent at once. Answers with why it was refused; then it is what it was before. */
  async save(change: Partial<Settings>): Promise<Problem | null> {
    this.#own = { ...this.#own, ...change }
    this.#tell()
    return this.#send(change)
  }

  /** Sends what was not sent yet. */
  async flush(): Promise<void> {
    this.#callOff?.()
    this.#callOff = null
    const sent = this.#unsent
    if (Object.keys(sent).length === 0) return
    this.#unsent = {}
    const problem = await this.#send(sent)
    if (problem) this.#toasts.say(problemText(problem), 'bad')
  }

  listen(listener: (value: Settings) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  close(): void {
    void this.flush()
    this.#stop()
  }

  async #send(sent: Partial<Settings>): Promise<Problem | null> {
    const answer = await this.#bridge.call('settings.set', sent)
    if (answer.ok) this.#kept = answer.value
    // What was changed again meanwhile stays ours.
    const isLater = ([name, value]: [string, unknown]): boolean => sent[name as keyof Settings] !== value
    this.#own = Object.fromEntries(Object.entries(this.#own).filter(isLater))
    this.#tell()
    return answer.ok ? null : answer.error
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#value)
  }
}
