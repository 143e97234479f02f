import { describe, expect, it } from 'vitest'
import '../../../preload/words/all.ts'
import { formatsOf } from '../../../preload/words/tables.ts'

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const german = formatsOf('de')
const MiB = 1024 ** 2
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('German figures', () => {
  it('have a comma before their parts and points between thousands', () => {
    expect(plain(german.size(43.7 * 1024 * MiB))).toBe('43,7 GiB')
    expect(plain(german.rate(1.9 * MiB))).toBe('1,9 MiB/s')
    expect(plain(german.percent(0.812))).toBe('81,2 %')
    expect(german.ratio(0.314)).toBe('0,31')
    expect(german.count(4128)).toBe('4.128')
  })

  it('of pieces are whole, like those of limits', () => {
    expect(plain(german.roundSize(16 * MiB))).toBe('16 MiB')
    expect(plain(german.roundSize(1.5 * MiB))).toBe('1,5 MiB')
    expect(german.limit(null)).toBe('unbegrenzt')
    expect(german.limit(0)).toBe('nichts')
  })

  it.each([
    [72 * minute, '1 h 12 m'],
    [3 * day + 4 * hour, '3 T. 4 h'],
    [61 * day, '2 Mon.'],
    [3 * 366 * day, '3 J.'],
  ])('of lengths of time have German units: %d', (ms, text) => {
    expect(plain(german.duration(ms))).toBe(text)
  })

  it('that are not known are the same dash', () => {
    expect([german.size(null), german.when(null, 0), german.ratio(-1)]).toEqual(['–', '–', '–'])
  })
})

describe('German times', () => {
  const now = new Date(2026, 10, 21, 15, 30).getTime()

  it.each([
    [new Date(2026, 10, 21, 14, 2), 'heute 14:02'],
    [new Date(2026, 10, 20, 23, 59), 'gestern'],
    [new Date(2026, 10, 17), '17. Nov'],
    [new Date(2024, 4, 1), '1. Mai 2024'],
  ])('are relative while fresh: %s', (date, text) => {
    expect(plain(german.when(date.getTime(), now))).toBe(text)
  })

  it('have passed', () => {
    expect(plain(german.ago(now - 40_000, now))).toBe('vor 40 s')
    expect(plain(german.ago(now - 2 * minute, now))).toBe('vor 2 min')
    expect(german.ago(null, now)).toBe('nie')
  })

  it('are exact in tooltips', () => {
    expect(german.exact(now)).toContain('21. November 2026')
  })

  it('and names are joined as German joins them', () => {
    expect(german.list(['nas', 'attic', 'box'])).toBe('nas, attic und box')
  })
})
