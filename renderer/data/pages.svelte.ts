/** Every page that can take the place of toolbar, list and details. */
export const pageIds = ['settings', 'accounts', 'events'] as const
export type PageId = (typeof pageIds)[number]

/** What of the browser a page is kept in: its address, so that a reload comes back to it, and "back" leaves it. */
export type PageHistory = Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>

/**
 * Which page is open over the list; null = none, the list is there. The browser gets one entry for it: while the list
 * is shown again, that entry is the list's, and the next page takes it over.
 */
export class Pages {
  #open = $state<PageId | null>(null)
  readonly #window: PageHistory
  readonly #look = (): void => {
    this.#open = pageIn(this.#window.location.hash)
  }

  constructor(window_: PageHistory = window) {
    this.#window = window_
    this.#look()
    window_.addEventListener('popstate', this.#look)
  }

  get open(): PageId | null {
    return this.#open
  }

  show(id: PageId): void {
    if (this.#open === id) return
    this.#open = id
    const { history } = this.#window
    if (isOurs(history.state)) history.replaceState({ page: id }, '', `#${id}`)
    else history.pushState({ page: id }, '', `#${id}`)
  }

  /** Back to the list as it was left; nothing happens where it is. */
  leave(): void {
    if (this.#open === null) return
    this.#open = null
    const { history, location } = this.#window
    history.replaceState({ page: null }, '', location.pathname + location.search)
  }

  close(): void {
    this.#window.removeEventListener('popstate', this.#look)
  }
}

/** The page that an address names. */
function pageIn(hash: string): PageId | null {
  return pageIds.find((id) => `#${id}` === hash) ?? null
}

/** Whether a page made that entry of the browser's history. */
function isOurs(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'page' in state
}
