import type { Hash } from '../../../preload/contract/keys.ts'
import { longest } from '../../lib/bounds.ts'
import { readLabel } from './labels.ts'
import { asFlag, asText, type Told } from './shapes.ts'

/** Labels that are offered: more than anybody could look through. */
const mostLabels = 5_000
const mostFolders = 200

/** What the last readings told that no call tells by itself: which labels there are, and who knows the space at a folder. */
export class Lately {
  readonly #labels = new Set<string>()
  /** Folders, and a torrent in each that is open: the daemon tells the free space where a torrent lies. */
  readonly #folders = new Map<string, Hash>()

  saw(hash: Hash, told: Told): void {
    if (told['label'] !== undefined && this.#labels.size < mostLabels) {
      const label = asText(readLabel(asText(told['label'], longest.path)), longest.word)
      if (label !== '') this.#labels.add(label)
    }
    if (told['directory'] === undefined || !asFlag(told['isActive'])) return
    const folder = asText(told['directory'], longest.path)
    if (this.#folders.size < mostFolders || this.#folders.has(folder)) this.#folders.set(folder, hash)
  }

  get labels(): string[] {
    return [...this.#labels].sort((one, other) => (one < other ? -1 : 1))
  }

  /** A torrent that lies in this folder, or in one below it; null = none is known. */
  torrentAt(folder: string): Hash | null {
    const bare = folder.replace(/(?<=.)\/+$/, '')
    for (const [at, hash] of this.#folders) {
      if (at === bare || at.startsWith(bare === '/' ? '/' : `${bare}/`)) return hash
    }
    return null
  }
}
