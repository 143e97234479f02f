import { Collation } from '../../preload/listing/collation.ts'
import type { FileColumn, FileSort } from '../../preload/contract/settings.ts'
import { priorityOf, progressOf, type FileNode, type FileTree, type Folder } from './filetree.ts'

/** A click on a head: another column begins with what one looks for there, the same one turns round. */
export function nextFileSort(sort: FileSort, column: FileColumn): FileSort {
  if (sort.column === column) return { column, down: !sort.down }
  return { column, down: column !== 'name' }
}

/** Whether an order depends on figures that the daemon changes. */
export function isMoving({ column }: FileSort): boolean {
  return column === 'progress' || column === 'priority'
}

const ranks = { skip: 0, low: 1, normal: 2, high: 3 } as const

function figure(node: FileNode, column: Exclude<FileColumn, 'name'>): number {
  if (node.kind === 'file') {
    return column === 'size' ? node.sizeBytes : column === 'progress' ? node.progress : ranks[node.priority]
  }
  const { sums } = node
  if (column === 'size') return sums.sizeBytes
  if (column === 'progress') return progressOf(sums)
  const shared = priorityOf(sums)
  // Between those that are in it.
  return shared ? ranks[shared] : (sums.low + 2 * sums.normal + 3 * sums.high) / Math.max(1, sums.files)
}

/** Orders the children of folders. Names never change, so their order is made once for each folder that is opened. */
export class FileOrder {
  readonly #byName = new WeakMap<Folder, readonly FileNode[]>()

  of(folder: Folder, { column, down }: FileSort): readonly FileNode[] {
    const named = this.#named(folder)
    if (column === 'name') return down ? turned(named) : named
    const way = down ? -1 : 1
    const figures = new Map(named.map((node) => [node, figure(node, column)]))
    return [...named].sort((a, b) => way * ((figures.get(a) ?? 0) - (figures.get(b) ?? 0)))
  }

  #named(folder: Folder): readonly FileNode[] {
    const known = this.#byName.get(folder)
    if (known) return known
    const collation = new Collation()
    collation.prepare(folder.children.map(({ name }) => name))
    const sorted = [...folder.children].sort((a, b) => kindRank(a) - kindRank(b) || collation.compare(a.name, b.name))
    this.#byName.set(folder, sorted)
    return sorted
  }
}

/** Folders stand before files. */
function kindRank({ kind }: FileNode): number {
  return kind === 'folder' ? 0 : 1
}

/** By name downwards, with the folders still first. */
function turned(named: readonly FileNode[]): FileNode[] {
  return [
    ...named.filter(({ kind }) => kind === 'folder').reverse(),
    ...named.filter(({ kind }) => kind === 'file').reverse(),
  ]
}

/** The lines of a tree from top to bottom: what the filter lets in, below folders that are open. */
export function linesOf(
  tree: FileTree,
  isOpen: (folder: Folder) => boolean,
  sort: FileSort,
  order: FileOrder,
): FileNode[] {
  const lines: FileNode[] = []
  const walk = (folder: Folder): void => {
    for (const node of order.of(folder, sort)) {
      if (node.kind === 'file') {
        if (node.isHit) lines.push(node)
      } else if (node.sums.files > 0) {
        lines.push(node)
        if (isOpen(node)) walk(node)
      }
    }
  }
  walk(tree.root)
  return lines
}

/** Where the stem of a file's name ends: what a rename marks at first, so that its ending stays. */
export function stemLength(name: string): number {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? dot : name.length
}

/** Folders that are open at first: all of a small torrent, else those that have no other beside them. */
export function isOpenAtFirst(tree: FileTree, folder: Folder): boolean {
  if (tree.leaves.length + tree.folderCount <= openAll) return true
  for (let at: Folder | null = folder; at?.parent; at = at.parent) if (at.parent.children.length > 1) return false
  return true
}

/** So many lines are looked through more quickly than opened. */
const openAll = 300
