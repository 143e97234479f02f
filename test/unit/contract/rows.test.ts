import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { fields, packRows, PackedRowsSchema, unpackRows } from '../../../preload/contract/rows.ts'
import { blankTorrent, type Torrent, type TorrentPatch } from '../../../preload/contract/torrents.ts'

const hash = fc.integer({ min: 0, max: 9 }).map((number) => number.toString(16).padStart(40, '0'))
const number = fc.oneof(
  fc.nat(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
)
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'same', '__proto__'))

const values: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
  fields.map((field): [string, fc.Arbitrary<unknown>] => {
    const blank: unknown = blankTorrent('')[field]
    if (typeof blank === 'string') return [field, text]
    return [field, typeof blank === 'boolean' ? fc.boolean() : fc.oneof(number, fc.constant(null))]
  }),
)
const whole = fc.record({ ...values, hash }) as unknown as fc.Arbitrary<Torrent>
const some = fc.record({ ...values, hash }, { requiredKeys: ['hash'] }) as unknown as fc.Arbitrary<TorrentPatch>

describe('rows as columns', () => {
  it('are the same rows again, whole or in part, after they were spelled', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(whole, some), { maxLength: 12 }), (rows) => {
        const packed = JSON.parse(JSON.stringify(packRows(rows))) as unknown
        expect(unpackRows(v.parse(PackedRowsSchema, packed))).toEqual(rows)
      }),
    )
  })

  it('are the same rows again where all are whole', () => {
    fc.assert(
      fc.property(fc.array(whole, { maxLength: 12 }), (rows) => {
        expect(unpackRows(packRows(rows))).toEqual(rows)
      }),
    )
  })

  it('say in one run which of many rows a field changed in, where those stand together', () => {
    const rows = Array.from({ length: 1_000 }, (_, place): TorrentPatch => ({
      hash: place.toString(16).padStart(40, '0'),
      ratio: place,
      ...(place < 400 ? { progress: place } : {}),
    }))
    const { columns } = packRows(rows)
    expect(columns.ratio?.rows).toBeUndefined()
    expect(columns.progress?.rows).toEqual([0, 400])
    expect(unpackRows(packRows(rows))).toEqual(rows)
  })

  it('name what many rows share once', () => {
    const rows = Array.from({ length: 1_000 }, (_, place) => ({
      ...blankTorrent(place.toString(16).padStart(40, '0')),
      folder: place % 2 ? '/srv/films and other things' : '/srv/music and other things',
    }))
    const spelled = JSON.stringify(packRows(rows))
    expect(spelled.split('/srv/films').length).toBe(2)
    expect(spelled.length).toBeLessThan(JSON.stringify(rows).length / 10)
  })
})
