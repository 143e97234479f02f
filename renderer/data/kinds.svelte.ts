import type { Bridge } from '../../preload/contract/bridge.ts'
import type { Kind, KindId } from '../../preload/contract/kinds.ts'
import type { Toasts } from './toasts.svelte.ts'
import { problemText } from '../text/told.ts'

/** The kinds of daemons that the program speaks to, in the order in which they are offered. They never change. */
export class Kinds {
  #list = $state.raw<readonly Kind[]>([])
  #ready = $state(false)
  #loading: Promise<void> | null = null
  readonly #bridge: Bridge
  readonly #toasts: Toasts

  constructor(bridge: Bridge, toasts: Toasts) {
    this.#bridge = bridge
    this.#toasts = toasts
  }

  get list(): readonly Kind[] {
    return this.#list
  }

  /** Whether the answer has come, whatever it was. */
  get ready(): boolean {
    return this.#ready
  }

  /** Those whose own programs may know daemons on this machine. */
  get importing(): readonly Kind[] {
    return this.#list.filter(({ imports }) => imports)
  }

  get(id: KindId): Kind | undefined {
    return this.#list.find((kind) => kind.id === id)
  }

  /** What its makers call it; its id until that is known. */
  name(id: KindId): string {
    return this.get(id)?.name ?? id
  }

  /** Asks for the kinds, unless they are here or asked for. */
  load(): Promise<void> {
    if (this.#list.length > 0) return Promise.resolve()
    this.#loading ??= this.#load().finally(() => (this.#loading = null))
    return this.#loading
  }

  async #load(): Promise<void> {
    const answer = await this.#bridge.call('kinds.list', {})
    if (answer.ok) this.#list = answer.value
    // A door that is lost says so itself, and they are asked for again when it is back.
    else if (answer.error.code !== 'closed') this.#toasts.say(problemText(answer.error), 'bad')
    this.#ready = true
  }
}
