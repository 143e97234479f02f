import { feeds, type FeedName } from '../../preload/contract/feeds.ts'
import type { Caller } from '../core/core.ts'
import { toProblem } from '../lib/fault.ts'
import type { Outbox } from './outbox.ts'
import type { ClientMessage, ServerMessage } from './protocol.ts'

/** A client message, or null when it is not one. */
export function readClientMessage(text: string): ClientMessage | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const [entry, ...others] = Object.entries(value)
  if (!entry || others.length > 0) return null
  const [verb, feed] = entry as [string, unknown]
  if (!isFeedName(feed)) return null
  if (verb === 'on') return { on: feed }
  return verb === 'off' ? { off: feed } : null
}

function isFeedName(value: unknown): value is FeedName {
  return typeof value === 'string' && Object.hasOwn(feeds, value)
}

/** One page of a browser: its caller, and the feeds that are on. */
export class Page {
  readonly id: string
  readonly caller: Caller
  readonly #outbox: Outbox
  readonly #off = new Map<FeedName, () => void>()
  #left = false

  constructor(id: string, caller: Caller, outbox: Outbox) {
    this.id = id
    this.caller = caller
    this.#outbox = outbox
    this.#send({ hello: { page: id } })
  }

  receive(message: ClientMessage): void {
    if ('off' in message) return this.#end(message.off)
    this.#begin(message.on)
  }

  /** Forgets what the page watched and listened to. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    for (const feed of [...this.#off.keys()]) this.#end(feed)
    this.#outbox.end()
    this.caller.leave()
  }

  #begin(feed: FeedName): void {
    this.#end(feed)
    try {
      this.#off.set(
        feed,
        this.caller.on(feed, (item) => this.#send({ feed, item })),
      )
    } catch (error) {
      this.#send({ feed, problem: toProblem(error) })
    }
  }

  #end(feed: FeedName): void {
    this.#off.get(feed)?.()
    this.#off.delete(feed)
  }

  #send(message: ServerMessage): void {
    this.#outbox.push(message)
  }
}
