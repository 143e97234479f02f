import * as v from 'valibot'
import { type CallName, calls, isForPersons } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { type FeedName, feeds } from '../../preload/contract/feeds.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import type { Clock } from '../lib/clock.ts'
import { Emitter } from '../lib/emitter.ts'
import { asFault, Fault, toProblem } from '../lib/fault.ts'
import type { OnFault } from '../lib/guard.ts'
import type { Parts, Self } from './context.ts'
import type { Caller, FeedListener, Role } from './core.ts'
import { handlers, openers } from './handlers.ts'
import { Listening } from './listening.ts'
import { permitFor } from './permit.ts'
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
      if (!isCall(name)) throw new Fault('invalid', `There is no call "${String(name)}".`)
      return { ok: true, value: await this.#carryOut(name, args) }
    } catch (error) {
      const fault = asFault(error)
      if (fault.code === 'internal') this.#app.log.error({ err: fault.cause ?? fault, call: name }, 'a call failed')
      return { ok: false, error: toProblem(fault) }
    }
  }

  on(name: unknown, args: unknown, listener: FeedListener): () => void {
    const listening = new Listening({
      name: String(name).slice(0, 50),
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
    this.#left()
  }

  watch(looked: Looked): void {
    this.#looked = looked
    this.#watch.set(this.#id, looked)
    for (const daemon of this.#app.roster.all()) daemon.sync.look()
    this.#looks.emit(looked)
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
      throw new Fault('unauthorized', 'Only a person at a window of Estuary may do this.')
    }
    const args = checked(calls[name].args, given, { call: name })
    const permit = permitFor(name, this.#app.roster)
    // The schema of this very name has checked them; TypeScript cannot follow that through two tables.
    return handlers[name]({ app: this.#app, self: this, permit }, args as never)
  }

  #open(name: unknown, given: unknown, sink: FeedListener & { failed: OnFault }, clock: Clock): () => void {
    if (!isFeed(name)) throw new Fault('invalid', `There is no feed "${String(name)}".`)
    const args = checked(feeds[name].args, given, { feed: name })
    return openers[name]({ app: { ...this.#app, clock }, self: this }, args as never, sink)
  }
}

/** What came from outside, as the schema has it. Fails with 'invalid' (details: what was called, the first field). */
function checked<T>(schema: v.GenericSchema<unknown, T>, given: unknown, about: Record<string, string>): T {
  const result = v.safeParse(schema, given ?? {}, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue) ?? undefined
  throw new Fault('invalid', issue.message, { details: { ...about, ...(field ? { field } : {}) } })
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}

function isFeed(name: unknown): name is FeedName {
  return typeof name === 'string' && Object.hasOwn(feeds, name)
}
