import type { TLSSocket } from 'node:tls'
import { framedDialect } from '../../../main/wire/deluge/dialect.ts'
import { encodeError, encodeResponse, parseRequests, type IncomingRequest } from '../../../main/wire/deluge/messages.ts'
import type { WireInput, WireValue } from '../../../main/wire/deluge/rencode.ts'
import type { Status } from '../engine/status.ts'
import type { Guest } from '../methods/method.ts'
import { outgoing, PythonError } from './exceptions.ts'
import { delayFor, isSilent, spoils, type Misbehaviour } from './manners.ts'
import { asInput } from './words.ts'
import { spoil, withHostileNames, withWrongTypes } from './spoiled.ts'

type Request = Extract<IncomingRequest, { kind: 'request' }>

/** What a connection needs from the daemon behind it. */
export interface Desk {
  readonly manners: Readonly<Misbehaviour>
  /** While the daemon computes or loads, nobody is served. Settles when this one's turn has come. */
  turn(request: Request): Promise<void> | null
  perform(guest: Guest, request: Request): WireInput | Promise<WireInput>
  answered(): void
  failed(error: unknown): void
  received(bytes: number): void
  sent(bytes: number): void
}

const WRONG_ID = 900_000_000

/** A client's text that is not UTF-8 makes a real daemon drop the whole message without a word. */
function hasBytes(value: WireValue): boolean {
  if (value instanceof Uint8Array) return true
  if (Array.isArray(value)) return value.some(hasBytes)
  if (value instanceof Map) return [...value].some(([key, item]) => hasBytes(key) || hasBytes(item))
  return typeof value === 'object' && value !== null && Object.values(value).some(hasBytes)
}

/** One connection: frames in, calls performed, frames out, each as well or badly as the daemon's manners say. */
export class Peer implements Guest {
  readonly number: number
  readonly interests = new Set<string>()
  baseline = new Map<string, Status>()
  level = 0
  username = ''
  readonly #socket: TLSSocket
  readonly #desk: Desk
  readonly #reader = framedDialect.reader()
  #calls = 0
  #muted: Uint8Array[] | null = null

  constructor(number: number, socket: TLSSocket, desk: Desk) {
    this.number = number
    this.#socket = socket
    this.#desk = desk
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
  }

  get loggedIn(): boolean {
    return this.level > 0
  }

  onClose(run: () => void): void {
    this.#socket.once('close', run)
  }

  close(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Neither reads nor writes until unmute(): TCP holds what comes, here is kept what should go. */
  mute(): void {
    this.#muted ??= []
    this.#socket.pause()
  }

  unmute(): void {
    const kept = this.#muted ?? []
    this.#muted = null
    for (const bytes of kept) this.write(bytes)
    this.#socket.resume()
  }

  write(bytes: Uint8Array): void {
    if (this.#muted) return void this.#muted.push(bytes)
    if (this.#socket.destroyed || this.#socket.writableEnded) return
    this.#desk.sent(bytes.length)
    this.#socket.write(bytes)
  }

  #take(chunk: Buffer): void {
    this.#desk.received(chunk.length)
    let messages = this.#reader.push(chunk)
    for (;;) {
      try {
        for (const message of messages) this.#hear(message)
        return
      } catch {
        // Bad bytes get no answer, the connection stays and the next good frame is served (observed).
        messages = this.#reader.drain()
      }
    }
  }

  #hear(message: WireValue): void {
    if (hasBytes(message)) return
    for (const request of parseRequests(message).requests) {
      if (request.kind === 'unfit')
        this.#refuse(request.id, request.method, new PythonError('TypeError', request.reason))
      else void this.#serve(request)
    }
  }

  /** Synchronous as long as nothing has to be waited for, so that answers keep the order that real daemons have. */
  #serve(request: Request): void | Promise<void> {
    const turn = this.#desk.turn(request)
    if (turn) return turn.then(() => this.#perform(request))
    this.#perform(request)
  }

  #perform(request: Request): void {
    const { manners } = this.#desk
    const { id, method } = request
    this.#calls++
    const unanswered = this.#calls <= manners.unansweredFirst || isSilent(manners, method)
    if (unanswered || (manners.hangAfterLogin && this.loggedIn)) return
    try {
      const own = this.loggedIn && Object.hasOwn(manners.answers, method) ? manners.answers[method] : undefined
      const value = own ? own(request.args) : this.#desk.perform(this, request)
      if (value instanceof Promise) {
        value.then(
          (late) => this.#answer(id, method, late),
          (error: unknown) => this.#refuse(id, method, error),
        )
      } else this.#answer(id, method, value)
    } catch (error) {
      this.#refuse(id, method, error)
    }
    this.#desk.answered()
  }

  #refuse(id: WireValue, method: string, error: unknown): void {
    this.#desk.failed(error)
    this.#send(method, id, (shown) => encodeError(shown, outgoing(error, method)))
  }

  #answer(id: WireValue, method: string, value: WireInput): void {
    const shaped = this.#shape(method, value)
    this.#send(method, id, (shown) => encodeResponse(shown, shaped))
  }

  #shape(method: string, value: WireInput): WireInput {
    const { manners } = this.#desk
    const one = method === 'core.get_torrent_status'
    if (!one && method !== 'core.get_torrents_status') return value
    if (manners.foreignRows && !one) return withForeignRow(value as ReadonlyMap<string, Status>)
    if (!manners.hostileNames && !manners.wrongTypes) return value
    const shape = manners.wrongTypes ? withWrongTypes : withHostileNames
    if (!one) return shape(value as ReadonlyMap<string, Status>)
    return shape(new Map([['00000000', value as Status]])).get('00000000') ?? null
  }

  #send(method: string, id: WireValue, message: (id: WireInput) => WireInput): void {
    const { manners } = this.#desk
    if (manners.losesAnswers.includes(method)) return
    const go = (): void => {
      if (manners.strayAnswers) this.write(framedDialect.write(encodeResponse(WRONG_ID, 'nobody asked')))
      const shownId = manners.wrongIds && typeof id === 'number' ? id + WRONG_ID : asInput(id)
      const frame = framedDialect.write(message(shownId))
      const how = spoils(manners, method)
      const bytes = how ? spoil(frame, how) : frame
      this.write(bytes)
      if (manners.answersTwice) this.write(bytes)
    }
    const delay = delayFor(manners, method)
    if (delay > 0) setTimeout(go, delay)
    else go()
  }
}

/** A copy of the first torrent under a hash that is nobody's. */
function withForeignRow(statuses: ReadonlyMap<string, Status>): WireInput {
  const [first] = statuses.values()
  return first ? new Map([...statuses, ['f'.repeat(40), first]]) : statuses
}
