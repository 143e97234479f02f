import type { Bridge } from '../../../preload/contract/bridge.ts'
import type { CallResult } from '../../../preload/contract/calls.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { OptionName, TorrentOptions } from '../../../preload/contract/options.ts'
import { problemText } from '../../text/told.ts'
import { faultOfFolder } from './folder.ts'

const nothing: TorrentOptions = {}

/** What the chosen daemon says of torrents that are to be added: labels, what it cannot set, and the room at a folder. */
export class Offers {
  #offers = $state.raw<CallResult<'adding.offers'> | null>(null)
  #space = $state.raw<CallResult<'adding.space'> | null>(null)
  /** What was asked last: what an older question still brings is not heard. */
  #askedOf: DaemonId | null = null
  #askedAt = ''
  readonly #call: Bridge['call']

  constructor(call: Bridge['call']) {
    this.#call = call
  }

  get defaults(): TorrentOptions {
    return this.#offers?.defaults ?? nothing
  }

  get labels(): readonly string[] | null {
    return this.#offers?.labels ?? null
  }

  /** Why it cannot set an option, in words. */
  get cannot(): ReadonlyMap<OptionName, string> {
    return new Map(this.#offers?.cannot.map(({ option, problem }) => [option, problemText(problem)]))
  }

  /** The room at the folder that was asked about last; null = not known. */
  get space(): CallResult<'adding.space'> | null {
    return this.#space
  }

  async ask(daemon: DaemonId): Promise<void> {
    this.#askedOf = daemon
    this.#offers = null
    this.#space = null
    this.#askedAt = ''
    const answer = await this.#call('adding.offers', { daemon })
    if (this.#askedOf === daemon && answer.ok) this.#offers = answer.value
  }

  async askSpace(daemon: DaemonId, folder: string): Promise<void> {
    const path = folder.trim()
    const asked = `${daemon}/${path}`
    if (asked === this.#askedAt) return
    this.#askedAt = asked
    this.#space = null
    if (path === '' || faultOfFolder(path) !== null) return
    const answer = await this.#call('adding.space', { daemon, folder: path })
    if (this.#askedAt === asked && answer.ok) this.#space = answer.value
  }
}
