/** A short message at the corner. */
export interface Toast {
  id: number
  tone: 'info' | 'ok' | 'warn' | 'error'
  text: string
  /** Further lines: which of several failed, and why. */
  lines: readonly string[]
  action: { label: string; run: () => void } | null
  /** How often the same was said since it came up. */
  times: number
}

export type ToastInput = Pick<Toast, 'tone' | 'text'> & Partial<Pick<Toast, 'lines' | 'action'>>

/** How long a message that is no error stays. */
export const toastMs = 6000
const mostToasts = 6

/**
 * The messages at the corner. Errors stay until they are dismissed; the rest go by themselves, but not while the
 * pointer or the keyboard is on one. The same message again counts up instead of piling up.
 */
export class Toasts {
  list = $state.raw<readonly Toast[]>([])
  #nextId = 1
  #held = false
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()

  /** Shows a message; returns its id for dismiss(). */
  show(input: ToastInput): number {
    const lines = input.lines ?? []
    const same = this.list.find(
      (toast) => toast.tone === input.tone && toast.text === input.text && toast.lines.join('\n') === lines.join('\n'),
    )
    if (same) {
      this.list = this.list.map((toast) => (toast === same ? { ...toast, times: toast.times + 1 } : toast))
      this.#startTimer(same.id, same.tone)
      return same.id
    }
    const id = this.#nextId++
    this.list = [
      ...this.list,
      { id, tone: input.tone, text: input.text, lines, action: input.action ?? null, times: 1 },
    ]
    this.#makeRoom()
    this.#startTimer(id, input.tone)
    return id
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    this.list = this.list.filter((toast) => toast.id !== id)
  }

  dismissAll(): void {
    for (const { id } of this.list) this.dismiss(id)
  }

  /** Somebody is reading: nothing goes away meanwhile. */
  hold(held: boolean): void {
    this.#held = held
    for (const toast of this.list) this.#startTimer(toast.id, toast.tone)
  }

  #startTimer(id: number, tone: Toast['tone']): void {
    clearTimeout(this.#timers.get(id))
    if (tone === 'error' || this.#held) return
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), toastMs),
    )
  }

  /** What goes first when there are too many: the oldest that is no error, else the oldest. */
  #makeRoom(): void {
    while (this.list.length > mostToasts) {
      const victim = this.list.find((toast) => toast.tone !== 'error') ?? this.list[0]
      if (victim) this.dismiss(victim.id)
    }
  }
}

/** The window's messages. */
export const toasts = new Toasts()
