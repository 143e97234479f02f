import type { Bridge } from '../../preload/contract/bridge.ts'
import type { FolderList } from '../../preload/contract/folders.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import { lastNameAt, styleOf } from '../../preload/torrent/folder.ts'
import { after, type Schedule } from './schedule.ts'

/** Letters come faster than this; what is typed is asked about when they rest. */
const restMs = 150

/** Which folders of a daemon's machine the path in one field may go on with. */
export class FolderSearch {
  #found = $state.raw<FolderList | null>(null)
  #isAsking = $state(false)
  readonly #bridge: Bridge
  readonly #rest: Schedule
  #stop = (): void => {}
  /** The question that counts: what an older one still brings is not heard. */
  #question = Symbol('none')

  constructor(bridge: Bridge, rest: Schedule = after(restMs)) {
    this.#bridge = bridge
    this.#rest = rest
  }

  /** What was found for the path that was asked about last; null = nothing is known, and nobody needs to hear why. */
  get found(): FolderList | null {
    return this.#found
  }

  get isAsking(): boolean {
    return this.#isAsking
  }

  /** Asks about a path when nothing more has come for a moment; what was found for another one stays until then. */
  askSoon(daemon: DaemonId, path: string): void {
    this.#stop()
    this.#stop = this.#rest(() => void this.ask(daemon, path))
  }

  async ask(daemon: DaemonId, path: string): Promise<void> {
    this.#stop()
    const question = Symbol(path)
    this.#question = question
    this.#isAsking = true
    const answer = await this.#bridge.call('folders.complete', { daemon, path, hidden: wantsHidden(path) })
    if (this.#question !== question) return
    this.#isAsking = false
    this.#found = answer.ok ? answer.value : null
  }

  /** Nobody wants to know any more. */
  forget(): void {
    this.#stop()
    this.#question = Symbol('none')
    this.#isAsking = false
    this.#found = null
  }
}

/** Whoever begins a name with a dot looks for what is hidden. */
function wantsHidden(path: string): boolean {
  const style = styleOf(path)
  return style !== null && path[lastNameAt(path, style)] === '.'
}
