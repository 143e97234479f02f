import { SvelteMap } from 'svelte/reactivity'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import { problemText } from '../../text/told.ts'

/** More at once would be a burden to the daemon; the others are asked about when they are chosen. */
export const mostAsked = 20

/** How far the looking for what is in a magnet link is; times by this machine's clock. */
export type Fetching =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking'; readonly since: number; readonly until: number }
  /** Nobody told it in time. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly message: string }

/** Has a daemon look for what is in magnet links, by the ids of their items. */
export class Prefetches {
  readonly #states = new SvelteMap<number, Fetching>()
  readonly #stops = new Map<number, () => void>()
  readonly #on: Bridge['on']
  readonly #found: (id: number, content: string) => void

  constructor(on: Bridge['on'], found: (id: number, content: string) => void) {
    this.#on = on
    this.#found = found
  }

  /** undefined = nobody looks for it. */
  of(id: number): Fetching | undefined {
    return this.#states.get(id)
  }

  begin(id: number, daemon: DaemonId, uri: string): void {
    this.stop(id)
    this.#states.set(id, { kind: 'waiting' })
    const stop = this.#on(
      'metadata',
      { daemon, uri },
      (item) => {
        if (item.kind === 'found') {
          this.stop(id)
          this.#found(id, item.content)
        } else if (item.kind === 'asking') {
          const since = Date.now()
          this.#states.set(id, { kind: 'asking', since, until: since + item.until - item.since })
        } else this.#states.set(id, { kind: item.kind })
        if (item.kind === 'none') this.#end(id)
      },
      (problem) => {
        this.#end(id)
        this.#states.set(id, { kind: 'failed', message: problemText(problem) })
      },
    )
    // It may be over before it has begun.
    const state = this.#states.get(id)?.kind
    if (state === 'waiting' || state === 'asking') this.#stops.set(id, stop)
    else stop()
  }

  stop(id: number): void {
    this.#end(id)
    this.#states.delete(id)
  }

  stopAll(): void {
    for (const id of [...this.#states.keys()]) this.stop(id)
  }

  #end(id: number): void {
    this.#stops.get(id)?.()
    this.#stops.delete(id)
  }
}
