import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rows } from '../../../main/core/rows/rows.ts'
import { type FacetCounts, facetNames, Filter, noFacets } from '../../../preload/listing/filter.ts'
import { Groups } from '../../../preload/listing/groups.ts'
import { hashOf } from './fake-backend.ts'
import { torrent } from './house.ts'

function countedAfresh(rows: Rows): FacetCounts {
  const groups = new Groups(new Filter('', noFacets))
  for (const row of rows.all()) groups.count(groups.join(row, rows.daemon), 1)
  return groups.counts()
}

const anyPatch = fc.record({
  number: fc.nat(9),
  label: fc.constantFrom('', 'iso', 'film'),
  tracker: fc.constantFrom('', 'a.example', 'b.example'),
  owner: fc.constantFrom('admin', 'film'),
  state: fc.constantFrom('seeding' as const, 'paused' as const),
  trackerState: fc.constantFrom('ok' as const, 'error' as const),
  upBytesPerSecond: fc.constantFrom(0, 7),
  isGone: fc.boolean(),
})

describe('what a daemon’s rows count', () => {
  it('is at any time what counting them afresh finds', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyPatch, { maxLength: 6 }), { maxLength: 10 }), (steps) => {
        const rows = new Rows('nas1')
        rows.recall([torrent(3, { label: 'iso' })])
        for (const step of steps) {
          const put = step.map(({ number, isGone: _, ...fields }) => ({ hash: hashOf(number), ...fields }))
          rows.apply(
            put,
            step.filter(({ isGone }) => isGone).map(({ number }) => hashOf(number)),
          )
          const afresh = countedAfresh(rows)
          for (const facet of facetNames) expect(rows.counts[facet]).toEqual(afresh[facet])
        }
      }),
    )
  })

  it('stays true where a daemon makes up labels without end', () => {
    const rows = new Rows('nas1')
    for (let turn = 0; turn < 3_000; turn += 1) rows.apply([torrent(1, { label: `label ${turn}` })])
    expect([...rows.counts.label]).toEqual([['label 2999', 1]])
  })
})
