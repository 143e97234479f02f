import { Client, type ClientOptions } from '../../../../main/wire/rtorrent/client.ts'
import type { Carrier, CarryOptions } from '../../../../main/wire/rtorrent/carrier.ts'
import { readMessage } from '../../../../main/wire/xmlrpc/reader.ts'
import { isStruct, type XmlInput, type XmlValue } from '../../../../main/wire/xmlrpc/values.ts'
import { writeAnswer } from '../../../../main/wire/xmlrpc/writer.ts'

/** One request that a client made, open until it is answered or given up. */
export interface Asked {
  method: string
  params: XmlValue[]
  bytes: number
  options: CarryOptions
  answer(value: XmlInput): void
  answerRaw(text: string): void
  fail(error: Error): void
}

/** A carrier whose other end is the test. */
export class Hand implements Carrier {
  readonly peer = 'there'
  readonly identity = null
  readonly asked: Asked[] = []

  /** Whether the client has ended it. */
  isClosed = false

  close(): void {
    this.isClosed = true
  }

  carry(body: Uint8Array, options: CarryOptions): Promise<Uint8Array> {
    const message = readMessage(body)
    if (message.kind !== 'call') throw new Error('A client sends calls.')
    options.onSent?.()
    return new Promise((resolve, reject) => {
      const answerRaw = (text: string): void => resolve(Buffer.from(text))
      options.signal.addEventListener('abort', () => reject(new Error('aborted')))
      this.asked.push({
        ...message,
        bytes: body.byteLength,
        options,
        answer: (value) => answerRaw(writeAnswer(value)),
        answerRaw,
        fail: reject,
      })
    })
  }
}

/** A client, and the hand that answers it. */
export function clientByHand(options: Partial<ClientOptions> = {}): { client: Client; hand: Hand } {
  const hand = new Hand()
  return { client: new Client({ carrier: hand, daemon: 'box', ...options }), hand }
}

/** Methods and arguments of the calls of a system.multicall. */
export function callsIn({ params }: Asked): { method: XmlValue | undefined; params: XmlValue | undefined }[] {
  const [list] = params
  if (!Array.isArray(list)) throw new Error('This is no system.multicall.')
  return list.filter(isStruct).map((call) => ({ method: call['methodName'], params: call['params'] }))
}
