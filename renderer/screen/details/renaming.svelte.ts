import { faultOfName } from '../../../preload/torrent/paths.ts'
import { inEnglish, say } from '../../../preload/words/sentences.ts'
import type { Says } from '../../../preload/contract/says.ts'
import type { Toasts } from '../../data/toasts.svelte.ts'
import { inWords, problemText } from '../../text/told.ts'
import type { FileNode } from '../../view/filetree.ts'
import type { FilesView } from './files.svelte.ts'

/** The name that is being typed for a file or folder. */
export class Renaming {
  readonly #view: FilesView
  readonly #toasts: Toasts
  #id = $state<string | null>(null)
  #name = $state('')
  #isBusy = $state(false)
  /** What the daemon said of the name that was sent. */
  #refusal = $state<string | null>(null)

  constructor(view: FilesView, toasts: Toasts) {
    this.#view = view
    this.#toasts = toasts
  }

  /** The line whose name is typed; null = none. */
  get id(): string | null {
    return this.#id
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = name
    this.#refusal = null
  }

  /** It was sent, and the daemon has not answered. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Why it cannot be the name; null = it can. */
  get problem(): string | null {
    const node = this.#node
    if (this.#refusal !== null || !node || this.#name === node.name) return this.#refusal
    const says = faultIn(this.#name, node)
    return says ? inWords(says, inEnglish(says)) : null
  }

  begin(node: FileNode): void {
    this.#id = node.id
    this.#name = node.name
    this.#isBusy = false
    this.#refusal = null
    this.#view.reveal(node.id)
  }

  /** Leaves the field; what was sent goes on. */
  leave(): void {
    this.#id = null
  }

  /** The next file below the one whose name is typed; null = there is none. */
  nextFile(): FileNode | null {
    const { lines } = this.#view
    const at = this.#view.indexOf(this.#id)
    return lines.find((node, place) => place > at && node.kind === 'file') ?? null
  }

  /** Sends the name; answers whether it is done. What is refused stays in the field, with the reason. */
  async send(): Promise<boolean> {
    const node = this.#node
    if (!node || this.#isBusy || this.problem !== null) return false
    const name = this.#name
    if (name === node.name) {
      this.leave()
      return true
    }
    this.#isBusy = true
    const refusal = await this.#rename(node, name)
    const isStillHere = this.#id === node.id
    if (isStillHere) this.#isBusy = false
    if (refusal === null) {
      if (isStillHere) this.leave()
      return true
    }
    if (isStillHere) this.#refusal = refusal
    else this.#toasts.say(refusal, 'bad')
    return false
  }

  get #node(): FileNode | undefined {
    return this.#id === null ? undefined : this.#view.contents.tree?.node(this.#id)
  }

  /** Answers why not, in words; null = done. Until the list has it, the line shows the new name as pending. */
  async #rename(node: FileNode, name: string): Promise<string | null> {
    const { contents, newNames } = this.#view
    const path = pathBeside(node, name)
    const tree = contents.tree
    if (node.kind === 'folder') this.#view.expectMove(node.path, path)
    const problem = await (node.kind === 'file'
      ? contents.rename(node.index, path)
      : contents.renameFolder(node.path, path))
    if (problem) {
      if (node.kind === 'folder') this.#view.forgetMove(node.path)
      return problemText(problem)
    }
    // The list may have come before the answer.
    if (contents.tree === tree) newNames.set(node.id, name)
    return null
  }
}

function pathBeside({ parent }: FileNode, name: string): string {
  return parent?.parent ? `${parent.path}/${name}` : name
}

function faultIn(name: string, node: FileNode): Says | null {
  const fault = faultOfName(name)
  if (fault) return say(`path.${fault}`)
  const isTaken = node.parent?.children.some((other) => other !== node && other.name === name)
  return isTaken ? say('path.taken', { path: pathBeside(node, name) }) : null
}
