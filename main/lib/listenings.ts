import { say } from '../../preload/words/sentences.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { Fault, toProblem } from './fault.ts'

/** Far more than a window ever listens to at once. */
const mostAtOnce = 64

/** Whether a value from outside is a number under which a window may listen: a whole one from 1 to 2^53 - 1. */
export function isListeningId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

/** The way to the window, for what its feeds bring: each under the number that the window chose for it. */
export interface ToWindow {
  item(id: number, item: unknown): void
  /** The feed has ended by itself, or could not begin. */
  end(id: number, why: Problem): void
}

/** Begins a feed for a listener; the returned function ends it. */
export type Listen = (listener: { item(item: unknown): void; ended(why: Problem): void }) => () => void

/** What one window listens to, feed by feed, under its own numbers. Both doors keep their windows' books with it. */
export class Listenings {
  readonly #toWindow: ToWindow
  readonly #on = new Map<number, { stop: () => void }>()

  constructor(toWindow: ToWindow) {
    this.#toWindow = toWindow
  }

  /** Begins one; what was on under this number ends without a word. One too many ends at once, with the reason. */
  begin(id: number, listen: Listen): void {
    this.end(id)
    if (this.#on.size >= mostAtOnce) return this.#toWindow.end(id, tooMany())
    const listening = { stop: () => {} }
    const isOn = (): boolean => this.#on.get(id) === listening
    this.#on.set(id, listening)
    listening.stop = listen({
      item: (item) => {
        if (isOn()) this.#toWindow.item(id, item)
      },
      ended: (why) => {
        if (!isOn()) return
        this.#on.delete(id)
        this.#toWindow.end(id, why)
      },
    })
  }

  /** Ends one; there may be none (any more). */
  end(id: number): void {
    const listening = this.#on.get(id)
    this.#on.delete(id)
    listening?.stop()
  }

  endAll(): void {
    for (const id of [...this.#on.keys()]) this.end(id)
  }
}

function tooMany(): Problem {
  return toProblem(new Fault('too-large', say('feed.too-many', { number: mostAtOnce })))
}
