import type { Bridge } from '../../preload/contract/bridge.ts'
import type { CallName } from '../../preload/contract/calls.ts'
import type { ItemResult, TorrentState } from '../../preload/contract/torrents.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import { problemText } from '../text/told.ts'
import { t, type Verb } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Pending } from './pending.svelte.ts'
import type { Toasts } from './toasts.svelte.ts'
import type { Torrents } from './torrents.svelte.ts'

export interface Summary {
  readonly text: string
  /** bad = at least one torrent was left out. */
  readonly tone: 'ok' | 'bad'
}

export type QueueMove = 'top' | 'up' | 'down' | 'bottom'

const callOf: Record<Verb, CallName> = {
  pause: 'torrents.pause',
  resume: 'torrents.resume',
  recheck: 'torrents.recheck',
  reannounce: 'torrents.reannounce',
  remove: 'torrents.remove',
  removeFiles: 'torrents.remove',
  queue: 'torrents.queue',
}

/** So many different reasons are told one by one. */
const mostReasons = 3

/** What can be done to torrents: each verb makes its call, marks the rows meanwhile and says how it went. */
export class Actions {
  readonly #bridge: Bridge
  readonly #torrents: Torrents
  readonly #daemons: Daemons
  readonly #pending: Pending
  readonly #toasts: Toasts

  constructor(bridge: Bridge, torrents: Torrents, daemons: Daemons, pending: Pending, toasts: Toasts) {
    this.#bridge = bridge
    this.#torrents = torrents
    this.#daemons = daemons
    this.#pending = pending
    this.#toasts = toasts
  }

  pause(keys: readonly TorrentKey[]): Promise<Summary> {
    return this.#run('pause', keys, () => this.#bridge.call('torrents.pause', { keys: [...keys] }))
  }

  resume(keys: readonly TorrentKey[]): Promise<Summary> {
    return this.#run('resume', keys, () => this.#bridge.call('torrents.resume', { keys: [...keys] }))
  }

  /** Pauses what runs; where nothing of it does, resumes. What cannot be reached now has no say in which of the two. */
  toggle(keys: readonly TorrentKey[]): Promise<Summary> {
    const reached = keys.filter((key) => this.#daemons.mayCall('torrents.pause', splitKey(key).daemon) === null)
    const running = reached.filter((key) => !isAtRest(this.#torrents.rows.get(key)?.state))
    if (running.length > 0) return this.pause(running)
    return this.resume(reached.length > 0 ? reached : keys)
  }

  recheck(keys: readonly TorrentKey[]): Promise<Summary> {
    return this.#run('recheck', keys, () => this.#bridge.call('torrents.recheck', { keys: [...keys] }))
  }

  reannounce(keys: readonly TorrentKey[]): Promise<Summary> {
    return this.#run('reannounce', keys, () => this.#bridge.call('torrents.reannounce', { keys: [...keys] }))
  }

  remove(keys: readonly TorrentKey[], withFiles: boolean): Promise<Summary> {
    const verb = withFiles ? 'removeFiles' : 'remove'
    return this.#run(verb, keys, () => this.#bridge.call('torrents.remove', { keys: [...keys], withFiles }))
  }

  queue(keys: readonly TorrentKey[], to: QueueMove): Promise<Summary> {
    return this.#run('queue', keys, () => this.#bridge.call('torrents.queue', { keys: [...keys], to }))
  }

  /** Why a verb cannot be done to any of these torrents now, in words; null = to some at least it can. */
  why(verb: Verb, keys: readonly TorrentKey[]): string | null {
    if (keys.length === 0) return t.results.chooseFirst
    const daemons = new Set<string>()
    for (const key of keys) daemons.add(splitKey(key).daemon)
    const reasons = new Set<string>()
    for (const id of daemons) {
      const reason = this.#daemons.mayCall(callOf[verb], id)
      if (reason === null) return null
      reasons.add(reason)
    }
    return [...reasons].join(' ')
  }

  /** Puts lines about these torrents on the clipboard. */
  async copy(what: 'name' | 'magnet' | 'hash', keys: readonly TorrentKey[]): Promise<void> {
    const lines = await this.#linesAbout(what, keys)
    if (lines === null) return
    try {
      await navigator.clipboard.writeText(lines.join('\n'))
      this.#toasts.say(t.results.copied[what](lines.length), 'ok')
    } catch {
      this.#toasts.say(t.results.notCopied, 'bad')
    }
  }

  /** null = there are none, which was said. */
  async #linesAbout(what: 'name' | 'magnet' | 'hash', keys: readonly TorrentKey[]): Promise<string[] | null> {
    if (what !== 'magnet') return keys.flatMap((key) => this.#torrents.rows.get(key)?.[what] ?? [])
    const known = keys.filter((key) => this.#torrents.rows.has(key))
    const answer = await this.#bridge.call('torrents.magnets', { keys: known })
    if (answer.ok) return answer.value
    this.#toasts.say(answer.error.message, 'bad')
    return null
  }

  async #run(verb: Verb, keys: readonly TorrentKey[], call: () => Promise<Answer<ItemResult[]>>): Promise<Summary> {
    if (keys.length === 0) return this.#say({ text: t.results.chooseFirst, tone: 'bad' })
    const settle = this.#pending.begin(verb, keys)
    const answer = await call()
    const results = answer.ok ? answer.value : keys.map((key) => ({ key, problem: answer.error }))
    settle(new Set(results.filter(({ problem }) => problem).map(({ key }) => key)))
    return this.#say(summarise(verb, results))
  }

  #say(summary: Summary): Summary {
    this.#toasts.say(summary.text, summary.tone)
    return summary
  }
}

/** Whether resuming is what would change something. */
function isAtRest(state: TorrentState | undefined): boolean {
  return state === 'paused' || state === 'error' || state === 'unknown'
}

/** How a verb went, in one or two sentences; whatever failed is named with its reason. */
export function summarise(verb: Verb, results: readonly ItemResult[]): Summary {
  const words = t.verbs[verb]
  const reasons = new Map<string, number>()
  for (const { problem } of results) {
    if (!problem) continue
    const reason = problemText(problem)
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const failed = results.filter(({ problem }) => problem).length
  const done = results.length - failed
  if (failed === 0) {
    const text = verb === 'removeFiles' ? t.results.removedWithFiles(done) : t.results.all(words.done, done)
    return { text, tone: 'ok' }
  }
  const head = done === 0 ? t.results.nothing(words.past, failed) : t.results.some(words.past, done, results.length)
  // The most frequent reason first.
  const ranked = [...reasons].sort((a, b) => b[1] - a[1])
  const told = ranked.slice(0, mostReasons).map(([message, number]) => t.results.reason(message, number))
  const rest = ranked.length > mostReasons ? [t.results.moreReasons(ranked.length - mostReasons)] : []
  return { text: [head, ...told, ...rest].join(' '), tone: 'bad' }
}
