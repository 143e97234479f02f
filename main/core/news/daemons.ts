import type { Daemon } from '../../../preload/contract/daemons.ts'
import type { DaemonId } from '../../../preload/contract/keys.ts'
import type { NoticeKind } from '../../../preload/contract/notices.ts'
import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { NoticeMark } from '../../store/records.ts'

/** What there is to notice at a daemon itself. */
export interface DaemonNotice {
  kind: Extract<NoticeKind, 'lost' | 'back' | 'low'>
  daemon: DaemonId
  name: string
  body?: Says
}

export interface DaemonWatchOptions {
  now: () => number
  /** What the person was told of, or is to be told of. */
  told: (daemon: DaemonId, kind: 'lost' | 'low') => NoticeMark | undefined
  /** It is over: a mark that still waits is never told. */
  over: (mark: NoticeMark) => void
  notice: (notice: DaemonNotice) => void
  /** How long a daemon stays away before it is told as lost, and what is little space. */
  limits: () => { awayMs: number; lowFreeBytes: number }
}

/** Little space is over when there is a quarter more than that, so that it is not told again with every file. */
const enough = 1.25
const alive: ReadonlySet<Daemon['link']['state']> = new Set(['live', 'stale'])
const met: ReadonlySet<Daemon['link']['state']> = new Set(['greeting', 'warming', 'live', 'stale'])

/** Notices what becomes of the daemons themselves: which are lost and back, and which have little space. */
export class DaemonWatch {
  readonly #options: DaemonWatchOptions
  readonly #wasLive = new Set<DaemonId>()
  /** Away since then, and not told. */
  readonly #awaySince = new Map<DaemonId, number>()
  /** When what was known of a daemon was last true, as of the time before its present connection. */
  readonly #seenAt = new Map<DaemonId, number>()

  constructor(options: DaemonWatchOptions) {
    this.#options = options
  }

  /** When a daemon was last seen before its present connection, ms since 1970; null = never. */
  seenAt(daemon: DaemonId): number | null {
    return this.#seenAt.get(daemon) ?? null
  }

  /** Looks at all daemons: whenever something about them changed, and from time to time. */
  look(daemons: readonly Daemon[]): void {
    for (const daemon of daemons) {
      if (!met.has(daemon.link.state) && daemon.lastSeenAt !== null) this.#seenAt.set(daemon.id, daemon.lastSeenAt)
      this.#lookAtLink(daemon)
      this.#lookAtSpace(daemon)
    }
    const ids = new Set(daemons.map(({ id }) => id))
    for (const known of [...this.#wasLive, ...this.#awaySince.keys(), ...this.#seenAt.keys()]) {
      if (!ids.has(known)) this.#forget(known)
    }
  }

  #lookAtLink({ id, name, link }: Daemon): void {
    const { now, told, over, notice, limits } = this.#options
    if (alive.has(link.state)) {
      this.#wasLive.add(id)
      if (this.#awaySince.delete(id)) return
      const mark = told(id, 'lost')
      if (!mark) return
      over(mark)
      if (!mark.waits) notice({ kind: 'back', daemon: id, name })
      return
    }
    const wasLive = this.#wasLive.delete(id)
    // Who disconnects a daemon knows that it is away.
    if (link.state === 'off') this.#awaySince.delete(id)
    else if (wasLive) this.#awaySince.set(id, now())
    const since = this.#awaySince.get(id)
    if (since === undefined || now() - since < limits().awayMs) return
    this.#awaySince.delete(id)
    const { message: text = '', says } = link.problem ?? {}
    const reason = says ?? (text === '' ? null : say('said', { text }))
    notice({ kind: 'lost', daemon: id, name, ...(reason && { body: say('news.lost.because', { reason }) }) })
  }

  #lookAtSpace({ id, name, link, freeBytes, folder }: Daemon): void {
    if (!alive.has(link.state) || freeBytes === null) return
    const { told, over, notice, limits } = this.#options
    const { lowFreeBytes } = limits()
    const mark = told(id, 'low')
    if (mark && freeBytes >= lowFreeBytes * enough) over(mark)
    if (mark || freeBytes >= lowFreeBytes) return
    const number = freeBytes
    notice({
      kind: 'low',
      daemon: id,
      name,
      body: folder === null ? say('news.low.left', { number }) : say('news.low.in', { number, folder }),
    })
  }

  #forget(daemon: DaemonId): void {
    this.#wasLive.delete(daemon)
    this.#awaySince.delete(daemon)
    this.#seenAt.delete(daemon)
  }
}
