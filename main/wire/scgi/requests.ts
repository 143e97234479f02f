import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'

/** A request as the other end gets it. */
export interface ScgiRequest {
  headers: ReadonlyMap<string, string>
  body: Uint8Array
}

/** As 0.9.8 has them: pairs of 2,000 bytes and a body of 2 MiB at most. */
const most = { headerBytes: 2_000, bodyBytes: 2 * 1024 * 1024 }

/** Collects the one request of a connection, at a server's end. */
export class RequestReader {
  #bytes: Buffer = Buffer.alloc(0)

  /**
   * Takes what has come; null = the request is not whole yet.
   * @throws Fault 'protocol' or 'too-large' for what a daemon would close the connection for
   */
  feed(part: Uint8Array): ScgiRequest | null {
    this.#bytes = Buffer.concat([this.#bytes, part])
    const start = this.#bytes.toString('latin1', 0, 6)
    const announced = /^(\d{1,4}):/.exec(start)
    if (!announced) {
      if (start.length < 6 && /^\d{0,4}$/.test(start)) return null
      throw malformed()
    }
    const [colon, length] = [announced[0].length, Number(announced[1])]
    if (length > most.headerBytes) throw malformed()
    if (this.#bytes.length <= colon + length) return null
    const pairs = this.#bytes.toString('latin1', colon, colon + length).split('\0')
    if (pairs[0] !== 'CONTENT_LENGTH' || this.#bytes[colon + length] !== 0x2c) throw malformed()
    const bodyBytes = Number(/^\d{1,15}$/.exec(pairs[1] ?? '')?.[0] ?? Number.NaN)
    if (Number.isNaN(bodyBytes)) throw malformed()
    if (bodyBytes > most.bodyBytes) throw new Fault('too-large', say('scgi.request'))
    const body = this.#bytes.subarray(colon + length + 1)
    return body.length < bodyBytes ? null : { headers: headersIn(pairs), body: body.subarray(0, bodyBytes) }
  }
}

function headersIn(pairs: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (let at = 0; at + 1 < pairs.length; at += 2) headers.set(pairs[at]!, pairs[at + 1]!)
  return headers
}

function malformed(): Fault {
  return new Fault('protocol', say('scgi.request'))
}
