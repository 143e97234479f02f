import type { Caller } from '../core/core.ts'
import { isListeningId, Listenings } from '../lib/listenings.ts'
import type { Outbox } from './outbox.ts'
import type { ClientMessage, ServerMessage } from './protocol.ts'

const partsOfOn: readonly string[] = ['on', 'id', 'args']

/** The proof in a socket's first message, or null when it is another one. Whether it is right, the sessions know. */
export function readProof(text: string): string | null {
  const parts = partsOf(text)
  const proof = parts?.get('proof')
  return parts?.size === 1 && typeof proof === 'string' ? proof : null
}

/** A client message, or null when it is not one. What a feed is called and with which arguments, the core checks. */
export function readClientMessage(text: string): ClientMessage | null {
  const parts = partsOf(text)
  if (!parts) return null
  const off = parts.get('off')
  if (isListeningId(off)) return parts.size === 1 ? { off } : null
  const id = parts.get('id')
  if (!parts.has('on') || !isListeningId(id)) return null
  return [...parts.keys()].every((part) => partsOfOn.includes(part))
    ? { on: parts.get('on'), id, args: parts.get('args') }
    : null
}

function partsOf(text: string): Map<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : null
  } catch {
    return null
  }
}

/** One page of a browser: its caller, and the feeds that are on. */
export class Page {
  readonly id: string
  readonly caller: Caller
  readonly #outbox: Outbox
  readonly #listenings: Listenings
  #left = false

  constructor(id: string, caller: Caller, outbox: Outbox) {
    this.id = id
    this.caller = caller
    this.#outbox = outbox
    this.#listenings = new Listenings({
      item: (feed, item) => this.#send({ id: feed, item }),
      end: (feed, why) => this.#send({ id: feed, end: why }),
    })
    this.#send({ hello: { page: id } })
  }

  receive(message: ClientMessage): void {
    if ('off' in message) return this.#listenings.end(message.off)
    const { on, id, args } = message
    this.#listenings.begin(id, (listener) => this.caller.on(on, args, listener))
  }

  /** Forgets what the page watched and listened to. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    this.#listenings.endAll()
    this.#outbox.end()
    this.caller.leave()
  }

  #send(message: ServerMessage): void {
    this.#outbox.push(message)
  }
}
