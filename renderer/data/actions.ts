import type { Bridge } from '../../preload/contract/bridge.ts'
import type { CallName } from '../../preload/contract/calls.ts'
import type { ItemResult, TorrentState } from '../../preload/contract/torrents.ts'
import type { Answer, Problem } from '../../preload/contract/errors.ts'
import { splitKey, type TorrentKey } from '../../preload/contract/keys.ts'
import type { MoveTarget } from '../../preload/contract/moves.ts'
import type { TorrentOptions } from '../../preload/contract/options.ts'
import type { OptionShare } from '../view/options.ts'
import type { Toast } from '../view/toasts.ts'
import { problemText } from '../text/told.ts'
import { removeWords, t, type Verb } from '../text/words.ts'
import type { Daemons } from './daemons.svelte.ts'
import type { Dialogs, MassVerb, SwitchVerb } from './dialogs.svelte.ts'
import { download } from './files.ts'
import type { Listing } from './listing.svelte.ts'
import type { Pending } from './pending.svelte.ts'
import type { Removals } from './removals.svelte.ts'
import { failureLines, type Names, repeatable, summarise, type Summary } from './results.ts'
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
  remove: 'removals.begin',
  removeFiles: 'removals.begin',
  queue: 'torrents.queue',
  rename: 'torrents.rename',
  move: 'torrents.move',
  label: 'options.set',
  options: 'options.set',
} as const satisfies Record<Verb, CallName>

/** What of torrents can be copied. */
export type Copied = 'name' | 'magnet' | 'hash' | 'path'

const queueVerbs = { top: 'queueTop', up: 'queueUp', down: 'queueDown', bottom: 'queueBottom' } as const
const moves = { queueTop: 'top', queueUp: 'up', queueDown: 'down', queueBottom: 'bottom' } as const

/** The call that a verb is, for asking whether a daemon can do it. */
export function massCall(verb: MassVerb): CallName {
  return verb in moves ? 'torrents.queue' : callOf[verb as Exclude<MassVerb, keyof typeof moves>]
}

/** More than this are acted on only after a question that shows the plan. */
export const askAbove = 50

interface ActionsOptions {
  bridge: Bridge
  torrents: Torrents
  daemons: Daemons
  pending: Pending
  toasts: Toasts
  dialogs: Dialogs
  removals: Removals
  listing: Listing
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
  readonly #removals: Removals
  readonly #listing: Listing
  readonly #places: Places

  constructor({ bridge, torrents, daemons, pending, removals, toasts, dialogs, listing, places }: ActionsOptions) {
    this.#bridge = bridge
    this.#torrents = torrents
    this.#daemons = daemons
    this.#pending = pending
    this.#toasts = toasts
    this.#dialogs = dialogs
    this.#removals = removals
    this.#listing = listing
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

  /** Does it without asking. */
  async carryOut(verb: MassVerb, keys: readonly TorrentKey[]): Promise<void> {
    if (verb === 'pause' || verb === 'resume') return this.#switch(verb, keys)
    if (verb === 'recheck' || verb === 'reannounce') {
      await this.#run(verb, keys, (of) => this.#bridge.call(callOf[verb], { keys: of }))
      return
    }
    await this.#run('queue', keys, (of) => this.#bridge.call('torrents.queue', { keys: of, to: moves[verb] }))
  }

  /** Pauses or resumes, and offers to take back what that changed. */
  async #switch(verb: SwitchVerb, keys: readonly TorrentKey[]): Promise<void> {
    const changing = new Set(keys.filter((key) => isUndoable(verb, this.#torrents.rows.get(key)?.state)))
    const results = await this.#run(
      verb,
      keys,
      (of) => this.#bridge.call(callOf[verb], { keys: of }),
      (done) => {
        const changed = done.filter((key) => changing.has(key))
        if (changed.length === 0) return undefined
        return { word: t.results.undo, run: () => void this.#takeBack(verb, changed) }
      },
      (failed) => this.#switch(verb, failed),
    )
    const changed = results.filter((key) => changing.has(key))
    if (verb === 'pause' && changed.length > askAbove) this.together.note(changed, Date.now())
  }

  /** Of many torrents the plan is shown first. */
  recheck(keys: readonly TorrentKey[]): Promise<void> {
    return this.#askOrDo('recheck', keys)
  }

  /** Of many torrents the plan is shown first. */
  reannounce(keys: readonly TorrentKey[]): Promise<void> {
    return this.#askOrDo('reannounce', keys)
  }

  /** The rows stay until that is sent; what was selected is then the next one. */
  async remove(keys: readonly TorrentKey[], withFiles: boolean): Promise<void> {
    this.#listing.leave(await this.#removals.begin(this.#removals.staying(keys), withFiles))
  }

  /** Sets a label, which is made where there is none such; empty = none. */
  label(keys: readonly TorrentKey[], label: string): Promise<readonly TorrentKey[]> {
    const change = { label }
    return this.#change('label', keys, () => change)
  }

  /** Changes options; each daemon's torrents by what is asked of that daemon, and those of no such daemon stay. */
  setOptions(keys: readonly TorrentKey[], parts: readonly OptionShare[]): Promise<readonly TorrentKey[]> {
    const changes = new Map(parts.flatMap(({ daemons, change }) => daemons.map((id) => [id, change] as const)))
    const changeOf = (key: TorrentKey): TorrentOptions | undefined => changes.get(splitKey(key).daemon)
    const asked = keys.filter((key) => changeOf(key) !== undefined)
    return this.#change('options', asked, (key) => changeOf(key) ?? {})
  }

  /** @param changeOf the same object for torrents that are asked for together */
  #change(
    verb: Verb,
    keys: readonly TorrentKey[],
    changeOf: (key: TorrentKey) => TorrentOptions,
  ): Promise<readonly TorrentKey[]> {
    const one = async (change: TorrentOptions, of: TorrentKey[]): Promise<ItemResult[]> => {
      const answer = await this.#bridge.call('options.set', { keys: of, change })
      if (!answer.ok) return of.map((key) => ({ key, problem: answer.error }))
      return answer.value.map(({ key, failed }) => ({ key, problem: failed[0]?.problem ?? null }))
    }
    return this.#run(verb, keys, async (of) => {
      const groups = [...Map.groupBy(of, changeOf)].map(([change, own]) => one(change, own))
      return { ok: true, value: (await Promise.all(groups)).flat() }
    })
  }

  /** Begins to move what they have to a folder of each daemon; how it ends is said when it has. */
  move(keys: readonly TorrentKey[], targets: readonly MoveTarget[]): Promise<readonly TorrentKey[]> {
    return this.#run('move', keys, (of) => this.#bridge.call('torrents.move', { keys: of, targets: [...targets] }))
  }

  /** Of many torrents the plan is shown first. */
  queue(keys: readonly TorrentKey[], to: QueueMove): Promise<void> {
    return this.#askOrDo(queueVerbs[to], keys)
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
    const staying = this.#removals.staying(keys)
    if (staying.length === 0) return removeWords.whyGoing
    const daemons = new Set<string>()
    for (const key of staying) daemons.add(splitKey(key).daemon)
    const reasons = new Set<string>()
    for (const id of daemons) {
      const reason = this.#daemons.mayCall(callOf[verb], id, verb === 'removeFiles' ? 'remove-files' : null)
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

  /** Saves the files that torrents were added with, where the person says. */
  async saveFiles(keys: readonly TorrentKey[]): Promise<void> {
    const [first] = keys
    if (first !== undefined && keys.length === 1) return this.#saveFile(first)
    const answer = await this.#bridge.call('torrents.saveFiles', { keys: [...keys] })
    if (!answer.ok) {
      this.#toasts.say(problemText(answer.error), 'bad')
      return
    }
    if (answer.value.is === 'declined') return
    if (answer.value.is === 'yours') download(answer.value.name, [bytesOf(answer.value.content)])
    const failed = answer.value.results.filter(({ problem }) => problem !== null)
    const saved = answer.value.results.length - failed.length
    const text = t.results.savedFiles(saved, answer.value.results.length)
    this.#toasts.say(text, failed.length === 0 ? 'ok' : 'bad', { lines: failureLines(failed, this.#names) })
  }

  async #saveFile(key: TorrentKey): Promise<void> {
    const answer = await this.#bridge.call('torrents.saveFile', { key })
    if (!answer.ok) {
      this.#toasts.say(problemText(answer.error), 'bad')
      return
    }
    if (answer.value.is === 'declined') return
    if (answer.value.is === 'yours') {
      const { name, content } = answer.value
      download(name, [bytesOf(content)])
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
  async #takeBack(verb: SwitchVerb, changed: readonly TorrentKey[]): Promise<void> {
    const back = verb === 'pause' ? 'resume' : 'pause'
    // What is so again already is asked for all the same: a row may not know yet what became of the first.
    const there = changed.filter((key) => this.#torrents.rows.has(key))
    if (there.length === 0) return
    await this.#run(back, there, (of) => this.#bridge.call(callOf[back], { keys: of }))
  }

  /** @returns the torrents that it was done to */
  async #run(
    verb: Verb,
    given: readonly TorrentKey[],
    call: (keys: TorrentKey[]) => Promise<Answer<ItemResult[]>>,
    offer: (done: readonly TorrentKey[]) => Toast['act'] = () => undefined,
    repeat: (keys: readonly TorrentKey[]) => unknown = (keys) => this.#run(verb, keys, call, offer),
  ): Promise<readonly TorrentKey[]> {
    const keys = this.#removals.staying(given)
    if (keys.length === 0) {
      this.#toasts.say(given.length > 0 ? removeWords.whyGoing : t.results.chooseFirst, 'bad')
      return []
    }
    const settle = this.#pending.begin(verb, keys)
    const answer = await call([...keys])
    const results = answer.ok ? answer.value : keys.map((key) => ({ key, problem: answer.error }))
    const failed = results.filter(({ problem }) => problem)
    settle(new Set(failed.map(({ key }) => key)))
    const done = results.filter(({ problem }) => !problem).map(({ key }) => key)
    const { text, tone, lines } = this.#summarise(verb, done.length, failed)
    const act = offer(done)
    const repeated = repeatable(failed)
    const again = { word: t.results.again, run: () => void repeat(repeated) }
    this.#toasts.say(text, tone, { lines, ...(act ? { act } : {}), ...(repeated.length > 0 ? { again } : {}) })
    return done
  }

  #summarise(verb: Verb, done: number, failed: readonly ItemResult[]): Summary {
    return summarise(verb, done, failed, this.#names)
  }

  get #names(): Names {
    return {
      torrent: (key) => this.#torrents.rows.get(key)?.name,
      daemon: (id) => this.#daemons.name(id),
    }
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

/** Whether resuming is what would change something. */
function isAtRest(state: TorrentState | undefined): boolean {
  return state === 'paused' || state === 'error' || state === 'unknown'
}

/** Whether pausing or resuming makes a difference to a torrent in this state. */
export function wouldChange(verb: SwitchVerb, state: TorrentState): boolean {
  return isAtRest(state) === (verb === 'resume')
}

/** Whether the other verb takes that back: what resuming does to an error cannot be. */
function isUndoable(verb: SwitchVerb, state: TorrentState | undefined): boolean {
  return state !== undefined && wouldChange(verb, state) && (verb === 'pause' || state === 'paused')
}
