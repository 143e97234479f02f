import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../../main/lib/fault.ts'
import {
  encodeError,
  encodeEvent,
  encodeRequests,
  encodeResponse,
  parseDaemonMessage,
  parseRequests,
} from '../../../../main/wire/deluge/messages.ts'
import { decode, encode, type WireInput, type WireValue } from '../../../../main/wire/deluge/rencode.ts'
import { toDecoded, vector, type Typed } from '../typed.ts'

const { sessions } = JSON.parse(vector('frames.json')) as {
  sessions: { daemon_version: string; frames: { label: string; dir: string; value: Typed }[] }[]
}

function sent(message: WireInput): WireValue {
  return decode(encode(message))
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  return undefined
}

const traceback =
  'Traceback (most recent call last):\n  File "x", line 1\ndeluge.error.BadLoginError: Password does not match\n'

describe.each(sessions)('the recorded messages of Deluge $daemon_version', ({ frames }) => {
  it('are all understood', () => {
    for (const { label, dir, value } of frames) {
      const message = toDecoded(value)
      if (dir === 'daemon->client')
        expect(['response', 'error', 'event'], label).toContain(parseDaemonMessage(message).kind)
      else expect(parseRequests(message), label).toMatchObject({ skipped: 0 })
    }
  })

  it('are written in the same shape by the other end', () => {
    for (const { label, dir, value } of frames) {
      const message = toDecoded(value)
      if (dir === 'client->daemon') {
        const { requests } = parseRequests(message)
        const again = requests.map((request) => {
          if (request.kind !== 'request' || typeof request.id !== 'number') throw new Error(label)
          return { id: request.id, method: request.method, args: request.args, kwargs: request.kwargs }
        })
        expect(sent(encodeRequests(again)), label).toEqual(message)
        continue
      }
      const parsed = parseDaemonMessage(message)
      if (parsed.kind === 'response') expect(sent(encodeResponse(parsed.id, parsed.value)), label).toEqual(message)
      if (parsed.kind === 'event') expect(sent(encodeEvent(parsed.name, parsed.args)), label).toEqual(message)
    }
  })
})

describe('an answer', () => {
  it('carries the bare value', () => {
    expect(parseDaemonMessage(sent(encodeResponse(7, ['x'])))).toEqual({ kind: 'response', id: 7, value: ['x'] })
    expect(parseDaemonMessage([1, 7, null])).toEqual({ kind: 'response', id: 7, value: null })
  })

  it('that is an error is understood in all four shapes', () => {
    const shapes: WireValue[] = [
      [2, 1, 'BadLoginError', ['Password does not match', 'admin'], {}, traceback],
      [2, 1, ['BadLoginError', 'Password does not match', traceback]],
      [2, 1, 'BadLoginError', 'Password does not match', traceback],
      [2, 1, traceback],
    ]
    for (const shape of shapes) {
      const message = parseDaemonMessage(shape)
      expect(message).toMatchObject({
        kind: 'error',
        id: 1,
        error: { exception: 'BadLoginError', message: 'Password does not match', pythonType: undefined },
      })
      if (message.kind === 'error') expect(message.error.traceback).toBe(traceback)
    }
  })

  it('that is an error keeps arguments and keywords', () => {
    const error = sent(
      encodeError(3, { exception: 'NotAuthorizedError', args: [1, 5], kwargs: { a: 1 }, traceback: 't' }),
    )
    expect(parseDaemonMessage(error)).toMatchObject({ error: { args: [1, 5], kwargs: { a: 1 }, traceback: 't' } })
  })

  it("that wraps a Python exception tells Python's class and its own traceback", () => {
    const args = ["'abc'", 'KeyError', 'inner traceback']
    const message = parseDaemonMessage([2, 9, 'WrappedException', args, {}, 'outer'])
    expect(message).toMatchObject({
      error: { exception: 'WrappedException', message: "'abc'", pythonType: 'KeyError', traceback: 'inner traceback' },
    })
  })

  it('with texts that are not UTF-8 or without limits is made fit to show', () => {
    const raw = new Uint8Array(Buffer.from('caf\xe9', 'latin1'))
    const message = parseDaemonMessage([2, 1, 'E', [raw], {}, 'x'.repeat(1_000_000)])
    if (message.kind !== 'error') throw new Error('no error')
    expect(message.error.message).toBe('caf\ufffd')
    expect(message.error.traceback.length).toBeLessThan(20_000)
  })

  it('of any other shape is a protocol fault', () => {
    const malformed: WireValue[] = [
      null,
      'text',
      {},
      [],
      [1],
      [1, 2],
      [4, 1, 1],
      ['1', 1, 1],
      [1, 'id', 1],
      [1, null, 1],
      [2, 1, 5, [], {}, ''],
      [2, 1, ['x'.length, 'y', 'z']],
      [2, 1, []],
      [2, [], 'Name', [], {}, ''],
      [3, 5, []],
      [3, 'Event', {}],
      [3, 'Event', 'abc'],
      new Map<WireValue, WireValue>([[0, 1]]),
    ]
    const codes = malformed.map((message) => codeOf(() => parseDaemonMessage(message)))
    expect(codes).toEqual(malformed.map(() => 'protocol'))
  })
})

interface Shape {
  label: string
  hex: string
  value: Typed
  means: { kind: string; exception?: string; message?: string; traceback?: string }
}

const { messages: shapes } = JSON.parse(vector('shapes-constructed.json')) as { messages: Shape[] }

describe('the shapes of the documents, of 1.3 and of 2.x', () => {
  it.each(shapes)('are understood: $label', ({ hex, value, means }) => {
    const raw = decode(inflateSync(Buffer.from(hex, 'hex')))
    expect(raw).toEqual(toDecoded(value))
    const { exception, message, traceback, ...rest } = means
    const error = exception === undefined ? {} : { error: { exception, message, traceback } }
    expect(parseDaemonMessage(raw)).toMatchObject({ ...rest, ...error })
  })
})

describe('a message of calls', () => {
  it('carries several calls', () => {
    const calls = encodeRequests([
      { id: 0, method: 'daemon.info' },
      { id: 1, method: 'core.get_free_space', args: ['/'], kwargs: { a: 1 } },
    ])
    expect(parseRequests(sent(calls))).toEqual({
      skipped: 0,
      requests: [
        { kind: 'request', id: 0, method: 'daemon.info', args: [], kwargs: {} },
        { kind: 'request', id: 1, method: 'core.get_free_space', args: ['/'], kwargs: { a: 1 } },
      ],
    })
  })

  it('is served except for the items that are no calls', () => {
    const message: WireValue = [[1, 'a', []], [2, 'b', [], {}, 5], 'text', null, [3, 'c', [], {}]]
    const { requests, skipped } = parseRequests(message)
    expect(skipped).toBe(4)
    expect(requests).toEqual([{ kind: 'request', id: 3, method: 'c', args: [], kwargs: {} }])
  })

  it('tells which calls are to be answered with a TypeError', () => {
    const { requests } = parseRequests([
      ['x', 5, [], {}],
      [2n ** 70n, 'm', null, {}],
      [null, 'm', [], null],
      [1, 'm', [], new Map<WireValue, WireValue>([[1, 2]])],
    ])
    expect(requests.map(({ kind }) => kind)).toEqual(['unfit', 'unfit', 'unfit', 'unfit'])
    expect(requests.map(({ id }) => id)).toEqual(['x', 2n ** 70n, null, 1])
  })

  it('is a protocol fault when it is no list', () => {
    for (const message of [null, 5, 'call', {}]) expect(codeOf(() => parseRequests(message))).toBe('protocol')
  })
})
