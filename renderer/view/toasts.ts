/** A line under a message: whom it is about, and what is to be said of them. */
export interface ToastLine {
  readonly who: string
  readonly text: string
}

export interface ToastAct {
  readonly word: string
  readonly run: () => void
}

/** A short message at the corner. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'bad' | 'info'
  readonly lines?: readonly ToastLine[]
  /** What can be done about it, once. */
  readonly act?: ToastAct
  /** How what failed can be tried again. */
  readonly again?: ToastAct
}

/** How long a message that is no error stays; one with something to be done must be found and reached first. */
export const toastMs = 6000
export const actMs = 20_000

/**
 * Sends messages away by themselves: errors stay until they are dismissed, the rest go after a while, but not while
 * the pointer or the keyboard is on one.
 */
export class ToastTimers {
  readonly #dismiss: (id: number) => void
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #list: readonly Toast[] = []
  #held = false

  constructor(dismiss: (id: number) => void) {
    this.#dismiss = dismiss
  }

  /** The messages there are now. */
  follow(list: readonly Toast[]): void {
    this.#list = list
    const ids = new Set(list.map(({ id }) => id))
    for (const id of [...this.#timers.keys()]) if (!ids.has(id)) this.#stop(id)
    if (this.#held) return
    for (const { id, tone, act } of list) {
      if (tone === 'bad' || this.#timers.has(id)) continue
      const end = setTimeout(() => this.#end(id), act ? actMs : toastMs)
      this.#timers.set(id, end)
    }
  }

  /** Somebody is reading: nothing goes meanwhile, and afterwards each has its whole time again. */
  hold(held: boolean): void {
    this.#held = held
    for (const id of [...this.#timers.keys()]) this.#stop(id)
    this.follow(this.#list)
  }

  #end(id: number): void {
    this.#stop(id)
    this.#dismiss(id)
  }

  #stop(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
  }
}
