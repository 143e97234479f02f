import { say } from '../../../preload/words/sentences.ts'
import { nonsense, turn } from '../../lib/bounds.ts'
import { systemClock, type Clock } from '../../lib/clock.ts'
import { asFault, Fault } from '../../lib/fault.ts'
import type { Log } from '../../lib/log.ts'
import { Recent } from '../../lib/recent.ts'
import { pause, type Pause, systemTurns, type Turns } from '../../lib/turns.ts'
import type { Channel } from '../../wire/channel.ts'
import type { MessageReader } from '../../wire/deluge/dialect.ts'
import { toFault } from '../../wire/deluge/errors.ts'
import { type DaemonMessage, encodeRequests, parseDaemonMessage, type RpcRequest } from '../../wire/deluge/messages.ts'
import { defaultLimits, greetingLimits } from '../../wire/deluge/limits.ts'
import type { WireInput, WireValue } from '../../wire/deluge/rencode.ts'
import type { Generation } from './generation.ts'

/** How long an ordinary call may take: a daemon with 10,000 torrents was seen deaf for 14 s while it loads them. */
export const usualDeadlineMs = 20_000
/** Calls that leave in one message. Each is answered in a frame of its own, so more would gain nothing. */
const mostPerMessage = 200

export interface Call {
  method: string
  args?: readonly WireInput[]
  kwargs?: { readonly [key: string]: WireInput }
  deadlineMs?: number
  /** It changes something: without an answer nobody knows whether it did. */
  changing?: boolean
  /** The torrent it is about, for messages. */
  torrent?: string
}

export interface RequestsOptions {
  /** The daemon's name for messages. */
  daemon: string
  /** Which Deluge it is taken for. */
  generation: Generation
  log: Log
  clock?: Clock
  turns?: Turns
  onEvent(name: string, args: WireValue[]): void
  /** Called once; undefined = we closed it. */
  onEnd(why: Fault | undefined): void
}

interface Pending {
  call: Call
  resolve: (value: WireValue) => void
  reject: (fault: Fault) => void
  cancelDeadline: () => void
}

interface Unsent extends Pending {
  id: number
}

/**
 * Calls and their answers on one connection. Answers come in any order, and some never (observed on 2.0.3 to 2.2.0:
 * malformed calls, and a status call with null for keys), so every call has a deadline. Calls made in the same tick
 * leave in one message; the daemon answers each on its own.
 */
export class Requests {
  readonly #channel: Channel
  readonly #options: RequestsOptions
  readonly #clock: Clock
  readonly #turns: Turns
  readonly #reader: MessageReader
  /** What the reader is at; begun anew after a fault. */
  #steps: Iterator<WireValue | Pause>
  #isWorking = false
  readonly #pending = new Map<number, Pending>()
  #unsent: Unsent[] = []
  #nextId = 1
  readonly #unreadable: Recent
  #end: { why: Fault | undefined } | undefined

  constructor(channel: Channel, options: RequestsOptions) {
    this.#channel = channel
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#turns = options.turns ?? systemTurns
    this.#unreadable = new Recent(nonsense.withinMs, this.#clock)
    this.#reader = options.generation.wire.reader(greetingLimits)
    this.#steps = this.#reader.steps()
    channel.onClose((fault) => this.#finish(fault ?? this.#goneFault()))
    channel.onData((bytes) => this.#take(bytes))
  }

  /** The daemon's name for messages. */
  get daemon(): string {
    return this.#options.daemon
  }

  get generation(): Generation {
    return this.#options.generation
  }

  /** From now on the peer is one that has logged us in, and may send whole lists. */
  trust(): void {
    this.#reader.limits = defaultLimits
  }

  /**
   * The call's answer, unchecked.
   * @throws Fault 'timeout' or 'closed' (for a changing call 'outcome-unknown' once it was sent), 'incompatible' for a
   * method that this Deluge does not have (it is not sent), or what the daemon refused it with
   */
  call(call: Call): Promise<WireValue> {
    return new Promise((resolve, reject) => {
      if (this.#end) return reject(this.#end.why ?? this.#closedFault())
      if (!this.generation.has(call.method)) return reject(this.#missingFault(call.method))
      if (this.#unsent.length === 0) queueMicrotask(() => this.#flush())
      this.#unsent.push({ id: this.#nextId++, call, resolve, reject, cancelDeadline: () => {} })
    })
  }

  /** The answers of several calls that leave together; a failed one is its Fault. */
  async ask(calls: readonly Call[]): Promise<(WireValue | Fault)[]> {
    return Promise.all(calls.map((call) => this.call(call).catch((error: unknown) => asFault(error))))
  }

  /** Ends the connection; with a fault when something is wrong with it. */
  close(why?: Fault): void {
    if (this.#end) return
    this.#channel.close()
    this.#finish(why)
  }

  #flush(): void {
    const unsent = this.#unsent
    this.#unsent = []
    for (let start = 0; start < unsent.length; start += mostPerMessage) {
      this.#send(unsent.slice(start, start + mostPerMessage))
    }
  }

  #send(calls: Unsent[]): void {
    if (this.#end) return
    let frame: Uint8Array
    try {
      frame = this.generation.wire.write(encodeRequests(calls.map(requestOf)))
    } catch (error) {
      return this.#sendOneByOne(calls, asFault(error))
    }
    for (const each of calls) {
      const deadlineMs = each.call.deadlineMs ?? usualDeadlineMs
      each.cancelDeadline = this.#clock.after(deadlineMs, () => this.#expire(each.id, deadlineMs))
      this.#pending.set(each.id, each)
    }
    this.#channel.write(frame)
  }

  /** One call of a message has no wire form: only that one fails. */
  #sendOneByOne(calls: Unsent[], why: Fault): void {
    if (calls.length === 1) return calls[0]!.reject(why)
    for (const call of calls) this.#send([call])
  }

  #take(bytes: Uint8Array): void {
    this.#reader.feed(bytes)
    if (this.#isWorking) return
    this.#isWorking = true
    this.#steps = this.#reader.steps()
    this.#work()
  }

  /** Works through what has come, as much as belongs into one turn; meanwhile the other side waits. */
  #work(): void {
    for (let messages = 0; !this.#end;) {
      const step = this.#step()
      if (step === undefined) {
        this.#isWorking = false
        this.#channel.resume()
        return
      }
      if (step !== pause) this.#receive(step)
      messages += 1
      if (step !== pause && messages < turn.messages) continue
      this.#channel.pause()
      return this.#turns.next(() => this.#work())
    }
  }

  /** The next message, or where to pause; undefined = nothing more has come. */
  #step(): WireValue | Pause | undefined {
    try {
      const next = this.#steps.next()
      return next.done ? undefined : next.value
    } catch (error) {
      if (!this.#survives(asFault(error))) return undefined
      this.#steps = this.#reader.steps()
      return pause
    }
  }

  /**
   * One body that cannot be read leaves the frames behind it whole, so the connection goes on without it (the call
   * that it answered ends by its deadline). Lost framing, or many such bodies in a short time, whatever comes between
   * them, end the connection.
   */
  #survives(fault: Fault): boolean {
    const framingLost = fault.code !== 'protocol' || fault.details?.['received'] !== undefined
    if (framingLost || this.#unreadable.add() > nonsense.messages) {
      this.#options.log.warn({ err: fault }, 'connection given up: unreadable bytes')
      this.#channel.destroy()
      this.#finish(
        fault.code === 'too-large' ? this.#tooMuchFault(fault) : framingLost ? fault : this.#nonsenseFault(fault),
      )
      return false
    }
    this.#options.log.warn({ problem: fault.message }, 'unreadable message skipped')
    return true
  }

  #receive(raw: WireValue): void {
    const message = this.#parsed(raw)
    if (!message) return
    if (message.kind === 'event') return this.#options.onEvent(message.name, message.args)
    const pending = this.#pending.get(message.id)
    // Late (its deadline is over) or never asked: nobody waits for it.
    if (!pending) return
    this.#pending.delete(message.id)
    pending.cancelDeadline()
    if (message.kind === 'response') return pending.resolve(message.value)
    const { method, torrent } = pending.call
    const context = { daemon: this.#options.daemon, method, ...(torrent === undefined ? {} : { torrent }) }
    pending.reject(toFault(message.error, context))
  }

  /** A message of unknown form is as good as one that cannot be read. */
  #parsed(raw: WireValue): DaemonMessage | undefined {
    try {
      return parseDaemonMessage(raw)
    } catch (error) {
      this.#survives(asFault(error))
      return undefined
    }
  }

  #expire(id: number, deadlineMs: number): void {
    const pending = this.#pending.get(id)
    if (!pending) return
    this.#pending.delete(id)
    const { daemon } = this.#options
    const number = Math.max(1, Math.round(deadlineMs / 1000))
    const details = { method: pending.call.method }
    pending.reject(
      pending.call.changing
        ? new Fault('outcome-unknown', say('daemon.late.changing', { daemon, number }), { details })
        : new Fault('timeout', say('daemon.late', { daemon, number }), { details }),
    )
  }

  #finish(why: Fault | undefined): void {
    if (this.#end) return
    this.#end = { why }
    const pending = [...this.#pending.values()]
    const unsent = this.#unsent
    this.#pending.clear()
    this.#unsent = []
    for (const { call, reject, cancelDeadline } of pending) {
      cancelDeadline()
      reject(call.changing ? this.#lostFault(call.method) : (why ?? this.#closedFault()))
    }
    for (const { reject } of unsent) reject(why ?? this.#closedFault())
    this.#options.onEnd(why)
  }

  #missingFault(method: string): Fault {
    const { daemon, generation } = this.#options
    const says = say('deluge.lacks', { daemon, version: generation.dialect, method })
    return new Fault('incompatible', says, { details: { method } })
  }

  #tooMuchFault(cause: Fault): Fault {
    const says = say('daemon.too-much', { daemon: this.#options.daemon, why: cause.says })
    return new Fault('too-large', says, { details: { ...cause.details }, cause })
  }

  #nonsenseFault(cause: Fault): Fault {
    const { daemon } = this.#options
    return new Fault('protocol', say('daemon.nonsense', { daemon }), {
      details: { nonsense: this.#unreadable.count },
      cause,
    })
  }

  #lostFault(method: string): Fault {
    const says = say('daemon.ended.changing', { daemon: this.#options.daemon })
    return new Fault('outcome-unknown', says, { details: { method } })
  }

  #goneFault(): Fault {
    return new Fault('closed', say('daemon.ended', { daemon: this.#options.daemon }))
  }

  #closedFault(): Fault {
    return new Fault('closed', say('daemon.closed', { daemon: this.#options.daemon }))
  }
}

function requestOf({ id, call }: Unsent): RpcRequest {
  return { id, method: call.method, args: call.args ?? [], kwargs: call.kwargs ?? {} }
}
