import type { Handed } from '../../../preload/contract/app.ts'
import type { FeedItem, FeedName } from '../../../preload/contract/feeds.ts'
import type { Answer } from '../../../preload/contract/errors.ts'
import type { Caller, Core } from '../../../main/core/core.ts'
import { Emitter } from '../../../main/lib/emitter.ts'

/** A core that answers every call with its own arguments and sends what a test tells it to. */
export class FakeCore implements Core {
  readonly made: { caller: number; name: unknown; args: unknown }[] = []
  readonly left: number[] = []
  readonly present = new Map<FeedName, unknown>()
  readonly #emitters = new Map<FeedName, Emitter<unknown>>()
  answer: (name: unknown, args: unknown) => Answer<unknown> = (_name, args) => ({ ok: true, value: args })
  closed = false
  wakings = 0
  readonly handed: Handed[] = []
  #callers = 0

  enter(): Caller {
    const caller = this.#callers++
    return {
      call: (name, args) => {
        this.made.push({ caller, name, args })
        return Promise.resolve(this.answer(name, args))
      },
      on: (name, deliver) => {
        if (this.present.has(name)) deliver(this.present.get(name) as never)
        return this.#emitter(name).on(deliver as (item: unknown) => void)
      },
      leave: () => void this.left.push(caller),
    }
  }

  wake(): void {
    this.wakings += 1
  }

  handOver(handed: Handed): void {
    this.handed.push(handed)
  }

  emit<N extends FeedName>(name: N, item: FeedItem<N>): void {
    this.#emitter(name).emit(item)
  }

  listeners(name: FeedName): number {
    return this.#emitter(name).size
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  #emitter(name: FeedName): Emitter<unknown> {
    const known = this.#emitters.get(name)
    if (known) return known
    const made = new Emitter<unknown>()
    this.#emitters.set(name, made)
    return made
  }
}
