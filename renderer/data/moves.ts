import type { Bridge } from '../../preload/contract/bridge.ts'
import type { TorrentKey } from '../../preload/contract/keys.ts'
import type { MovesItem, MoveTarget } from '../../preload/contract/moves.ts'
import { actingWords, t } from '../text/words.ts'
import { failureLines, repeatable, type Names } from './results.ts'
import type { Toasts } from './toasts.svelte.ts'

interface MovesOptions {
  bridge: Bridge
  toasts: Toasts
  names: Names
  /** Begins a move once more. */
  move: (keys: readonly TorrentKey[], targets: readonly MoveTarget[]) => void
}

/** Says how moves ended that were begun here or in another window. */
export class Moves {
  readonly #options: MovesOptions
  readonly #stop: () => void

  constructor(options: MovesOptions) {
    this.#options = options
    this.#stop = options.bridge.on('moves', {}, (item) => {
      if (item.kind === 'end') this.#sayEnd(item)
    })
  }

  close(): void {
    this.#stop()
  }

  #sayEnd({ moved, failed, targets }: Extract<MovesItem, { kind: 'end' }>): void {
    const { toasts, names, move } = this.#options
    const words = actingWords.move
    if (failed.length === 0) {
      if (moved > 0) toasts.say(words.ended(moved), 'ok')
      return
    }
    const text = moved > 0 ? words.some(moved, moved + failed.length) : words.nothing(failed.length)
    const keys = repeatable(failed)
    const again = { word: t.results.again, run: () => move(keys, targets) }
    toasts.say(text, 'bad', { lines: failureLines(failed, names), ...(keys.length > 0 ? { again } : {}) })
  }
}
