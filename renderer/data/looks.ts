import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { FeedItem } from '../../preload/contract/feeds.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import { after, type Schedule } from './schedule.ts'

/** The arrow keys pass over rows thirty times a second; the core hears of the one that they rest on. */
const restMs = 120

/** Feeds that tell what is inside of one torrent. */
export type InsideFeed = 'files' | 'peers' | 'trackers'

/**
 * The feeds that the open tab of the details reads. One begins when the keyboard rests on its torrent, and anew when
 * the window is seen again: nobody looks at a hidden one, so nothing needs to be read for it.
 */
export class Looks {
  readonly #bridge: Bridge
  readonly #rest: Schedule
  readonly #open = new Set<Look>()
  #hidden = false

  constructor(bridge: Bridge, rest: Schedule = after(restMs)) {
    this.#bridge = bridge
    this.#rest = rest
  }

  /**
   * Reads a feed about a torrent until the returned function is called.
   * @param ended it ended by itself, with the reason; then nothing more comes, also when the window is seen again
   */
  open<N extends InsideFeed>(
    feed: N,
    key: TorrentKey,
    item: (item: FeedItem<N>) => void,
    ended: (why: Problem) => void,
  ): () => void {
    const listen = (): (() => void) =>
      this.#bridge.on(feed, { key }, item, (why) => {
        this.#open.delete(look)
        ended(why)
      })
    const look = new Look(listen, this.#rest)
    this.#open.add(look)
    if (!this.#hidden) look.begin()
    return () => {
      this.#open.delete(look)
      look.stop()
    }
  }

  hide(hidden: boolean): void {
    if (hidden === this.#hidden) return
    this.#hidden = hidden
    for (const look of this.#open) {
      if (hidden) look.stop()
      else look.begin()
    }
  }

  close(): void {
    for (const look of this.#open) look.stop()
    this.#open.clear()
  }
}

/** One reading: begun, stopped, and begun again. */
class Look {
  readonly #listen: () => () => void
  readonly #rest: Schedule
  #stop = (): void => {}

  constructor(listen: () => () => void, rest: Schedule) {
    this.#listen = listen
    this.#rest = rest
  }

  begin(): void {
    this.#stop()
    this.#stop = this.#rest(() => (this.#stop = this.#listen()))
  }

  stop(): void {
    this.#stop()
    this.#stop = () => {}
  }
}
