import { say } from '../../../preload/words/sentences.ts'
import { requests } from '../../lib/bounds.ts'
import { systemClock, type Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import { systemTurns, type Turns } from '../../lib/turns.ts'
import { givenUp } from '../reaching.ts'
import { readMessageInTurns } from '../xmlrpc/reader.ts'
import type { XmlValue } from '../xmlrpc/values.ts'
import { answersIn, misfit, partsOf, refusalOf, type Part, type WireCall } from './calls.ts'
import type { Carrier } from './carrier.ts'

/** How something is asked for. */
export interface Asking {
  /** What a person waits for goes before everything else that waits; absent = 'list'. */
  urgency?: 'person' | 'list'
  /** From the moment of asking, waiting for others included. */
  deadlineMs?: number
  signal?: AbortSignal
}

export interface ClientOptions {
  carrier: Carrier
  /** The daemon's name for sentences. */
  daemon: string
  clock?: Clock
  turns?: Turns
}

interface Job {
  part: Part
  changing: boolean
  deadlineAt: number
  deadlineMs: number
  signal: AbortSignal | undefined
  resolve: (value: XmlValue) => void
  reject: (fault: Fault) => void
  /** Ends its timer and its listening. */
  settle: () => void
}

interface Flight {
  job: Job
  /** Ends the exchange. */
  stop: AbortController
  wasSent: boolean
}

/**
 * Calls and their answers. The daemon works on one request at a time and holds everybody else up meanwhile (8 lists at
 * once took eight times as long, and a small call behind them waited for all, seen on 0.9.8): so there is one request
 * under way, and the others wait here, where a person's come first.
 */
export class Client {
  readonly daemon: string
  /** The longest request that the daemon takes. */
  mostBytes = requests.usualBytes
  readonly #carrier: Carrier
  readonly #clock: Clock
  readonly #turns: Turns
  readonly #waiting: Record<'person' | 'list', Job[]> = { person: [], list: [] }
  #flight: Flight | null = null
  #end: Fault | null = null
  #lastMs = 0

  constructor({ carrier, daemon, clock = systemClock, turns = systemTurns }: ClientOptions) {
    this.#carrier = carrier
    this.daemon = daemon
    this.#clock = clock
    this.#turns = turns
  }

  /** How long the last answer took, from its request on; 0 = there was none yet. */
  get lastMs(): number {
    return this.#lastMs
  }

  /** The certificate's fingerprint that was seen last; null = there is none. */
  get identity(): string | null {
    return this.#carrier.identity
  }

  /**
   * The answers of several calls, in their order and in as few requests as their sizes allow; a refused one is its
   * Fault. When a request fails behind others that were answered, its calls and all further ones have that Fault.
   * @throws Fault of the first request: one of the way ('timeout', 'closed' …, for changing calls that were sent
   * 'outcome-unknown'), 'too-large', 'invalid', 'protocol'
   */
  async ask(calls: readonly WireCall[], asking: Asking = {}): Promise<(XmlValue | Fault)[]> {
    const deadlineMs = asking.deadlineMs ?? requests.deadlineMs
    const deadlineAt = this.#clock.now() + deadlineMs
    const answers: (XmlValue | Fault)[] = []
    try {
      for (const part of partsOf(calls, this.mostBytes, this.daemon)) {
        answers.push(...(await this.#answersOf(part, asking, deadlineAt, deadlineMs)))
      }
    } catch (error) {
      if (answers.length === 0) throw error
      const fault = asFault(error)
      while (answers.length < calls.length) answers.push(fault)
    }
    return answers
  }

  /**
   * The answer of one call.
   * @throws Fault as ask, and what the daemon refused it with
   */
  async call(call: WireCall, asking: Asking = {}): Promise<XmlValue> {
    const [answer] = await this.ask([call], asking)
    if (answer instanceof Fault) throw answer
    return answer ?? null
  }

  /** Nothing is asked any more: all that waits and what is under way fails. */
  close(why: Fault = new Fault('closed', say('daemon.closed', { daemon: this.daemon }))): void {
    if (this.#end) return
    this.#end = why
    const waiting = [...this.#waiting.person.splice(0), ...this.#waiting.list.splice(0)]
    for (const job of waiting) this.#fail(job, why)
    this.#giveUp(why)
    this.#carrier.close()
  }

  async #answersOf(part: Part, asking: Asking, deadlineAt: number, deadlineMs: number): Promise<(XmlValue | Fault)[]> {
    const answer = await this.#queue(part, asking, deadlineAt, deadlineMs).catch((error: unknown) => {
      const fault = asFault(error)
      // A refusal of the only call is that call's, not the request's.
      if (part.calls.length === 1 && fault.details?.['faultCode'] !== undefined) return fault
      throw fault
    })
    return answer instanceof Fault ? [answer] : answersIn(answer, part.calls, this.daemon)
  }

  #queue(part: Part, asking: Asking, deadlineAt: number, deadlineMs: number): Promise<XmlValue> {
    const { urgency = 'list', signal } = asking
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end)
      if (signal?.aborted) return reject(givenUp(this.daemon))
      const queue = this.#waiting[urgency]
      if (queue.length >= requests.waiting) return reject(this.#crowded())
      const changing = part.calls.some((call) => call.changing)
      const job: Job = { part, changing, deadlineAt, deadlineMs, signal, resolve, reject, settle: () => {} }
      const abort = (): void => this.#abort(job)
      const cancel = this.#clock.after(Math.max(0, deadlineAt - this.#clock.now()), () => this.#expire(job))
      job.settle = () => {
        cancel()
        signal?.removeEventListener('abort', abort)
      }
      signal?.addEventListener('abort', abort)
      queue.push(job)
      this.#next()
    })
  }

  #next(): void {
    if (this.#flight) return
    const job = this.#waiting.person.shift() ?? this.#waiting.list.shift()
    if (!job) return
    const flight: Flight = { job, stop: new AbortController(), wasSent: false }
    this.#flight = flight
    void this.#carry(flight)
  }

  /** The next request leaves as soon as the answer is there; it is read beside that. */
  async #carry(flight: Flight): Promise<void> {
    const { job, stop } = flight
    const begun = performance.now()
    try {
      const answer = await this.#carrier.carry(job.part.body, {
        contentType: 'text/xml',
        timeoutMs: Math.max(1, job.deadlineAt - this.#clock.now()),
        signal: stop.signal,
        changing: job.changing,
        onSent: () => (flight.wasSent = true),
      })
      this.#lastMs = performance.now() - begun
      this.#landed(flight)
      job.resolve(await this.#read(answer, job.part))
    } catch (error) {
      this.#landed(flight)
      job.reject(this.#explained(asFault(error), flight))
    } finally {
      job.settle()
    }
  }

  #landed(flight: Flight): void {
    if (this.#flight !== flight) return
    this.#flight = null
    this.#next()
  }

  async #read(bytes: Uint8Array, { calls }: Part): Promise<XmlValue> {
    const message = await readMessageInTurns(bytes, this.#turns)
    const method = calls.length === 1 ? calls[0]!.method : 'system.multicall'
    if (message.kind === 'answer') return message.value
    throw message.kind === 'fault' ? refusalOf(message.fault, method, this.daemon) : misfit(this.daemon, method)
  }

  #expire(job: Job): void {
    if (this.#flight?.job === job) return this.#giveUp(this.#late(job))
    if (!this.#forget(job)) return
    this.#fail(job, new Fault('timeout', say('daemon.unasked', { daemon: this.daemon })))
  }

  #abort(job: Job): void {
    if (this.#flight?.job === job) return this.#giveUp(givenUp(this.daemon))
    if (this.#forget(job)) this.#fail(job, givenUp(this.daemon))
  }

  /** Ends what is under way: its job fails with this, and the next one is asked. */
  #giveUp(why: Fault): void {
    const flight = this.#flight
    if (!flight) return
    this.#fail(flight.job, this.#explained(why, flight))
    flight.stop.abort()
  }

  /** Takes it out of those that wait; whether it was one of them. */
  #forget(job: Job): boolean {
    for (const queue of Object.values(this.#waiting)) {
      const at = queue.indexOf(job)
      if (at !== -1) return queue.splice(at, 1).length === 1
    }
    return false
  }

  #fail(job: Job, fault: Fault): void {
    job.settle()
    job.reject(fault)
  }

  #late({ deadlineMs }: Job): Fault {
    const number = Math.max(1, Math.round(deadlineMs / 1000))
    return new Fault('timeout', say('daemon.late', { daemon: this.daemon, number }))
  }

  /** A change that was sent and not answered may have been done. */
  #explained(fault: Fault, { job, wasSent }: Flight): Fault {
    const { faultCode, status } = fault.details ?? {}
    // A web server says 502 or 504 also when the daemon behind it broke off in the middle.
    const wasTurnedAway = typeof status === 'number' && status < 500
    const wasHeard = faultCode !== undefined || wasTurnedAway || unheardOf.has(fault.code)
    if (!job.changing || !wasSent || wasHeard) return fault
    const { daemon } = this
    const number = Math.max(1, Math.round(job.deadlineMs / 1000))
    const says =
      fault.code === 'timeout'
        ? say('daemon.late.changing', { daemon, number })
        : say('daemon.ended.changing', { daemon })
    return new Fault('outcome-unknown', says, { details: { method: job.part.calls[0]!.method }, cause: fault })
  }

  #crowded(): Fault {
    const { daemon } = this
    return new Fault('too-large', say('call.too-many', { daemon, number: requests.waiting }), { retry: 'later' })
  }
}

/** With these, the request did not get as far as to a daemon that could have done it. */
const unheardOf: ReadonlySet<Fault['code']> = new Set<Fault['code']>(['web-ui', 'not-a-daemon'])
