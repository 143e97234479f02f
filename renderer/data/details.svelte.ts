import type { Bridge } from '../../preload/contract/bridge.ts'
import type { TorrentDetails } from '../../preload/contract/details.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'

/** What the core says about the torrent in focus; the last word stays until another torrent is in focus. */
export class Details {
  #value = $state.raw<TorrentDetails | null>(null)
  readonly #stop: () => void

  constructor(bridge: Bridge) {
    this.#stop = bridge.on('details', (item) => {
      if (item) this.#value = item
    })
  }

  /** The details of this torrent, or null when they have not come (or those of another are here). */
  of(key: TorrentKey | null): TorrentDetails | null {
    return key !== null && this.#value?.key === key ? this.#value : null
  }

  get value(): TorrentDetails | null {
    return this.#value
  }

  close(): void {
    this.#stop()
  }
}
