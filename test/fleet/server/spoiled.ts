import { deflateSync, gzipSync } from 'node:zlib'
import { frameOf, HEADER_BYTES, PROTOCOL_VERSION } from '../../../main/wire/deluge/frames.ts'
import { WireFloat, type WireInput } from '../../../main/wire/deluge/rencode.ts'
import { Random } from '../engine/random.ts'
import type { BadBytes } from './manners.ts'

const BOMB_BYTES = 512 * 1024 * 1024
const DEEP = 100_000

function header(length: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes[0] = PROTOCOL_VERSION
  bytes.writeUInt32BE(length, 1)
  return bytes
}

const framed = (body: Uint8Array): Buffer => Buffer.concat([header(body.length), body])

/** Half a MiB on the wire; made once, at the first use. */
let bomb: Buffer | undefined
const makeBomb = (): Buffer => framed(deflateSync(Buffer.alloc(BOMB_BYTES)))

/** The same frame, spoiled in one way. */
export function spoil(frame: Uint8Array, how: BadBytes): Uint8Array {
  switch (how) {
    case 'garbage': {
      const random = new Random(frame.length)
      return Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 0xfe : random.int(0, 255)))
    }
    case 'broken-zlib':
      return framed(gzipSync(frame))
    case 'broken-rencode':
      // 45 is no type code.
      return frameOf(Uint8Array.of(45, 45, 45))
    case 'oversize':
      return Buffer.concat([header(0xffff_ffff), frame])
    case 'bomb':
      return (bomb ??= makeBomb())
    case 'deep':
      // 193 begins a list of one item.
      return frameOf(Buffer.alloc(DEEP, 193))
    case 'half':
      return frame.subarray(0, Math.ceil(frame.length / 2))
  }
}

/** Names that do harm where they are not treated as text, sized or checked. */
export const hostileNames: readonly WireInput[] = [
  '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  'invoice\u202egpj.exe',
  'null\0byte',
  `long ${'x'.repeat(100_000)}`,
  Uint8Array.of(0x66, 0x6f, 0x6f, 0xff, 0xfe, 0x80, 0x62, 0x61, 0x72),
  '__proto__',
  'constructor',
  '',
  '../../../../etc/passwd',
  'line one\nline two\r\n\tline three',
  '\u001b[31mred\u001b[0m',
  'Z\u0351\u0343\u035bA\u0341\u0301L\u0334GO\u0353'.repeat(50),
  '\ufeff\u200b\u2028\u2029',
  'javascript:alert(1)',
  '{{7*7}} ${7*7} %s %n',
]

type Dict = Record<string, WireInput>
type Statuses = ReadonlyMap<string, Dict>

/** Each status with another hostile name, and a key of the sort that pollutes prototypes. */
export function withHostileNames(statuses: Statuses): Map<WireInput, WireInput> {
  return new Map(
    [...statuses].map(([id, status]): [string, WireInput] => {
      if (!('name' in status)) return [id, status]
      const name = hostileNames[Number.parseInt(id.slice(0, 8), 16) % hostileNames.length]!
      const entries: [string, WireInput][] = [...Object.entries(status), ['__proto__', { polluted: true }]]
      return [id, new Map<string, WireInput>([...entries, ['name', name], ['comment', name], ['tracker_status', name]])]
    }),
  )
}

/** Values of every type but the right one. */
function wrong(value: WireInput, turn: number): WireInput {
  const strange: readonly WireInput[] = [null, 'twelve', -1, 2n ** 70n, [], { a: 1 }, true, new WireFloat(NaN)]
  const chosen = strange[turn % strange.length]!
  return chosen !== null && sort(chosen) === sort(value) ? [value] : chosen
}

const sort = (value: WireInput): string => (value instanceof WireFloat ? 'number' : typeof value)

/** Each status with every value of the wrong type; some are no dict at all. */
export function withWrongTypes(statuses: Statuses): Map<WireInput, WireInput> {
  let turn = 0
  return new Map(
    [...statuses].map(([id, status], i): [WireInput, WireInput] => {
      if (i % 7 === 6) return [id, 'no status']
      if (i % 11 === 10) return [i, status]
      return [id, new Map(Object.entries(status).map(([key, value]) => [key, wrong(value, turn++)]))]
    }),
  )
}
