/** Runs something once when the window has nothing better to do. */
type Idle = (run: () => void) => void

/** Safari has no such moment: there it is a little later. */
const whenIdle: Idle = (run) => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 500 })
  else setTimeout(run, 100)
}

/** Everything that is fetched late, in the order of its making. */
const all: Pick<Late<unknown>, 'part' | 'load'>[] = []

/** A part of the window that is no part of its first script: fetched when it is asked for, or before that in idle time. */
export class Late<Part> {
  readonly #fetch: () => Promise<Part>
  #part = $state.raw<Part | null>(null)
  #failed = $state(false)
  #coming: Promise<void> | null = null

  /** @param fetch rejects where the part cannot be had; asked again at the next load */
  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch
    all.push(this)
  }

  /** null = it is not there (yet). */
  get part(): Part | null {
    return this.#part
  }

  /** Whether the last try to fetch it was in vain: its door is gone, or another version stands behind it. */
  get failed(): boolean {
    return this.#failed
  }

  /** Fetches it unless it is there or on its way; resolves in either case when it is known how that ended. */
  load(): Promise<void> {
    if (this.#part !== null) return Promise.resolve()
    this.#coming ??= this.#load()
    return this.#coming
  }

  async #load(): Promise<void> {
    try {
      this.#part = await this.#fetch()
      this.#failed = false
    } catch {
      // Said where somebody wants to see it; who fetches ahead of them loses nothing.
      this.#failed = true
    }
    this.#coming = null
  }
}

/** Fetches everything late that is not there yet, one after the other, each in a moment that is idle. */
export async function loadInIdleTime(idle: Idle = whenIdle): Promise<void> {
  for (const late of all) {
    if (late.part !== null) continue
    await new Promise<void>((resolve) => idle(resolve))
    await late.load()
  }
}
