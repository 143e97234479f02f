import type { ErrorCode } from '../../../preload/contract/errors.ts'
import type { Clock } from '../../lib/clock.ts'
import { asFault, type Fault } from '../../lib/fault.ts'
import type { Carrier } from '../../wire/rtorrent/carrier.ts'

/** Where nothing listens any more, the belief that a daemon is there has ended. */
const final: readonly ErrorCode[] = ['refused', 'unresolved', 'unreachable', 'certificate-changed', 'bad-login']

/** The end of a connection that is none: told once, to whoever listens then or later. */
export class Ending {
  readonly #clock: Clock
  #end: { why: Fault | undefined } | null = null
  #listener: ((why: Fault | undefined) => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  on(listener: (why: Fault | undefined) => void): void {
    this.#listener = listener
    if (this.#end) this.#clock.after(0, () => this.#tell())
  }

  /** @param why undefined = we ended it */
  end(why: Fault | undefined): void {
    if (this.#end) return
    this.#end = { why }
    this.#tell()
  }

  #tell(): void {
    const listener = this.#listener
    if (!this.#end || !listener) return
    this.#listener = null
    listener(this.#end.why)
  }
}

/** The same carrier; what says that its daemon is gone is the end. */
export function watched(carrier: Carrier, ending: Ending): Carrier {
  return {
    peer: carrier.peer,
    get identity() {
      return carrier.identity
    },
    async carry(body, options) {
      try {
        return await carrier.carry(body, options)
      } catch (error) {
        const fault = asFault(error)
        if (final.includes(fault.code)) ending.end(fault)
        throw fault
      }
    },
    close: () => carrier.close(),
  }
}
