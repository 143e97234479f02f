import type { Handed } from '../../../preload/contract/app.ts'
import type { Lead } from '../../../preload/contract/notices.ts'
import type { Answer, Problem } from '../../../preload/contract/errors.ts'
import { type FeedItem, type FeedName, feeds } from '../../../preload/contract/feeds.ts'
import type { Caller, Core, FeedListener, Role } from '../../../main/core/core.ts'

interface Listening {
  name: unknown
  args: unknown
  listener: FeedListener
}

/** A core that answers every call with its own arguments and sends what a test tells it to. */
export class FakeCore implements Core {
  /** Of the callers, in the order in which they entered. */
  readonly roles: Role[] = []
  readonly made: { caller: number; name: unknown; args: unknown }[] = []
  readonly left: number[] = []
  readonly present = new Map<FeedName, unknown>()
  readonly #listenings = new Set<Listening>()
  answer: (name: unknown, args: unknown) => Answer<unknown> = (_name, args) => ({ ok: true, value: args })
  closed = false
  wakings = 0
  readonly handed: Handed[] = []
  readonly led: Lead[] = []

  enter(role: Role): Caller {
    const caller = this.roles.push(role) - 1
    return {
      call: (name, args) => {
        this.made.push({ caller, name, args })
        return Promise.resolve(this.answer(name, args))
      },
      on: (name, args, listener) => this.#listen({ name, args, listener }),
      leave: () => void this.left.push(caller),
    }
  }

  waitingRemovals = 0
  settleRemovals(): Promise<void> {
    return Promise.resolve()
  }

  wake(): void {
    this.wakings += 1
  }

  handOver(handed: Handed): void {
    this.handed.push(handed)
  }

  lead(lead: Lead): void {
    this.led.push(lead)
  }

  /** Tells all who listen to a feed, or those of them with these arguments. */
  emit<N extends FeedName>(name: N, item: FeedItem<N>, args?: unknown): void {
    for (const { listener } of this.#of(name, args)) listener.item(item)
  }

  /** Ends a feed of everybody, or of those with these arguments. */
  end(name: FeedName, why: Problem, args?: unknown): void {
    for (const listening of this.#of(name, args)) {
      this.#listenings.delete(listening)
      listening.listener.ended(why)
    }
  }

  listeners(name: FeedName): number {
    return this.#of(name).length
  }

  /** With which arguments a feed is listened to. */
  asked(name: FeedName): unknown[] {
    return this.#of(name).map(({ args }) => args)
  }

  close(): Promise<null> {
    this.closed = true
    return Promise.resolve(null)
  }

  #listen(listening: Listening): () => void {
    const { name, listener } = listening
    if (typeof name !== 'string' || !Object.hasOwn(feeds, name)) {
      listener.ended({ code: 'invalid', message: 'There is no such feed.', retry: 'after-change' })
      return () => {}
    }
    this.#listenings.add(listening)
    if (this.present.has(name as FeedName)) listener.item(this.present.get(name as FeedName))
    return () => void this.#listenings.delete(listening)
  }

  #of(name: FeedName, args?: unknown): Listening[] {
    const wanted = JSON.stringify(args)
    return [...this.#listenings].filter(
      (one) => one.name === name && (args === undefined || JSON.stringify(one.args) === wanted),
    )
  }
}
