import type { Bridge } from '../../preload/contract/bridge.ts'
import type { CallResult } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { DaemonLimits, LimitsChange } from '../../preload/contract/limits.ts'
import { problemText } from '../text/told.ts'
import { actingWords } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'

/** How fast each daemon may be, as the core last told. */
export class Limits {
  #list = $state.raw<readonly DaemonLimits[]>([])
  readonly #byId = $derived(new Map(this.#list.map((limits) => [limits.daemon, limits])))
  readonly #bridge: Bridge
  readonly #daemons: Daemons
  readonly #toasts: Toasts
  readonly #stop: () => void

  constructor(bridge: Bridge, daemons: Daemons, toasts: Toasts) {
    this.#bridge = bridge
    this.#daemons = daemons
    this.#toasts = toasts
    this.#stop = bridge.on('limits', {}, (list) => (this.#list = list))
  }

  get(daemon: DaemonId): DaemonLimits | undefined {
    return this.#byId.get(daemon)
  }

  async set(daemons: readonly DaemonId[], limits: LimitsChange): Promise<void> {
    this.#say(await this.#bridge.call('limits.set', { daemons: [...daemons], limits }))
  }

  async setAlternative(daemons: readonly DaemonId[], limits: LimitsChange): Promise<void> {
    this.#say(await this.#bridge.call('limits.setAlternative', { daemons: [...daemons], limits }))
  }

  async switch(daemons: readonly DaemonId[], on: boolean): Promise<void> {
    this.#say(await this.#bridge.call('limits.switch', { daemons: [...daemons], on }))
  }

  close(): void {
    this.#stop()
  }

  /** Only what failed needs words: the rest shows. */
  #say(answer: Answer<CallResult<'limits.set'>>): void {
    if (!answer.ok) return void this.#toasts.say(problemText(answer.error), 'bad')
    for (const { daemon, problem } of answer.value) {
      if (!problem) continue
      this.#toasts.say(actingWords.limits.failed(this.#daemons.name(daemon), problemText(problem)), 'bad')
    }
  }
}
