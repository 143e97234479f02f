import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { type FilePriority, type FilesItem, FilesReader } from '../../preload/contract/files.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import { FileTree } from '../view/filetree.ts'
import type { Looks } from './looks.ts'
import { after, type Schedule } from './schedule.ts'

/** After "done" the next look at the daemon shows it; where it does not, what it said last counts again. */
const noChangeMs = 6_000

/** What was asked for of some files at once. */
interface Wish {
  readonly priority: FilePriority
}

/** Files that were not changed, and why. */
export interface Unchanged {
  readonly indexes: readonly number[]
  readonly problem: Problem
}

export interface ContentsOptions {
  bridge: Bridge
  looks: Looks
  key: TorrentKey
  settle?: Schedule
}

/** The files of one torrent, for as long as somebody looks at them. */
export class Contents {
  readonly #options: Required<ContentsOptions>
  readonly #reader = new FilesReader()
  readonly #wishes = new Map<number, Wish>()
  readonly #settling = new Set<() => void>()
  #words: readonly string[] = []
  #stop = (): void => {}
  #tree = $state.raw<FileTree | null>(null)
  #version = $state(0)
  #isUnknown = $state(false)
  #away = $state.raw<Problem | null>(null)
  #ended = $state.raw<Problem | null>(null)

  constructor(options: ContentsOptions) {
    this.#options = { settle: after(noChangeMs), ...options }
    this.again()
  }

  /** Another one when files got other paths; null = they did not come yet. Its figures change in place. */
  get tree(): FileTree | null {
    return this.#tree
  }

  /** Rises with every change of figures in the tree; read it to be told. */
  get version(): number {
    return this.#version
  }

  /** A magnet link whose metadata is not there yet. */
  get isUnknown(): boolean {
    return this.#isUnknown
  }

  /** Why the daemon cannot say now how they are; what is in the tree is as it was then. */
  get away(): Problem | null {
    return this.#away
  }

  /** Why nothing is told any more; `again` asks anew. */
  get ended(): Problem | null {
    return this.#ended
  }

  again(): void {
    const { looks, key } = this.#options
    this.#stop()
    this.#ended = null
    this.#stop = looks.open(
      'files',
      key,
      (item) => this.#take(item),
      (why) => (this.#ended = why),
    )
  }

  close(): void {
    this.#stop()
    for (const callOff of this.#settling) callOff()
  }

  /** Lets only files with all of these folded words in their path into the tree and its sums. */
  narrow(words: readonly string[]): void {
    this.#words = words
    this.#tree?.narrow(words)
    this.#version += 1
  }

  /** Asks for another priority of these files; until the daemon says so they show it as pending. */
  async prioritize(indexes: readonly number[], priority: FilePriority): Promise<readonly Unchanged[]> {
    const { bridge, key } = this.#options
    const wish: Wish = { priority }
    for (const index of indexes) this.#wishes.set(index, wish)
    this.#show(indexes)
    const answer = await bridge.call('files.prioritize', { key, indexes: [...indexes], priority })
    if (!answer.ok) {
      this.#giveUp(wish, indexes)
      return [{ indexes, problem: answer.error }]
    }
    const unchanged = answer.value.flatMap(({ indexes: which, problem }) =>
      problem ? [{ indexes: which, problem }] : [],
    )
    for (const { indexes: which } of unchanged) this.#giveUp(wish, which)
    this.#giveUp(
      wish,
      indexes.filter((index) => this.#reader.files[index]?.priority === priority),
    )
    this.#settleLater(wish, indexes)
    return unchanged
  }

  /** Gives files other paths; answers why not, null = done. */
  async rename(index: number, path: string): Promise<Problem | null> {
    const { bridge, key } = this.#options
    const answer = await bridge.call('files.rename', { key, renames: [{ index, path }] })
    if (!answer.ok) return answer.error
    return answer.value.find(({ problem }) => problem !== null)?.problem ?? null
  }

  /** Gives a folder another path, with everything in it; answers why not, null = done. */
  async renameFolder(folder: string, path: string): Promise<Problem | null> {
    const { bridge, key } = this.#options
    const answer = await bridge.call('files.renameFolder', { key, folder, path })
    return answer.ok ? null : answer.error
  }

  // ---- inside

  #take(item: FilesItem): void {
    if (item.kind === 'away') return void (this.#away = item.problem)
    this.#away = null
    this.#isUnknown = item.kind === 'unknown'
    this.#reader.read(item)
    if (item.kind === 'unknown') this.#tree = null
    else if (item.kind === 'changes') this.#show(item.at)
    else if (this.#reader.isWhole) this.#takeList()
  }

  /** A list with the same paths (a window that is seen again gets one) is only other figures. */
  #takeList(): void {
    const { files } = this.#reader
    const old = this.#tree
    const isSame = old?.leaves.length === files.length && files.every(({ path }, at) => old.leaves[at]?.path === path)
    if (!isSame) {
      const tree = new FileTree(files)
      if (this.#words.length > 0) tree.narrow(this.#words)
      this.#tree = tree
    }
    this.#show(files.keys())
  }

  /** Brings what was told and what is wished of these files into the tree. */
  #show(indexes: Iterable<number>): void {
    const tree = this.#tree
    if (!tree) return
    let isOther = false
    for (const index of indexes) {
      const told = this.#reader.files[index]
      if (!told) continue
      const wish = this.#wishes.get(index)
      if (wish?.priority === told.priority) this.#wishes.delete(index)
      const isPending = this.#wishes.has(index)
      const priority = isPending && wish ? wish.priority : told.priority
      isOther = tree.change(index, { progress: told.progress, priority, isPending }) || isOther
    }
    if (isOther) this.#version += 1
  }

  /** What the daemon said last counts again for these files, unless something else was wished meanwhile. */
  #giveUp(wish: Wish, indexes: readonly number[]): void {
    for (const index of indexes) if (this.#wishes.get(index) === wish) this.#wishes.delete(index)
    this.#show(indexes)
  }

  #settleLater(wish: Wish, indexes: readonly number[]): void {
    if (!indexes.some((index) => this.#wishes.get(index) === wish)) return
    const callOff = this.#options.settle(() => {
      this.#settling.delete(callOff)
      this.#giveUp(wish, indexes)
    })
    this.#settling.add(callOff)
  }
}
