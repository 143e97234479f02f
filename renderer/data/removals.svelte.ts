import type { Bridge } from '../../preload/contract/bridge.ts'
import { type DaemonId, keyOf, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Removal, RemovalsItem } from '../../preload/contract/removals.ts'
import type { ItemResult } from '../../preload/contract/torrents.ts'
import { problemText } from '../text/told.ts'
import { removeWords as words, t, type Verb } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import { repeatable, summarise, type Summary } from './results.ts'
import type { Toasts } from './toasts.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'

/** A removal that waits, and when its wait is over by this window's clock. */
export interface Going {
  readonly removal: Removal
  readonly number: number
  readonly daemons: readonly DaemonId[]
  /** By performance.now(); null = the wait does not run. */
  readonly endsAt: number | null
}

interface RemovalsOptions {
  bridge: Bridge
  daemons: Daemons
  torrents: Torrents
  toasts: Toasts
}

/** What is being removed, in this window and in others: the rows stay until it is done. */
export class Removals {
  #list = $state.raw<readonly Going[]>([])
  readonly #rows = $derived(rowsOf(this.#list))
  readonly #options: RemovalsOptions
  readonly #stop: () => void

  constructor(options: RemovalsOptions) {
    this.#options = options
    this.#stop = options.bridge.on('removals', {}, (item) => this.#take(item))
  }

  /** The oldest first. */
  get list(): readonly Going[] {
    return this.#list
  }

  /** Whether a torrent is being removed, and how far that is; null = it is not. */
  of(key: TorrentKey): Removal['state'] | null {
    return this.#rows.get(key) ?? null
  }

  /** Those of these torrents that something can be done to. */
  staying(keys: readonly TorrentKey[]): readonly TorrentKey[] {
    return this.#rows.size === 0 ? keys : keys.filter((key) => !this.#rows.has(key))
  }

  /** What can be undone now, the newest first. */
  get undoable(): readonly Going[] {
    return this.#list.filter(({ removal }) => removal.state === 'waiting').toReversed()
  }

  /** Begins a removal. @returns the torrents that wait to be removed */
  async begin(keys: readonly TorrentKey[], withFiles: boolean): Promise<readonly TorrentKey[]> {
    const answer = await this.#options.bridge.call('removals.begin', { keys: [...keys], withFiles })
    const results = answer.ok ? answer.value : keys.map((key) => ({ key, problem: answer.error }))
    const failed = results.filter(({ problem }) => problem !== null)
    if (failed.length > 0) this.#sayFailed(withFiles, 0, failed)
    return results.filter(({ problem }) => problem === null).map(({ key }) => key)
  }

  async undo(id: string): Promise<void> {
    this.#sayProblem(await this.#options.bridge.call('removals.undo', { id }))
  }

  async now(id: string): Promise<void> {
    this.#sayProblem(await this.#options.bridge.call('removals.now', { id }))
  }

  /** Somebody reads what is said of it, or does no longer. */
  async hold(id: string, held: boolean): Promise<void> {
    await this.#options.bridge.call('removals.hold', { id, held })
  }

  close(): void {
    this.#stop()
  }

  #take(item: RemovalsItem): void {
    if (item.kind === 'all') this.#list = item.removals.map(going)
    else if (item.kind === 'put') this.#put(item.removal)
    else if (item.kind === 'pace') {
      const { id, leftMs, isHeld } = item
      const old = this.#list.find(({ removal }) => removal.id === id)
      if (old) this.#put({ ...old.removal, leftMs, isHeld })
    } else {
      this.#list = this.#list.filter(({ removal }) => removal.id !== item.id)
      this.#sayEnd(item)
    }
  }

  #put(removal: Removal): void {
    const at = this.#list.findIndex((each) => each.removal.id === removal.id)
    this.#list = at < 0 ? [...this.#list, going(removal)] : this.#list.with(at, going(removal))
  }

  #sayEnd({ withFiles, removed, undone, failed }: Extract<RemovalsItem, { kind: 'end' }>): void {
    if (failed.length > 0) this.#sayFailed(withFiles, removed, failed)
    else if (removed > 0) this.#options.toasts.say(this.#summary(withFiles, removed, []).text, 'ok')
    if (undone > 0) this.#options.toasts.say(words.undone(undone))
  }

  #sayFailed(withFiles: boolean, done: number, failed: readonly ItemResult[]): void {
    const { text, tone, lines } = this.#summary(withFiles, done, failed)
    const again = repeatable(failed)
    const act = { word: t.results.again, run: () => void this.begin(again, withFiles) }
    this.#options.toasts.say(text, tone, { lines, ...(again.length > 0 ? { again: act } : {}) })
  }

  #summary(withFiles: boolean, done: number, failed: readonly ItemResult[]): Summary {
    const { torrents, daemons } = this.#options
    const verb: Verb = withFiles ? 'removeFiles' : 'remove'
    return summarise(verb, done, failed, {
      torrent: (key) => torrents.rows.get(key)?.name,
      daemon: (id) => daemons.name(id),
    })
  }

  #sayProblem(answer: Awaited<ReturnType<Bridge['call']>>): void {
    if (!answer.ok) this.#options.toasts.say(problemText(answer.error), 'bad')
  }
}

function going(removal: Removal): Going {
  const { parts, leftMs, isHeld } = removal
  return {
    removal,
    number: parts.reduce((sum, { hashes }) => sum + hashes.length, 0),
    daemons: parts.map(({ daemon }) => daemon),
    endsAt: leftMs === null || isHeld ? null : performance.now() + leftMs,
  }
}

function rowsOf(list: readonly Going[]): ReadonlyMap<TorrentKey, Removal['state']> {
  const rows = new Map<TorrentKey, Removal['state']>()
  for (const { removal } of list) {
    const { parts, state } = removal
    for (const { daemon, hashes } of parts) for (const hash of hashes) rows.set(keyOf(daemon, hash), state)
  }
  return rows
}
