import type { AddSource } from '../../preload/contract/calls.ts'
import type { DaemonId, TorrentKey } from '../../preload/contract/model.ts'

export type OpenDialog =
  | { kind: 'add'; sources?: readonly AddSource[] }
  | { kind: 'daemons'; daemon?: DaemonId; adding?: boolean }
  | { kind: 'remove'; keys: readonly TorrentKey[]; withFiles: boolean }

/** Which dialog is open: one at a time, whoever asked for it. */
export class Dialogs {
  #open = $state.raw<OpenDialog | null>(null)

  get open(): OpenDialog | null {
    return this.#open
  }

  show(dialog: OpenDialog): void {
    this.#open = dialog
  }

  close(): void {
    this.#open = null
  }
}
