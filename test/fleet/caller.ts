import { connect, type TLSSocket } from 'node:tls'
import type { RemoteError } from '../../main/wire/deluge/errors.ts'
import { FrameReader, writeFrame } from '../../main/wire/deluge/frames.ts'
import {
  encodeRequests,
  parseDaemonMessage,
  type DaemonMessage,
  type RpcRequest,
} from '../../main/wire/deluge/messages.ts'
import { decode, type WireInput, type WireValue } from '../../main/wire/deluge/rencode.ts'

/** A daemon's exception, thrown. */
export class CallFailed extends Error {
  readonly error: RemoteError
  constructor(error: RemoteError) {
    super(`${error.exception}: ${error.message}`)
    this.error = error
  }
}

export interface SeenEvent {
  name: string
  args: WireValue[]
}

interface Waiting {
  resolve(value: WireValue): void
  reject(error: Error): void
}

/**
 * The plainest client there can be: no deadlines, no repair, everything kept as it came. Tests hold it against
 * simulated and real daemons alike.
 */
export class Caller {
  /** Events in the order they came. */
  readonly events: SeenEvent[] = []
  /** Ids of answers in the order they came. */
  readonly answered: number[] = []
  /** Every message as it came. */
  readonly messages: WireValue[] = []
  /** Every byte that came, when asked to keep them. */
  readonly raw: Buffer[] = []
  readonly socket: TLSSocket
  /** Settles when the connection has ended. */
  readonly ended: Promise<void>
  readonly #reader = new FrameReader()
  readonly #waiting = new Map<number, Waiting>()
  readonly #watchers = new Set<() => void>()
  #nextId = 1

  constructor(socket: TLSSocket) {
    this.socket = socket
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The connection ended before the answer.'))
      this.#waiting.clear()
      this.#wake()
    })
  }

  get fingerprint(): string {
    return this.socket.getPeerCertificate().fingerprint256
  }

  /** @throws CallFailed for a daemon's exception */
  call(method: string, args: readonly WireInput[] = [], kwargs: RpcRequest['kwargs'] = {}): Promise<WireValue> {
    return this.batch([[method, args, kwargs]])[0]!
  }

  /** Several calls in one message. */
  batch(calls: readonly (readonly [string, (readonly WireInput[])?, RpcRequest['kwargs']?])[]): Promise<WireValue>[] {
    const requests: RpcRequest[] = []
    const answers = calls.map(([method, args = [], kwargs = {}]) => {
      const id = this.#nextId++
      requests.push({ id, method, args, kwargs })
      const answer = new Promise<WireValue>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
      // Answers that a test lets go unheard are not the process's business.
      answer.catch(() => {})
      return answer
    })
    this.send(encodeRequests(requests))
    return answers
  }

  send(message: WireInput): void {
    this.socket.write(writeFrame(message))
  }

  async login(username: string, password: string): Promise<WireValue> {
    return this.call('daemon.login', [username, password], { client_version: '2.0.3' })
  }

  /** Waits until what came satisfies the condition; ends with an error when the connection ends first. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (condition()) resolve()
        else if (this.socket.closed) reject(new Error('The connection ended.'))
        else return
        this.#watchers.delete(look)
      }
      this.#watchers.add(look)
      look()
    })
  }

  async eventNamed(name: string): Promise<SeenEvent> {
    await this.until(() => this.events.some((event) => event.name === name))
    return this.events.find((event) => event.name === name)!
  }

  close(): void {
    this.socket.destroy()
  }

  #wake(): void {
    for (const look of [...this.#watchers]) look()
  }

  #take(chunk: Buffer): void {
    this.raw.push(chunk)
    try {
      for (const body of this.#reader.push(chunk)) this.#hear(decode(body))
    } catch {
      // What cannot be read stays in `raw`.
    }
    this.#wake()
  }

  #hear(value: WireValue): void {
    this.messages.push(value)
    const message = parsed(value)
    if (!message) return
    if (message.kind === 'event') return void this.events.push({ name: message.name, args: message.args })
    this.answered.push(message.id)
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'response') waiting?.resolve(message.value)
    else waiting?.reject(new CallFailed(message.error))
  }
}

/** What is no message of a daemon's stays in `messages` alone. */
function parsed(value: WireValue): DaemonMessage | null {
  try {
    return parseDaemonMessage(value)
  } catch {
    return null
  }
}

/** Connects without looking at the certificate. */
export function openCaller(port: number, host = '127.0.0.1'): Promise<Caller> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, rejectUnauthorized: false })
    socket.once('error', reject)
    socket.once('secureConnect', () => resolve(new Caller(socket)))
  })
}

/** Connects and logs in. */
export async function openLoggedIn(port: number, username = 'admin', password = 'adminpass'): Promise<Caller> {
  const caller = await openCaller(port)
  await caller.login(username, password)
  return caller
}
