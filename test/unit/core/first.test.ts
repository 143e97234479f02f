import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SortKey } from '../../../preload/contract/settings.ts'
import { keyOf } from '../../../preload/contract/keys.ts'
import { Order } from '../../../preload/listing/sort.ts'
import { Rows } from '../../../main/core/rows/rows.ts'
import { countAll, findFirst, inParts } from '../../../main/core/torrents/first.ts'
import { hashOf } from './fake-backend.ts'
import { torrent } from './house.ts'

const names: Record<string, string> = { nas1: 'zeta', box2: 'alpha' }
const context = { daemonName: (id: string): string => names[id] ?? id }

const anyRow = fc.record({
  daemon: fc.constantFrom('nas1', 'box2'),
  number: fc.nat(30),
  name: fc.constantFrom('part 2', 'part 10', 'évora'),
  label: fc.constantFrom('', 'iso', 'film'),
  ratio: fc.constantFrom(null, 1, 2),
})
const anyKey = fc.record<SortKey>({
  column: fc.constantFrom('name', 'daemon', 'label', 'ratio', 'added'),
  down: fc.boolean(),
})

describe('what a window shows first', () => {
  it('are the rows that stand first in the whole order, with the counts of all', async () => {
    const anyRows = fc.array(anyRow, { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(anyRows, fc.array(anyKey, { maxLength: 2 }), fc.nat(12), async (list, sort, most) => {
        const all = ['nas1', 'box2'].map((daemon) => new Rows(daemon))
        for (const { daemon, number, ...fields } of list) {
          all.find((rows) => rows.daemon === daemon)?.recall([torrent(number, fields)])
        }
        const whole = all.flatMap((rows) =>
          [...rows.all()].map((row) => ({ ...row, daemon: rows.daemon, key: keyOf(rows.daemon, row.hash) })),
        )
        const wanted = whole.sort(new Order(sort, context).compare).slice(0, most)
        const first = await findFirst(all, sort, most, context)
        const counts = countAll(all)
        for (const { daemon } of all) {
          const hashes = wanted.filter((row) => row.daemon === daemon).map(({ hash }) => hash)
          expect(first.get(daemon) ?? []).toEqual(hashes)
        }
        expect(new Map(counts.daemon).get('nas1') ?? 0).toBe(all[0]?.size)
        expect(counts.label.reduce((sum, [, count]) => sum + count, 0)).toBe(whole.length)
      }),
    )
  })

  it('leaves other work its turn between slices of a long list', async () => {
    const rows = new Rows('nas1')
    rows.recall(Array.from({ length: 60_000 }, (_, number) => torrent(number, { addedAt: number })))
    let turns = 0
    const count = (): void => {
      turns += 1
      turn = setImmediate(count)
    }
    let turn = setImmediate(count)
    const first = await findFirst([rows], [{ column: 'added', down: true }], 2, context)
    clearImmediate(turn)
    expect(first.get('nas1')).toEqual([hashOf(59_999), hashOf(59_998)])
    expect(turns).toBeGreaterThan(1)
  })
})

describe('what follows', () => {
  const places = (n: number): number => (n * 7_919) % 9_000
  const rows = new Rows('nas1')
  rows.recall(
    Array.from({ length: 9_000 }, (_, n) =>
      torrent(n, {
        addedAt: places(n),
        ratio: n % 2 ? places(n) : null,
        name: `p${String(places(n)).padStart(5, '0')}`,
      }),
    ),
  )

  it('are all rows, those of each part before those of the next', async () => {
    const sorts: SortKey[][] = [[{ column: 'added', down: true }], [{ column: 'ratio', down: false }], []]
    for (const sort of sorts) {
      const order = new Order(sort, context)
      const sent = await inParts(rows, sort, context)
      expect(new Set(sent).size).toBe(9_000)
      const wanted = order.sort([...rows.all()], (row) => row).map(({ hash }) => hash)
      // Where numbers are equal, rows of two parts may be mixed; of 9,000 rows here half have no ratio.
      const sure = sort[0]?.column === 'ratio' ? 4_000 : 8_000
      for (let start = 0; start < sure; start += 2_000) {
        expect(new Set(sent.slice(start, start + 2_000))).toEqual(new Set(wanted.slice(start, start + 2_000)))
      }
    }
  })
})
