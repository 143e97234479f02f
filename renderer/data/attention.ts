import type { Bridge } from '../../preload/contract/bridge.ts'

/** Whether the person has this page before them, and who is told when that may have changed. */
export interface Looks {
  isLookedAt(): boolean
  /** The returned function ends it. */
  onChange(look: () => void): () => void
}

/** Says to the core whether this window is looked at: what happens is then told by its bell alone. */
export class Attention {
  readonly #bridge: Bridge
  readonly #looks: Looks
  readonly #stop: () => void
  /** What the core knows; null = it may know anything. */
  #told: boolean | null = false

  constructor(bridge: Bridge, looks: Looks) {
    this.#bridge = bridge
    this.#looks = looks
    this.#stop = looks.onChange(() => this.#tell())
  }

  /** Says it to a door that knows nothing of this window yet, or not any more. */
  again(): void {
    this.#told = false
    this.#tell()
  }

  close(): void {
    this.#stop()
  }

  #tell(): void {
    const focused = this.#looks.isLookedAt()
    if (focused === this.#told) return
    this.#told = focused
    void this.#bridge.call('view.focus', { focused }).then((answer) => {
      if (!answer.ok) this.#told = null
    })
  }
}
