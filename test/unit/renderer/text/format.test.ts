import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ago,
  count,
  duration,
  exact,
  limit,
  middle,
  percent,
  rate,
  ratio,
  roundSize,
  size,
  when,
} from '../../../../renderer/text/format.ts'

const KiB = 1024
const MiB = 1024 * KiB
const GiB = 1024 * MiB
/** Figures and units are kept together by no-break spaces; here they read as plain ones. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1016 * KiB, '1.0 MiB'],
    [48 * KiB, '48 KiB'],
    [663 * MiB, '663 MiB'],
    [43.7 * GiB, '43.7 GiB'],
    [1.2 * GiB, '1.2 GiB'],
    [99.96 * GiB, '100 GiB'],
    [109 * GiB, '109 GiB'],
    [1.1 * 1024 * GiB, '1.1 TiB'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(plain(size(bytes))).toBe(text)
  })

  it('that are unknown or nonsense are a dash', () => {
    expect([size(null), size(-1), size(NaN), size(Infinity)]).toEqual(['–', '–', '–', '–'])
  })

  it('never need more than three digits, however large', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 63, noNaN: true }), (bytes) => {
        expect(plain(size(bytes))).toMatch(/^(\d{1,3}|\d{1,2}\.\d) ([KMGTPE]i)?B$/)
      }),
    )
  })

  it('of pieces are whole', () => {
    expect(plain(roundSize(16 * MiB))).toBe('16 MiB')
    expect(plain(roundSize(1.5 * MiB))).toBe('1.5 MiB')
  })
})

describe('rates and limits', () => {
  it('say nothing when nothing flows', () => {
    expect([rate(0), rate(0.4)]).toEqual(['', ''])
  })

  it('have a unit per second', () => {
    expect(plain(rate(1.9 * MiB))).toBe('1.9 MiB/s')
    expect(plain(rate(212 * KiB))).toBe('212 KiB/s')
  })

  it('without a limit are a word', () => {
    expect(limit(null)).toBe('unlimited')
    expect(plain(limit(50 * KiB))).toBe('50 KiB/s')
  })
})

describe('percentages', () => {
  it.each([
    [0, '0.0 %'],
    [0.812, '81.2 %'],
    [0.57, '57.0 %'],
    [0.9999, '99.9 %'],
    [1 - 1e-12, '99.9 %'],
    [1, '100 %'],
    [7, '100 %'],
    [-1, '0.0 %'],
  ])('%d reads %s', (progress, text) => {
    expect(plain(percent(progress))).toBe(text)
  })
})

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [45 * second, '45 s'],
    [68 * second, '1 m 8 s'],
    [560 * second, '9 m 20 s'],
    [12 * minute + 30 * second, '12 m'],
    [72 * minute, '1 h 12 m'],
    [15 * hour + 20 * minute, '15 h'],
    [3 * day + 4 * hour, '3 d 4 h'],
    [45 * day, '45 d'],
    [61 * day, '2 mo'],
    [3 * 366 * day, '3 y'],
  ])('%d ms read %s', (ms, text) => {
    expect(plain(duration(ms))).toBe(text)
  })

  it('that are unknown are a dash', () => {
    expect([duration(null), duration(-5), duration(Infinity)]).toEqual(['–', '–', '–'])
  })
})

describe('ratios and counts', () => {
  it.each([
    [0, '0.00'],
    [0.31, '0.31'],
    [9.99, '9.99'],
    [12.44, '12.4'],
    [128.3, '128'],
    [null, '–'],
    [-1, '–'],
  ])('a ratio of %s reads %s', (value, text) => {
    expect(ratio(value)).toBe(text)
  })

  it('of thousands have separators', () => {
    expect(count(4128)).toBe('4,128')
    expect(count(null)).toBe('–')
  })
})

describe('times', () => {
  const now = new Date(2026, 10, 21, 15, 30).getTime()
  const at = (...parts: [number, number, number, number?, number?]): number => new Date(...parts).getTime()

  it.each([
    [at(2026, 10, 21, 14, 2), 'today 14:02'],
    [at(2026, 10, 21, 0, 0), 'today 00:00'],
    [at(2026, 10, 20, 23, 59), 'yesterday'],
    [at(2026, 10, 17), '17 Nov'],
    [at(2024, 10, 17), '17 Nov 2024'],
    [at(2026, 8, 2), '2 Sep'],
  ])('are relative while fresh', (ms, text) => {
    expect(plain(when(ms, now))).toBe(text)
  })

  it('are right on the days around a change of clocks', () => {
    for (let month = 0; month < 12; month += 1) {
      for (let date = 1; date <= 28; date += 1) {
        const noon = at(2026, month, date, 12)
        expect(when(at(2026, month, date, 0, 5), noon)).toMatch(/^today/)
        expect(when(at(2026, month, date - 1, 23, 55), noon)).toBe('yesterday')
      }
    }
  })

  it('are exact in tooltips and a dash when unknown', () => {
    expect(exact(now)).toContain('21 November 2026')
    expect([when(null, now), exact(null)]).toEqual(['–', ''])
  })

  it.each([
    [3 * second, 'just now'],
    [40 * second, '40 s ago'],
    [130 * second, '2 min ago'],
    [3 * hour, '3 h ago'],
    [2 * day, '19 Nov'],
  ])('passed %d ms ago say so', (age, text) => {
    expect(plain(ago(now - age, now))).toBe(text)
  })

  it('that never were are never', () => {
    expect(ago(null, now)).toBe('never')
  })
})

describe('long text', () => {
  it('is cut in the middle, where hashes and paths are alike', () => {
    expect(middle('/srv/torrents/films/incoming', 15)).toBe('/srv/to…ncoming')
    expect(middle('short', 15)).toBe('short')
    expect(middle('0123456789', 5)).toHaveLength(5)
  })
})
