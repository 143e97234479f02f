import type { FilePriority } from '../../../preload/contract/files.ts'
import type { ContentFile } from '../../../preload/torrent/file.ts'
import type { FileRange } from '../../../preload/torrent/magnet.ts'
import { words } from '../../../preload/listing/fold.ts'
import { FileOrder, isOpenAtFirst, linesOf } from '../../view/filelines.ts'
import { type FileNode, FileTree, filesOf, type Folder, wantedOf } from '../../view/filetree.ts'

const byName = { column: 'name', down: false } as const

/** Which files of a torrent are wanted, before it is added: the tree, what is open in it, and the filter. */
export class FileChoice {
  readonly tree: FileTree
  readonly #order = new FileOrder()
  readonly #own = new Map<string, boolean>()
  #filter = $state('')
  /** Rises with whatever changes which lines there are. */
  #shape = $state(0)
  /** Rises when figures change. */
  #version = $state(0)
  readonly #lines: readonly FileNode[] = $derived.by(() => {
    void this.#shape
    return linesOf(this.tree, (folder) => this.isOpen(folder), byName, this.#order)
  })

  /** @param wanted places of those that are wanted from the start; null = all */
  constructor(files: readonly ContentFile[], wanted: readonly FileRange[] | null) {
    const isWanted = (at: number): boolean => wanted?.some(({ first, last }) => first <= at && at <= last) ?? true
    this.tree = new FileTree(
      files.map(({ path, sizeBytes }, at) => ({
        path: path.join('/'),
        sizeBytes,
        progress: 0,
        priority: isWanted(at) ? 'normal' : 'skip',
      })),
    )
  }

  get lines(): readonly FileNode[] {
    return this.#lines
  }

  get version(): number {
    return this.#version
  }

  get filter(): string {
    return this.#filter
  }

  set filter(text: string) {
    if (text === this.#filter) return
    this.#filter = text
    this.tree.narrow(words(text))
    this.#version += 1
    this.#shape += 1
  }

  isOpen(folder: Folder): boolean {
    if (this.#filter.trim() !== '') return true
    return this.#own.get(folder.path) ?? isOpenAtFirst(this.tree, folder)
  }

  open(folder: Folder, isOpen: boolean): void {
    this.#own.set(folder.path, isOpen)
    this.#shape += 1
  }

  /** Ticked, all of it is wanted; unticked, nothing. */
  tick(node: FileNode): void {
    const isWanted = node.kind === 'file' ? node.priority !== 'skip' : wantedOf(node.sums) === 'all'
    this.set([node], isWanted ? 'skip' : 'normal')
  }

  /** A folder stands for all in it that the filter lets in. */
  set(nodes: Iterable<FileNode>, priority: FilePriority): void {
    for (const { index } of filesOf(nodes)) this.tree.change(index, { priority })
    this.#version += 1
  }

  /** All that the filter lets in. */
  setAll(priority: FilePriority): void {
    this.set([this.tree.root], priority)
  }

  /** Files that are wanted, and how large they are together. */
  get wanted(): { files: number; sizeBytes: number } {
    void this.#version
    return this.tree.wanted
  }

  /** In the order of the torrent; undefined = all alike. */
  get priorities(): FilePriority[] | undefined {
    const priorities = this.tree.leaves.map(({ priority }) => priority)
    return priorities.every((priority) => priority === 'normal') ? undefined : priorities
  }
}
