import type { Bridge } from '../../../preload/contract/bridge.ts'
import { keyOf, type DaemonId, type Hash, type TorrentKey } from '../../../preload/contract/keys.ts'
import { problemText } from '../../text/told.ts'
import { addWords as words } from '../../text/words.ts'
import { sameTorrent, type Described } from './sources.ts'

/** One torrent of the dialog's list, and how it fares. */
export interface Item extends Described {
  readonly id: number
  readonly state: 'ready' | 'adding' | 'added' | 'failed'
  /** Why it failed. */
  readonly message: string | null
}

export interface Target {
  daemon: DaemonId
  folder: string
  paused: boolean
}

export interface Outcome {
  added: { key: TorrentKey; title: string }[]
  failed: number
}

/** More at once is a slip. */
export const mostItems = 500

/** A list of torrents on their way to a daemon, one after another: a daemon does one thing at a time. */
export class AddJob {
  #items = $state.raw<readonly Item[]>([])
  #running = $state(false)
  #next = 1
  readonly #call: Bridge['call']

  constructor(call: Bridge['call']) {
    this.#call = call
  }

  get items(): readonly Item[] {
    return this.#items
  }

  get running(): boolean {
    return this.#running
  }

  get failed(): readonly Item[] {
    return this.#items.filter(({ state }) => state === 'failed')
  }

  /** Puts torrents on the list, each once. False when there was no room for all of them. */
  take(more: readonly Described[]): boolean {
    const items = [...this.#items]
    let fits = true
    for (const described of more) {
      if (items.some((item) => sameTorrent(item, described))) continue
      if (items.length >= mostItems) fits = false
      else items.push({ ...described, id: this.#next++, state: 'ready', message: null })
    }
    this.#items = items
    return fits
  }

  takeOut(id: number): void {
    this.#items = this.#items.filter((item) => item.id !== id)
  }

  /** Adds what is not added yet; `skip` are those that the daemon has already. What failed stays with its message. */
  async run(target: Target, skip: ReadonlySet<number>): Promise<Outcome> {
    this.#running = true
    const added: Outcome['added'] = []
    let failed = 0
    for (const { id, state, title } of this.#items) {
      if (state === 'added' || skip.has(id)) continue
      const result = await this.#add(id, target)
      if (result === null) failed += 1
      else added.push({ key: keyOf(target.daemon, result), title })
    }
    this.#running = false
    return { added, failed }
  }

  async #add(id: number, { daemon, folder, paused }: Target): Promise<Hash | null> {
    const item = this.#items.find((each) => each.id === id)
    if (!item) return null
    this.#set(id, 'adding', null)
    const where = folder.trim() === '' ? {} : { folder: folder.trim() }
    const answer = await this.#call('torrents.add', { daemon, source: item.source, paused, ...where })
    this.#set(id, answer.ok ? 'added' : 'failed', answer.ok ? null : problemText(answer.error))
    return answer.ok ? answer.value.hash : null
  }

  #set(id: number, state: Item['state'], message: string | null): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, state, message } : item))
  }
}

/** How it went, in one sentence. */
export function outcomeText({ added, failed }: Outcome, daemon: string): string {
  if (failed > 0) return words.some(added.length, failed, daemon)
  const [only] = added
  return added.length === 1 && only ? words.doneOne(only.title, daemon) : words.done(added.length, daemon)
}
