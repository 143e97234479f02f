import ArrowUpDown from '@lucide/svelte/icons/arrow-up-down'
import ChevronsDownUp from '@lucide/svelte/icons/chevrons-down-up'
import ChevronsUpDown from '@lucide/svelte/icons/chevrons-up-down'
import FolderTree from '@lucide/svelte/icons/folder-tree'
import Pencil from '@lucide/svelte/icons/pencil'
import type { Daemon } from '../../../preload/contract/daemons.ts'
import { filePriorities, type FilePriority } from '../../../preload/contract/files.ts'
import { isolated } from '../../../preload/text/shown.ts'
import type { Unchanged } from '../../data/contents.svelte.ts'
import type { Toasts } from '../../data/toasts.svelte.ts'
import { problemText } from '../../text/told.ts'
import { tabWords } from '../../text/words.ts'
import type { MenuEntry, MenuItem } from '../../ui/menu.ts'
import { filesOf, type FileLeaf, type FileNode, priorityOf, wantedOf } from '../../view/filetree.ts'
import type { FilesView } from './files.svelte.ts'
import type { Renaming } from './renaming.svelte.ts'

interface FileActsOptions {
  view: FilesView
  renaming: Renaming
  toasts: Toasts
  /** Why nothing can be changed now; null = it can. */
  why: () => string | null
  daemon: () => Daemon | undefined
}

/** What can be done to the files that are selected. */
export class FileActs {
  readonly #options: FileActsOptions

  constructor(options: FileActsOptions) {
    this.#options = options
  }

  /** Why nothing can be done to what is selected; null = it can. */
  get why(): string | null {
    const { view, why } = this.#options
    return why() ?? (view.selected.length === 0 ? tabWords.files.chooseFirst : null)
  }

  /** Why this priority cannot be given; null = it can. */
  whyNot(priority: FilePriority): string | null {
    const noLow = priority === 'low' ? this.#options.daemon()?.cannot['low-priority'] : undefined
    return this.why ?? (noLow ? problemText(noLow) : null)
  }

  /** Why files and folders cannot be given other names; null = they can. */
  get whyNoRename(): string | null {
    const problem = this.#options.daemon()?.cannot['rename-files']
    return this.why ?? (problem ? problemText(problem) : null)
  }

  prioritize(priority: FilePriority): void {
    if (this.whyNot(priority) === null) void this.#prioritize(this.#options.view.chosenFiles, priority)
    else this.#say(this.whyNot(priority))
  }

  /** What is wanted is skipped, and what is not, or only in part, normal: this line alone, or all that are selected. */
  tick(node: FileNode): void {
    const { view, why } = this.#options
    if (why() !== null) return this.#say(why())
    const nodes = view.selection.keys.has(node.id) ? view.selected : [node]
    const isWanted = node.kind === 'file' ? node.priority !== 'skip' : wantedOf(node.sums) === 'all'
    void this.#prioritize(filesOf(nodes), isWanted ? 'skip' : 'normal')
  }

  rename(): void {
    const { view, renaming, why, daemon } = this.#options
    const node = view.focused ?? view.selected[0]
    const problem = daemon()?.cannot['rename-files']
    if (why() !== null) this.#say(why())
    else if (problem) this.#say(problemText(problem))
    else if (node) renaming.begin(node)
  }

  // ---- menus

  menu(): MenuEntry[] {
    const rename = this.renameItem()
    const reason = this.why === null ? rename.reason : null
    return [...this.priorities(), 'line', { ...rename, reason }, 'line', ...this.foldItems()]
  }

  /** What stops all of them is said once, at the top. */
  priorities(): MenuEntry[] {
    const { view } = this.#options
    const { why } = this
    const shared = sharedPriority(view.selected)
    const lines = filePriorities.map((priority, at): MenuItem => {
      const reason = this.whyNot(priority)
      return {
        label: tabWords.files.priorities[priority],
        radio: true,
        checked: shared === priority,
        shortcut: String(at + 1),
        disabled: reason !== null,
        reason: why === null ? reason : null,
        onSelect: () => this.prioritize(priority),
      }
    })
    return why === null ? lines : [{ heading: why }, ...lines]
  }

  priorityItem(): MenuItem {
    return {
      label: tabWords.files.priority,
      icon: ArrowUpDown,
      disabled: this.why !== null,
      reason: this.why,
      items: this.priorities(),
    }
  }

  renameItem(): MenuItem {
    const reason = this.whyNoRename
    return {
      label: tabWords.files.rename,
      icon: Pencil,
      shortcut: 'F2',
      disabled: reason !== null,
      reason,
      onSelect: () => this.rename(),
    }
  }

  foldersItem(): MenuItem {
    return { label: tabWords.files.folders, icon: FolderTree, items: this.foldItems() }
  }

  foldItems(): MenuItem[] {
    const { view } = this.#options
    return [
      {
        label: tabWords.files.openAll,
        icon: ChevronsUpDown,
        shortcut: '*',
        onSelect: () => view.openAll(true),
      },
      { label: tabWords.files.closeAll, icon: ChevronsDownUp, onSelect: () => view.openAll(false) },
    ]
  }

  // ---- inside

  async #prioritize(files: readonly FileLeaf[], priority: FilePriority): Promise<void> {
    const { contents } = this.#options.view
    const others = files.filter((file) => file.priority !== priority || file.isPending)
    if (others.length === 0) return
    const unchanged = await contents.prioritize(
      others.map(({ index }) => index),
      priority,
    )
    if (unchanged.length > 0) this.#tell(unchanged)
  }

  #tell(unchanged: readonly Unchanged[]): void {
    const { view, toasts } = this.#options
    const number = unchanged.reduce((sum, { indexes }) => sum + indexes.length, 0)
    const lines = unchanged.map(({ indexes, problem }) => {
      const name = indexes.length === 1 ? view.contents.tree?.leaves[indexes[0] ?? -1]?.name : undefined
      return {
        who: name === undefined ? tabWords.files.number(indexes.length) : isolated(name),
        text: problemText(problem),
      }
    })
    toasts.say(tabWords.files.notChanged(number), 'bad', { lines })
  }

  #say(why: string | null): void {
    if (why !== null) this.#options.toasts.say(why, 'bad')
  }
}

/** The priority that all of them have; null = they differ, or there are none. */
export function sharedPriority(nodes: readonly FileNode[]): FilePriority | null {
  const found = new Set(nodes.map((node) => (node.kind === 'file' ? node.priority : priorityOf(node.sums))))
  const [only = null] = found
  return found.size === 1 ? only : null
}
