import { say } from '../../preload/words/sentences.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import { Backoff } from '../lib/backoff.ts'
import type { Clock } from '../lib/clock.ts'
import { asFault, Fault, toProblem } from '../lib/fault.ts'
import { guardedClock, inBackground, type OnFault } from '../lib/guard.ts'
import type { Log } from '../lib/log.ts'
import type { FeedListener } from './core.ts'

/** A feed that fails is begun again so often within so long, and then ends. */
const mostFailures = 5
const withinMs = 10 * 60_000
const waits = { firstMs: 500, capMs: 15_000, factor: 3, jitter: 0.2 }

export interface ListeningOptions {
  /** What is listened to, for the log. */
  name: string
  clock: Clock
  log: Log
  listener: FeedListener
  /** Begins the feed with its present state, on a clock of its own; the returned function ends it. */
  open: (sink: FeedListener & { failed: OnFault }, clock: Clock) => () => void
  /** It is over, whoever ended it. */
  over: () => void
}

/** One caller's listening to one feed. A fault in the feed ends nothing else: it is begun again. */
export class Listening {
  readonly #options: ListeningOptions
  readonly #backoff = new Backoff(waits)
  #failures: number[] = []
  /** Of the feed's present life: what an earlier one still says is not heard. */
  #life = 0
  #stopFeed = (): void => {}
  #cancel = (): void => {}
  #isOver = false

  constructor(options: ListeningOptions) {
    this.#options = options
  }

  /** Begins; a feed that cannot be had ends at once with the reason. */
  begin(): void {
    this.#life += 1
    const life = this.#life
    const { open, clock } = this.#options
    const isNow = (): boolean => !this.#isOver && life === this.#life
    const failed: OnFault = (error) => {
      if (isNow()) this.#failed(error)
    }
    const sink = {
      failed,
      item: (item: unknown) => {
        if (isNow()) inBackground(() => this.#options.listener.item(item), failed)
      },
      ended: (why: Problem) => {
        if (isNow()) this.#end(why)
      },
    }
    try {
      const stop = open(sink, guardedClock(clock, failed))
      // It may have ended, or failed, while it began.
      if (isNow()) this.#stopFeed = stop
      else inBackground(stop, (error) => this.#note(error))
    } catch (error) {
      if (error instanceof Fault) this.#end(toProblem(error))
      else failed(error)
    }
  }

  /** Ends it without a word. */
  stop(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#cancel()
    inBackground(this.#stopFeed, (error) => this.#note(error))
    this.#options.over()
  }

  #end(why: Problem): void {
    this.stop()
    this.#options.listener.ended(why)
  }

  #failed(error: unknown): void {
    this.#note(error)
    const { clock } = this.#options
    this.#life += 1
    inBackground(this.#stopFeed, (late) => this.#note(late))
    this.#stopFeed = () => {}
    const now = clock.now()
    this.#failures = [...this.#failures.filter((at) => now - at < withinMs), now]
    if (this.#failures.length > mostFailures) {
      return this.#end(toProblem(new Fault('internal', say('estuary.feed'))))
    }
    this.#cancel = clock.after(this.#backoff.next(), () => this.begin())
  }

  #note(error: unknown): void {
    const { log, name } = this.#options
    log.error({ err: asFault(error).cause ?? error, feed: name }, 'a feed failed and is begun again')
  }
}
