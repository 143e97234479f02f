import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from '../../../preload/torrent/text.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('bytes as text', () => {
  it('are UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // A mark of byte order is none of the text.
        const plain = text.replace(/^\uFEFF/, '')
        expect(readText(utf8(plain), 10_000)).toBe(plain)
      }),
    )
    expect(readText(utf8('damaged \uFFFD before, фильм'), 100)).toBe('damaged \uFFFD before, фильм')
  })

  it('are Windows-1252 where they are not UTF-8', () => {
    expect(readText(Uint8Array.from(Buffer.from('Mot\xf6rhead \x93x\x94 \x80', 'latin1')), 100)).toBe('Motörhead “x” €')
    expect(readText(Uint8Array.of(0xef, 0xbf, 0xbd, 0xff), 100)).toBe('ï¿½ÿ')
  })

  it('are cut behind a whole character', () => {
    expect(readText(utf8('abc'), 2)).toBe('ab')
    expect(readText(utf8('aü雪🌊'), 9)).toBe('aü雪')
    expect([0, 1, 2, 3, 4].map((most) => readText(utf8('🌊x'), most))).toEqual(['', '', '', '', '🌊'])
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, most) => {
        const cut = readText(utf8(text), most)
        expect(utf8(cut).length).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('are always a well-formed text of at most as many letters as there were bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(300), (bytes, most) => {
        const text = readText(bytes, most)
        expect(text.isWellFormed() && text.length <= Math.min(most, bytes.length)).toBe(true)
      }),
    )
  })
})
