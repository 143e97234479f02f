import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { Lead } from '../../preload/contract/notices.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Listing } from './listing.svelte.ts'
import type { Pages } from './pages.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'

interface Parts {
  listing: Pick<Listing, 'show' | 'select' | 'has' | 'clear' | 'showDaemon'>
  torrents: Pick<Torrents, 'rows' | 'size' | 'ready' | 'listen'>
  daemons: Pick<Daemons, 'list'>
  pages: Pick<Pages, 'leave'>
}

/** Leads to what a notice is about: its torrents, selected in the list, or its daemon. */
export class Leads {
  readonly #parts: Parts
  readonly #stop: () => void
  /** Followed before the rows were here, as in a window that was opened for it. */
  #waiting: Lead | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#stop = parts.torrents.listen(() => {
      if (this.#waiting) this.follow(this.#waiting)
    })
  }

  follow(lead: Lead): void {
    const { torrents } = this.#parts
    this.#waiting = null
    const keys = lead.torrents.filter((key) => torrents.rows.has(key))
    if (keys.length > 0) return this.#showTorrents(keys)
    const isComing = !torrents.ready || torrents.rows.size < torrents.size
    if (lead.torrents.length > 0 && isComing) this.#waiting = lead
    else this.#showDaemon(lead)
  }

  close(): void {
    this.#stop()
  }

  #showTorrents(keys: readonly TorrentKey[]): void {
    const { listing } = this.#parts
    if (keys.some((key) => !listing.has(key))) listing.clear()
    const [first] = keys
    if (first === undefined || !listing.show(first)) return
    if (keys.length > 1) listing.select(keys)
  }

  /** The torrents are gone, or it is about a daemon; one that is gone, too, leads nowhere. */
  #showDaemon({ daemon }: Lead): void {
    const { daemons, listing, pages } = this.#parts
    if (daemon === null || !daemons.list.some(({ id }) => id === daemon)) return
    pages.leave()
    listing.showDaemon(daemon)
  }
}
