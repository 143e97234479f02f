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
  readonly #callers = new Map<symbol, readonly TorrentKey[]>()
  #byDaemon = new Map<DaemonId, Set<Hash>>()

  /** A window is open; until it says more, it shows nothing in particular. */
  enter(caller: symbol): void {
    this.#callers.set(caller, [])
  }

  set(caller: symbol, keys: readonly TorrentKey[]): void {
    this.#callers.set(caller, keys)
    this.#gather()
  }

  leave(caller: symbol): void {
    this.#callers.delete(caller)
    this.#gather()
  }

  of(daemon: DaemonId): Watched {
    return { hashes: this.#byDaemon.get(daemon) ?? nothing, hidden: this.#callers.size === 0 }
  }

  #gather(): void {
    this.#byDaemon = new Map()
    for (const keys of this.#callers.values()) {
      for (const key of keys) {
        const { daemon, hash } = splitKey(key)
        const hashes = this.#byDaemon.get(daemon)
        if (hashes) hashes.add(hash)
        else this.#byDaemon.set(daemon, new Set([hash]))
      }
    }
  }
}
