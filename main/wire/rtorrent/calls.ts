import { say } from '../../../preload/words/sentences.ts'
import { longest, requests } from '../../lib/bounds.ts'
import { cutText } from '../../lib/cut.ts'
import { Fault } from '../../lib/fault.ts'
import { faultIn, type XmlFault, type XmlInput, type XmlValue } from '../xmlrpc/values.ts'
import { writeCall, writeValue } from '../xmlrpc/writer.ts'

/** One call as it is sent. */
export interface WireCall {
  method: string
  params: readonly XmlInput[]
  /** Whether something is different after it: without an answer it is not known whether it was done. */
  changing: boolean
}

/** Calls that leave in one request. */
export interface Part {
  calls: readonly WireCall[]
  body: Uint8Array
}

/**
 * Calls as requests, in their order: as few as possible, none longer than a daemon takes at once, and none so long that
 * others wait for it.
 * @param mostBytes what the daemon takes
 * @throws Fault 'too-large' for a call that is longer than that by itself, 'invalid' for what cannot be written
 */
export function* partsOf(calls: readonly WireCall[], mostBytes: number, daemon: string): Generator<Part> {
  const most = Math.min(mostBytes, requests.bytes)
  let part: WireCall[] = []
  let items: string[] = []
  let bytes = 0
  for (const call of calls) {
    const item = writeItem(call)
    const itemBytes = Buffer.byteLength(item)
    if (part.length > 0 && bytes + itemBytes > most - frameBytes) {
      yield { calls: part, body: bodyOf(part, items, mostBytes, daemon) }
      part = []
      items = []
      bytes = 0
    }
    part.push(call)
    items.push(item)
    bytes += itemBytes
  }
  if (part.length > 0) yield { calls: part, body: bodyOf(part, items, mostBytes, daemon) }
}

/** What stands around the calls of a request. */
const frameBytes = 300

function bodyOf(calls: readonly WireCall[], items: readonly string[], mostBytes: number, daemon: string): Uint8Array {
  const only = calls[0]!
  const text =
    calls.length === 1
      ? writeCall(only.method, only.params)
      : writeCall('system.multicall', [[]]).replace('<data></data>', () => `<data>${items.join('')}</data>`)
  const body = Buffer.from(text, 'utf8')
  if (body.byteLength <= mostBytes) return body
  const [need, known] = [Math.ceil(body.byteLength / 1024), Math.floor(mostBytes / 1024)]
  throw new Fault('too-large', say('request.too-long', { daemon, need, known }), { details: { method: only.method } })
}

function writeItem({ method, params }: WireCall): string {
  return writeValue({ methodName: method, params })
}

/**
 * What each call of a request was answered with.
 * @throws Fault 'protocol' when there are not as many answers as calls
 */
export function answersIn(value: XmlValue, calls: readonly WireCall[], daemon: string): (XmlValue | Fault)[] {
  if (calls.length === 1) return [value]
  if (!Array.isArray(value) || value.length !== calls.length) throw misfit(daemon, 'system.multicall')
  return value.map((item, index) => {
    if (Array.isArray(item) && item.length === 1) return item[0]!
    const { method } = calls[index]!
    const fault = faultIn(item)
    return fault ? refusalOf(fault, method, daemon) : misfit(daemon, method)
  })
}

/** An answer that is not what this method answers with. */
export function misfit(daemon: string, method: string): Fault {
  return new Fault('protocol', say('answer.misfit', { daemon, method }), { details: { method } })
}

/** A daemon's refusal as the Fault that crosses to the window. Its text is all that it says. */
export function refusalOf({ faultCode, faultString }: XmlFault, method: string, daemon: string): Fault {
  const text = cutText(faultString, longest.message)
  const details = { details: { faultCode, faultString: text, method } }
  if (/could not find info-hash|info-hash not found/i.test(text)) {
    return new Fault('not-found', say('torrent.gone', { daemon }), details)
  }
  if (faultCode === -506 || /^command "?[\w.]+"? does not exist/i.test(text)) {
    return new Fault('incompatible', say('call.lacking', { daemon, method }), details)
  }
  if (/request too large/i.test(text)) return new Fault('too-large', say('call.refused', { daemon, text }), details)
  return new Fault('remote', say('call.refused', { daemon, text }), details)
}
