import type { Bridge } from '../../preload/contract/bridge.ts'
import type { CallName } from '../../preload/contract/calls.ts'
import type { ItemResult, TorrentState } from '../../preload/contract/torrents.ts'
import type { Answer, Problem } from '../../preload/contract/errors.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { Toast } from '../view/toasts.ts'
import { problemText } from '../text/told.ts'
import { t, type Verb } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Dialogs, MassVerb } from './dialogs.svelte.ts'
import { download } from './files.ts'
import type { Pending } from './pending.svelte.ts'
import { summarise, type Summary } from './results.ts'
import type { Toasts } from './toasts.svelte.ts'
import { Together } from './together.ts'
import type { Places } from './places.ts'
import type { Torrents } from './torrents.svelte.ts'

export type QueueMove = 'top' | 'up' | 'down' | 'bottom'

const callOf = {
  pause: 'torrents.pause',
  resume: 'torrents.resume',
  recheck: 'torrents.recheck',
  reannounce: 'torrents.reannounce',
  remove: 'torrents.remove',
  removeFiles: 'torrents.remove',
  queue: 'torrents.queue',
  rename: 'torrents.rename',
} as const satisfies Record<Verb, CallName>

/** What of torrents can be copied. */
export type Copied = 'name' | 'magnet' | 'hash' | 'path'

/** More than this are paused or resumed only after a question that shows the plan. */
export const askAbove = 50

interface ActionsOptions {
  bridge: Bridge
  torrents: Torrents
  daemons: Daemons
  pending: Pending
  toasts: Toasts
  dialogs: Dialogs
  places: Places
}

/** What can be done to torrents: each verb makes its call, marks the rows meanwhile and says how it went. */
export class Actions {
  /** What was paused in one go. */
  readonly together = new Together()
  readonly #bridge: Bridge
  readonly #torrents: Torrents
  readonly #daemons: Daemons
  readonly #pending: Pending
  readonly #toasts: Toasts
  readonly #dialogs: Dialogs
  readonly #places: Places

  constructor({ bridge, torrents, daemons, pending, toasts, dialogs, places }: ActionsOptions) {
    this.#bridge = bridge
    this.#torrents = torrents
    this.#daemons = daemons
    this.#pending = pending
    this.#toasts = toasts
    this.#dialogs = dialogs
    this.#places = places
  }

  /** Of many torrents the plan is shown first. */
  pause(keys: readonly TorrentKey[]): Promise<void> {
    return this.#askOrDo('pause', keys)
  }

  /** Of many torrents the plan is shown first. */
  resume(keys: readonly TorrentKey[]): Promise<void> {
    return this.#askOrDo('resume', keys)
  }

  /** Pauses what runs; where nothing of it does, resumes. What cannot be reached now has no say in which of the two. */
  toggle(keys: readonly TorrentKey[]): Promise<void> {
    const reached = keys.filter((key) => this.#daemons.mayCall('torrents.pause', splitKey(key).daemon) === null)
    const running = reached.filter((key) => !isAtRest(this.#torrents.rows.get(key)?.state))
    if (running.length > 0) return this.pause(running)
    return this.resume(reached.length > 0 ? reached : keys)
  }

  /** Pauses or resumes without asking, and offers to take back what that changed. */
  async carryOut(verb: MassVerb, keys: readonly TorrentKey[]): Promise<void> {
    const changing = new Set(keys.filter((key) => isUndoable(verb, this.#torrents.rows.get(key)?.state)))
    const results = await this.#run(
      verb,
      keys,
      () => this.#bridge.call(callOf[verb], { keys: [...keys] }),
      (done) => {
        const changed = done.filter((key) => changing.has(key))
        if (changed.length === 0) return undefined
        return { word: t.results.undo, run: () => void this.#takeBack(verb, changed) }
      },
    )
    const changed = results.filter((key) => changing.has(key))
    if (verb === 'pause' && changed.length > askAbove) this.together.note(changed, Date.now())
  }

  recheck(keys: readonly TorrentKey[]): Promise<readonly TorrentKey[]> {
    return this.#run('recheck', keys, () => this.#bridge.call('torrents.recheck', { keys: [...keys] }))
  }

  reannounce(keys: readonly TorrentKey[]): Promise<readonly TorrentKey[]> {
    return this.#run('reannounce', keys, () => this.#bridge.call('torrents.reannounce', { keys: [...keys] }))
  }

  remove(keys: readonly TorrentKey[], withFiles: boolean): Promise<readonly TorrentKey[]> {
    const verb = withFiles ? 'removeFiles' : 'remove'
    return this.#run(verb, keys, () => this.#bridge.call('torrents.remove', { keys: [...keys], withFiles }))
  }

  queue(keys: readonly TorrentKey[], to: QueueMove): Promise<readonly TorrentKey[]> {
    return this.#run('queue', keys, () => this.#bridge.call('torrents.queue', { keys: [...keys], to }))
  }

  /** Answers when the torrent has its new name; null = it has. What is said of it is the caller's business. */
  async rename(key: TorrentKey, name: string, withFiles: boolean): Promise<Problem | null> {
    const settle = this.#pending.begin('rename', [key])
    const answer = await this.#bridge.call('torrents.rename', { key, name, withFiles })
    settle(new Set(answer.ok ? [] : [key]))
    return answer.ok ? null : answer.error
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

  /** Shows where a torrent lies, in the system's own program for files. */
  async showFolder(key: TorrentKey): Promise<void> {
    const answer = await this.#bridge.call('folders.show', { key })
    if (!answer.ok) this.#toasts.say(problemText(answer.error), 'bad')
  }

  /** Saves the file that a torrent was added with, where the person says. */
  async saveFile(key: TorrentKey): Promise<void> {
    const answer = await this.#bridge.call('torrents.saveFile', { key })
    if (!answer.ok) {
      this.#toasts.say(problemText(answer.error), 'bad')
      return
    }
    if (answer.value.is === 'declined') return
    if (answer.value.is === 'yours') {
      const { name, content } = answer.value
      download(
        name,
        Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)),
      )
    }
    this.#toasts.say(t.results.savedFile, 'ok')
  }

  /** Why its place cannot be shown, in words for the person; null = it can. */
  whyNotShown(keys: readonly TorrentKey[]): string | null {
    const [key] = keys
    return key === undefined ? t.results.chooseFirst : this.#places.why(key)
  }

  /** Puts lines about these torrents on the clipboard. */
  async copy(what: Copied, keys: readonly TorrentKey[]): Promise<void> {
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
  async #linesAbout(what: Copied, keys: readonly TorrentKey[]): Promise<string[] | null> {
    if (what === 'path') return keys.flatMap((key) => this.#places.pathOf(key) ?? [])
    if (what !== 'magnet') return keys.flatMap((key) => this.#torrents.rows.get(key)?.[what] ?? [])
    const known = keys.filter((key) => this.#torrents.rows.has(key))
    const answer = await this.#bridge.call('torrents.magnets', { keys: known })
    if (answer.ok) return answer.value
    this.#toasts.say(problemText(answer.error), 'bad')
    return null
  }

  async #askOrDo(verb: MassVerb, keys: readonly TorrentKey[]): Promise<void> {
    if (keys.length > askAbove) this.#dialogs.show({ kind: 'mass', verb, keys })
    else await this.carryOut(verb, keys)
  }

  /** The other verb, on exactly what one has changed. */
  async #takeBack(verb: MassVerb, changed: readonly TorrentKey[]): Promise<void> {
    const back = verb === 'pause' ? 'resume' : 'pause'
    const there = changed.filter((key) => this.#torrents.rows.has(key))
    await this.#run(back, there, () => this.#bridge.call(callOf[back], { keys: [...there] }))
  }

  /** @returns the torrents that it was done to */
  async #run(
    verb: Verb,
    keys: readonly TorrentKey[],
    call: () => Promise<Answer<ItemResult[]>>,
    offer: (done: readonly TorrentKey[]) => Toast['act'] = () => undefined,
  ): Promise<readonly TorrentKey[]> {
    if (keys.length === 0) {
      this.#toasts.say(t.results.chooseFirst, 'bad')
      return []
    }
    const settle = this.#pending.begin(verb, keys)
    const answer = await call()
    const results = answer.ok ? answer.value : keys.map((key) => ({ key, problem: answer.error }))
    settle(new Set(results.filter(({ problem }) => problem).map(({ key }) => key)))
    const done = results.filter(({ problem }) => !problem).map(({ key }) => key)
    const { text, tone, lines } = this.#summarise(verb, results)
    const act = offer(done)
    this.#toasts.say(text, tone, { lines, ...(act ? { act } : {}) })
    return done
  }

  #summarise(verb: Verb, results: readonly ItemResult[]): Summary {
    return summarise(verb, results, {
      torrent: (key) => this.#torrents.rows.get(key)?.name,
      daemon: (id) => this.#daemons.name(id),
    })
  }
}

/** Whether resuming is what would change something. */
function isAtRest(state: TorrentState | undefined): boolean {
  return state === 'paused' || state === 'error' || state === 'unknown'
}

/** Whether pausing or resuming makes a difference to a torrent in this state. */
export function wouldChange(verb: MassVerb, state: TorrentState): boolean {
  return isAtRest(state) === (verb === 'resume')
}

/** Whether the other verb takes that back: what resuming does to an error cannot be. */
function isUndoable(verb: MassVerb, state: TorrentState | undefined): boolean {
  return state !== undefined && wouldChange(verb, state) && (verb === 'pause' || state === 'paused')
}
