import type { DiskTrouble, SafeMode } from '../../preload/contract/app.ts'
import type { Bridge } from '../../preload/contract/bridge.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Toasts } from './toasts.svelte.ts'

/** How the program itself is: whether it can write things down, and whether it holds back after faults of its own. */
export class Condition {
  #disk = $state.raw<DiskTrouble | null>(null)
  #safe = $state.raw<SafeMode | null>(null)
  #isTrying = $state(false)
  readonly #bridge: Bridge
  readonly #toasts: Toasts
  readonly #stops: (() => void)[]

  constructor(bridge: Bridge, toasts: Toasts) {
    this.#bridge = bridge
    this.#toasts = toasts
    this.#stops = [
      bridge.on('disk', {}, (trouble) => (this.#disk = trouble)),
      bridge.on('safe', {}, (safe) => (this.#safe = safe)),
    ]
  }

  /** Why nothing can be written down; null = it can. */
  get disk(): DiskTrouble | null {
    return this.#disk
  }

  /** null = daemons are connected as usual. */
  get safe(): SafeMode | null {
    return this.#safe
  }

  /** Whether the disk is being tried because the person asked for it. */
  get isTrying(): boolean {
    return this.#isTrying
  }

  async retryDisk(): Promise<void> {
    this.#isTrying = true
    const answer = await this.#bridge.call('app.retryDisk', {})
    this.#isTrying = false
    if (!answer.ok) this.#toasts.say(answer.error.message, 'bad')
  }

  /** Connects one daemon that is held back, or all of them. */
  async connect(id?: DaemonId): Promise<void> {
    const answer =
      id === undefined
        ? await this.#bridge.call('app.leaveSafe', {})
        : await this.#bridge.call('daemons.connect', { id })
    if (!answer.ok) this.#toasts.say(answer.error.message, 'bad')
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }
}
