/** What the browser says of notifications; missing = it has none · system: the desktop program has those of the system. */
export type Permission = 'granted' | 'default' | 'denied' | 'missing' | 'system'

/** What is shown; notifications of the same tag take each other's place, also those of several pages. */
export interface Shown {
  title: string
  body: string
  tag: string
  silent: boolean
}

/** What of the browser is needed; null = it has none. */
export type BrowserFace = typeof Notification | 'system' | null

/** When neither success nor failure was told within this time, the browser took it. */
const patienceMs = 2_000

/** Notifications of the browser that this page runs in. */
export class Notifications {
  readonly #browser: typeof Notification | null
  readonly #without: Permission
  #permission = $state<Permission>('missing')

  constructor(browser: BrowserFace) {
    this.#browser = browser === 'system' ? null : browser
    this.#without = browser === 'system' ? 'system' : 'missing'
    this.look()
  }

  get permission(): Permission {
    return this.#permission
  }

  /** The person may have changed it in the browser's own settings. */
  look(): void {
    this.#permission = this.#browser?.permission ?? this.#without
  }

  /** Asks the person, by the browser; only ever because they pressed a button. */
  async ask(): Promise<void> {
    await this.#browser?.requestPermission().catch(() => {})
    this.look()
  }

  /** false = the browser would not. */
  show({ title, ...options }: Shown, onClick: () => void): Promise<boolean> {
    this.look()
    if (!this.#browser || this.#permission !== 'granted') return Promise.resolve(false)
    try {
      const notification = new this.#browser(title, options)
      notification.onclick = () => {
        notification.close()
        onClick()
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(true), patienceMs)
        const end = (isShown: boolean): void => {
          clearTimeout(timer)
          resolve(isShown)
        }
        notification.onshow = () => end(true)
        notification.onerror = () => end(false)
      })
    } catch {
      // Some browsers show them from service workers only, and throw.
      return Promise.resolve(false)
    }
  }
}
