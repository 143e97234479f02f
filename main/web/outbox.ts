import { systemClock, type Clock } from '../lib/clock.ts'
import { inBackground } from '../lib/guard.ts'

/** The part of a WebSocket that an outbox needs. */
export interface Pipe {
  /** Calls back when the bytes were handed to the system (or could not be). */
  send(text: string, sent: (error?: Error) => void): void
}

export interface OutboxLimits {
  /** Bytes on their way at which nothing further is handed to the socket. */
  flightBytes: number
  /** Messages that may wait for a reader. */
  waiting: number
  /** So long may messages wait without one leaving. */
  stallMs: number
}

export const defaultOutboxLimits: OutboxLimits = { flightBytes: 1024 * 1024, waiting: 20_000, stallMs: 20_000 }

/**
 * What waits for one reader. Messages are spelled out only when the reader has taken the ones before, in a turn of
 * their own, so that a list of 50,000 torrents neither blocks the program nor lies about as one huge text.
 * A message must not be changed after it was pushed.
 */
export class Outbox {
  readonly #pipe: Pipe
  readonly #limits: OutboxLimits
  readonly #clock: Clock
  readonly #onTooSlow: () => void
  readonly #stopWatch: () => void
  #queue: unknown[] = []
  #inFlightBytes = 0
  #turnPlanned = false
  #movedAt: number
  #ended = false

  constructor(pipe: Pipe, onTooSlow: () => void, limits = defaultOutboxLimits, clock: Clock = systemClock) {
    this.#pipe = pipe
    this.#limits = limits
    this.#clock = clock
    this.#onTooSlow = onTooSlow
    this.#movedAt = clock.now()
    this.#stopWatch = clock.every(Math.max(10, limits.stallMs / 4), () => this.#checkStall())
  }

  push(message: unknown): void {
    if (this.#ended) return
    if (this.#queue.length === 0 && this.#inFlightBytes === 0) this.#movedAt = this.#clock.now()
    if (this.#queue.length >= this.#limits.waiting) return this.#giveUp()
    this.#queue.push(message)
    this.#planTurn()
  }

  /** Nothing is sent from now on. */
  end(): void {
    this.#ended = true
    this.#queue = []
    this.#stopWatch()
  }

  #planTurn(): void {
    if (this.#turnPlanned || this.#ended) return
    if (this.#queue.length === 0 || this.#inFlightBytes >= this.#limits.flightBytes) return
    this.#turnPlanned = true
    setImmediate(() => {
      this.#turnPlanned = false
      // What cannot be spelled out costs its reader the connection, and nobody else anything.
      inBackground(
        () => this.#sendSome(),
        () => this.#giveUp(),
      )
    })
  }

  /** Sends up to one turn's worth of text. */
  #sendSome(): void {
    let turnBytes = 0
    let taken = 0
    while (taken < this.#queue.length && turnBytes < this.#limits.flightBytes / 4) {
      if (this.#ended || this.#inFlightBytes >= this.#limits.flightBytes) break
      const text = JSON.stringify(this.#queue[taken])
      taken += 1
      turnBytes += text.length
      this.#inFlightBytes += text.length
      this.#pipe.send(text, () => this.#onSent(text.length))
    }
    this.#queue.splice(0, taken)
    this.#planTurn()
  }

  #onSent(bytes: number): void {
    this.#inFlightBytes -= bytes
    this.#movedAt = this.#clock.now()
    this.#planTurn()
  }

  #checkStall(): void {
    const waits = this.#queue.length > 0 || this.#inFlightBytes > 0
    if (waits && this.#clock.now() - this.#movedAt > this.#limits.stallMs) this.#giveUp()
  }

  #giveUp(): void {
    if (this.#ended) return
    this.end()
    this.#onTooSlow()
  }
}
