import { type DaemonId, type Hash, splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Field } from '../../preload/contract/rows.ts'
import type { Watched } from './sync/options.ts'

/** What one window looks at. */
export interface Looked {
  readonly keys: readonly TorrentKey[]
  /** Fields that its list is sorted or filtered by. */
  readonly by: readonly Field[]
}

const nothing: ReadonlySet<Hash> = new Set()

/** What all windows together look at, by daemon. */
export class Watch {
  readonly #callers = new Map<symbol, Looked>()
  #byDaemon = new Map<DaemonId, Set<Hash>>()
  #by: ReadonlySet<Field> = new Set()

  /** A window is open; until it says more, it shows nothing in particular. */
  enter(caller: symbol): void {
    this.#callers.set(caller, { keys: [], by: [] })
  }

  set(caller: symbol, looked: Looked): void {
    this.#callers.set(caller, looked)
    this.#gather()
  }

  leave(caller: symbol): void {
    this.#callers.delete(caller)
    this.#gather()
  }

  of(daemon: DaemonId): Watched {
    return { hashes: this.#byDaemon.get(daemon) ?? nothing, by: this.#by, hidden: this.#callers.size === 0 }
  }

  #gather(): void {
    this.#byDaemon = new Map()
    this.#by = new Set([...this.#callers.values()].flatMap(({ by }) => by))
    for (const { keys } of this.#callers.values()) {
      for (const key of keys) {
        const { daemon, hash } = splitKey(key)
        const hashes = this.#byDaemon.get(daemon)
        if (hashes) hashes.add(hash)
        else this.#byDaemon.set(daemon, new Set([hash]))
      }
    }
  }
}
