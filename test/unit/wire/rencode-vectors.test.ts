import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../main/lib/fault.ts'
import { decode, encode, isDict, type WireDict } from '../../../main/wire/deluge/rencode.ts'
import { toDecoded, toInput, vector, vectorUrl, type Typed } from './typed.ts'

interface Vector {
  class: string
  input: Typed
  float_bits: 32 | 64
  hex?: string
  encode_error?: string
  decoded_utf8_true?: Typed
  decoded_utf8_false?: Typed
}

const { vectors, invalid_inputs: invalidInputs } = JSON.parse(vector('rencode.json')) as {
  vectors: Vector[]
  invalid_inputs: { hex: string; python_result?: Typed }[]
}
const singleBytes = JSON.parse(vector('rencode-single-byte-table.json')) as {
  byte: number
  alone: 'complete' | 'error_alone'
  result: Typed
}[]

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

function faultOf(run: () => unknown): Fault | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  return undefined
}

describe('the recorded vectors of the reference encoder', () => {
  it('are the 375 that were recorded', () => {
    expect(vectors).toHaveLength(375)
    expect(vectors.filter(({ hex }) => hex === undefined)).toHaveLength(2)
  })

  it('are written byte for byte as the reference writes them', () => {
    for (const { class: name, input, float_bits: floatBits, hex } of vectors) {
      if (hex === undefined) continue
      const written = Buffer.from(encode(toInput(input), { floatBits })).toString('hex')
      expect(written, `${name} ${hex.slice(0, 80)}`).toBe(hex)
    }
  })

  it('are read as the values that they were made from', () => {
    for (const { class: name, input, hex, ...decoded } of vectors) {
      if (hex === undefined) continue
      const expected = decoded.decoded_utf8_false ?? decoded.decoded_utf8_true ?? input
      expect(decode(bytesOf(hex), { trailing: 'error' }), `${name} ${hex.slice(0, 80)}`).toEqual(toDecoded(expected))
    }
  })

  it('refuse to write the integers that the reference refuses', () => {
    for (const { input, encode_error: error } of vectors) {
      if (error === undefined) continue
      expect(faultOf(() => encode(toInput(input)))?.code, error).toBe('invalid')
    }
  })

  it('tell which inputs are no rencode at all', () => {
    expect(invalidInputs).toHaveLength(32)
    for (const { hex, python_result: result } of invalidInputs) {
      if (result) expect(decode(bytesOf(hex)), hex).toEqual(toDecoded(result))
      else expect(faultOf(() => decode(bytesOf(hex)))?.code, hex).toMatch(/^(protocol|too-large)$/)
    }
  })

  it('tell what every byte means on its own', () => {
    expect(singleBytes).toHaveLength(256)
    for (const { byte, alone, result } of singleBytes) {
      const input = Uint8Array.of(byte)
      if (alone === 'complete') expect(decode(input), `byte ${byte}`).toEqual(toDecoded(result))
      else expect(faultOf(() => decode(input))?.code, `byte ${byte}`).toBe('protocol')
    }
  })
})

describe('the recorded status answers', () => {
  const bodies: [name: string, torrents: number, keys: number | undefined][] = [
    ['2000-k20_diff', 2000, undefined],
    ['2000-k20', 2000, 20],
    ['10000-k20', 10_000, 20],
    ['2000-all', 2000, 78],
    ['10000-all', 10_000, 78],
  ]

  it.each(bodies)('%s holds what the daemon had', (name, torrents, keys) => {
    const body = inflateSync(readFileSync(vectorUrl(`body-${name}.bin`)))
    const message = decode(body, { trailing: 'error', maxItems: 8_000_000 })
    const answer = Array.isArray(message) ? message[2] : undefined
    if (!isDict(answer)) throw new Error('not a dict of torrents')
    const ids = Object.keys(answer)
    expect(ids).toHaveLength(torrents)
    expect(ids.every((id) => /^[0-9a-f]{40}$/.test(id))).toBe(true)
    const rows = Object.values(answer) as WireDict[]
    if (keys !== undefined) {
      expect(rows.every((row) => Object.keys(row).length === keys)).toBe(true)
      expect(rows.every((row) => typeof row['name'] === 'string' && row['name'] !== '')).toBe(true)
      expect(new Set(rows.map((row) => row['state']))).toContain('Paused')
    }
  })

  it('are the same after being written and read again', () => {
    const message = decode(inflateSync(readFileSync(vectorUrl('body-2000-all.bin'))))
    const sent = encode(message)
    expect(Buffer.from(encode(decode(sent))).equals(sent)).toBe(true)
  })
})
