import type { FilePriority, TorrentFile } from '../../preload/contract/files.ts'
import { fold } from '../../preload/listing/fold.ts'

/** A file in the tree. Its figures change in place; where it is does not. */
export interface FileLeaf {
  readonly kind: 'file'
  readonly id: string
  /** Its place among the torrent's files. */
  readonly index: number
  readonly name: string
  readonly path: string
  readonly parent: Folder
  readonly depth: number
  readonly sizeBytes: number
  /** 0…1. */
  progress: number
  /** What it is, or what was just asked for. */
  priority: FilePriority
  /** Its priority was asked for, and the daemon has not said so yet. */
  isPending: boolean
  /** Whether the filter lets it in. */
  isHit: boolean
  /** The path as a filter sees it; null until there is one. */
  folded: string | null
}

/** What is known of the files below a folder that the filter lets in. */
export interface Sums {
  files: number
  sizeBytes: number
  /** What of it is there. */
  doneBytes: number
  /** Files that are complete. */
  whole: number
  pending: number
  /** Files of each priority. */
  readonly skip: number
  readonly low: number
  readonly normal: number
  readonly high: number
}

type OwnSums = { -readonly [K in keyof Sums]: Sums[K] }

export interface Folder {
  readonly kind: 'folder'
  readonly id: string
  readonly name: string
  readonly path: string
  /** null = it is the root, which is no folder of the torrent. */
  readonly parent: Folder | null
  /** -1 for the root. */
  readonly depth: number
  readonly children: FileNode[]
  readonly sums: Sums
}

export type FileNode = FileLeaf | Folder

/** What of a file may change. */
export type FileFigures = Pick<FileLeaf, 'progress' | 'priority' | 'isPending'>

/** Folders deeper than this, or more of them, nobody looks through: what lies there keeps its path as its name. */
const deepest = 48
const mostFolders = 100_000

function noSums(): OwnSums {
  return { files: 0, sizeBytes: 0, doneBytes: 0, whole: 0, pending: 0, skip: 0, low: 0, normal: 0, high: 0 }
}

/** How far a folder is; 1 only where each of its files is whole. */
export function progressOf({ files, whole, sizeBytes, doneBytes }: Sums): number {
  if (whole === files) return 1
  return sizeBytes > 0 ? Math.min(0.9999, Math.max(0, doneBytes / sizeBytes)) : whole / files
}

/** The priority that all have; null = they differ. */
export function priorityOf(sums: Sums): FilePriority | null {
  for (const priority of ['skip', 'low', 'normal', 'high'] as const) {
    if (sums[priority] === sums.files) return priority
  }
  return null
}

/** Whether some, all or none of a folder's files are wanted. */
export function wantedOf({ files, skip }: Sums): 'all' | 'some' | 'none' {
  return skip === 0 ? 'all' : skip === files ? 'none' : 'some'
}

/** A torrent's files as folders and files. A change of a file costs its folders, not the tree. */
export class FileTree {
  readonly root: Folder = makeFolder(null, '', '')
  readonly leaves: readonly FileLeaf[]
  readonly #folders = new Map<string, Folder>()

  constructor(files: readonly TorrentFile[]) {
    this.leaves = files.map((file, index) => this.#addFile(file, index))
    this.#sumUp()
  }

  /** Files that the filter lets in. */
  get hits(): number {
    return this.root.sums.files
  }

  /** All files that are wanted, whether or not the filter lets them in. */
  get wanted(): Pick<Sums, 'files' | 'sizeBytes'> {
    let files = 0
    let sizeBytes = 0
    for (const leaf of this.leaves) {
      if (leaf.priority === 'skip') continue
      files += 1
      sizeBytes += leaf.sizeBytes
    }
    return { files, sizeBytes }
  }

  get folderCount(): number {
    return this.#folders.size
  }

  folder(path: string): Folder | undefined {
    return this.#folders.get(path)
  }

  folders(): Iterable<Folder> {
    return this.#folders.values()
  }

  /** The file or folder of that id. */
  node(id: string): FileNode | undefined {
    return id.startsWith('f') ? this.leaves[Number(id.slice(1))] : this.#folders.get(id.slice(1))
  }

  /** Takes what changed of a file into its folders' sums; answers whether anything did. */
  change(index: number, figures: Partial<FileFigures>): boolean {
    const leaf = this.leaves[index]
    if (!leaf) return false
    const { progress = leaf.progress, priority = leaf.priority, isPending = leaf.isPending } = figures
    if (progress === leaf.progress && priority === leaf.priority && isPending === leaf.isPending) return false
    this.#count(leaf, -1)
    leaf.progress = progress
    leaf.priority = priority
    leaf.isPending = isPending
    this.#count(leaf, 1)
    return true
  }

  /** Lets in only files with each of these words somewhere in their path. Words are folded; none lets in all. */
  narrow(words: readonly string[]): void {
    for (const leaf of this.leaves) {
      if (words.length === 0) {
        leaf.isHit = true
        continue
      }
      leaf.folded ??= fold(leaf.path)
      const text = leaf.folded
      leaf.isHit = words.every((word) => text.includes(word))
    }
    this.#sumUp()
  }

  #sumUp(): void {
    Object.assign(this.root.sums, noSums())
    for (const folder of this.#folders.values()) Object.assign(folder.sums, noSums())
    for (const leaf of this.leaves) this.#count(leaf, 1)
  }

  /** Adds a file to the sums of all folders that it is in, or takes it out of them. */
  #count(leaf: FileLeaf, by: 1 | -1): void {
    if (!leaf.isHit) return
    for (let at: Folder | null = leaf.parent; at; at = at.parent) {
      const sums: OwnSums = at.sums
      sums.files += by
      sums.sizeBytes += by * leaf.sizeBytes
      sums.doneBytes += by * leaf.sizeBytes * leaf.progress
      sums[leaf.priority] += by
      if (leaf.progress >= 1) sums.whole += by
      if (leaf.isPending) sums.pending += by
    }
  }

  #addFile({ path, sizeBytes, progress, priority }: TorrentFile, index: number): FileLeaf {
    const parent = this.#folderFor(path)
    const name = parent === this.root ? path : path.slice(parent.path.length + 1)
    const leaf: FileLeaf = {
      kind: 'file',
      id: fileId(index),
      index,
      name,
      path,
      parent,
      depth: parent.depth + 1,
      sizeBytes,
      progress,
      priority,
      isPending: false,
      isHit: true,
      folded: null,
    }
    parent.children.push(leaf)
    return leaf
  }

  /** The folder that a file of this path lies in, made with all above it where there is none yet. */
  #folderFor(path: string): Folder {
    const end = path.lastIndexOf('/')
    const known = this.#folders.get(path.slice(0, Math.max(0, end)))
    if (known) return known
    let at = this.root
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const own = path.slice(0, slash)
      let next = this.#folders.get(own)
      if (!next) {
        if (at.depth + 1 >= deepest || this.#folders.size >= mostFolders) return at
        next = makeFolder(at, own, own.slice(at.parent ? at.path.length + 1 : 0))
        at.children.push(next)
        this.#folders.set(own, next)
      }
      at = next
    }
    return at
  }
}

export function fileId(index: number): string {
  return `f${index}`
}

export function folderId(path: string): string {
  return `d${path}`
}

function makeFolder(parent: Folder | null, path: string, name: string): Folder {
  const depth = parent ? parent.depth + 1 : -1
  return { kind: 'folder', id: folderId(path), name, path, parent, depth, children: [], sums: noSums() }
}

/** The files of these lines that the filter lets in, each once; a folder stands for all in it. */
export function filesOf(nodes: Iterable<FileNode>): FileLeaf[] {
  const found = new Set<FileLeaf>()
  for (const node of nodes) collect(node, found)
  return [...found]
}

function collect(node: FileNode, found: Set<FileLeaf>): void {
  if (node.kind === 'folder') for (const child of node.children) collect(child, found)
  else if (node.isHit) found.add(node)
}
