import type { Bridge } from '../../preload/contract/bridge.ts'
import { noUpdates, type UpdateState } from '../../preload/contract/updates.ts'
import { problemText } from '../text/told.ts'
import type { Toasts } from './toasts.svelte.ts'

/** Newer versions of the program, as the core last told. */
export class Updates {
  #state = $state.raw<UpdateState>(noUpdates)
  /** What the person does not want to hear of again in this window. */
  #away = $state.raw<string | null>(null)
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #stop: () => void

  constructor(bridge: Bridge, toasts: Toasts) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#stop = bridge.on('updates', {}, (state) => (this.#state = state))
  }

  get state(): UpdateState {
    return this.#state
  }

  /** The newer version that the window says unasked; null = there is none, or it was put away. */
  get told(): string | null {
    const { step, version } = this.#state
    if (version === null || (step !== 'found' && step !== 'ready')) return null
    return this.#away === `${step} ${version}` ? null : version
  }

  /** Says nothing more of what is known now, until it is something else. */
  putAway(): void {
    this.#away = `${this.#state.step} ${this.#state.version}`
  }

  async ask(): Promise<void> {
    this.#say(await this.#bridge.call('updates.ask', {}))
  }

  async load(): Promise<void> {
    this.#say(await this.#bridge.call('updates.load', {}))
  }

  async install(): Promise<void> {
    this.#say(await this.#bridge.call('updates.install', {}))
  }

  /** Shows where versions are published. */
  async openPage(): Promise<void> {
    const { page } = this.#state
    if (page !== null) this.#say(await this.#bridge.call('app.openExternal', { url: page }))
  }

  close(): void {
    this.#stop()
  }

  #say(answer: Awaited<ReturnType<Bridge['call']>>): void {
    if (!answer.ok) this.#toasts.say(problemText(answer.error), 'bad')
  }
}
