import { tick } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { FileColumn, FileSort } from '../../../preload/contract/settings.ts'
import { words } from '../../../preload/listing/fold.ts'
import type { Contents } from '../../data/contents.svelte.ts'
import type { SettingsMirror } from '../../data/settings.svelte.ts'
import { FileOrder, isMoving, isOpenAtFirst, linesOf, nextFileSort } from '../../view/filelines.ts'
import { type FileLeaf, type FileNode, filesOf, type Folder, folderId } from '../../view/filetree.ts'
import { keep, type Listed, nothingSelected, type Selection } from '../../view/select.ts'
import { pageRows, reveal, slice, type Viewport } from '../../view/viewport.ts'

/** A line to draw: which one, where, and in which of the recycled elements. */
export interface DrawnFile {
  readonly slot: string
  readonly node: FileNode
  readonly at: number
}

/** What the Files tab shows of the tree: which folders are open, the order, the filter, what is selected and in sight. */
export class FilesView implements Listed {
  readonly contents: Contents
  readonly #settings: SettingsMirror
  element: HTMLElement | null = null
  scrollTop = $state(0)
  heightPx = $state(0)
  /** The column whose head the keyboard is on; null = it is on the lines. */
  head = $state<FileColumn | null>(null)
  /** Somebody points or types here: lines do not change places meanwhile. */
  isHeld = $state(false)
  #filter = $state('')
  #selection = $state.raw<Selection>(nothingSelected)
  /** Folders that somebody opened or closed, by path. */
  readonly #own = new Map<string, boolean>()
  /** The same while a filter is on, which opens all. */
  readonly #ownOfFilter = new Map<string, boolean>()
  /** Folders that are being renamed: old path → new one. */
  readonly #moves = new Map<string, string>()
  /** The lines before the last change of them. */
  #before: readonly string[] = []
  /** Names that were given and that no list has told yet, by id. */
  readonly newNames = new SvelteMap<string, string>()
  /** Whether all were opened or closed; null = neither. */
  #all: boolean | null = null
  /** Rises with whatever changes which lines there are. */
  #shape = $state(0)
  readonly #orders = $derived.by(() => {
    void this.contents.tree
    return new FileOrder()
  })
  readonly #lines: readonly FileNode[] = $derived.by(() => {
    void this.#shape
    if (isMoving(this.sort) && !this.isHeld) void this.contents.version
    const { tree } = this.contents
    return tree ? linesOf(tree, (folder) => this.isOpen(folder), this.sort, this.#orders) : []
  })
  readonly #ids: readonly string[] = $derived.by(() => this.#lines.map(({ id }) => id))
  /** As a text, because scrolling by a pixel draws nothing else. */
  readonly #slice = $derived.by(() => {
    const { from, to } = slice(this.#viewport)
    return `${from}-${to}`
  })
  readonly #places = $derived.by(() => new Map(this.#ids.map((id, at) => [id, at])))

  readonly #selected: readonly FileNode[] = $derived.by(() => {
    const { tree } = this.contents
    return [...this.#selection.keys].flatMap((id) => (this.has(id) ? (tree?.node(id) ?? []) : []))
  })

  constructor(contents: Contents, settings: SettingsMirror) {
    this.contents = contents
    this.#settings = settings
  }

  // ---- lines

  get lines(): readonly FileNode[] {
    return this.#lines
  }

  get shown(): readonly string[] {
    return this.#ids
  }

  indexOf(id: string | null): number {
    return id === null ? -1 : (this.#places.get(id) ?? -1)
  }

  has(id: string): boolean {
    return this.#places.has(id)
  }

  get sort(): FileSort {
    return this.#settings.value.fileSort
  }

  sortBy(column: FileColumn): void {
    this.#settings.set({ fileSort: nextFileSort(this.sort, column) })
  }

  get rowPx(): number {
    return this.#settings.value.density === 'comfortable' ? 36 : 28
  }

  // ---- folders

  isOpen(folder: Folder): boolean {
    const { tree } = this.contents
    if (this.#filter.trim() !== '') return this.#ownOfFilter.get(folder.path) ?? true
    return this.#own.get(folder.path) ?? this.#all ?? (tree !== null && isOpenAtFirst(tree, folder))
  }

  open(folder: Folder, isOpen: boolean): void {
    const own = this.#filter.trim() === '' ? this.#own : this.#ownOfFilter
    own.set(folder.path, isOpen)
    this.#changeLines()
  }

  openAll(isOpen: boolean): void {
    if (this.#filter.trim() === '') {
      this.#own.clear()
      this.#all = isOpen
    } else {
      this.#ownOfFilter.clear()
      if (!isOpen) for (const { path } of this.contents.tree?.folders() ?? []) this.#ownOfFilter.set(path, false)
    }
    this.#changeLines()
  }

  /** A folder is to have another path: once it has it, it is open, and selected, as it was. */
  expectMove(from: string, to: string): void {
    this.#moves.set(from, to)
  }

  /** It will not. */
  forgetMove(from: string): void {
    this.#moves.delete(from)
  }

  // ---- filter

  get filter(): string {
    return this.#filter
  }

  set filter(text: string) {
    if (text === this.#filter) return
    this.#filter = text
    this.#ownOfFilter.clear()
    this.contents.narrow(words(text))
    this.#changeLines()
    this.scrollTo(0)
  }

  /** The tree is another one: what is open and selected goes on with it. */
  takeTree(): void {
    const { tree } = this.contents
    for (const [from, to] of [...this.#moves]) {
      if (!tree?.folder(to) || tree.folder(from)) continue
      this.#moves.delete(from)
      this.#moveFolder(from, to)
    }
    this.newNames.clear()
    this.#changeLines()
  }

  // ---- selection

  get selection(): Selection {
    return this.#selection
  }

  setSelection(selection: Selection): void {
    this.#selection = selection
  }

  /** The selected lines that are in the list. */
  get selected(): readonly FileNode[] {
    return this.#selected
  }

  /** What a verb acts on: the files that are selected, and those in selected folders, as far as the filter lets them in. */
  get chosenFiles(): readonly FileLeaf[] {
    return filesOf(this.selected)
  }

  get focused(): FileNode | null {
    const at = this.indexOf(this.#selection.focus)
    return this.#lines[at] ?? null
  }

  // ---- what is in sight

  get #viewport(): Viewport {
    return { scrollTop: this.scrollTop, heightPx: this.heightPx, rowPx: this.rowPx, count: this.#lines.length }
  }

  get pageRows(): number {
    return pageRows(this.#viewport)
  }

  /** Lines to draw, in order; the focused one is always among them, so that it can be read aloud. */
  get drawn(): readonly DrawnFile[] {
    const [from = 0, to = 0] = this.#slice.split('-').map(Number)
    const pool = to - from + 2
    const drawn: DrawnFile[] = []
    for (let at = from; at < to; at += 1) {
      const node = this.#lines[at]
      // Elements are recycled: scrolling changes what one shows rather than making new ones.
      if (node) drawn.push({ slot: String(at % pool), node, at })
    }
    const at = this.indexOf(this.#selection.focus)
    const node = this.#lines[at]
    if (!node || (at >= from && at < to)) return drawn
    const extra = { slot: 'focus', node, at }
    return at < from ? [extra, ...drawn] : [...drawn, extra]
  }

  reveal(id: string | null): void {
    const at = this.indexOf(id)
    if (at >= 0) this.scrollTo(reveal(at, this.#viewport))
  }

  scrollTo(top: number): void {
    this.scrollTop = top
    // The list may just have grown: its height is drawn first.
    void tick().then(() => {
      if (this.element) this.element.scrollTop = top
    })
  }

  #moveFolder(from: string, to: string): void {
    const moved = (path: string): string => {
      if (path === from) return to
      return path.startsWith(`${from}/`) ? to + path.slice(from.length) : path
    }
    for (const own of [this.#own, this.#ownOfFilter]) {
      const before = [...own]
      own.clear()
      for (const [path, isOpen] of before) own.set(moved(path), isOpen)
    }
    const idNow = (id: string): string => (id.startsWith('d') ? folderId(moved(id.slice(1))) : id)
    const now = (id: string | null): string | null => (id === null ? null : idNow(id))
    const { keys, focus, anchor } = this.#selection
    this.#before = this.#before.map(idNow)
    this.#selection = { keys: new Set([...keys].map(idNow)), focus: now(focus), anchor: now(anchor) }
  }

  /** Other lines: what is selected and not among them any more is let go, and the focus goes to what is nearest. */
  #changeLines(): void {
    this.#shape += 1
    this.#selection = keep(this.#selection, (id) => this.has(id), this, this.#before)
    this.#before = this.#ids
  }
}
