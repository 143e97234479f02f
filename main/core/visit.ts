import * as v from 'valibot'
import { type CallName, calls, type CheckedArgs } from '../../preload/contract/calls.ts'
import type { Answer } from '../../preload/contract/errors.ts'
import { type FeedItem, type FeedName, feeds } from '../../preload/contract/feeds.ts'
import type { DaemonId } from '../../preload/contract/keys.ts'
import { asFault, Fault, toProblem } from '../lib/fault.ts'
import type { Caller } from './core.ts'
import { RowsFeed } from './feed.ts'
import { handlers } from './handlers.ts'
import type { Managed } from './managed.ts'
import type { CallingWindow, Parts } from './parts.ts'
import { DetailsReader } from './services/details.ts'

/** One window's stay: what it listens to and looks at. */
export class Visit implements Caller, CallingWindow {
  readonly app: Parts
  readonly #self = Symbol('visit')
  readonly #stops = new Set<() => void>()
  readonly #rowFeeds = new Map<DaemonId, Set<RowsFeed>>()
  readonly #details = new Set<DetailsReader>()
  readonly #left: () => void
  #focus: string | null = null

  constructor(app: Parts, left: () => void) {
    this.app = app
    this.#left = left
    app.watch.enter(this.#self)
  }

  async call(name: unknown, args: unknown): Promise<Answer<unknown>> {
    try {
      if (!isCall(name)) throw new Fault('invalid', `There is no call "${String(name)}".`)
      return { ok: true, value: await this.#carryOut(name, args) }
    } catch (error) {
      const fault = asFault(error)
      if (fault.code === 'internal') this.app.log.error({ err: fault.cause ?? fault, call: name }, 'a call failed')
      return { ok: false, error: toProblem(fault) }
    }
  }

  on<N extends FeedName>(name: N, deliver: (item: FeedItem<N>) => void): () => void {
    if (!Object.hasOwn(feeds, name)) throw new Fault('invalid', `There is no feed "${name}".`)
    const stop = this.#listen[name](deliver)
    const once = (): void => {
      if (this.#stops.delete(once)) stop()
    }
    this.#stops.add(once)
    return once
  }

  leave(): void {
    for (const stop of [...this.#stops]) stop()
    this.app.watch.leave(this.#self)
    this.#left()
  }

  watch({ visible, selected, focus }: CheckedArgs<'view.watch'>): void {
    const keys = focus === null ? [...visible, ...selected] : [...visible, ...selected, focus]
    this.app.watch.set(this.#self, keys)
    this.#focus = focus
    for (const details of this.#details) details.focus(focus)
    for (const daemon of this.app.roster.all()) daemon.sync.look()
  }

  resend(daemon: DaemonId): void {
    for (const feed of this.#rowFeeds.get(daemon) ?? []) void feed.resend()
  }

  async #carryOut(name: CallName, args: unknown): Promise<unknown> {
    const checked = v.safeParse(calls[name].args, args ?? {})
    if (!checked.success) {
      const [issue] = checked.issues
      const field = v.getDotPath(issue) ?? undefined
      throw new Fault('invalid', issue.message, { details: { call: name, ...(field ? { field } : {}) } })
    }
    // The schema of this very name has checked them; TypeScript cannot follow that through two tables.
    return handlers[name](this, checked.output as never)
  }

  readonly #listen: { [N in FeedName]: (deliver: (item: FeedItem<N>) => void) => () => void } = {
    daemons: (deliver) => {
      deliver(this.app.roster.list())
      return this.app.roster.changed.on(deliver)
    },
    torrents: (deliver) => this.#listenToRows(deliver),
    events: (deliver) => this.app.history.told.on(deliver),
    details: (deliver) => {
      const reader = new DetailsReader(this.app.roster, this.app.clock, deliver)
      this.#details.add(reader)
      reader.focus(this.#focus)
      return () => {
        this.#details.delete(reader)
        reader.stop()
      }
    },
    settings: (deliver) => {
      deliver(this.app.settings.get())
      return this.app.settings.changed.on(deliver)
    },
    links: (deliver) => this.app.inbox.on(deliver),
    notices: (deliver) => this.app.notices.told.on(deliver),
  }

  #listenToRows(deliver: (item: FeedItem<'torrents'>) => void): () => void {
    const own = new Map<DaemonId, RowsFeed>()
    const open = ({ id, rows }: Managed): void => {
      const feed = new RowsFeed(rows, deliver)
      own.set(id, feed)
      const feeds = this.#rowFeeds.get(id) ?? new Set()
      this.#rowFeeds.set(id, feeds.add(feed))
    }
    const shut = (id: DaemonId): void => {
      const feed = own.get(id)
      if (!feed) return
      feed.stop()
      own.delete(id)
      this.#rowFeeds.get(id)?.delete(feed)
    }
    for (const daemon of this.app.roster.all()) open(daemon)
    const stops = [this.app.roster.added.on(open), this.app.roster.removed.on(shut)]
    return () => {
      for (const stop of stops) stop()
      for (const id of [...own.keys()]) shut(id)
    }
  }
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}
