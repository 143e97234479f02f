import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, exportName, type exportPart, exportParts } from '../../../main/core/events/export.ts'
import type { HistoryEvent } from '../../../preload/contract/events.ts'
import { newestFirst } from '../../../preload/listing/events.ts'
import { line } from '../store/records.ts'

/** The cells of CSV as RFC 4180 has it. */
function read(text: string): string[][] {
  const rows: string[][] = []
  for (let rest = text; rest !== '';) {
    const row: string[] = []
    for (let end = ''; end !== '\r\n';) {
      const [whole, quoted, plain, mark] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? []
      if (whole === undefined) throw new Error(`That is no CSV: ${JSON.stringify(rest.slice(0, 40))}`)
      row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
      end = mark ?? ''
      rest = rest.slice(whole.length)
    }
    rows.push(row)
  }
  return rows
}

/** A core with so many lines, newest first. */
function appWith(lines: HistoryEvent[]) {
  const asked: number[] = []
  const list = ({ before, limit }: { before?: { at: number; id: number }; limit: number }): Promise<HistoryEvent[]> => {
    asked.push(limit)
    return Promise.resolve(lines.filter((one) => !before || newestFirst(before, one) < 0).slice(0, limit))
  }
  const app = { history: { list }, audit: { list: () => Promise.resolve([]) }, roster: { find: () => undefined } }
  return { app: app as unknown as Parameters<typeof exportPart>[0], asked }
}

describe('a line of CSV', () => {
  it('is read again as it was, whatever is in it, but that nothing in it is a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 6 }), (cells) => {
        const [row, ...more] = read(csvLine(cells))
        expect(more).toEqual([])
        expect(row?.map((cell, at) => (cell === cells[at] ? cell : cell.slice(1)))).toEqual(cells)
        for (const cell of row ?? []) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
      }),
      { numRuns: 500 },
    )
  })

  it.each(['=cmd|" /C calc"!A0', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])('has %j as a text', (text) => {
    expect(read(csvLine([text, 'b']))).toEqual([[`'${text}`, 'b']])
  })
})

describe('a list as a file', () => {
  const lines = Array.from({ length: 2_500 }, (_, n) => line(2_500 - n, `line ${n}`, { at: 10_000 - n }))
  const wanted = { list: 'events', form: 'csv' } as const

  it('comes in parts, whole and in order, in either form', async () => {
    for (const form of ['csv', 'json'] as const) {
      const { app, asked } = appWith(lines)
      const parts: string[] = []
      for await (const part of exportParts(app, { ...wanted, form })) parts.push(part)
      expect([parts.length, asked]).toEqual([3, [1000, 1000, 1000]])
      const text = parts.join('')
      if (form === 'json')
        expect((JSON.parse(text) as HistoryEvent[]).map(({ id }) => id)).toEqual(lines.map(({ id }) => id))
      else {
        expect(text.startsWith('\ufeff')).toBe(true)
        const rows = read(text.slice(1))
        expect([rows.length, new Set(rows.map((row) => row.length)).size]).toEqual([2_501, 1])
        expect(rows[1]).toEqual(['1970-01-01T00:00:10.000Z', 'acted', '', 'Something', '', 'line 0', 'false'])
      }
    }
  })

  it('is a file also where there is nothing, or exactly as much as a part has', async () => {
    for (const number of [0, 1_000]) {
      const { app } = appWith(lines.slice(0, number))
      let text = ''
      for await (const part of exportParts(app, { ...wanted, form: 'json' })) text += part
      expect(JSON.parse(text)).toHaveLength(number)
    }
    expect(exportName({ list: 'deeds', form: 'csv' }, Date.UTC(2026, 10, 21))).toBe('estuary-audit-2026-11-21.csv')
  })
})
