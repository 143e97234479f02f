import type { LinkState, LinkStatus } from '../../../preload/contract/daemons.ts'
import type { Problem } from '../../../preload/contract/errors.ts'
import { say } from '../../../preload/words/sentences.ts'
import type { Backend, Connection, Target } from '../../backend/backend.ts'
import { Backoff, defaultBackoff } from '../../lib/backoff.ts'
import { nonsense } from '../../lib/bounds.ts'
import { type Clock, withDeadline } from '../../lib/clock.ts'
import { asFault, Fault, toProblem } from '../../lib/fault.ts'
import { inBackground, type OnFault } from '../../lib/guard.ts'
import type { Log } from '../../lib/log.ts'
import { Machine, type Transitions } from '../../lib/machine.ts'

/** Where each state may lead. Whatever is not here cannot happen, however late a callback comes. */
export const linkTransitions: Transitions<LinkState> = {
  off: ['dialling'],
  waiting: ['dialling', 'off'],
  dialling: ['greeting', 'waiting', 'refused', 'off'],
  greeting: ['warming', 'waiting', 'refused', 'off'],
  warming: ['live', 'waiting', 'refused', 'off'],
  live: ['stale', 'waiting', 'refused', 'off'],
  stale: ['live', 'waiting', 'refused', 'off'],
  refused: ['dialling', 'off'],
}

const heartbeatMs = 10_000
const heartbeatDeadlineMs = 5_000
const mostDoubts = 3
const faultWaits = { firstMs: 1_000, capMs: 120_000, factor: 2, jitter: 0.2 }
/** After so long without one, the next fault is a first one. */
const faultlessMs = 10 * 60_000

export interface LinkOptions {
  backend: Backend
  /** Address and secrets, asked anew for every try. */
  target: () => Promise<Target>
  /** It was met there before: whatever goes wrong, it is the daemon. */
  isKnown: () => boolean
  /** The first reading of a new connection; the link is live when it ends. Its failure loses the connection. */
  warm: (connection: Connection) => Promise<void>
  /** A connection has ended, for whatever reason. */
  lost: () => void
  changed: (status: LinkStatus) => void
  latency: (ms: number) => void
  /** A fault of ours where nobody waits for the outcome. */
  failed: OnFault
  clock: Clock
  log: Log
  backoff?: Backoff
}

/**
 * One daemon's connection life. Every try has its own epoch: whatever an older try still has to say is not heard.
 * Only here is anything retried.
 */
export class Link {
  readonly #options: LinkOptions
  readonly #machine: Machine<LinkState>
  readonly #backoff: Backoff
  /** For a daemon that sends nonsense: being met again says nothing about it, only time does. */
  readonly #patience = new Backoff({
    ...defaultBackoff,
    firstMs: nonsense.firstWaitMs,
    capMs: nonsense.longestWaitMs,
  })
  #epoch = 0
  #abort = new AbortController()
  #connection: Connection | null = null
  #status: LinkStatus
  #lastRefusal: string | null = null
  /** Readings that failed in a row, while pings may well be answered. */
  #doubts = 0
  /** Faults of ours come again with the same data: their waits grow though it was live in between. */
  readonly #faultWaits = new Backoff(faultWaits)
  #faultAt = -Infinity
  #stopTimer = (): void => {}
  #stopHeart = (): void => {}

  constructor(options: LinkOptions) {
    this.#options = options
    this.#backoff = options.backoff ?? new Backoff()
    this.#status = { state: 'off', since: options.clock.now(), problem: null, retryAt: null }
    this.#machine = new Machine(linkTransitions, 'off', (from, to) => options.log.debug({ from, to }, 'link'))
  }

  get status(): LinkStatus {
    return this.#status
  }

  /** The living connection (warming, live or stale); null = none. */
  get connection(): Connection | null {
    return this.#connection
  }

  /** The connection, or Fault 'offline' in words for the person. */
  demand(daemonName: string): Connection {
    if (this.#connection && this.#status.state !== 'warming') return this.#connection
    throw new Fault('offline', say('daemon.offline', { daemon: daemonName }))
  }

  /** Begins (or begins again at once, when waiting or refused). Does nothing while a connection is being made or lives. */
  connect(): void {
    if (!['off', 'waiting', 'refused'].includes(this.#machine.state)) return
    this.#backoff.reset()
    this.#patience.reset()
    this.#lastRefusal = null
    this.#background(() => this.#dial())
  }

  /** Starts over with what is true now (a new address or password). */
  reconnect(): void {
    this.disconnect()
    this.connect()
  }

  disconnect(): void {
    this.#end()
    if (this.#machine.state !== 'off') this.#move('off', null)
  }

  /** The machine woke up or the network came back: don't wait any longer, and see whether the living still live. */
  wake(): void {
    if (this.#machine.state === 'waiting') this.connect()
    else if (this.#connection && this.#machine.can('stale')) this.#background(() => this.#beat(this.#epoch))
  }

  /**
   * A reading of a live connection failed (null: one succeeded): what the window shows may be old, and the third time
   * in a row a new connection is tried.
   */
  doubt(fault: Fault | null): void {
    if (fault === null) {
      const doubted = this.#doubts > 0
      this.#doubts = 0
      if (doubted && this.#machine.state === 'stale') this.#move('live', null)
      return
    }
    this.#doubts += 1
    if (this.#doubts >= mostDoubts) this.#ended(this.#epoch, fault)
    else if (this.#machine.can('stale')) this.#move('stale', toProblem(fault))
  }

  /** Something of ours failed at what this connection brings: it ends, and another is tried later and later. */
  fail(fault: Fault): void {
    if (this.#machine.can('waiting')) this.#ended(this.#epoch, fault)
  }

  #background(work: () => unknown): void {
    inBackground(work, this.#options.failed)
  }

  #afterFaultMs(): number {
    const now = this.#options.clock.now()
    if (now - this.#faultAt > faultlessMs) this.#faultWaits.reset()
    this.#faultAt = now
    return this.#faultWaits.next()
  }

  async #dial(): Promise<void> {
    this.#end()
    const epoch = this.#epoch
    const { backend, target, warm, log } = this.#options
    this.#move('dialling', null)
    try {
      const to = await target()
      const connection = await backend.dial(to, {
        log,
        signal: this.#abort.signal,
        onGreeting: () => {
          if (epoch === this.#epoch && this.#machine.can('greeting')) this.#move('greeting', null)
        },
      })
      if (epoch !== this.#epoch) {
        connection.close()
        return
      }
      this.#connection = connection
      connection.onClose((why) => this.#background(() => this.#ended(epoch, why)))
      if (this.#machine.state === 'dialling') this.#move('greeting', null)
      this.#move('warming', null)
      await warm(connection)
      // The connection may have ended during the first reading, and another try begun.
      if (epoch !== this.#epoch) return
      this.#backoff.reset()
      this.#lastRefusal = null
      this.#move('live', null)
      this.#startHeart(epoch)
    } catch (error) {
      this.#ended(epoch, asFault(error))
    }
  }

  #ended(epoch: number, why: Fault | undefined): void {
    if (epoch !== this.#epoch) return
    const fault = why ?? new Fault('closed', say('link.ended'))
    if (this.#status.state === 'live' && this.#options.clock.now() - this.#status.since > nonsense.longestWaitMs) {
      this.#patience.reset()
    }
    if (fault.code === 'internal') this.#options.log.error({ err: fault.cause ?? fault }, 'link failed')
    this.#end()
    if (this.#isFinal(fault)) {
      this.#move('refused', toProblem(fault))
      return
    }
    const isNonsense = fault.code === 'protocol' || fault.code === 'too-large'
    const usualMs = (): number => (isNonsense ? this.#patience : this.#backoff).next()
    const waitMs = fault.code === 'internal' ? this.#afterFaultMs() : usualMs()
    this.#move('waiting', toProblem(fault), this.#options.clock.now() + waitMs)
    this.#stopTimer = this.#options.clock.after(waitMs, () => this.#dial())
  }

  /** One refused password may be a daemon that is still starting; the same twice is an answer. */
  #isFinal(fault: Fault): boolean {
    if (fault.retry === 'later' || fault.code === 'internal') return false
    // What a known daemon sends may be garbage for a while; a port that never was one's stays wrong.
    if (fault.code === 'not-a-daemon' && this.#options.isKnown()) return false
    if (fault.code !== 'bad-login') return true
    const again = this.#lastRefusal === fault.message
    this.#lastRefusal = fault.message
    return again
  }

  /** Ends whatever is under way; from here on its epoch is past. */
  #end(): void {
    this.#epoch += 1
    this.#doubts = 0
    this.#stopTimer()
    this.#stopHeart()
    this.#abort.abort()
    this.#abort = new AbortController()
    const connection = this.#connection
    this.#connection = null
    if (!connection) return
    connection.close()
    this.#options.lost()
  }

  #move(state: LinkState, problem: Problem | null, retryAt: number | null = null): void {
    this.#machine.move(state)
    this.#status = { state, since: this.#options.clock.now(), problem, retryAt }
    this.#options.changed(this.#status)
  }

  #startHeart(epoch: number): void {
    this.#background(() => this.#beat(epoch))
    this.#stopHeart = this.#options.clock.every(heartbeatMs, () => this.#beat(epoch))
  }

  /** One cheap request. Unanswered once: stale. Unanswered twice: a half-open socket, given up. */
  async #beat(epoch: number): Promise<void> {
    const connection = this.#connection
    if (!connection || epoch !== this.#epoch) return
    const { clock } = this.#options
    const sentAt = clock.now()
    try {
      const late = (): Fault => new Fault('timeout', say('link.silent'))
      await withDeadline(connection.ping(), heartbeatDeadlineMs, late, clock)
      if (epoch !== this.#epoch) return
      this.#options.latency(clock.now() - sentAt)
      if (this.#machine.state === 'stale' && this.#doubts === 0) this.#move('live', null)
    } catch (error) {
      if (epoch !== this.#epoch) return
      if (this.#machine.state === 'stale') this.#ended(epoch, asFault(error))
      else if (this.#machine.can('stale')) this.#move('stale', toProblem(error))
    }
  }
}
