import type { Bridge } from '../../preload/contract/bridge.ts'
import type { TorrentDetails } from '../../preload/contract/details.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import { after, type Schedule } from './schedule.ts'

/** The arrow keys pass over rows thirty times a second; the core hears of the one that they rest on. */
const restMs = 120

/**
 * What the core says about the torrent in focus, which is read for as long as it is listened to. The last word stays
 * while the daemon cannot say, and while nobody looks; it goes with the focus and with the torrent.
 */
export class Details {
  #value = $state.raw<TorrentDetails | null>(null)
  #key: TorrentKey | null = null
  #hidden = false
  #stop = (): void => {}
  readonly #bridge: Bridge
  readonly #rest: Schedule

  constructor(bridge: Bridge, rest: Schedule = after(restMs)) {
    this.#bridge = bridge
    this.#rest = rest
  }

  /** The details of this torrent, or null when they have not come (or those of another are here). */
  of(key: TorrentKey | null): TorrentDetails | null {
    return key !== null && this.#value?.key === key ? this.#value : null
  }

  /** Moves the focus; null = on none. */
  follow(key: TorrentKey | null): void {
    if (key === this.#key) return
    this.#key = key
    this.#value = null
    this.#listenSoon()
  }

  /** Nobody looks at a hidden window, so nothing needs to be read for it. */
  hide(hidden: boolean): void {
    if (hidden === this.#hidden) return
    this.#hidden = hidden
    this.#listenSoon()
  }

  close(): void {
    this.#stop()
  }

  #listenSoon(): void {
    this.#stop()
    const key = this.#hidden ? null : this.#key
    this.#stop = key === null ? () => {} : this.#rest(() => this.#listen(key))
  }

  #listen(key: TorrentKey): void {
    this.#stop = this.#bridge.on(
      'details',
      { key },
      (item) => {
        if (item) this.#value = item
      },
      () => {
        this.#value = null
        // Back in focus, it may be there again.
        if (this.#key === key) this.#key = null
      },
    )
  }
}
