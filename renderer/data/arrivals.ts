import type { AddSource } from '../../preload/contract/torrents.ts'
import type { Bridge } from '../../preload/contract/bridge.ts'
import { inWords, problemText } from '../text/told.ts'
import { addWords as words } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Dialogs } from './dialogs.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'
import { isolated } from '../../preload/text/shown.ts'

interface Parts {
  bridge: Bridge
  daemons: Daemons
  dialogs: Dialogs
  toasts: Toasts
  /** Whether the person has the window before them now. */
  isLookedAt: () => boolean
}

/**
 * What comes to the window from outside: links and files that the system handed to the program (they open the add
 * dialog, nothing more), and news that the system could not tell.
 */
export class Arrivals {
  /** Handed over, and waiting for the list of daemons, the first daemon, or another dialog's end. */
  #waiting: readonly AddSource[] = []
  readonly #parts: Parts
  readonly #stops: (() => void)[]

  constructor(parts: Parts) {
    this.#parts = parts
    const { bridge, daemons, dialogs, isLookedAt, toasts } = parts
    this.#stops = [
      bridge.on('news', {}, ({ title, body, says, tone }) => {
        // Who looks sees it happen, and the bell says it; a message would only lie over something.
        if (tone === 'ok' && isLookedAt()) return
        toasts.say(`${isolated(inWords(says?.title, title))}: ${inWords(says?.body, body)}`, tone)
      }),
      bridge.on('handed', {}, ({ sources, problems }) => {
        for (const problem of problems) toasts.say(problemText(problem), 'bad')
        if (sources.length > 0) this.#take(sources)
        else if (problems.length === 0) this.#ask()
      }),
      daemons.listen(() => this.#offer()),
      dialogs.listen(() => this.#offer()),
    ]
  }

  close(): void {
    for (const stop of this.#stops) stop()
  }

  #take(sources: readonly AddSource[]): void {
    const { daemons, toasts } = this.#parts
    this.#waiting = [...this.#waiting, ...sources]
    if (daemons.ready && daemons.list.length === 0) toasts.say(words.daemonFirst)
    this.#offer()
  }

  /** Somebody wants to add something, and says here what. */
  #ask(): void {
    const { daemons, dialogs } = this.#parts
    if (dialogs.open !== null) return
    if (daemons.ready && daemons.list.length === 0) dialogs.show({ kind: 'daemons', adding: true })
    else dialogs.show({ kind: 'add' })
  }

  #offer(): void {
    const { daemons, dialogs } = this.#parts
    const free = dialogs.open === null || dialogs.open.kind === 'add'
    if (this.#waiting.length === 0 || !free || daemons.list.length === 0) return
    const sources = this.#waiting
    this.#waiting = []
    dialogs.show({ kind: 'add', sources })
  }
}
