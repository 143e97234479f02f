import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestAddressBytes, mostFileRanges, mostTrackers } from '../../../preload/torrent/limits.ts'
import { type Magnet, readMagnet, respellMagnet, writeMagnet } from '../../../preload/torrent/magnet.ts'

const hex = 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c'
const v2 = 'ab'.repeat(32)
const nothing: Magnet = {
  v1: null,
  v2: null,
  name: null,
  trackers: [],
  webSeeds: [],
  sizeBytes: null,
  wantedFiles: null,
}
/** What is read of a link to that torrent with this in it. */
const withIt = (rest: string): Magnet | null => readMagnet(`magnet:?xt=urn:btih:${hex}&${rest}`)

describe('reading a magnet link', () => {
  it('finds hash, name and trackers', () => {
    const uri = `magnet:?xt=urn:btih:${hex.toUpperCase()}&dn=Big%20Buck+Bunny&tr=udp%3A%2F%2Fa.example%3A1&tr=udp%3A%2F%2Fb.example%3A1`
    expect(readMagnet(uri)).toEqual({
      ...nothing,
      v1: hex,
      name: 'Big Buck Bunny',
      trackers: ['udp://a.example:1', 'udp://b.example:1'],
    })
  })

  it('understands a hash in hex and in base32, escaped or not, in capitals or not', () => {
    for (const topic of [
      'xt=urn:btih:3WBFL3G4PSSV7MF37AJSHWDQMLNR63I4',
      `dn=x&xt.1=urn%3Abtih%3A${hex}`,
      `XT=URN:BTIH:${hex}`,
      `xt=urn:btih:12&xt=urn:btih:${hex}&xt=urn:btih:${'0'.repeat(40)}`,
    ]) {
      expect(readMagnet(`magnet:?${topic}`)?.v1, topic).toBe(hex)
    }
    expect(readMagnet(` MAGNET:?xt=urn:btih:${hex}\n`)?.v1).toBe(hex)
  })

  it('finds both topics of a hybrid link, and the one of a link of either version', () => {
    expect(readMagnet(`magnet:?xt=urn:btmh:1220${v2}&xt=urn:btih:${hex}`)).toMatchObject({ v1: hex, v2 })
    expect(readMagnet(`magnet:?xt.1=urn:btmh:1220${v2}`)).toMatchObject({ v1: null, v2 })
    expect(readMagnet(`magnet:?xt.1=urn:btih:${hex}`)).toMatchObject({ v1: hex, v2: null })
  })

  it('knows what is no hash and what is no magnet link', () => {
    for (const odd of [
      '',
      'xt=',
      'xt=urn:btih:1234',
      'xt=urn:sha1:AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH',
      'xt',
      '=',
      '&&',
    ]) {
      expect(readMagnet(`magnet:?${odd}`), odd).toEqual(nothing)
    }
    for (const odd of ['', 'magnet:', 'https://example.com/?magnet:?xt=1', hex]) expect(readMagnet(odd)).toBeNull()
  })

  it('has a name that can be read, whatever it was escaped from', () => {
    expect(withIt('dn=Gr%C3%BC%C3%9Fe%20%E9%9B%AA')?.name).toBe('Grüße 雪')
    expect(withIt('dn=Mot%F6rhead')?.name).toBe('Motörhead')
    expect(withIt('dn=Фильм+%2B+100%')?.name).toBe('Фильм + 100%')
    expect(withIt('dn=%zz%4')?.name).toBe('%zz%4')
    expect(withIt('dn=a=b')?.name).toBe('a=b')
    expect(withIt('dn=\ud800')?.name).toBe('\uFFFD')
    for (const empty of ['dn=', 'dn=%20+', 'dn', 'x=1']) expect(withIt(empty)?.name, empty).toBeNull()
    expect(withIt(`dn=${'%C3%BC'.repeat(2000)}`)?.name).toBe('ü'.repeat(512))
  })

  it('finds size, web seeds and the files that are wanted', () => {
    expect(withIt('xl=1024&ws=http%3A%2F%2Fw%2F&ws.2=http://v/&so=0,2,4-8')).toMatchObject({
      sizeBytes: 1024,
      webSeeds: ['http://w/', 'http://v/'],
      wantedFiles: [
        { first: 0, last: 0 },
        { first: 2, last: 2 },
        { first: 4, last: 8 },
      ],
    })
    for (const odd of ['-1', '1e3', '0x10', '', '99999999999999999999'])
      expect(withIt(`xl=${odd}`)?.sizeBytes).toBeNull()
    for (const odd of ['', '-', '8-4', 'a', '1-2-3', '-1', '9999999999']) {
      expect(withIt(`so=${odd}`)?.wantedFiles, odd).toBeNull()
    }
  })

  it('has each tracker once, and leaves out what is too long to be one or comes after too many', () => {
    expect(withIt('tr=http://a&tr.1=http://a&tr=&tr=http://b')?.trackers).toEqual(['http://a', 'http://b'])
    expect(withIt(`tr=${'x'.repeat(longestAddressBytes + 1)}&tr=http://b`)?.trackers).toEqual(['http://b'])
    const many = Array.from({ length: 3000 }, (_, n) => `tr=http://${n}/`)
    expect(withIt(many.join('&'))?.trackers).toHaveLength(mostTrackers)
    expect(withIt(`so=${'1,'.repeat(50_000)}`)?.wantedFiles).toHaveLength(mostFileRanges)
  })

  it('never throws', () => {
    const piece = fc.constantFrom('xt=', 'urn:btih:', hex, `urn:btmh:1220${v2}`, '&', '=', 'dn', 'tr', 'so', '%', '%f6')
    const rest = fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 })
    fc.assert(
      fc.property(rest, (pieces) => {
        const magnet = readMagnet(`magnet:?${pieces.join('')}`)
        expect(magnet?.name?.isWellFormed() ?? true).toBe(true)
        expect(magnet?.v1 ?? '0'.repeat(40)).toMatch(/^[0-9a-f]{40}$/)
        expect(magnet?.v2 ?? v2).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })
})

describe('writing a magnet link', () => {
  it('carries the name with everything in it that is special', () => {
    const parts = { v1: hex, v2: null, name: 'A & B = 100 %', trackers: [] }
    expect(writeMagnet(parts)).toBe(`magnet:?xt=urn:btih:${hex}&dn=A%20%26%20B%20%3D%20100%20%25`)
  })

  it('says of both versions what there is', () => {
    expect(writeMagnet({ v1: null, v2, name: null, trackers: [] })).toBe(`magnet:?xt=urn:btmh:1220${v2}`)
    expect(writeMagnet({ v1: hex, v2, name: '', trackers: ['http://a/?b&c'] })).toBe(
      `magnet:?xt=urn:btih:${hex}&xt=urn:btmh:1220${v2}&tr=http%3A%2F%2Fa%2F%3Fb%26c`,
    )
  })

  it('is read back as it was meant', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }).map((text) => `x${text.toWellFormed()}x`)
    fc.assert(
      fc.property(fc.option(word), fc.uniqueArray(word, { maxLength: 5 }), (name, trackers) => {
        const magnet = readMagnet(writeMagnet({ v1: hex, v2, name, trackers }))
        expect(magnet).toEqual({ ...nothing, v1: hex, v2, name, trackers })
      }),
    )
    expect(readMagnet(writeMagnet({ v1: hex, v2: null, name: 'half \ud83c', trackers: [] }))?.name).toBe('half \uFFFD')
  })
})

describe('spelling a magnet link anew', () => {
  const xt = `xt=urn:btih:${hex}`

  it('puts a name of another encoding into UTF-8 and keeps everything else, letter for letter', () => {
    const around = (name: string): string => `magnet:?dn=${name}&${xt}&tr=udp%3A%2F%2Fa.example%3A1&x.y=%41+b&&so=1`
    expect(respellMagnet(around('Mot%F6rhead'))).toBe(around('Mot%C3%B6rhead'))
    expect(respellMagnet(around('Mot%c3%b6rhead+%26'))).toBe(around('Mot%c3%b6rhead+%26'))
    expect(respellMagnet(`MAGNET:?${xt}&DN.1=%80`)).toBe(`MAGNET:?${xt}&DN.1=%E2%82%AC`)
  })

  it('escapes such bytes of an address in the address itself', () => {
    const link = respellMagnet(`magnet:?${xt}&tr=http%3A%2F%2Ft.example%2F%F6`)
    expect(readMagnet(link)?.trackers).toEqual(['http://t.example/%F6'])
  })

  it('spells a parameter’s name anew, too', () => {
    expect(respellMagnet(`magnet:?${xt}&%F6=1&dn=a`)).toBe(`magnet:?${xt}&%C3%B6=1&dn=a`)
  })

  it('makes every link one that is UTF-8 throughout, and of the same torrent', () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((code) => `%${code.toString(16).padStart(2, '0')}`)
    const value = fc
      .array(fc.oneof(byte, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('dn', 'tr', 'xl', 'ws', ''), value)), (pairs) => {
        const link = `magnet:?${xt}&${pairs.map(([key, text]) => `${key}=${text}`).join('&')}`
        const spelt = respellMagnet(link)
        for (const pair of spelt.split('&')) {
          const bytes = pair.toWellFormed().replace(/%(?![0-9a-f]{2})/gi, '%25')
          expect(() => decodeURIComponent(bytes)).not.toThrow()
        }
        expect(readMagnet(spelt)?.v1).toBe(hex)
        expect(respellMagnet(spelt)).toBe(spelt)
      }),
    )
  })
})
