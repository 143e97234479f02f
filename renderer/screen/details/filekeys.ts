import { filePriorities } from '../../../preload/contract/files.ts'
import { fileColumns } from '../../../preload/contract/settings.ts'
import { fold } from '../../../preload/listing/fold.ts'
import type { FileNode } from '../../view/filetree.ts'
import { gridCommand, headerCommand } from '../../view/keys.ts'
import { pick, selectAll, selectOnly, stepTarget, stepTo, TypeAhead } from '../../view/select.ts'
import type { FileActs } from './fileacts.ts'
import type { FilesView } from './files.svelte.ts'

interface Doings {
  /** Opens the menu of the selected lines where the keyboard is. */
  menu: () => void
}

/** What the keyboard does in the tree of files: on the lines, and on the heads when it went up there. */
export class FileKeys {
  readonly #view: FilesView
  readonly #acts: FileActs
  readonly #doings: Doings
  readonly #typed = new TypeAhead()

  constructor(view: FilesView, acts: FileActs, doings: Doings) {
    this.#view = view
    this.#acts = acts
    this.#doings = doings
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.target !== this.#view.element) return
    const done = this.#view.head === null ? this.#onLines(event) : this.#onHeads(event)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }

  #onLines(event: KeyboardEvent): boolean {
    const { key, timeStamp } = event
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (isPlain && !event.shiftKey && this.#typed.pending(timeStamp) && key === ' ') return this.#type(' ', timeStamp)
    if (isPlain && this.#own(event)) return true
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'a') {
      this.#view.setSelection(selectAll(this.#view.selection, this.#view))
      return true
    }
    const command = gridCommand(event)
    if (!command) return false
    if (command.do === 'step') return this.#step(command)
    if (command.do === 'menu') this.#doings.menu()
    else if (command.do === 'pickFocus') this.#pickFocus()
    else if (command.do === 'type' && isLetter(key)) return this.#type(key, timeStamp)
    else return false
    return true
  }

  /** Keys that mean something in a tree of files only. */
  #own({ key, shiftKey }: KeyboardEvent): boolean {
    const view = this.#view
    const node = view.focused
    const priority = filePriorities[Number(key) - 1]
    if (key === '*') view.openAll(true)
    else if (shiftKey) return false
    else if (priority && !this.#typed.pending(performance.now())) this.#acts.prioritize(priority)
    else if (key === 'F2') this.#acts.rename()
    else if (!node) return false
    else if (key === ' ') this.#acts.tick(node)
    else if (key === 'ArrowRight' || key === 'ArrowLeft') this.#sideways(node, isOnward(key, view.element))
    else if (key === 'Enter' && node.kind === 'folder') view.open(node, !view.isOpen(node))
    else return false
    return true
  }

  /** Onwards opens a folder, or goes to what is first in it; back closes it, or goes to the folder around. */
  #sideways(node: FileNode, isOnwards: boolean): void {
    const view = this.#view
    const isOpen = node.kind === 'folder' && view.isOpen(node)
    if (node.kind === 'folder' && isOpen !== isOnwards) view.open(node, isOnwards)
    else if (isOnwards && isOpen) this.#go(view.lines[view.indexOf(node.id) + 1])
    else if (!isOnwards && node.parent?.parent) this.#go(node.parent)
  }

  #go(node: FileNode | undefined): void {
    if (!node) return
    this.#view.setSelection(selectOnly(node.id))
    this.#view.reveal(node.id)
  }

  #step({ step, additive, range }: Extract<ReturnType<typeof gridCommand>, { do: 'step' }>): boolean {
    const view = this.#view
    const { selection } = view
    const isAtTop = view.indexOf(selection.focus) <= 0
    if (step === 'up' && isAtTop && !additive && !range) {
      view.head = view.sort.column
      return true
    }
    const id = stepTarget(selection, step, view.pageRows, view)
    if (id === null) return true
    view.setSelection(stepTo(selection, id, { additive, range }, view))
    view.reveal(id)
    return true
  }

  #pickFocus(): void {
    const view = this.#view
    const { focus } = view.selection
    if (focus) view.setSelection(pick(view.selection, focus, { additive: true, range: false }, view))
  }

  #type(letter: string, at: number): boolean {
    const view = this.#view
    const from = Math.max(0, view.indexOf(view.selection.focus))
    const name = (index: number): string => fold(view.lines[index]?.name ?? '')
    this.#go(view.lines[this.#typed.type(fold(letter), at, from, view.lines.length, name)])
    return true
  }

  #onHeads(event: KeyboardEvent): boolean {
    const view = this.#view
    const command = headerCommand(event)
    if (!command || view.head === null) return false
    const at = fileColumns.indexOf(view.head)
    const last = fileColumns.length - 1
    if (command.do === 'step') {
      const targets = { left: at - 1, right: at + 1, home: 0, end: last }
      view.head = fileColumns[Math.min(last, Math.max(0, targets[command.to]))] ?? view.head
    } else if (command.do === 'sort') view.sortBy(view.head)
    else if (command.do === 'leave' && event.key !== 'Escape') this.#leaveHeads()
    else return false
    return true
  }

  #leaveHeads(): void {
    const view = this.#view
    view.head = null
    if (!view.focused) this.#go(view.lines[0])
  }
}

/** Letters and figures are typed to find a name; signs are keys of the window. */
function isLetter(key: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(key)
}

/** Onwards is where lines are read to. */
function isOnward(key: string, element: HTMLElement | null): boolean {
  const turned = element !== null && getComputedStyle(element).direction === 'rtl'
  return (key === 'ArrowRight') !== turned
}
