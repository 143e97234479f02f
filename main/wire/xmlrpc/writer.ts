import { say } from '../../../preload/words/sentences.ts'
import { Fault } from '../../lib/fault.ts'
import type { XmlFault, XmlInput } from './values.ts'

const header = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Characters that no XML may hold, escaped or not; halves of surrogate pairs are looked for apart. */
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/**
 * A call.
 * @throws Fault 'invalid' for what has no form in XML-RPC: fractions, integers of more than 64 bits, control characters
 */
export function writeCall(method: string, params: readonly XmlInput[]): string {
  const written = params.map((param) => `<param>${writeValue(param)}</param>`).join('')
  return `${header}<methodCall><methodName>${escaped(method)}</methodName><params>${written}</params></methodCall>`
}

/** A server's answer. */
export function writeAnswer(value: XmlInput): string {
  return `${header}<methodResponse><params><param>${writeValue(value)}</param></params></methodResponse>`
}

/** A server's refusal. */
export function writeFault({ faultCode, faultString }: XmlFault): string {
  return `${header}<methodResponse><fault>${writeValue({ faultCode, faultString })}</fault></methodResponse>`
}

/** One value with its tags. */
export function writeValue(value: XmlInput): string {
  return `<value>${typed(value)}</value>`
}

function typed(value: XmlInput): string {
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  if (typeof value === 'number' || typeof value === 'bigint') return integer(value)
  if (value instanceof Uint8Array) return `<base64>${base64(value)}</base64>`
  if (isList(value)) return `<array><data>${value.map(writeValue).join('')}</data></array>`
  const members = Object.entries(value).map(
    ([name, member]) => `<member><name>${escaped(name)}</name>${writeValue(member)}</member>`,
  )
  return `<struct>${members.join('')}</struct>`
}

function isList(value: XmlInput): value is readonly XmlInput[] {
  return Array.isArray(value)
}

/** i4 where it fits, because every server knows that one. */
function integer(value: number | bigint): string {
  if (typeof value === 'number' ? !Number.isSafeInteger(value) : BigInt.asIntN(64, value) !== value) {
    throw new Fault('invalid', say('call.no-integer'))
  }
  const type = value >= -0x80000000 && value <= 0x7fffffff ? 'i4' : 'i8'
  return `<${type}>${value}</${type}>`
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** A return would come out as a line feed if it were not escaped. */
function escaped(text: string): string {
  if (unspeakable.test(text) || !text.isWellFormed()) throw new Fault('invalid', say('call.no-text'))
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}
