import type { Problem } from '../../../preload/contract/errors.ts'
import type { PeersItem } from '../../../preload/contract/peers.ts'
import type { TorrentKey } from '../../../preload/contract/keys.ts'
import type { TrackersItem } from '../../../preload/contract/trackers.ts'
import type { Looks } from '../../data/looks.ts'

interface Items {
  peers: PeersItem
  trackers: TrackersItem
}

/** What a feed tells of a torrent while its daemon tells something. */
export type ToldOf<N extends keyof Items> = Extract<Items[N], { kind: N }>

/** What a tab knows from its feed. The last word stays while the daemon cannot say. */
export class Looking<N extends keyof Items> {
  #value = $state.raw<ToldOf<N> | null>(null)
  #at = $state(0)
  #problem = $state.raw<Problem | null>(null)
  readonly #listen: () => () => void
  #stop = (): void => {}

  /** @param taken called with each word, as soon as it is there */
  constructor(looks: Looks, feed: N, key: TorrentKey, taken: (value: ToldOf<N>) => void = () => {}) {
    this.#listen = () =>
      looks.open(
        feed,
        key,
        (item) => {
          const told = item as Items[N]
          if (told.kind === 'away') {
            this.#problem = told.problem
            return
          }
          this.#problem = null
          this.#value = told as ToldOf<N>
          this.#at = Date.now()
          taken(told as ToldOf<N>)
        },
        (why) => (this.#problem = why),
      )
  }

  /** null = nothing was told yet. */
  get value(): ToldOf<N> | null {
    return this.#value
  }

  /** When the daemon said so. */
  get at(): number {
    return this.#at
  }

  /** Why it does not tell now; null = it does, or has not answered yet. */
  get problem(): Problem | null {
    return this.#problem
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    this.again()
    return () => this.#stop()
  }

  /** Asks once more. */
  again(): void {
    this.#stop()
    this.#problem = null
    this.#stop = this.#listen()
  }
}
