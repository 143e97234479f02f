import type { AddressInfo } from 'node:net'
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls'
import type { DialOptions, Following, Target } from '../../../../main/backend/backend.ts'
import { dial } from '../../../../main/backend/deluge/dial.ts'
import type { Clock } from '../../../../main/lib/clock.ts'
import { silentLog } from '../../../../main/lib/log.ts'
import { bareDialect, framedDialect, type Dialect } from '../../../../main/wire/deluge/dialect.ts'
import type { OutgoingError } from '../../../../main/wire/deluge/errors.ts'
import { encodeError, encodeEvent, encodeResponse, parseRequests } from '../../../../main/wire/deluge/messages.ts'
import type { WireDict, WireInput, WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { makeIdentity } from '../../../fleet/certificate.ts'

/** One call as it arrived. */
export interface Heard {
  method: string
  args: WireValue[]
  kwargs: WireDict
  /** Number of the message that it came in. */
  message: number
  answer(value: WireInput): void
  refuse(error: OutgoingError): void
}

/** The value to answer; `silence` = no answer (or a later one through the call itself). */
export type Script = (call: Heard) => WireInput | typeof silence | OutgoingRefusal
export const silence = Symbol('silence')

export class OutgoingRefusal {
  readonly error: OutgoingError
  constructor(exception: string, args: WireInput[]) {
    this.error = { exception, args }
  }
}

/** Python's KeyError for an unknown id, as 2.x wraps it. */
export function keyError(hash: string): OutgoingRefusal {
  return new OutgoingRefusal('WrappedException', [`'${hash}'`, 'KeyError', 'Traceback …'])
}

/** A daemon that does what the test says, and nothing else; it speaks over real TLS on loopback. */
export class ScriptedDaemon {
  readonly port: number
  readonly fingerprint: string
  readonly heard: Heard[] = []
  /** Answers by method; what has no script is never answered. */
  readonly scripts: Record<string, Script> = {
    'daemon.info': () => '2.0.3',
    'daemon.login': () => 10,
    'daemon.set_event_interest': () => true,
    'core.get_session_state': () => [],
  }
  /** Called with the bytes of a connection before anything is made of them; true = they are dealt with. */
  intercept: (socket: TLSSocket, bytes: Buffer) => boolean = () => false
  readonly sockets = new Set<TLSSocket>()
  /** Connections so far, and those on which the other dialect was spoken to it. */
  met = 0
  misheard = 0
  /** What it speaks; the other dialect's bytes leave a connection silent for good. */
  dialect: Dialect = framedDialect
  readonly #close: () => Promise<void>
  #messages = 0

  private constructor(port: number, fingerprint: string, close: () => Promise<void>) {
    this.port = port
    this.fingerprint = fingerprint
    this.#close = close
  }

  static async start(options: TlsOptions = {}): Promise<ScriptedDaemon> {
    const identity = await makeIdentity()
    const server = createServer({ key: identity.key, cert: identity.cert, ...options })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const daemon = new ScriptedDaemon((server.address() as AddressInfo).port, identity.fingerprint, async () => {
      for (const socket of daemon.sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    })
    server.on('secureConnection', (socket) => daemon.#serve(socket))
    server.on('tlsClientError', () => {})
    return daemon
  }

  stop(): Promise<void> {
    return this.#close()
  }

  /** How the calls of one method were made. */
  calls(method: string): Heard[] {
    return this.heard.filter((call) => call.method === method)
  }

  send(message: WireInput): void {
    this.sendBytes(this.dialect.write(message))
  }

  sendBytes(bytes: Uint8Array): void {
    for (const socket of this.sockets) socket.write(bytes)
  }

  sendEvent(name: string, ...args: WireInput[]): void {
    this.send(encodeEvent(name, args))
  }

  /** Ends all connections without a word. */
  hangUp(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  #serve(socket: TLSSocket): void {
    this.sockets.add(socket)
    this.met += 1
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => {})
    const reader = this.dialect.reader()
    let understands = true
    socket.on('data', (bytes: Buffer) => {
      if (this.intercept(socket, bytes) || !understands) return
      try {
        for (const message of reader.push(bytes)) this.#take(socket, message)
      } catch {
        understands = false
        this.misheard += 1
      }
    })
  }

  #take(socket: TLSSocket, message: WireValue): void {
    const number = this.#messages++
    const write = (reply: WireInput): void => void socket.write(this.dialect.write(reply))
    for (const request of parseRequests(message).requests) {
      if (request.kind !== 'request') continue
      const { id, method, args, kwargs } = request
      const call: Heard = {
        method,
        args,
        kwargs,
        message: number,
        answer: (value) => write(encodeResponse(Number(id), value)),
        refuse: (error) =>
          write(this.dialect === bareDialect ? error13(Number(id), error) : encodeError(Number(id), error)),
      }
      this.heard.push(call)
      const script = this.scripts[method]
      const said = script ? script(call) : silence
      if (said === silence) continue
      if (said instanceof OutgoingRefusal) call.refuse(said.error)
      else call.answer(said)
    }
  }
}

/** 1.3's error: one list, and a message only when the exception has a single argument [src 1.3.15]. */
function error13(id: number, { exception, args }: OutgoingError): WireInput {
  return [2, id, [exception, args.length === 1 ? args[0]! : '', '  File "core.py", line 1, in x\n    x()\n']]
}

/** What a 1.3 daemon says to strangers and to us. */
export function speak13(daemon: ScriptedDaemon): void {
  daemon.dialect = bareDialect
  let level = 0
  daemon.scripts['daemon.info'] = () =>
    level < 5 ? new OutgoingRefusal('NotAuthorizedError', [`Auth level too low: ${level} < 5`]) : '1.3.15'
  daemon.scripts['daemon.login'] = () => (level = 10)
}

/** Time that moves only when told; deadlines run when it passes them. */
export class HandClock implements Clock {
  #now = 1_800_000_000_000
  readonly #timers = new Set<{ at: number; run: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Deadlines that run. */
  get waiting(): number {
    return this.#timers.size
  }

  every(): () => void {
    throw new Error('Nothing here repeats.')
  }

  pass(ms: number): void {
    this.#now += ms
    for (const timer of [...this.#timers].toSorted((one, other) => one.at - other.at)) {
      if (timer.at > this.#now || !this.#timers.delete(timer)) continue
      timer.run()
    }
  }
}

export function targetOf(daemon: ScriptedDaemon, more: Partial<Target> = {}): Target {
  return {
    address: { way: 'tls', host: '127.0.0.1', port: daemon.port },
    username: 'ada',
    password: 'secret-word',
    identity: null,
    mayTrust: true,
    memo: null,
    name: 'Attic',
    ...more,
  }
}

export function dialTo(
  daemon: ScriptedDaemon,
  more: { target?: Partial<Target>; options?: Partial<DialOptions>; clock?: Clock } = {},
): Promise<Following> {
  const options = { log: silentLog, signal: new AbortController().signal, ...more.options }
  return dial(targetOf(daemon, more.target), options, more.clock)
}

/** Waits until something is so; vitest's own deadline ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** An info-hash that ends in a number. */
export function hashNumber(number: number): string {
  return number.toString(16).padStart(40, '0')
}
