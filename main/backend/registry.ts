import { say } from '../../preload/words/sentences.ts'
import type { KindId } from '../../preload/contract/kinds.ts'
import { Fault } from '../lib/fault.ts'
import type { Backend } from './backend.ts'
import { deluge } from './deluge/deluge.ts'
import { rtorrent } from './rtorrent/rtorrent.ts'

/** The kinds of daemons that a program speaks to, in the order in which they are offered. */
export class Registry {
  readonly #backends: ReadonlyMap<KindId, Backend>

  constructor(backends: readonly Backend[]) {
    this.#backends = new Map(backends.map((backend) => [backend.kind.id, backend]))
  }

  all(): Backend[] {
    return [...this.#backends.values()]
  }

  find(kind: KindId): Backend | null {
    return this.#backends.get(kind) ?? null
  }

  /** The kind's backend, or Fault 'invalid'. */
  get(kind: KindId): Backend {
    const backend = this.#backends.get(kind)
    if (backend) return backend
    throw new Fault('invalid', say('kind.unknown', { kind }), {
      details: { field: 'kind' },
    })
  }
}

/** Every kind that we speak to. The one file of this floor that knows them all. */
export const registry = new Registry([deluge, rtorrent])
