import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import { AnswerReader, writeRequest, writeResponse } from '../../../../main/wire/scgi/frames.ts'
import { RequestReader } from '../../../../main/wire/scgi/requests.ts'

const limits = { maxHeaderBytes: 300, maxBytes: 1_000 }

/** What comes of an answer that arrives in these parts, and then ends. */
function outcomeOf(...parts: readonly (string | Uint8Array)[]): string {
  const reader = new AnswerReader('there', limits)
  try {
    for (const part of parts) if (reader.feed(Buffer.from(part))) break
    return Buffer.from(reader.finish()).toString()
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
}

describe('a request over SCGI', () => {
  it('is a netstring of pairs, its length first, and the body behind it', () => {
    const request = Buffer.from(writeRequest(Buffer.from('<x/>'), 'text/xml')).toString('latin1')
    const header =
      'CONTENT_LENGTH\u00004\u0000SCGI\u00001\u0000REQUEST_METHOD\u0000POST\u0000REQUEST_URI\u0000/RPC2\u0000CONTENT_TYPE\u0000text/xml\u0000'
    expect(request).toBe(`${header.length}:${header},<x/>`)
  })

  it('is read by the other end, however it is cut', () => {
    const whole = writeRequest(Buffer.from('<x/>'), 'text/xml')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length })), (cuts) => {
        const reader = new RequestReader()
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
        const results = places.slice(1).map((end, index) => reader.feed(whole.subarray(places[index], end)))
        const request = results.find((result) => result !== null)
        expect(Buffer.from(request!.body).toString()).toBe('<x/>')
        expect(request!.headers.get('CONTENT_TYPE')).toBe('text/xml')
      }),
    )
  })

  it.each([
    ['no netstring', 'GET / HTTP/1.0\r\n\r\n'],
    ['a length that is none', '7x:'],
    ['a length that is too long', '99999:'],
    ['pairs that do not begin with the length', '7:SCGI\u00001\u0000,'],
    ['pairs without a comma behind', '17:CONTENT_LENGTH\u00001\u0000;'],
  ])('that is %s is none', (_what, text) => {
    expect(() => new RequestReader().feed(Buffer.from(text))).toThrow(Fault)
  })
})

describe('an answer over SCGI', () => {
  const whole = Buffer.from(writeResponse(Buffer.from('<x/>')))

  it('is its body, however it is cut', () => {
    for (let cut = 1; cut < whole.length; cut += 1) {
      expect(outcomeOf(whole.subarray(0, cut), whole.subarray(cut))).toBe('<x/>')
    }
  })

  it('that is shorter than it said is none: not even nothing is an empty list', () => {
    for (let end = 0; end < whole.length; end += 1)
      expect(outcomeOf(whole.subarray(0, end)), String(end)).toBe('protocol')
  })

  it.each([
    ['longer than it said', `${whole.toString()}x`, 'protocol'],
    ['of a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'web-ui'],
    ['of something else', 'SSH-2.0-OpenSSH_9.2\r\n', 'not-a-daemon'],
    ['without a length', 'Status: 200 OK\r\nContent-Type: text/xml\r\n\r\n<x/>', 'not-a-daemon'],
    ['of lines without end', `Status: 200 OK\r\n${'X: y\r\n'.repeat(100)}`, 'not-a-daemon'],
    ['too long', 'Status: 200 OK\r\nContent-Length: 1001\r\n\r\n', 'too-large'],
    ['of a length that is none', 'Status: 200 OK\r\nContent-Length: -5\r\n\r\n', 'not-a-daemon'],
  ])('that is %s is refused', (_what, text, code) => {
    expect(outcomeOf(text)).toBe(code)
  })

  it('that nobody meant ends in a body or a fault', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (parts) => {
        expect(typeof outcomeOf('Status: 200 OK\r\n', ...parts)).toBe('string')
      }),
    )
  })
})
