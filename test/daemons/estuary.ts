import type { Address } from '../../preload/contract/address.ts'
import type { CallArgs, CallName, CallResult } from '../../preload/contract/calls.ts'
import type { FeedArgs, FeedItem, FeedName } from '../../preload/contract/feeds.ts'
import type { Answer, Problem } from '../../preload/contract/errors.ts'
import { RowsReader, type RowsStep } from '../../preload/contract/rows.ts'
import type { Torrent } from '../../preload/contract/torrents.ts'
import { type Daemon, type LinkState } from '../../preload/contract/daemons.ts'
import { type TorrentDetails } from '../../preload/contract/details.ts'
import { type HistoryEvent } from '../../preload/contract/events.ts'
import { keyOf } from '../../preload/contract/keys.ts'
import { type CoreOptions, openCore } from '../../main/core/app.ts'
import type { Caller, Core, Role } from '../../main/core/core.ts'
import { pagesOnly } from '../../main/core/means.ts'
import type { Keeper } from '../../main/store/keeper.ts'
import { silentLog } from '../../main/lib/log.ts'
import { lookedAt } from './certificate.ts'
import { accounts } from './config.ts'
import { removeFolder, temporaryFolder } from './folder.ts'
import { MemoryKeeper } from './memory.ts'

/** A call's answer that was not ok. */
export class Problems extends Error {
  readonly problem: Problem
  constructor(call: string, problem: Problem) {
    super(`${call}: ${problem.code}: ${problem.message}`)
    this.problem = problem
  }
}

/** Where a Deluge daemon is, as the contract has it. */
export function addressOf({ host, port }: { host: string; port: number }): Address {
  return { way: 'tls', host, port }
}

/** A program is never taken for somebody who looks; absent = a window. */
type OpenOptions = Partial<CoreOptions> & { role?: Role }

interface Wanted {
  holds: () => boolean
  resolve: () => void
}

/**
 * The whole program without a door: a core over a data folder of its own, and one window's view of it, held in the
 * same way as a window holds it.
 */
export class Estuary {
  daemons: Daemon[] = []
  /** By key (daemon/hash). */
  readonly rows = new Map<string, Torrent>()
  readonly events: HistoryEvent[] = []
  /** Of the torrent in focus (look); null = none, or its daemon cannot say. */
  details: TorrentDetails | null = null
  readonly #core: Core
  readonly #caller: Caller
  readonly #wanted = new Set<Wanted>()
  #holdsRows = true
  #stopLooking = (): void => {}
  readonly #reader = new RowsReader()

  private constructor(core: Core, role: Role) {
    this.#core = core
    this.#caller = core.enter(role)
    this.listen('daemons', {}, (daemons) => {
      this.daemons = daemons
      this.#changed()
    })
    this.listen('torrents', {}, ({ steps }) => {
      for (const step of steps) this.#apply(step)
      this.#changed()
    })
    this.listen('events', {}, (events) => {
      this.events.push(...events)
      this.#changed()
    })
  }

  static async open(dataFolder: string, keeper: Keeper, options: OpenOptions = {}): Promise<Estuary> {
    const { role = 'window', ...rest } = options
    const means = { door: 'web', version: '0.0.0', dataFolder, keeper, outside: pagesOnly } as const
    return new Estuary(await openCore(means, { log: silentLog, ...rest }), role)
  }

  listen<N extends FeedName>(
    name: N,
    args: FeedArgs<N>,
    item: (item: FeedItem<N>) => void,
    ended: (why: Problem) => void = () => {},
  ): () => void {
    return this.#caller.on(name, args, { item, ended })
  }

  /** Has this torrent in focus, as the details panel has. */
  look(key: string): void {
    this.#stopLooking()
    this.details = null
    this.#stopLooking = this.listen('details', { key }, (details) => {
      this.details = details
      this.#changed()
    })
  }

  /** Makes a call; fails with Problems when the answer is not ok. */
  async call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>> {
    return valueOf(name, await this.#caller.call(name, args))
  }

  /** Adds a daemon, whose certificate the person has looked at if it shows one; it connects by itself. Gives its id. */
  async add(
    to: { host: string; port: number },
    name: string,
    as: { username: string; password: string } = accounts.admin,
    looked?: { fingerprint?: string },
  ): Promise<string> {
    const { username, password } = as
    const certificate = looked ?? (await lookedAt(to))
    const account = { kind: 'deluge', address: addressOf(to), username, password, ...certificate }
    return (await this.call('daemons.add', { name, ...account })).id
  }

  daemon(id: string): Daemon {
    const daemon = this.daemons.find((one) => one.id === id)
    if (!daemon) throw new Error(`No daemon ${id} in the list.`)
    return daemon
  }

  /** undefined = the list does not name that daemon (yet). */
  linkState(id: string): LinkState | undefined {
    return this.daemons.find((one) => one.id === id)?.link.state
  }

  row(daemon: string, hash: string): Torrent | undefined {
    return this.rows.get(keyOf(daemon, hash))
  }

  rowsOf(daemon: string): Torrent[] {
    return [...this.rows].filter(([key]) => key.startsWith(`${daemon}/`)).map(([, row]) => row)
  }

  /** Waits until it holds, looked at after everything that arrives. */
  async until(what: string, holds: () => boolean, withinMs = 20_000): Promise<void> {
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const wanted = { holds, resolve: () => end(resolve) }
      const timer = setTimeout(() => end(() => reject(new Error(`Not within ${withinMs} ms: ${what}`))), withinMs)
      const end = (settle: () => void): void => {
        clearTimeout(timer)
        this.#wanted.delete(wanted)
        settle()
      }
      this.#wanted.add(wanted)
    })
  }

  async untilLink(id: string, state: LinkState, withinMs?: number): Promise<void> {
    await this.until(`daemon ${id} is ${state}`, () => this.linkState(id) === state, withinMs)
  }

  /**
   * Pauses all torrents of a daemon, and again those that go on: a daemon judges by what it knew up to 1.5 s ago, so it
   * leaves alone a torrent that its queue has just started, and answers as if that were done (observed on 2.2.0).
   */
  async pauseAll(daemon: string, withinMs = 40_000): Promise<void> {
    const deadline = Date.now() + withinMs
    const running = (): string[] =>
      this.rowsOf(daemon).flatMap(({ hash, state }) => (state === 'paused' ? [] : [keyOf(daemon, hash)]))
    let keys = this.rowsOf(daemon).map(({ hash }) => keyOf(daemon, hash))
    for (; keys.length > 0; keys = running()) {
      if (Date.now() > deadline) throw new Error(`Not paused within ${withinMs} ms: ${keys.join(', ')}`)
      const results = await this.call('torrents.pause', { keys })
      const problem = results.find((result) => result.problem)?.problem
      if (problem) throw new Problems('torrents.pause', problem)
      await this.until('all are paused', () => running().length === 0, 3_000).catch(() => {})
    }
  }

  /** Holds no rows from here on, as if the window were another process. */
  forgetRows(): void {
    this.#holdsRows = false
    this.rows.clear()
  }

  /** A person sits down at a window and makes one call. */
  async callAtWindow<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>> {
    return valueOf(name, await this.#core.enter('window').call(name, args))
  }

  /** The window closes; the core goes on without one. */
  leave(): void {
    this.#caller.leave()
  }

  async close(): Promise<void> {
    this.leave()
    await this.#core.close()
  }

  #apply(step: RowsStep): void {
    if (!this.#holdsRows) return
    const { daemon } = step
    const read = this.#reader.read(step, () => this.rowsOf(daemon).map(({ hash }) => hash))
    if (!read) throw new Error(`A step from revision ${step.from} came on top of another.`)
    for (const patch of read.put) {
      const key = keyOf(daemon, patch.hash)
      // A row that is new to us is whole: that is the contract.
      this.rows.set(key, { ...this.rows.get(key), ...patch } as Torrent)
    }
    for (const hash of read.drop) this.rows.delete(keyOf(daemon, hash))
  }

  #changed(): void {
    for (const { holds, resolve } of [...this.#wanted]) if (holds()) resolve()
  }
}

function valueOf<N extends CallName>(name: N, given: Answer<unknown>): CallResult<N> {
  const answer = given as Answer<CallResult<N>>
  if (!answer.ok) throw new Problems(name, answer.error)
  return answer.value
}

/** A data folder and a keeper that outlast the Estuary opened on them, as on a person's disk. */
export class Home {
  readonly folder = temporaryFolder('data')
  readonly keeper = new MemoryKeeper()

  open(options: OpenOptions = {}): Promise<Estuary> {
    return Estuary.open(this.folder, this.keeper, options)
  }

  remove(): void {
    removeFolder(this.folder)
  }
}
