import { say } from '../../preload/words/sentences.ts'
import { type CallName, calls, isForPersons } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { isDeed } from '../../preload/contract/deeds.ts'
import { type FeedName, feeds } from '../../preload/contract/feeds.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import { asFault, Fault, toProblem } from '../lib/fault.ts'
import type { OnFault } from '../lib/guard.ts'
import { checked, cited } from './arguments.ts'
import type { Begun } from './audit/service.ts'
import type { Parts, Self } from './context.ts'
import type { Caller, FeedListener, Role } from './core.ts'
import { handlers, openers } from './handlers.ts'
import { Listening } from './listening.ts'
import { permitFor } from './permit.ts'
import { type Extent, extentOf } from './extent.ts'
import type { Looked, Watch } from './watch.ts'

/** One caller's stay, and the one place where calls and feeds enter: their names, arguments and rights are checked here. */
export class Guest implements Caller, Self {
  readonly role: Role
  readonly #app: Parts
  readonly #watch: Watch
  readonly #id = Symbol('guest')
  readonly #listenings = new Set<Listening>()
  readonly #resends = new Emitter<DaemonId>()
  readonly #looks = new Emitter<Looked>()
  readonly #left: () => void
  #looked: Looked = { keys: [], by: [] }

  constructor(role: Role, app: Parts, watch: Watch, left: () => void) {
    this.role = role
    this.#app = app
    this.#watch = watch
    this.#left = left
    // A program is never taken for somebody who looks.
    if (role === 'window') watch.enter(this.#id)
  }

  async call(name: unknown, args: unknown): Promise<Answer<unknown>> {
    try {
      if (!isCall(name)) throw nothingNamed('call', name)
      return { ok: true, value: await this.#carryOut(name, args) }
    } catch (error) {
      const fault = asFault(error)
      if (fault.code === 'internal') this.#app.log.error({ err: fault.cause ?? fault, call: name }, 'a call failed')
      return { ok: false, error: toProblem(fault) }
    }
  }

  on(name: unknown, args: unknown, listener: FeedListener): () => void {
    const listening = new Listening({
      name: cited(typeof name === 'string' ? name : typeof name),
      clock: this.#app.clock,
      log: this.#app.log,
      listener,
      open: (sink, clock) => this.#open(name, args, sink, clock),
      over: () => this.#listenings.delete(listening),
    })
    this.#listenings.add(listening)
    listening.begin()
    return () => listening.stop()
  }

  leave(): void {
    for (const listening of [...this.#listenings]) listening.stop()
    this.#watch.leave(this.#id)
    this.#app.attention.leave(this.#id)
    this.#left()
  }

  watch(looked: Looked): void {
    this.#looked = looked
    this.#watch.set(this.#id, looked)
    for (const daemon of this.#app.roster.all()) daemon.sync.look()
    this.#looks.emit(looked)
  }

  attend(focused: boolean): void {
    this.#app.attention.set(this.#id, focused)
  }

  onWatch(listener: (looked: Looked) => void): () => void {
    listener(this.#looked)
    return this.#looks.on(listener)
  }

  onResend(listener: (daemon: DaemonId) => void): () => void {
    return this.#resends.on(listener)
  }

  resend(daemon: DaemonId): void {
    this.#resends.emit(daemon)
  }

  async #carryOut(name: CallName, given: unknown): Promise<unknown> {
    if (this.role !== 'window' && isForPersons(name)) {
      throw new Fault('unauthorized', say('estuary.person'))
    }
    const args = checked(calls[name].args, callExtents[name], given, { call: name })
    if (!isDeed(name, args)) return this.#handle(name, args, null)
    // On the disk before it is done. What cannot be written down is not done.
    const begun = await this.#app.audit.begin(this.role, name, args)
    try {
      const value = await this.#handle(name, args, begun)
      begun.answered(value)
      return value
    } catch (error) {
      begun.failed(error)
      throw error
    }
  }

  #handle(name: CallName, args: object, deed: Begun | null): unknown {
    const permit = permitFor(name, this.#app.roster)
    // The schema of this very name has checked them; TypeScript cannot follow that through two tables.
    return handlers[name]({ app: this.#app, self: this, permit, deed }, args as never)
  }

  #open(name: unknown, given: unknown, sink: FeedListener & { failed: OnFault }, clock: Clock): () => void {
    if (!isFeed(name)) throw nothingNamed('feed', name)
    const args = checked(feeds[name].args, feedExtents[name], given, { feed: name })
    return openers[name]({ app: { ...this.#app, clock }, self: this }, args as never, sink)
  }
}

/** How much the arguments of each may hold. */
const callExtents = extentsOf(calls)
const feedExtents = extentsOf(feeds)

function extentsOf<N extends string>(specs: Readonly<Record<N, { args: Parameters<typeof extentOf>[0] }>>) {
  const names = Object.keys(specs) as N[]
  return Object.fromEntries(names.map((name) => [name, extentOf(specs[name].args)])) as Record<N, Extent>
}

/** The name is anything at all: a text of any length, or an object that cannot be written as one. */
function nothingNamed(what: 'call' | 'feed', name: unknown): Fault {
  const isText = typeof name === 'string'
  return new Fault('invalid', isText ? say(`${what}.unknown`, { name: cited(name) }) : say(`${what}.unnamed`))
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}

function isFeed(name: unknown): name is FeedName {
  return typeof name === 'string' && Object.hasOwn(feeds, name)
}
