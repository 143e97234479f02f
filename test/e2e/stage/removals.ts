import type { CallArgs, CallName, CallResult } from '../../../preload/contract/calls.ts'
import type { FeedItem } from '../../../preload/contract/feeds.ts'
import { type DaemonId, type Hash, splitKey } from '../../../preload/contract/keys.ts'
import { graceMs, type Removal } from '../../../preload/contract/removals.ts'

interface Around {
  tell: (item: FeedItem<'removals'>) => void
  nameOf: (daemon: DaemonId, hash: Hash) => string
  remove: (daemon: DaemonId, hashes: Hash[]) => void
}

type Own = Extract<CallName, `removals.${string}`>

/** Removals that wait, as the core has them: their time runs, and they can be undone. */
export class StageRemovals {
  readonly #around: Around
  readonly #waiting = new Map<string, { removal: Removal; timer: ReturnType<typeof setTimeout> }>()
  #next = 1

  constructor(around: Around) {
    this.#around = around
  }

  list(): Removal[] {
    return [...this.#waiting.values()].map(({ removal }) => removal)
  }

  readonly handlers: { readonly [N in Own]: (args: CallArgs<N>) => CallResult<N> } = {
    'removals.begin': ({ keys, withFiles }) => {
      const id = (this.#next++).toString(16).padStart(10, '0')
      const byDaemon = Map.groupBy(keys.map(splitKey), ({ daemon }) => daemon)
      const parts = [...byDaemon].map(([daemon, own]) => ({ daemon, hashes: own.map(({ hash }) => hash) }))
      const [first] = parts
      const name = first ? this.#around.nameOf(first.daemon, first.hashes[0] ?? '') : ''
      const common = { id, withFiles, name, parts, state: 'waiting' as const, isHeld: false, waitsFor: [] }
      const removal: Removal = { ...common, leftMs: graceMs }
      this.#waiting.set(id, { removal, timer: setTimeout(() => this.#end(id, true), graceMs) })
      this.#around.tell({ kind: 'put', removal })
      return keys.map((key) => ({ key, problem: null }))
    },
    'removals.undo': ({ id }) => {
      this.#end(id, false)
      return null
    },
    'removals.now': ({ id }) => {
      this.#end(id, true)
      return null
    },
    'removals.hold': ({ id, held }) => {
      const entry = this.#waiting.get(id)
      if (!entry) return null
      clearTimeout(entry.timer)
      if (!held) entry.timer = setTimeout(() => this.#end(id, true), graceMs)
      this.#around.tell({ kind: 'pace', id, leftMs: graceMs, isHeld: held })
      return null
    },
  }

  #end(id: string, isRemoved: boolean): void {
    const entry = this.#waiting.get(id)
    if (!entry) return
    clearTimeout(entry.timer)
    this.#waiting.delete(id)
    const { parts, withFiles } = entry.removal
    const number = parts.reduce((sum, { hashes }) => sum + hashes.length, 0)
    if (isRemoved) for (const { daemon, hashes } of parts) this.#around.remove(daemon, hashes)
    const [removed, undone] = isRemoved ? [number, 0] : [0, number]
    this.#around.tell({ kind: 'end', id, withFiles, removed, undone, failed: [] })
  }
}
