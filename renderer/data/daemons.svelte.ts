import type { Bridge } from '../../preload/contract/bridge.ts'
import { capabilityFor, type CallName } from '../../preload/contract/calls.ts'
import type { Capability } from '../../preload/contract/capabilities.ts'
import type { Daemon } from '../../preload/contract/daemons.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import { problemText } from '../text/told.ts'
import { shellWords, t } from '../text/words.ts'

/** The daemons in the person's order, as the core last told. */
export class Daemons {
  #list = $state.raw<readonly Daemon[]>([])
  #ready = $state(false)
  #isLost = $state(false)
  readonly #byId = $derived(new Map(this.#list.map((daemon) => [daemon.id, daemon])))
  readonly #stop: () => void
  readonly #listeners = new Set<(list: readonly Daemon[], before: readonly Daemon[]) => void>()

  constructor(bridge: Bridge) {
    this.#stop = bridge.on('daemons', {}, (list) => {
      this.#isLost = false
      this.#ready = true
      this.#take(list)
    })
  }

  get list(): readonly Daemon[] {
    return this.#list
  }

  /** Whether the list has come; an empty list before that says nothing. */
  get ready(): boolean {
    return this.#ready
  }

  /** Whether the way to the core is lost, so that nobody knows how any of them is. */
  get isLost(): boolean {
    return this.#isLost
  }

  /** The way to the core is lost: what is known of every daemon is what was, until its list comes again. */
  lose(now: number): void {
    if (this.#isLost) return
    this.#isLost = true
    this.#take(this.#list.map((daemon) => unseen(daemon, now)))
  }

  get(id: DaemonId): Daemon | undefined {
    return this.#byId.get(id)
  }

  name(id: DaemonId): string {
    return this.#byId.get(id)?.name ?? id
  }

  /** Whether what is shown of a daemon may be out of date. */
  isStale(id: DaemonId): boolean {
    return this.#byId.get(id)?.link.state !== 'live'
  }

  /**
   * Why a call to a daemon makes no sense now, in words for the person; null = it may be made.
   * @param besides what the daemon must be able to do besides, for this call as it is meant
   */
  mayCall(call: CallName, id: DaemonId, besides: Capability | null = null): string | null {
    const daemon = this.#byId.get(id)
    if (!daemon) return t.results.daemonGone
    if (this.#isLost) return shellWords.door.lost
    if (daemon.link.state !== 'live') return t.results.notConnected(daemon.name)
    const needed = capabilityFor(call)
    const why = (needed && daemon.cannot[needed]) ?? (besides && daemon.cannot[besides])
    return why ? problemText(why) : null
  }

  listen(listener: (list: readonly Daemon[], before: readonly Daemon[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  close(): void {
    this.#stop()
  }

  #take(list: readonly Daemon[]): void {
    const before = this.#list
    this.#list = list
    for (const listener of this.#listeners) listener(list, before)
  }
}

/** A daemon of which nobody tells any more; what is off or refused stays so without anybody telling. */
function unseen(daemon: Daemon, now: number): Daemon {
  const { state } = daemon.link
  if (state === 'off' || state === 'refused') return daemon
  const link = { state: 'waiting', since: now, problem: null, retryAt: null } as const
  return { ...daemon, link, lastSeenAt: state === 'live' ? now : daemon.lastSeenAt, latencyMs: null }
}
