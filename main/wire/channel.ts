import type { Socket } from 'node:net'
import { say } from '../../preload/words/sentences.ts'
import { Fault } from '../lib/fault.ts'

/** A two-way stream of bytes with a clear end. Calls after the end do nothing and never throw. */
export interface Channel {
  /** The other side for messages, "host:port". */
  readonly peer: string
  readonly closed: boolean
  /** Bytes taken by write() that the system has not accepted yet. */
  readonly backlogBytes: number
  readonly bytesRead: number
  readonly bytesWritten: number
  /** Sends bytes. False: the backlog is above the system's mark; small messages may go on, big producers wait. */
  write(bytes: Uint8Array): boolean
  /** Sets the one listener; what came before it was set waits in the system's buffers. */
  onData(listener: (bytes: Uint8Array) => void): void
  /** Nothing is delivered until resume(), beyond what is on its way already: the other side waits. */
  pause(): void
  resume(): void
  /** Sets the one listener, called once: with the fault that ended the channel, or undefined after a clean end. */
  onClose(listener: (fault: Fault | undefined) => void): void
  /** Calls back when the backlog has been sent. */
  onDrain(listener: () => void): void
  /** Sends what is pending, then ends. No data is delivered any more. */
  close(): void
  /** Ends at once. */
  destroy(): void
}

/** How long a peer may take to read what close() left pending. */
const LINGER_MS = 1_000
/** First probe of the system on an idle connection: half-open sockets are found even when nothing is asked. */
const KEEP_ALIVE_MS = 30_000

/** A connected socket (plain or TLS, either end) as a Channel. Owns the socket from here on. */
export class SocketChannel implements Channel {
  readonly peer: string
  protected readonly socket: Socket
  #dataListener: ((bytes: Uint8Array) => void) | undefined
  #closeListener: ((fault: Fault | undefined) => void) | undefined
  #drainListener: (() => void) | undefined
  #ended = false
  #gone = false
  #fault: Fault | undefined

  constructor(socket: Socket, peer: string) {
    this.socket = socket
    this.peer = peer
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    socket.setTimeout(0)
    socket.pause()
    socket.on('error', (error) => {
      if (!this.#ended) this.#fault ??= brokenConnection(error, peer)
    })
    socket.on('end', () => this.close())
    socket.on('drain', () => this.#drainListener?.())
    socket.on('close', () => this.#finish())
    // The socket may have died between its connection and this constructor.
    if (socket.destroyed) queueMicrotask(() => this.#finish())
  }

  get closed(): boolean {
    return this.#ended || this.#gone
  }

  get backlogBytes(): number {
    return this.socket.writableLength
  }

  get bytesRead(): number {
    return this.socket.bytesRead
  }

  get bytesWritten(): number {
    return this.socket.bytesWritten
  }

  write(bytes: Uint8Array): boolean {
    if (this.closed || !this.socket.writable) return false
    return this.socket.write(bytes)
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    const first = this.#dataListener === undefined
    this.#dataListener = listener
    if (!first || this.closed) return
    this.socket.on('data', (bytes: Uint8Array) => {
      if (!this.#ended) this.#dataListener?.(bytes)
    })
    this.socket.resume()
  }

  pause(): void {
    if (!this.closed) this.socket.pause()
  }

  resume(): void {
    if (this.#dataListener) this.socket.resume()
  }

  onClose(listener: (fault: Fault | undefined) => void): void {
    this.#closeListener = listener
    if (this.#gone) queueMicrotask(() => this.#report())
  }

  onDrain(listener: () => void): void {
    this.#drainListener = listener
  }

  close(): void {
    if (this.closed) return
    this.#ended = true
    this.socket.end()
    this.socket.resume()
    const timer = setTimeout(() => this.socket.destroy(), LINGER_MS)
    timer.unref()
    this.socket.once('close', () => clearTimeout(timer))
  }

  destroy(): void {
    this.#ended = true
    this.socket.destroy()
  }

  #finish(): void {
    if (this.#gone) return
    this.#gone = true
    this.#report()
  }

  #report(): void {
    const listener = this.#closeListener
    this.#closeListener = undefined
    listener?.(this.#fault)
  }
}

function brokenConnection(error: Error & { code?: string }, peer: string): Fault {
  const details = { reason: error.code ?? error.message }
  return new Fault('closed', say('peer.broken', { peer }), { details, cause: error })
}
