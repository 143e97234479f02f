import { longest } from '../../lib/bounds.ts'
import { Fault } from '../../lib/fault.ts'
import { say } from '../../../preload/words/sentences.ts'
import { isDict, type WireDict, type WireInput, type WireValue } from './rencode.ts'
import { readTraceback, remoteError, textOf, type OutgoingError, type RemoteError } from './errors.ts'

/** First items of a daemon's messages. */
export const RESPONSE = 1
export const ERROR = 2
export const EVENT = 3

/** A call as a client makes it. */
export interface RpcRequest {
  /** Comes back unchanged with the answer. */
  id: number
  method: string
  args?: readonly WireInput[]
  kwargs?: { readonly [key: string]: WireInput }
}

/** What a daemon sends. */
export type DaemonMessage =
  | { kind: 'response'; id: number; value: WireValue }
  | { kind: 'error'; id: number; error: RemoteError }
  | { kind: 'event'; name: string; args: WireValue[] }

/** A call as a server meets it. 'unfit' is to be answered with a WrappedException TypeError, as real daemons do. */
export type IncomingRequest =
  | { kind: 'request'; id: WireValue; method: string; args: WireValue[]; kwargs: WireDict }
  | { kind: 'unfit'; id: WireValue; method: string; reason: string }

/** One message of one or more calls: [[id, method, args, kwargs], …]. The daemon answers each in a frame of its own. */
export function encodeRequests(requests: readonly RpcRequest[]): WireInput {
  return requests.map(({ id, method, args = [], kwargs = {} }) => [id, method, args, kwargs])
}

/**
 * A message of a daemon, in any of the shapes that daemons and documents know:
 * [1, id, value] · [3, name, args] · errors: 2.x [2, id, name, args, kwargs, traceback],
 * 1.3 [2, id, [name, message, traceback]], documented [2, id, type, message, traceback], first draft [2, id, traceback].
 * @throws Fault 'protocol' for anything else
 */
export function parseDaemonMessage(message: WireValue): DaemonMessage {
  if (!Array.isArray(message)) throw malformed('a message that is no list')
  if (message.length < 3) throw malformed(`a message of ${message.length} items`)
  switch (message[0]) {
    case RESPONSE:
      return { kind: 'response', id: idOf(message[1]), value: message[2]! }
    case ERROR:
      return { kind: 'error', id: idOf(message[1]), error: errorOf(message) }
    case EVENT:
      return eventOf(message)
    default:
      throw malformed('a message of unknown type')
  }
}

function idOf(id: WireValue | undefined): number {
  if (typeof id === 'number') return id
  throw malformed('an answer whose id is no number')
}

function eventOf(message: WireValue[]): DaemonMessage {
  const [, name, args] = message
  if (typeof name !== 'string') throw malformed('an event without a name')
  if (!Array.isArray(args)) throw malformed(`the event ${textOf(name, 60)} without a list of arguments`)
  return { kind: 'event', name, args }
}

function errorOf(message: WireValue[]): RemoteError {
  const third = message[2]!
  if (message.length === 3) {
    if (Array.isArray(third)) return shortError(third[0], third[1], third[2])
    const { exception, message: text } = readTraceback(textOf(third, longest.traceback))
    return shortError(exception, text, third)
  }
  const args = message[3]
  if (!Array.isArray(args)) return shortError(third, args, message[4])
  if (typeof third !== 'string') throw malformed('an error without an exception name')
  const kwargs = message[4]
  return remoteError(third, args, isDict(kwargs) ? kwargs : {}, message[5])
}

/** Name, message and traceback: all that 1.3 and the documents' shape tell. */
function shortError(name: WireValue | undefined, message: WireValue | undefined, traceback: WireValue | undefined) {
  if (typeof name !== 'string') throw malformed('an error without an exception name')
  return remoteError(name, message === undefined ? [] : [message], {}, traceback)
}

/** One message that makes no sense is left out; only the log hears of it. */
function malformed(what: string): Fault {
  return new Fault('protocol', say('log.only', { text: `The daemon sent ${what}.` }))
}

/**
 * The calls in one message of a client. Items that are not lists of four are skipped and the rest is served, as real
 * daemons do; `skipped` counts them.
 * @throws Fault 'protocol' when the message is no list at all (a real daemon stays silent then)
 */
export function parseRequests(message: WireValue): { requests: IncomingRequest[]; skipped: number } {
  if (!Array.isArray(message))
    throw new Fault('protocol', say('log.only', { text: 'The client sent a message that is no list of calls.' }))
  const requests: IncomingRequest[] = []
  for (const call of message) if (Array.isArray(call) && call.length === 4) requests.push(requestOf(call))
  return { requests, skipped: message.length - requests.length }
}

function requestOf([id, method, args, kwargs]: WireValue[]): IncomingRequest {
  const named = { id: id!, method: textOf(method, 200) }
  if (typeof method !== 'string') return { ...named, kind: 'unfit', reason: 'the method name is no text' }
  if (!Array.isArray(args)) return { ...named, kind: 'unfit', reason: 'the arguments are no list' }
  if (!isDict(kwargs)) return { ...named, kind: 'unfit', reason: 'the keyword arguments are no dict of text keys' }
  return { kind: 'request', id: id!, method, args, kwargs }
}

/** [1, id, value]: the bare value (the documents' "[return_value]" was never seen on any daemon). */
export function encodeResponse(id: WireInput, value: WireInput): WireInput {
  return [RESPONSE, id, value]
}

/** The six items of 2.x. */
export function encodeError(id: WireInput, error: OutgoingError): WireInput {
  return [ERROR, id, error.exception, error.args, error.kwargs ?? {}, error.traceback ?? '']
}

export function encodeEvent(name: string, args: readonly WireInput[]): WireInput {
  return [EVENT, name, args]
}
