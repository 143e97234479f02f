import type { AddSource } from '../../../preload/contract/adding.ts'
import type { Bridge } from '../../../preload/contract/bridge.ts'
import { keyOf, type DaemonId, type Hash, type TorrentKey } from '../../../preload/contract/keys.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import { faultOfName, type PathFault } from '../../../preload/torrent/paths.ts'
import { readMagnet } from '../../../preload/torrent/magnet.ts'
import { problemText } from '../../text/told.ts'
import { addWords as words } from '../../text/words.ts'
import { FileChoice } from './filechoice.svelte.ts'
import { readHeaders } from './headers.ts'
import { describeMetadata, sameTorrent, type Described } from './sources.ts'
import { argsOf, isSound, noWishes, type Wishes } from './wishes.ts'

/** One torrent of the dialog's list, and how it fares. */
export interface Item extends Described {
  readonly id: number
  /** unknown = no answer came: the daemon's list will say. */
  readonly state: 'ready' | 'adding' | 'added' | 'failed' | 'unknown'
  /** Why it failed, or is unknown. */
  readonly message: string | null
  /** What of it is not as it was to be. */
  readonly missed: readonly string[]
  /** What it alone is to be; null = what all are. */
  readonly own: Wishes | null
  /** It is added though another daemon has it. */
  readonly anyway: boolean
  /** What a daemon told that it holds: a torrent file that is added in place of its link. */
  readonly told: string | null
  /** Typed for an address; never kept. */
  readonly headers: string
  /** What it is to be called; empty = as it is called. */
  readonly name: string
}

export interface Target {
  daemon: DaemonId
  /** What the daemon gives a torrent by itself, and what it cannot give it. */
  defaults: TorrentOptions
  cannot: ReadonlySet<OptionName>
}

export interface Outcome {
  added: { key: TorrentKey; title: string }[]
  failed: number
  /** Added, but not as they were to be. */
  missed: number
}

/** More at once is a slip. */
export const mostItems = 500
/** On their way at once: a browser has no more ways to the core. */
const mostAtOnce = 6

/** A list of torrents on their way to a daemon. */
export class AddJob {
  #items = $state.raw<readonly Item[]>([])
  #running = $state(false)
  /** What all torrents are to be that have no wishes of their own. */
  #base = $state.raw<Wishes>(noWishes)
  #next = 1
  /** What all and each had before one's choices were used for all; null = there is nothing to take back. */
  #before = $state.raw<{ base: Wishes; own: ReadonlyMap<number, Wishes> } | null>(null)
  readonly #choices = new Map<number, FileChoice>()
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

  get base(): Wishes {
    return this.#base
  }

  /** False when something that was typed for it cannot be meant. */
  isSound(item: Item): boolean {
    return isSound(this.wishesOf(item)) && readHeaders(item.headers) !== null && nameFaultOf(item) === null
  }

  wishesOf(item: Item | undefined): Wishes {
    return item?.own ?? this.#base
  }

  /** What all are to be, or one of them alone. */
  wish(wishes: Wishes, only: number | null): void {
    this.#before = null
    if (only === null) this.#base = wishes
    else this.change(only, { own: wishes })
  }

  /** What one is to be is what all are to be. */
  useForAll(wishes: Wishes): void {
    const own = this.#items.flatMap((item) => (item.own ? [[item.id, item.own] as const] : []))
    this.#before = { base: this.#base, own: new Map(own) }
    this.#base = wishes
    this.#items = this.#items.map((item) => ({ ...item, own: null }))
  }

  /** Whether that can be taken back: until something else is chosen. */
  get mayUndo(): boolean {
    return this.#before !== null
  }

  undoForAll(): void {
    const before = this.#before
    if (!before) return
    this.#before = null
    this.#base = before.base
    this.#items = this.#items.map((item) => ({ ...item, own: before.own.get(item.id) ?? item.own }))
  }

  /** Which files of a torrent are wanted; null = nobody knows its files. */
  choiceOf({ id, contents, source }: Item): FileChoice | null {
    if (!contents || contents.length === 0) return null
    const known = this.#choices.get(id)
    if (known) return known
    const wanted = source.kind === 'magnet' ? (readMagnet(source.uri)?.wantedFiles ?? null) : null
    const choice = new FileChoice(contents, wanted)
    this.#choices.set(id, choice)
    return choice
  }

  /** The same, where somebody has looked at its files. */
  madeChoice({ id }: Item): FileChoice | undefined {
    return this.#choices.get(id)
  }

  /** Puts torrents on the list, each once. False when there was no room for all of them. */
  take(more: readonly Described[]): boolean {
    const items = [...this.#items]
    let fits = true
    for (const described of more) {
      if (items.some((item) => sameTorrent(item, described))) continue
      if (items.length >= mostItems) fits = false
      else items.push({ ...described, ...untouched, id: this.#next++ })
    }
    this.#items = items
    return fits
  }

  /** A daemon told what is in a magnet link. */
  learn(id: number, content: string): void {
    const told = describeMetadata(content)
    if (told) this.change(id, { ...told, told: content })
  }

  takeOut(id: number): void {
    this.#choices.delete(id)
    this.#items = this.#items.filter((item) => item.id !== id)
  }

  change(id: number, change: Partial<Omit<Item, 'id'>>): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...change } : item))
  }

  /** Adds what is not added yet; `skip` are those that are left out. What failed stays with its message. */
  async run(target: Target, skip: ReadonlySet<number>): Promise<Outcome> {
    this.#running = true
    const due = this.#items.filter(({ id, state }) => (state === 'ready' || state === 'failed') && !skip.has(id))
    const found = new Map<number, Hash | null>()
    const queue = [...due]
    const work = async (): Promise<void> => {
      for (let item = queue.shift(); item; item = queue.shift()) found.set(item.id, await this.#add(item, target))
    }
    await Promise.all(Array.from({ length: mostAtOnce }, work))
    this.#running = false
    const added = due.flatMap(({ id, title, name }) => {
      const hash = found.get(id)
      return hash ? [{ key: keyOf(target.daemon, hash), title: name.trim() || title }] : []
    })
    const ids = new Set(due.map(({ id }) => id))
    const missed = this.#items.filter((item) => ids.has(item.id) && item.missed.length > 0).length
    return { added, failed: due.length - added.length, missed }
  }

  async #add(item: Item, { daemon, defaults, cannot }: Target): Promise<Hash | null> {
    const { id } = item
    this.change(id, { state: 'adding', message: null, missed: [] })
    const priorities = this.choiceOf(item)?.priorities
    const args = argsOf(this.wishesOf(item), defaults, cannot)
    const answer = await this.#call('torrents.add', {
      daemon,
      source: sourceOf(item),
      ...args,
      ...(priorities ? { priorities } : {}),
      ...(item.name.trim() === '' ? {} : { name: item.name.trim() }),
    })
    if (answer.ok) {
      const missed = answer.value.missed.map(({ what, problem }) =>
        words.missed(words.what[what], problemText(problem)),
      )
      this.change(id, { state: 'added', missed })
      return answer.value.hash
    }
    const state = answer.error.code === 'outcome-unknown' ? 'unknown' : 'failed'
    this.change(id, { state, message: problemText(answer.error) })
    return null
  }
}

const untouched = {
  state: 'ready',
  message: null,
  missed: [],
  own: null,
  anyway: false,
  told: null,
  headers: '',
  name: '',
} as const

/** Why it cannot be called so; null = it can, or keeps its name. */
export function nameFaultOf({ name }: Item): PathFault | null {
  return name.trim() === '' ? null : faultOfName(name.trim())
}

/** What is sent: of a link whose files are known, the torrent file that was told. */
function sourceOf({ source, title, told, headers }: Item): AddSource {
  if (source.kind === 'magnet' && told !== null) {
    return { kind: 'file', name: `${title.slice(0, 1_000)}.torrent`, content: told }
  }
  const lines = source.kind === 'url' ? readHeaders(headers) : null
  return source.kind === 'url' && lines && lines.length > 0 ? { ...source, headers: lines } : source
}

/** How it went, in one sentence. */
export function outcomeText({ added, failed }: Pick<Outcome, 'added' | 'failed'>, daemon: string): string {
  if (failed > 0) return words.some(added.length, failed, daemon)
  const [only] = added
  return added.length === 1 && only ? words.doneOne(only.title, daemon) : words.done(added.length, daemon)
}
