import type { AddSource } from '../../preload/contract/adding.ts'
import type { DaemonId, TorrentKey } from '../../preload/contract/keys.ts'
import type { KindId } from '../../preload/contract/kinds.ts'
import type { Remedy } from '../view/link.ts'

/** What one verb takes back of the other. */
export type SwitchVerb = 'pause' | 'resume'
/** What is asked about before it is done to many torrents at once. */
export type MassVerb = SwitchVerb | 'recheck' | 'reannounce' | 'queueTop' | 'queueUp' | 'queueDown' | 'queueBottom'

/** Options of torrents that stand together in a dialog. */
export type OptionGroup = 'limits' | 'sharing'

export type OpenDialog =
  | { kind: 'add'; sources?: readonly AddSource[] }
  | { kind: 'daemons'; adding?: boolean }
  /** What helps a daemon's connection now, asked for from elsewhere than its line. */
  | { kind: 'remedy'; daemon: DaemonId; remedy: Remedy }
  /** Where the person has which folders of a daemon. */
  | { kind: 'folders'; daemon: DaemonId }
  | { kind: 'import'; from: KindId }
  | { kind: 'log' }
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'mass'; verb: MassVerb; keys: readonly TorrentKey[] }
  | { kind: 'label'; keys: readonly TorrentKey[] }
  | { kind: 'options'; about: OptionGroup; keys: readonly TorrentKey[] }
  | { kind: 'move'; keys: readonly TorrentKey[] }
  | { kind: 'transfer' }
  | { kind: 'rename'; torrent: TorrentKey }
  | { kind: 'remove'; keys: readonly TorrentKey[]; withFiles: boolean }

/** Which dialog is open: one at a time, whoever asked for it. */
export class Dialogs {
  #open = $state.raw<OpenDialog | null>(null)
  readonly #listeners = new Set<() => void>()

  get open(): OpenDialog | null {
    return this.#open
  }

  show(dialog: OpenDialog): void {
    this.#set(dialog)
  }

  close(): void {
    this.#set(null)
  }

  /** Told after a dialog opened or closed; the returned function ends it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #set(dialog: OpenDialog | null): void {
    this.#open = dialog
    for (const listener of this.#listeners) listener()
  }
}
