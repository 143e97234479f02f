import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { WireFloat, type WireInput, type WireValue } from '../../../main/wire/deluge/rencode.ts'

/** A value as the recorded vectors spell it. */
export type Typed =
  | { t: 'none' }
  | { t: 'bool'; v: boolean }
  | { t: 'int'; v: string }
  | { t: 'float'; v: string; f64: string }
  | { t: 'str'; v: string }
  | { t: 'bytes'; hex: string }
  | { t: 'list'; v: Typed[] }
  | { t: 'dict'; v: [Typed, Typed][] }

export function vector(name: string): string {
  return readFileSync(vectorUrl(name), 'utf8')
}

export function vectorUrl(name: string): URL {
  return new URL(`../../vectors/deluge/${name}`, import.meta.url)
}

function double(hex: string): number {
  return Buffer.from(hex, 'hex').readDoubleBE()
}

/** The value for encoding: dicts as Maps (their order counts) and floats marked as such. */
export function toInput(typed: Typed): WireInput {
  switch (typed.t) {
    case 'none':
      return null
    case 'bool':
    case 'str':
      return typed.v
    case 'int':
      return BigInt(typed.v)
    case 'float':
      return new WireFloat(double(typed.f64))
    case 'bytes':
      return Buffer.from(typed.hex, 'hex')
    case 'list':
      return typed.v.map(toInput)
    case 'dict':
      return new Map(typed.v.map(([key, value]) => [toInput(key), toInput(value)]))
  }
}

/** The value as decoding is to give it. Strings and bytes are one wire type: UTF-8 decides. */
export function toDecoded(typed: Typed): WireValue {
  switch (typed.t) {
    case 'none':
      return null
    case 'bool':
    case 'str':
      return typed.v
    case 'int': {
      const big = BigInt(typed.v)
      return Number.isSafeInteger(Number(big)) ? Number(big) : big
    }
    case 'float':
      return double(typed.f64)
    case 'bytes': {
      const bytes = Buffer.from(typed.hex, 'hex')
      return isUtf8(bytes) ? bytes.toString() : new Uint8Array(bytes)
    }
    case 'list':
      return typed.v.map(toDecoded)
    case 'dict': {
      const pairs = typed.v.map(([key, value]) => [toDecoded(key), toDecoded(value)] as const)
      if (!pairs.every(([key]) => typeof key === 'string')) return new Map(pairs)
      const dict = Object.create(null) as Record<string, WireValue>
      for (const [key, value] of pairs) dict[key as string] = value
      return dict
    }
  }
}
