import type { Says } from '../../../preload/contract/says.ts'
import { say } from '../../../preload/words/sentences.ts'
import { xmlMessage } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'

/** What an answer may weigh. */
export interface AnswerLimits {
  maxHeaderBytes: number
  maxBytes: number
}

/**
 * A request as one netstring of header pairs and the body behind it. The length comes first, as the protocol wants it
 * (a daemon closes without a word where it does not, seen on 0.9.8).
 */
export function writeRequest(body: Uint8Array, contentType: string): Uint8Array {
  const pairs = [
    ['CONTENT_LENGTH', String(body.byteLength)],
    ['SCGI', '1'],
    ['REQUEST_METHOD', 'POST'],
    ['REQUEST_URI', '/RPC2'],
    ['CONTENT_TYPE', contentType],
  ]
  const header = pairs.map(([name, value]) => `${name}\0${value}\0`).join('')
  return Buffer.concat([Buffer.from(`${header.length}:${header},`, 'latin1'), body])
}

/** A server's answer with this body. */
export function writeResponse(body: Uint8Array, contentType = 'text/xml'): Uint8Array {
  const header = `Status: 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.byteLength}\r\n\r\n`
  return Buffer.concat([Buffer.from(header, 'latin1'), body])
}

/**
 * Collects one answer. A server closes behind it, and may close in the middle of it: only what is as long as it said is
 * an answer.
 */
export class AnswerReader {
  readonly #peer: string
  readonly #limits: AnswerLimits
  readonly #parts: Buffer[] = []
  #bytes = 0
  /** Where the body begins, and how long it is to be; null = the lines before it are not whole yet. */
  #body: { start: number; length: number } | null = null

  constructor(peer: string, limits: AnswerLimits = xmlMessage) {
    this.#peer = peer
    this.#limits = limits
  }

  /**
   * Takes what has come; true = the answer is whole.
   * @throws Fault 'web-ui', 'not-a-daemon', 'protocol' or 'too-large'
   */
  feed(part: Uint8Array): boolean {
    this.#parts.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength))
    this.#bytes += part.byteLength
    this.#body ??= this.#readHeader()
    if (!this.#body) return false
    const missing = this.#body.start + this.#body.length - this.#bytes
    if (missing < 0) throw this.#malformed('scgi.longer')
    return missing === 0
  }

  /**
   * The body, once the other side has closed or feed() said that it is whole.
   * @throws Fault 'protocol' where something of it is missing
   */
  finish(): Uint8Array {
    if (this.#bytes === 0) throw this.#malformed('scgi.nothing')
    if (!this.#body || this.#bytes < this.#body.start + this.#body.length) throw this.#malformed('scgi.shorter')
    return Buffer.concat(this.#parts).subarray(this.#body.start)
  }

  #readHeader(): { start: number; length: number } | null {
    const seen = this.#joined()
    const text = seen.toString('latin1', 0, Math.min(seen.length, this.#limits.maxHeaderBytes))
    if (/^HTTP\/\d/.test(text)) {
      throw new Fault('web-ui', say('scgi.web', { peer: this.#peer }), { details: { peer: this.#peer } })
    }
    // The first word is enough to know that this will be no answer.
    const word = 'Status:'
    if (!text.toLowerCase().startsWith(word.slice(0, text.length).toLowerCase())) throw this.#notOurs()
    const end = text.indexOf('\r\n\r\n')
    if (end === -1) {
      if (seen.length >= this.#limits.maxHeaderBytes) throw this.#notOurs()
      return null
    }
    const length = Number(/^content-length:[ \t]*(\d{1,15})[ \t]*$/im.exec(text.slice(0, end))?.[1] ?? Number.NaN)
    if (Number.isNaN(length)) throw this.#notOurs()
    if (length > this.#limits.maxBytes) throw this.#tooLong(length)
    return { start: end + 4, length }
  }

  /** The lines before the body come in one part nearly always. */
  #joined(): Buffer {
    if (this.#parts.length > 1) this.#parts.splice(0, this.#parts.length, Buffer.concat(this.#parts))
    return this.#parts[0]!
  }

  #malformed(id: 'scgi.longer' | 'scgi.nothing' | 'scgi.shorter'): Fault {
    return this.#fault('protocol', say(id, { peer: this.#peer }))
  }

  #notOurs(): Fault {
    return this.#fault('not-a-daemon', say('scgi.not', { peer: this.#peer }))
  }

  #tooLong(length: number): Fault {
    const need = Math.ceil(length / 1_048_576)
    return this.#fault('too-large', say('answer.too-long', { peer: this.#peer, need }))
  }

  #fault(code: Fault['code'], says: Says): Fault {
    return new Fault(code, says, { details: { peer: this.#peer, received: this.#bytes } })
  }
}
